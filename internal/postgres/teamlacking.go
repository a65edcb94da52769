package postgres

import (
	"context"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// mostRunningTeams is how many of a group's teams are looked through.
const mostRunningTeams = 200

// TeamsLacking reads what the group's units have not said of their running teams' periods
// that have lately ended, team by team in the units' order. Four queries.
func (tx *Tx) TeamsLacking(ctx context.Context, group org.GroupID, today time.Time) ([]improvement.TeamLacking, error) {
	teams, err := tx.Teams(ctx, TeamFilter{GroupID: group, Open: true, Limit: mostRunningTeams})
	if err != nil {
		return nil, err
	}
	ids := make([]improvement.TeamID, len(teams))
	for n, t := range teams {
		ids[n] = t.ID
	}
	units, err := tx.TeamUnits(ctx, group, ids...)
	if err != nil {
		return nil, err
	}
	rows, err := tx.TeamMeasures(ctx, group, ids...)
	if err != nil {
		return nil, err
	}
	measures := make([]improvement.TeamMeasure, len(rows))
	for n, r := range rows {
		measures[n] = r.TeamMeasure
	}
	figures, err := tx.TeamFigures(ctx, TeamFigureFilter{GroupID: group, Teams: ids, Since: improvement.TeamLackingSince(today)})
	if err != nil {
		return nil, err
	}
	var lacking []improvement.TeamLacking
	for _, t := range teams {
		for _, u := range units[t.ID] {
			if l := improvement.LackingOf(t, u, measures, figures, today); l.Count > 0 {
				lacking = append(lacking, l)
			}
		}
	}
	return lacking, nil
}
