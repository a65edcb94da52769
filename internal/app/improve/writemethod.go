package improve

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"samsyn/internal/app/outlook"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MethodForm is what a method can be made of.
type MethodForm struct {
	Choices
	// Method is the stored one, zero for a new one, and Last who changed it.
	Method improvement.Method
	Last   LastChange
	// Note is that of what happens elsewhere which a new one begins with; zero for none.
	Note improvement.OutlookID
}

// MethodForm reads a stored method and what it can be made of. fault.ErrForbidden for those
// who may not change the register.
func (room *Room) MethodForm(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.MethodID) (MethodForm, error) {
	var f MethodForm
	if !actor.May(org.EditActions, group, 0) {
		return f, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if f.Choices, err = room.readChoices(ctx, tx, group); err != nil {
			return err
		}
		row, err := tx.Method(ctx, group, id)
		if err != nil {
			return err
		}
		f.Method = row.Method
		f.Last, err = tx.LastChange(ctx, "method", int64(id))
		return err
	})
	return f, err
}

// NewMethodForm reads what a new method can be made of; it has the usual follow-ups, and
// begins with the words of the note of what happens elsewhere, zero for none.
// fault.ErrForbidden for those who may not change the register, and fault.ErrNotFound for a
// note that is not the group's.
func (room *Room) NewMethodForm(ctx context.Context, actor org.Actor, group org.GroupID, note improvement.OutlookID) (MethodForm, error) {
	f := MethodForm{Note: note, Method: improvement.Method{Priority: improvement.MediumPriority, FollowUpMonths: []int{6, 12}}}
	if !actor.May(org.EditActions, group, 0) {
		return f, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if f.Choices, err = room.readChoices(ctx, tx, group); err != nil || note == 0 {
			return err
		}
		n, err := tx.OutlookNote(ctx, group, note)
		f.Method.Title, f.Method.Why, f.Method.Source = n.Title, n.Body, n.Source
		if strings.HasPrefix(n.Link, "https://") {
			f.Method.SourceURL = n.Link
		}
		return err
	})
	return f, err
}

// CreateMethod stores a new method and gives its id. note is that of what happens elsewhere
// that it came out of, zero for none. Problems stand at the fields of
// improvement.Method.Check, and at "measure" and "promises" when they are not the group's.
func (room *Room) CreateMethod(ctx context.Context, actor org.Actor, m improvement.Method, note improvement.OutlookID) (improvement.MethodID, error) {
	if !actor.May(org.EditActions, m.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	m.WrittenAt, m.WrittenBy = room.now(), actor.Person.ID
	var id improvement.MethodID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		c, err := room.readChoices(ctx, tx, m.GroupID)
		if err != nil {
			return err
		}
		if err := c.checkMethod(m, improvement.Method{}); err != nil {
			return err
		}
		if id, err = tx.AddMethod(ctx, m); err != nil {
			return err
		}
		if err := tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "method.create", GroupID: m.GroupID,
			Subject: "method", SubjectID: int64(id), After: c.auditedMethod(ctx, m)}); err != nil {
			return err
		}
		return outlook.Use(ctx, tx, outlook.Used{GroupID: m.GroupID, ID: note, Became: fmt.Sprintf("/forbattring/metoder/%d", id), At: room.now(), By: actor})
	})
	return id, err
}

// SaveMethod changes a method, whose Version is the one it was read with: fault.ErrConflict
// when somebody else has changed it since. Problems stand as for CreateMethod.
func (room *Room) SaveMethod(ctx context.Context, actor org.Actor, m improvement.Method) error {
	if !actor.May(org.EditActions, m.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.Method(ctx, m.GroupID, m.ID)
		if err != nil {
			return err
		}
		if m.Version != before.Version {
			return fault.ErrConflict
		}
		m.WrittenAt, m.WrittenBy = room.now(), actor.Person.ID
		c, err := room.readChoices(ctx, tx, m.GroupID)
		if err != nil {
			return err
		}
		if err := c.checkMethod(m, before.Method); err != nil {
			return err
		}
		if err := tx.SaveMethod(ctx, m); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "method.save", GroupID: m.GroupID,
			Subject: "method", SubjectID: int64(m.ID), Before: c.auditedMethod(ctx, before.Method), After: c.auditedMethod(ctx, m)})
	})
}

// checkMethod adds to what the method's own check says what is not the group's. What it
// pointed at before it may go on pointing at.
func (c Choices) checkMethod(m, before improvement.Method) error {
	var v fault.ValidationError
	var invalid *fault.ValidationError
	if errors.As(m.Check(), &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	if _, ok := c.MeasureOf(m.IndicatorID); m.IndicatorID != 0 && !ok && m.IndicatorID != before.IndicatorID {
		v.Add("measure", "unknown_choice")
	}
	for _, id := range m.Promises {
		if c.promiseCode(id) == "" {
			v.Add("promises", "unknown_choice")
		}
	}
	return v.OrNil()
}
