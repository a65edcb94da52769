package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SeenNomination is a nomination as somebody has seen it.
type SeenNomination struct {
	GroupID org.GroupID
	ID      improvement.PersonNominationID
	Version int
}

// SavePersonNomination changes what is said of a nomination.
func (room *Room) SavePersonNomination(ctx context.Context, actor org.Actor, seen SeenNomination, to improvement.PersonNomination) error {
	return room.changeNomination(ctx, actor, seen, "person_nomination.save", func(n *improvement.PersonNomination) error {
		n.Title, n.Kind, n.AskedBy, n.ReceivedOn, n.DueOn = to.Title, to.Kind, to.AskedBy, to.ReceivedOn, to.DueOn
		n.Competence, n.Link, n.Note = to.Competence, to.Link, to.Note
		return n.Check()
	})
}

// ClosePersonNomination ends a nomination when it is known what came of it, or opens it
// again.
func (room *Room) ClosePersonNomination(ctx context.Context, actor org.Actor, seen SeenNomination, closed bool) error {
	action := "person_nomination.open"
	if closed {
		action = "person_nomination.close"
	}
	return room.changeNomination(ctx, actor, seen, action, func(n *improvement.PersonNomination) error {
		if closed == (n.ClosedAt != nil) {
			return fault.ErrWrongState
		}
		n.ClosedAt, n.ClosedBy = nil, 0
		if at := room.now(); closed {
			n.ClosedAt, n.ClosedBy = &at, actor.Person.ID
		}
		return nil
	})
}

func (room *Room) changeNomination(ctx context.Context, actor org.Actor, seen SeenNomination, action string, do func(*improvement.PersonNomination) error) error {
	if !actor.May(org.ManageArea, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.PersonNomination(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if row.Version != seen.Version {
			return fault.ErrConflict
		}
		before, n := row.PersonNomination, row.PersonNomination
		if err := do(&n); err != nil {
			return err
		}
		if err := tx.SavePersonNomination(ctx, n); err != nil {
			return err
		}
		return room.auditNomination(ctx, tx, actor, action, &before, n)
	})
}

// auditedNomination is what the log keeps of a nomination.
type auditedNomination struct {
	Title      string `json:"person_nomination"`
	AskedBy    string `json:"sender"`
	DueOn      string `json:"due_on"`
	Competence string `json:"competence"`
}

func (room *Room) auditNomination(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, before *improvement.PersonNomination, after improvement.PersonNomination) error {
	kept := func(n improvement.PersonNomination) auditedNomination {
		return auditedNomination{n.Title, n.AskedBy, n.DueOn.Format(time.DateOnly), n.Competence}
	}
	entry := postgres.AuditEntry{At: room.now(), Action: action, GroupID: after.GroupID, Subject: nominationSubject, SubjectID: int64(after.ID), After: kept(after)}
	if before != nil {
		entry.Before = kept(*before)
	}
	return tx.AppendAudit(ctx, actor, entry)
}
