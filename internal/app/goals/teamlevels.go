package goals

import (
	"context"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// readTeams reads the goals of the learning teams that go on in the year, and how the teams'
// own measures go for all units together, as far as the actor may see it on the team's page:
// nothing for those who do not see what is done in the group. Who is of a team's expert group
// is not asked: sums of few units are hidden from its experts here.
func (l *Levels) readTeams(ctx context.Context, tx *postgres.Tx, actor org.Actor, today time.Time) (err error) {
	group := l.Dataset.Group
	if l.Teams, err = tx.TeamGoals(ctx, postgres.TeamGoalFilter{GroupID: group.ID, Year: l.Year, Limit: mostLocally}); err != nil || !actor.May(org.ViewWork, group.ID, 0) {
		return err
	}
	teams, err := tx.Teams(ctx, postgres.TeamFilter{GroupID: group.ID, Limit: mostLocally})
	if err != nil {
		return err
	}
	byID, ids := map[improvement.TeamID]improvement.Team{}, []improvement.TeamID{}
	for _, t := range teams {
		byID[t.ID] = t
	}
	for _, g := range l.Teams {
		ids = append(ids, g.TeamID)
	}
	units, err := tx.TeamUnits(ctx, group.ID, ids...)
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
	for _, m := range measures {
		if m.TeamGoalID == 0 || m.Target == nil || !m.Counted() {
			continue
		}
		d := analysis.TeamData{Measure: m.TeamMeasure, Units: units[m.TeamID], Periods: m.Periods(byID[m.TeamID], today), Figures: figures}
		l.TeamLines[m.TeamGoalID] = append(l.TeamLines[m.TeamGoalID], d.Lines(analysis.ReaderOfTeam(actor, group, units[m.TeamID], false))[0])
	}
	return nil
}
