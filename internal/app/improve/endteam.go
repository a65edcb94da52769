package improve

import (
	"context"
	"slices"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// TeamEndPage is a team to end, with those who can see to what goes on.
type TeamEndPage struct {
	improvement.Team
	Goals    []TeamGoalRow
	Measures []TeamMeasureRow
	Members  []Member
	Last     LastChange
}

// TeamEnd reads a team to end it. fault.ErrForbidden for those who may not, and
// fault.ErrWrongState, with the team, when it is over.
func (room *Room) TeamEnd(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.TeamID) (TeamEndPage, error) {
	var p TeamEndPage
	if !MayLeadTeams(actor, group) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Team, err = tx.Team(ctx, group, id); err != nil {
			return err
		}
		if p.Goals, err = tx.TeamGoals(ctx, postgres.TeamGoalFilter{GroupID: group, TeamID: id, Limit: mostTeamGoals}); err != nil {
			return err
		}
		if p.Measures, err = tx.TeamMeasures(ctx, group, id); err != nil {
			return err
		}
		c, err := room.readChoices(ctx, tx, group)
		if err != nil {
			return err
		}
		p.Members = c.Members
		p.Last, err = tx.LastChange(ctx, teamSubject, int64(id))
		return err
	})
	if err == nil && !p.State.Open() {
		err = fault.ErrWrongState
	}
	return p, err
}

// EndTeam ends a team. One that is handed over becomes an action of all units together: what
// goes on, who sees to it and when that is followed up; those of its goals that are named are
// marked to become the group's. Of t only GroupID, ID and Version are read: fault.ErrConflict
// when somebody else has changed it since. Problems stand at the fields of
// improvement.TeamEnding.Check, and at "goals".
func (room *Room) EndTeam(ctx context.Context, actor org.Actor, t improvement.Team, e improvement.TeamEnding) error {
	return room.changeTeam(ctx, actor, teamChange{of: t, name: "improve.end_team"}, func(tx *postgres.Tx, stored *improvement.Team) error {
		if t.Version != stored.Version {
			return fault.ErrConflict
		}
		if err := e.Check(room.today()); err != nil {
			return err
		}
		if err := stored.End(e, room.today()); err != nil || e.As != improvement.TeamHandedOver {
			return err
		}
		if err := carryOn(ctx, tx, *stored, e.CarriedOn); err != nil {
			return err
		}
		var err error
		stored.ActionID, err = room.goOn(ctx, tx, actor, *stored, e)
		return err
	})
}

// carryOn marks the goals that are to become the group's.
func carryOn(ctx context.Context, tx *postgres.Tx, t improvement.Team, chosen []improvement.TeamGoalID) error {
	goals, err := tx.TeamGoals(ctx, postgres.TeamGoalFilter{GroupID: t.GroupID, TeamID: t.ID, Limit: mostTeamGoals})
	if err != nil {
		return err
	}
	for _, id := range chosen {
		if !slices.ContainsFunc(goals, func(g TeamGoalRow) bool { return g.ID == id }) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "goals", Code: "unknown_choice"}}}
		}
	}
	for _, g := range goals {
		if g.CarriedOn = slices.Contains(chosen, g.ID); !g.CarriedOn {
			continue
		}
		if err := tx.SaveTeamGoal(ctx, t.GroupID, g.TeamGoal); err != nil {
			return err
		}
	}
	return nil
}

// goOn makes the action that sees to what goes on, named by the first line of that.
func (room *Room) goOn(ctx context.Context, tx *postgres.Tx, actor org.Actor, t improvement.Team, e improvement.TeamEnding) (improvement.ActionID, error) {
	c, err := room.readChoices(ctx, tx, t.GroupID)
	if err != nil {
		return 0, err
	}
	began := room.today()
	name, _, _ := strings.Cut(strings.TrimSpace(e.Continues), "\n")
	a := improvement.Action{GroupID: t.GroupID, Area: cut(strings.TrimSpace(name), improvement.MaxLine), Kind: improvement.RoutineAction, State: improvement.ActionOngoing,
		Priority: improvement.MediumPriority, OwnerID: e.OwnerID, DueOn: e.DueOn, BeganOn: &began, Origin: improvement.OwnIdea,
		ProgrammeKind: improvement.TeamProgramme, ProgrammeID: int64(t.ID), WrittenAt: room.now(), WrittenBy: actor.Person.ID}
	a.Activities = e.Continues
	if err := c.check(a, improvement.Action{}, a.Check(room.today())); err != nil {
		return 0, err
	}
	if a.ID, err = tx.AddAction(ctx, a); err != nil {
		return 0, err
	}
	return a.ID, tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.create_action", GroupID: t.GroupID, Subject: "action",
		SubjectID: int64(a.ID), After: c.audited(ctx, a)})
}
