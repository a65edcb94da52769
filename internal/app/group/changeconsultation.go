package group

import (
	"context"
	"errors"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SeenConsultation is a consultation as somebody has seen it.
type SeenConsultation struct {
	GroupID org.GroupID
	ID      improvement.ConsultationID
	Version int
}

// SaveConsultation changes what is said of a consultation that waits.
func (room *Room) SaveConsultation(ctx context.Context, actor org.Actor, seen SeenConsultation, to improvement.Consultation) error {
	return room.changeConsultation(ctx, actor, seen, org.ManageArea, func(tx *postgres.Tx, c *improvement.Consultation) (string, error) {
		if !c.Waits() {
			return "", fault.ErrWrongState
		}
		before := *c
		c.Title, c.Sender, c.ReceivedOn, c.DueOn, c.ViewsDueOn = to.Title, to.Sender, to.ReceivedOn, to.DueOn, to.ViewsDueOn
		c.Link, c.Asked, c.Consequences, c.OwnerID, c.OwnerRole = to.Link, to.Asked, to.Consequences, to.OwnerID, to.OwnerRole
		return "consultation.save", room.checkConsultation(ctx, tx, *c, before)
	})
}

// changeConsultation makes a change of the consultation that needs the permission, and
// writes it into the log by the name that do gives; fault.ErrConflict when it is not as it
// was seen, and fault.ErrWrongState when it has gone so far that the change cannot be made.
func (room *Room) changeConsultation(ctx context.Context, actor org.Actor, seen SeenConsultation, needs org.Action, do func(*postgres.Tx, *improvement.Consultation) (string, error)) error {
	if !actor.May(needs, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.LockConsultation(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		before, c := row.Consultation, row.Consultation
		action, err := do(tx, &c)
		switch {
		case errors.Is(err, fault.ErrWrongState), errors.Is(err, fault.ErrForbidden):
			return err // reading it anew would not help
		case row.Version != seen.Version:
			return fault.ErrConflict
		case err != nil:
			return err
		}
		if err := tx.SaveConsultation(ctx, c); err != nil {
			return err
		}
		return room.auditConsultation(ctx, tx, actor, action, &before, &c)
	})
}

// auditedConsultation is what the log keeps of a consultation.
type auditedConsultation struct {
	Title   string                        `json:"consultation"`
	Sender  string                        `json:"sender"`
	DueOn   string                        `json:"due_on"`
	ViewsBy string                        `json:"views_due_on"`
	State   improvement.ConsultationState `json:"consultation_state"`
	Answer  string                        `json:"answer"`
	Note    string                        `json:"returned_note,omitempty"`
	SentTo  string                        `json:"sent_to,omitempty"`
	Why     string                        `json:"decline_reason,omitempty"`
}

func (room *Room) auditConsultation(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, before, after *improvement.Consultation) error {
	entry := postgres.AuditEntry{At: room.now(), Action: action, GroupID: after.GroupID, Subject: consultationSubject, SubjectID: int64(after.ID)}
	kept := func(c *improvement.Consultation) any {
		return auditedConsultation{c.Title, c.Sender, c.DueOn.Format(time.DateOnly), c.ViewsDueOn.Format(time.DateOnly), c.State, c.Answer,
			c.ReturnedNote, c.SentTo, c.DeclineReason}
	}
	if before != nil {
		entry.Before = kept(before)
	}
	entry.After = kept(after)
	return tx.AppendAudit(ctx, actor, entry)
}
