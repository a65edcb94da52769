package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/app/outlook"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// CreateConsultation stores a consultation that has come and gives its id. note is that of
// what happens elsewhere that it came out of, zero for none.
func (room *Room) CreateConsultation(ctx context.Context, actor org.Actor, c improvement.Consultation, note improvement.OutlookID) (id improvement.ConsultationID, err error) {
	if !actor.May(org.ManageArea, c.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	c.State, c.CreatedAt, c.CreatedBy = improvement.ConsultationOpen, room.now(), actor.Person.ID
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := room.checkConsultation(ctx, tx, c, improvement.Consultation{}); err != nil {
			return err
		}
		if id, err = tx.AddConsultation(ctx, c); err != nil {
			return err
		}
		c.ID = id
		if err := room.auditConsultation(ctx, tx, actor, "consultation.create", nil, &c); err != nil {
			return err
		}
		return outlook.Use(ctx, tx, outlook.Used{GroupID: c.GroupID, ID: note, Became: "/gruppen/remisser/" + idText(id), At: room.now(), By: actor})
	})
	return id, err
}

// checkConsultation is what is wrong with the consultation's own fields, and an owner that
// is not one of the group. Who stood there before may stay.
func (room *Room) checkConsultation(ctx context.Context, tx *postgres.Tx, c, before improvement.Consultation) error {
	var v fault.ValidationError
	take(&v, c.Check())
	if c.OwnerID != 0 && c.OwnerID != before.OwnerID {
		members, err := room.members(ctx, tx, c.GroupID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(members, func(m Member) bool { return m.Person.ID == c.OwnerID }) {
			v.Add("owner", "unknown_choice")
		}
	}
	return v.OrNil()
}

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

// WriteAnswer stores the answer's text as far as it is written; with handOver it goes to
// the chair.
func (room *Room) WriteAnswer(ctx context.Context, actor org.Actor, seen SeenConsultation, answer string, handOver bool) error {
	return room.changeConsultation(ctx, actor, seen, org.Discuss, func(_ *postgres.Tx, c *improvement.Consultation) (string, error) {
		if !MayWriteAnswer(actor, *c) {
			return "", fault.ErrForbidden
		}
		if err := c.Write(answer); err != nil || !handOver {
			return "consultation.write_answer", err
		}
		return "consultation.hand_over_answer", c.HandOver()
	})
}

// MayWriteAnswer reports whether the actor may write the consultation's answer: who sees to
// it, and those who see to the area.
func MayWriteAnswer(actor org.Actor, c improvement.Consultation) bool {
	return actor.May(org.ManageArea, c.GroupID, 0) || actor.May(org.Discuss, c.GroupID, 0) && c.OwnedBy(actor)
}

// ApproveAnswer fixes the answer, for the chair.
func (room *Room) ApproveAnswer(ctx context.Context, actor org.Actor, seen SeenConsultation) error {
	return room.changeConsultation(ctx, actor, seen, org.ApproveAnswers, func(_ *postgres.Tx, c *improvement.Consultation) (string, error) {
		return "consultation.approve", c.Approve(room.now(), actor.Person.ID)
	})
}

// ReturnAnswer gives the answer back to be changed, for the chair.
func (room *Room) ReturnAnswer(ctx context.Context, actor org.Actor, seen SeenConsultation, why string) error {
	return room.changeConsultation(ctx, actor, seen, org.ApproveAnswers, func(_ *postgres.Tx, c *improvement.Consultation) (string, error) {
		return "consultation.return", c.Return(why)
	})
}

// SendAnswer notes that the answer has gone, and keeps a copy of it that nobody can change.
func (room *Room) SendAnswer(ctx context.Context, actor org.Actor, seen SeenConsultation, on time.Time, to string) error {
	return room.changeConsultation(ctx, actor, seen, org.ManageArea, func(tx *postgres.Tx, c *improvement.Consultation) (string, error) {
		if err := c.Send(improvement.Sending{On: on, To: to, By: actor.Person.ID, Today: room.today()}); err != nil {
			return "", err
		}
		p := ConsultationPage{Today: room.today()}
		if err := room.readConsultation(ctx, tx, actor, c.GroupID, c.ID, &p); err != nil {
			return "", err
		}
		p.Consultation = *c
		group, err := tx.Group(ctx, c.GroupID)
		if err != nil {
			return "", err
		}
		return "consultation.send", tx.ArchiveConsultation(ctx, *c, consultationCopy(group, p), room.now())
	})
}

// DeclineConsultation ends a consultation that the group does not answer.
func (room *Room) DeclineConsultation(ctx context.Context, actor org.Actor, seen SeenConsultation, why string) error {
	return room.changeConsultation(ctx, actor, seen, org.ManageArea, func(_ *postgres.Tx, c *improvement.Consultation) (string, error) {
		return "consultation.decline", c.Decline(why)
	})
}

// changeConsultation makes a change of the consultation that needs the permission, and
// writes it into the log by the name that do gives; fault.ErrConflict when it is not as it
// was seen.
func (room *Room) changeConsultation(ctx context.Context, actor org.Actor, seen SeenConsultation, needs org.Action, do func(*postgres.Tx, *improvement.Consultation) (string, error)) error {
	if !actor.May(needs, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.Consultation(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if row.Version != seen.Version {
			return fault.ErrConflict
		}
		before, c := row.Consultation, row.Consultation
		action, err := do(tx, &c)
		if err != nil {
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
