package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// mostTeams is how many teams are listed, and mostTeamGoals how many goals.
const (
	mostTeams     = 200
	mostTeamGoals = 500
)

// TeamRow is a team in the list, with the units that take part.
type TeamRow struct {
	improvement.Team
	Units []improvement.TeamUnit
}

// Teams lists the group's learning teams: all for those who see what is done in the group,
// and for others those that they take part in. fault.ErrForbidden for those who take part
// in none.
func (room *Room) Teams(ctx context.Context, actor org.Actor, group org.GroupID) ([]TeamRow, error) {
	if !actor.May(org.ViewPublished, group, 0) {
		return nil, fault.ErrForbidden
	}
	var rows []TeamRow
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		rows = nil
		f := postgres.TeamFilter{GroupID: group, Limit: mostTeams}
		if !actor.May(org.ViewWork, group, 0) {
			f.PersonID = actor.Person.ID
		}
		teams, err := tx.Teams(ctx, f)
		if err != nil {
			return err
		}
		if f.PersonID != 0 && len(teams) == 0 {
			return fault.ErrForbidden
		}
		ids := make([]improvement.TeamID, len(teams))
		for n, t := range teams {
			ids[n] = t.ID
		}
		units, err := tx.TeamUnits(ctx, group, ids...)
		for _, t := range teams {
			rows = append(rows, TeamRow{t, units[t.ID]})
		}
		return err
	})
	return rows, err
}

// MayLeadTeams reports whether the actor may begin, change and end the group's teams.
func MayLeadTeams(actor org.Actor, group org.GroupID) bool {
	return actor.May(org.EditActions, group, 0)
}
