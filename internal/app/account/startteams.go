package account

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// teamDays is how many days after the end of a period its figures in a learning team are due.
const teamDays = 14

// mostOwnTeams is how many teams somebody who is asked into some is told of.
const mostOwnTeams = 20

// readWorkingGroups reads the working groups that the actor is in: they are told of nowhere
// else to those who do not see the list.
func (start *Start) readWorkingGroups(ctx context.Context, tx *postgres.Tx, actor org.Actor, f facts) error {
	rows, err := tx.PersonsWorkingGroups(ctx, f.group.ID, actor.Person.ID)
	for _, row := range rows {
		start.WorkingGroups = append(start.WorkingGroups, row.WorkingGroup)
	}
	return err
}

// readTeams reads what the actor's own units have not said in their learning teams, and for
// those who are only asked into teams, which these are.
func (start *Start) readTeams(ctx context.Context, tx *postgres.Tx, actor org.Actor, f facts) error {
	if !actor.May(org.ViewWork, f.group.ID, 0) {
		var err error
		start.Teams, err = tx.Teams(ctx, postgres.TeamFilter{GroupID: f.group.ID, PersonID: actor.Person.ID, Limit: mostOwnTeams})
		return err
	}
	own := map[org.UnitID]bool{}
	for _, unit := range ownUnits(actor, f) {
		own[unit.ID] = true
	}
	if len(own) == 0 {
		return nil
	}
	lacking, err := tx.TeamsLacking(ctx, f.group.ID, f.today)
	for _, l := range lacking {
		if own[l.Unit.UnitID] {
			start.Tasks = append(start.Tasks, teamTask(l))
		}
	}
	return err
}

// teamTask is figures to enter in a team.
func teamTask(l improvement.TeamLacking) Task {
	return Task{Kind: EnterTeamFigures, UnitID: l.Unit.UnitID, Unit: org.Unit{ID: l.Unit.UnitID, Code: l.Unit.Code, ShortName: l.Unit.Name},
		TeamID: l.Team.ID, Title: l.Team.Title, Count: l.Count, Due: l.Latest.AddDate(0, 0, teamDays)}
}
