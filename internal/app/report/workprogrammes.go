package report

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Team is a team that went on in the year, with what came of it as far as everybody may know.
type Team struct {
	improvement.Team
	Units []improvement.TeamUnit
	Goals []string
	// Lines are all units together in each of the team's own measures, until the year's last
	// day: sums of at least three units, with small numbers hidden, whoever reads.
	Lines []analysis.TeamLine
}

// Introduction is an introduction of a care pathway that went on in the year, with how far its
// units had said that they had come.
type Introduction struct {
	postgres.PathwayRow
	Units []postgres.PathwayUnitRow
}

// mostProgrammes is how many of a group's teams are read.
const mostProgrammes = 500

// loadProgrammes reads the teams and the introductions that went on in the year. What ended
// later than the report was due is still under way in it.
func (w *Work) loadProgrammes(ctx context.Context, tx *postgres.Tx, group org.Group, s days) error {
	if err := w.loadTeams(ctx, tx, group, s); err != nil {
		return err
	}
	rows, err := tx.Pathways(ctx, group.ID)
	if err != nil {
		return err
	}
	units, err := tx.PathwayUnits(ctx, group.ID, 0)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.StartsOn.After(s.last) || r.EndedOn != nil && r.EndedOn.Before(s.first) {
			continue
		}
		r.PathwayIntroduction = r.On(s.due)
		i := Introduction{PathwayRow: r}
		for _, u := range units {
			if u.PathwayID == r.ID && (u.NotedAt == nil || !org.DayOf(*u.NotedAt).After(s.due)) {
				i.Units = append(i.Units, u)
			}
		}
		w.Introductions = append(w.Introductions, i)
	}
	return nil
}

func (w *Work) loadTeams(ctx context.Context, tx *postgres.Tx, group org.Group, s days) error {
	all, err := tx.Teams(ctx, postgres.TeamFilter{GroupID: group.ID, Limit: mostProgrammes})
	if err != nil {
		return err
	}
	var ids []improvement.TeamID
	for _, t := range all {
		if t.State != improvement.TeamPlanned && !t.BeginsOn.After(s.last) && (t.SettledOn == nil || !t.SettledOn.Before(s.first)) {
			w.Teams, ids = append(w.Teams, Team{Team: t.On(s.due)}), append(ids, t.ID)
		}
	}
	units, err := tx.TeamUnits(ctx, group.ID, ids...)
	if err != nil {
		return err
	}
	goals, err := tx.TeamGoals(ctx, postgres.TeamGoalFilter{GroupID: group.ID, Limit: mostProgrammes})
	if err != nil {
		return err
	}
	measures, err := tx.TeamMeasures(ctx, group.ID, ids...)
	if err != nil {
		return err
	}
	figures, err := tx.TeamFigures(ctx, postgres.TeamFigureFilter{GroupID: group.ID, Teams: ids})
	if err != nil {
		return err
	}
	nobody := analysis.TeamReader{Sees: func(org.UnitID) bool { return false }, Threshold: group.MaskingThreshold}
	for n := range w.Teams {
		t := &w.Teams[n]
		t.Units = units[t.ID]
		for _, g := range goals {
			if g.TeamID == t.ID {
				t.Goals = append(t.Goals, g.Title)
			}
		}
		for _, m := range measures {
			if m.TeamID == t.ID && m.Counted() {
				d := analysis.TeamData{Measure: m.TeamMeasure, Units: t.Units, Periods: m.Periods(t.Team, s.last), Figures: figures}
				t.Lines = append(t.Lines, d.Lines(nobody)[0])
			}
		}
	}
	return nil
}
