package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SeenWorkingGroup is a working group as somebody has seen it.
type SeenWorkingGroup struct {
	GroupID org.GroupID
	ID      improvement.WorkingGroupID
	Version int
}

// SaveWorkingGroup changes what is said of a working group. Its last day is changed by
// extending it.
func (room *Room) SaveWorkingGroup(ctx context.Context, actor org.Actor, seen SeenWorkingGroup, to improvement.WorkingGroup) error {
	return room.changeWorkingGroup(ctx, actor, seen, "working_group.save", func(_ *postgres.Tx, g *improvement.WorkingGroup) error {
		g.Title, g.Mandate, g.DecidedBy, g.Link, g.From = to.Title, to.Mandate, to.DecidedBy, to.Link, to.From
		return g.Check()
	})
}

// ExtendWorkingGroup gives a working group a later last day, with why.
func (room *Room) ExtendWorkingGroup(ctx context.Context, actor org.Actor, seen SeenWorkingGroup, to time.Time, why string) error {
	return room.changeWorkingGroup(ctx, actor, seen, "working_group.extend", func(tx *postgres.Tx, g *improvement.WorkingGroup) error {
		e, err := g.Extend(to, why)
		if err != nil {
			return err
		}
		e.On, e.WrittenBy, e.WrittenAt = room.today(), actor.Person.ID, room.now()
		return tx.AddWorkingGroupEvent(ctx, e)
	})
}

// EndWorkingGroup notes what came of a working group.
func (room *Room) EndWorkingGroup(ctx context.Context, actor org.Actor, seen SeenWorkingGroup, outcome string) error {
	return room.changeWorkingGroup(ctx, actor, seen, "working_group.end", func(_ *postgres.Tx, g *improvement.WorkingGroup) error {
		return g.End(room.today(), outcome)
	})
}

func (room *Room) changeWorkingGroup(ctx context.Context, actor org.Actor, seen SeenWorkingGroup, action string, do func(*postgres.Tx, *improvement.WorkingGroup) error) error {
	if !actor.May(org.ManageArea, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.WorkingGroup(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if row.Version != seen.Version {
			return fault.ErrConflict
		}
		g := row.WorkingGroup
		if err := do(tx, &g); err != nil {
			return err
		}
		if err := tx.SaveWorkingGroup(ctx, g); err != nil {
			return err
		}
		return room.auditWorkingGroup(ctx, tx, actor, action, keptWorkingGroup(row.WorkingGroup), keptWorkingGroup(g), g)
	})
}

// auditedWorkingGroup is what the log keeps of a working group.
type auditedWorkingGroup struct {
	Title     string `json:"working_group"`
	Person    string `json:"person,omitempty"`
	Mandate   string `json:"working_group_mandate,omitempty"`
	DecidedBy string `json:"given_by,omitempty"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Outcome   string `json:"outcome,omitempty"`
	Text      string `json:"report_words,omitempty"`
}

func keptWorkingGroup(g improvement.WorkingGroup) auditedWorkingGroup {
	return auditedWorkingGroup{Title: g.Title, Mandate: g.Mandate, DecidedBy: g.DecidedBy, From: g.From.Format(time.DateOnly), To: g.To.Format(time.DateOnly), Outcome: g.Outcome}
}

func (room *Room) auditWorkingGroup(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, before, after any, g improvement.WorkingGroup) error {
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action, GroupID: g.GroupID, Subject: workingGroupSubject,
		SubjectID: int64(g.ID), Before: before, After: after})
}
