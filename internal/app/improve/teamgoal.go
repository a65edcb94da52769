package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// TeamGoalPage is a team's goal to write.
type TeamGoalPage struct {
	Team    improvement.Team
	Goal    improvement.TeamGoal // zero for a new one
	Choices                      // the group's goals and measures
	Goals   []TeamGoalRow        // all of the team's
}

// TeamGoal reads a team's goal to change, id zero for a new one. fault.ErrForbidden for those
// who may not, and fault.ErrWrongState for a team that is over.
func (room *Room) TeamGoal(ctx context.Context, actor org.Actor, team improvement.Team, id improvement.TeamGoalID) (TeamGoalPage, error) {
	var p TeamGoalPage
	if !MayLeadTeams(actor, team.GroupID) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Team, err = tx.Team(ctx, team.GroupID, team.ID); err != nil {
			return err
		}
		if !p.Team.State.Open() {
			return fault.ErrWrongState
		}
		return room.readTeamGoal(ctx, tx, &p, id)
	})
	return p, err
}

func (room *Room) readTeamGoal(ctx context.Context, tx *postgres.Tx, p *TeamGoalPage, id improvement.TeamGoalID) (err error) {
	if p.Choices, err = room.readChoices(ctx, tx, p.Team.GroupID); err != nil {
		return err
	}
	if p.Goals, err = tx.TeamGoals(ctx, postgres.TeamGoalFilter{GroupID: p.Team.GroupID, TeamID: p.Team.ID, Limit: mostTeamGoals}); err != nil || id == 0 {
		return err
	}
	row, ok := first(p.Goals, func(g TeamGoalRow) bool { return g.ID == id })
	if !ok {
		return fault.ErrNotFound
	}
	p.Goal = row.TeamGoal
	return nil
}

// changedGoal is what is stored of a team's goal to change, while nobody else changes the team.
func (room *Room) changedGoal(ctx context.Context, tx *postgres.Tx, group org.GroupID, g improvement.TeamGoal) (p TeamGoalPage, err error) {
	if p.Team, err = openTeam(ctx, tx, group, g.TeamID); err != nil {
		return p, err
	}
	if err := room.readTeamGoal(ctx, tx, &p, g.ID); err != nil {
		return p, err
	}
	if p.Goal.Version != g.Version {
		return p, fault.ErrConflict
	}
	return p, nil
}

// SaveTeamGoal stores a goal of a team: a new one for ID zero, and otherwise a changed one,
// fault.ErrConflict when somebody else has changed it since its Version. Problems stand at the
// fields of improvement.TeamGoal.Check, and at "goal".
func (room *Room) SaveTeamGoal(ctx context.Context, actor org.Actor, group org.GroupID, g improvement.TeamGoal) error {
	if !MayLeadTeams(actor, group) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := room.changedGoal(ctx, tx, group, g)
		if err != nil {
			return err
		}
		if err := g.Check(); err != nil {
			return err
		}
		if _, ok := p.Choices.Goal(g.GoalID); g.GoalID != 0 && !ok {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "goal", Code: "unknown_choice"}}}
		}
		g.CarriedOn = p.Goal.CarriedOn
		e := postgres.AuditEntry{At: room.now(), Action: "improve.add_team_goal", GroupID: group, Subject: teamSubject, SubjectID: int64(g.TeamID),
			After: p.audited(g)}
		if g.ID == 0 {
			if _, err := tx.AddTeamGoal(ctx, group, g); err != nil {
				return err
			}
			return tx.AppendAudit(ctx, actor, e)
		}
		if err := tx.SaveTeamGoal(ctx, group, g); err != nil {
			return err
		}
		e.Action, e.Before = "improve.save_team_goal", p.audited(p.Goal)
		return tx.AppendAudit(ctx, actor, e)
	})
}

// DeleteTeamGoal removes a goal of a team, whose measures stay; fault.ErrConflict when
// somebody else has changed it since its Version.
func (room *Room) DeleteTeamGoal(ctx context.Context, actor org.Actor, group org.GroupID, g improvement.TeamGoal) error {
	if !MayLeadTeams(actor, group) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := room.changedGoal(ctx, tx, group, g)
		if err != nil {
			return err
		}
		if err := tx.DeleteTeamGoal(ctx, group, p.Goal); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.delete_team_goal", GroupID: group, Subject: teamSubject,
			SubjectID: int64(g.TeamID), Before: p.audited(p.Goal)})
	})
}

func (p TeamGoalPage) audited(g improvement.TeamGoal) auditedTeamGoal {
	kept := auditedTeamGoal{Team: p.Team.Title, Title: g.Title, Body: g.Body}
	if goal, ok := p.Choices.Goal(g.GoalID); ok {
		kept.Goal = goal.Title
	}
	return kept
}

// shareMeasures are the group's measures that a team can follow: shares of children.
func shareMeasures(c Choices) []quality.Indicator {
	var list []quality.Indicator
	for _, i := range c.Measures {
		if i.Kind == quality.Proportion {
			list = append(list, i)
		}
	}
	return list
}
