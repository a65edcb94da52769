package goals

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// mostLocally is how many of the units' own goals the tree of all levels takes in; the
// others are found in their own list.
const mostLocally = 1000

// Levels is all levels of a year's goals: those above the group's, its own with their
// results, and the units'.
type Levels struct {
	Overview
	Higher  []quality.HigherGoal // of all years
	Tree    quality.Tree
	Dataset *analysis.Dataset // the year's results as the actor may see them
	// Above are the results of the higher goals' own measures, measure by measure.
	Above map[quality.HigherGoalID][]HigherResult
	// Totals are everybody's results of the year's goals, goal by goal.
	Totals map[quality.GoalID][]analysis.Row
	// Unmeasured are the goals that are said not to be measurable in the year.
	Unmeasured []quality.Unmeasured
	// Teams are the goals of learning teams that go on in the year, and TeamLines how the
	// measures with a target go, goal by goal, for all units together.
	Teams     []postgres.TeamGoalRow
	TeamLines map[improvement.TeamGoalID][]analysis.TeamLine
}

// Levels reads a year's goals of all levels; zero as for Overview.
func (room *Room) Levels(ctx context.Context, actor org.Actor, group org.GroupID, year int) (Levels, error) {
	l := Levels{Totals: map[quality.GoalID][]analysis.Row{}, Above: map[quality.HigherGoalID][]HigherResult{}, TeamLines: map[improvement.TeamGoalID][]analysis.TeamLine{}}
	if err := mayView(actor, group); err != nil {
		return l, err
	}
	if year != 0 && (year < firstYear || year > lastYear) {
		return l, fault.ErrNotFound
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if l.Overview, err = room.overview(ctx, tx, group, year); err != nil {
			return err
		}
		if l.Higher, err = tx.HigherGoals(ctx, group); err != nil {
			return err
		}
		c := quality.Cascade{Year: l.Year, Higher: l.Higher, Goals: l.Goals}
		if c.Serves, err = tx.Servings(ctx, group, l.Year, l.Year); err != nil {
			return err
		}
		if c.Locally, _, err = tx.LocalGoals(ctx, postgres.LocalGoals{GroupID: group, Year: l.Year, Limit: mostLocally}); err != nil {
			return err
		}
		l.Tree = c.Tree()
		if l.Unmeasured, err = tx.Unmeasured(ctx, group, l.Year); err != nil {
			return err
		}
		if l.Dataset, err = yearSeen(ctx, tx, actor, groupYear{group, l.Year}); err != nil {
			return err
		}
		return l.readTeams(ctx, tx, actor, org.DayOf(room.now()))
	})
	if err != nil {
		return l, err
	}
	for _, h := range l.Higher {
		if h.Holds(l.Year) {
			l.Above[h.ID] = l.resultsOf(h)
		}
	}
	for _, block := range l.Dataset.Overview(l.Year) {
		if block.Goal.ID != 0 {
			l.Totals[block.Goal.ID] = block.Rows
		}
	}
	return l, nil
}
