package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// BegunTeam is a team that is to be made, filled in from the nomination that was chosen; nil
// for a team of its own.
type BegunTeam struct {
	improvement.Team
	Nomination *improvement.Nomination
}

// BeginTeam is a new team for two years from the month after this one, or what the group's
// chosen nomination proposes; zero for none. fault.ErrForbidden for those who may begin none,
// fault.ErrNotFound for a nomination that is not chosen.
func (room *Room) BeginTeam(ctx context.Context, actor org.Actor, group org.GroupID, nomination improvement.NominationID) (BegunTeam, error) {
	if !MayLeadTeams(actor, group) {
		return BegunTeam{}, fault.ErrForbidden
	}
	begins := improvement.Monthly.Next(improvement.Monthly.Start(room.today()))
	t := BegunTeam{Team: improvement.Team{GroupID: group, State: improvement.TeamPlanned, BeginsOn: begins, EndsOn: begins.AddDate(improvement.TeamYears, 0, -1)}}
	if nomination == 0 {
		return t, nil
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		n, err := chosenTopic(ctx, tx, group, nomination)
		if err != nil {
			return err
		}
		t.Nomination, t.NominationID, t.Title, t.Aim = &n.Nomination, n.ID, n.Title, n.Effect
		if n.BeginsOn != nil && n.EndsOn != nil {
			t.BeginsOn, t.EndsOn = *n.BeginsOn, *n.EndsOn
		}
		return nil
	})
	return t, err
}

// chosenTopic is one of the group's nominations that was chosen; fault.ErrNotFound for others.
func chosenTopic(ctx context.Context, tx *postgres.Tx, group org.GroupID, id improvement.NominationID) (FoundNomination, error) {
	n, err := tx.Nomination(ctx, group, id)
	if err == nil && n.Outcome != improvement.TopicChosen {
		err = fault.ErrNotFound
	}
	return n, err
}

// CreateTeam stores a new, planned team and gives its id. One that is begun from a chosen
// nomination has the units that the nomination proposes, those that the group still has.
// Problems stand at the fields of improvement.Team.Check, and at the whole when there is a
// team of the nomination.
func (room *Room) CreateTeam(ctx context.Context, actor org.Actor, t improvement.Team) (improvement.TeamID, error) {
	if !MayLeadTeams(actor, t.GroupID) {
		return 0, fault.ErrForbidden
	}
	t.State, t.WrittenAt, t.WrittenBy = improvement.TeamPlanned, room.now(), actor.Person.ID
	if err := t.Check(); err != nil {
		return 0, err
	}
	var id improvement.TeamID
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		var from FoundNomination
		if t.NominationID != 0 {
			if from, err = chosenTopic(ctx, tx, t.GroupID, t.NominationID); err != nil {
				return err
			}
			if from.TeamID != 0 {
				return &fault.ValidationError{Problems: []fault.Problem{{Code: "nomination_has_team"}}}
			}
		}
		if id, err = tx.AddTeam(ctx, t); err != nil {
			return err
		}
		t.ID = id
		if err := takeUnits(ctx, tx, t, from.Units); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.create_team", GroupID: t.GroupID, Subject: teamSubject,
			SubjectID: int64(id), After: auditTeam(ctx, t)})
	})
	return id, err
}

// takeUnits lets the units take part that are the group's.
func takeUnits(ctx context.Context, tx *postgres.Tx, t improvement.Team, proposed []org.UnitID) error {
	if len(proposed) == 0 {
		return nil
	}
	all, err := tx.Units(ctx, t.GroupID)
	if err != nil {
		return err
	}
	var units []org.UnitID
	for _, u := range all {
		if slices.Contains(proposed, u.ID) {
			units = append(units, u.ID)
		}
	}
	return tx.SetTeamUnits(ctx, t, units)
}

// SaveTeam changes what a team is about and when it is; t.Version is the one it was read
// with: fault.ErrConflict when somebody else has changed it since. Problems stand at the
// fields of improvement.Team.Check.
func (room *Room) SaveTeam(ctx context.Context, actor org.Actor, t improvement.Team) error {
	return room.changeTeam(ctx, actor, teamChange{of: t, name: "improve.save_team"}, func(_ *postgres.Tx, stored *improvement.Team) error {
		if t.Version != stored.Version {
			return fault.ErrConflict
		}
		stored.Title, stored.Aim, stored.Parties, stored.BeginsOn, stored.EndsOn = t.Title, t.Aim, t.Parties, t.BeginsOn, t.EndsOn
		return stored.Check()
	})
}

// StartTeam makes a planned team a running one. Nothing but GroupID and ID is read of t.
func (room *Room) StartTeam(ctx context.Context, actor org.Actor, t improvement.Team) error {
	return room.changeTeam(ctx, actor, teamChange{of: t, name: "improve.start_team"}, func(_ *postgres.Tx, stored *improvement.Team) error {
		return stored.Start()
	})
}

// teamChange is which team is changed, and what the log calls that.
type teamChange struct {
	of   improvement.Team
	name string
}

// changeTeam stores what become makes of the team, for those who may; fault.ErrWrongState for
// one that is over.
func (room *Room) changeTeam(ctx context.Context, actor org.Actor, c teamChange, become func(*postgres.Tx, *improvement.Team) error) error {
	if !MayLeadTeams(actor, c.of.GroupID) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		t, err := openTeam(ctx, tx, c.of.GroupID, c.of.ID)
		if err != nil {
			return err
		}
		before := t
		if err := become(tx, &t); err != nil {
			return err
		}
		t.WrittenAt, t.WrittenBy = room.now(), actor.Person.ID
		if err := tx.SaveTeam(ctx, t); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: c.name, GroupID: t.GroupID, Subject: teamSubject,
			SubjectID: int64(t.ID), Before: auditTeam(ctx, before), After: auditTeam(ctx, t)})
	})
}

// openTeam reads a team to change it or what belongs to it, and keeps others from that until
// the transaction ends; fault.ErrWrongState for one that is over.
func openTeam(ctx context.Context, tx *postgres.Tx, group org.GroupID, id improvement.TeamID) (improvement.Team, error) {
	t, err := tx.LockTeam(ctx, group, id)
	if err == nil && !t.State.Open() {
		err = fault.ErrWrongState
	}
	return t, err
}
