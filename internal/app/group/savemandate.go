package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// mandateSubject is what the log calls a version of the mandate.
const mandateSubject = "mandate"

// CreateMandate begins the group's next version as a draft, and gives its number. There is
// one draft at a time: fault.ErrWrongState when there is one.
func (room *Room) CreateMandate(ctx context.Context, actor org.Actor, m org.Mandate) (number int, err error) {
	err = room.changeMandate(ctx, actor, m, func(tx *postgres.Tx, all []org.Mandate) (*postgres.AuditEntry, error) {
		if len(all) > 0 && all[0].Draft() {
			return nil, fault.ErrWrongState
		}
		if err := checkMandate(m); err != nil {
			return nil, err
		}
		m.Number = 1
		if len(all) > 0 {
			m.Number = all[0].Number + 1
		}
		number = m.Number
		id, err := tx.AddMandate(ctx, m)
		return &postgres.AuditEntry{Action: "group.create_mandate", SubjectID: int64(id), After: keptMandate(m)}, err
	})
	return number, err
}

// SaveMandate changes a draft, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since, fault.ErrWrongState when it
// is adopted.
func (room *Room) SaveMandate(ctx context.Context, actor org.Actor, m org.Mandate) error {
	return room.changeMandate(ctx, actor, m, func(tx *postgres.Tx, all []org.Mandate) (*postgres.AuditEntry, error) {
		before, err := draftIn(all, m)
		if err != nil {
			return nil, err
		}
		if err := checkMandate(m); err != nil {
			return nil, err
		}
		m.Number = before.Number
		return &postgres.AuditEntry{Action: "group.save_mandate", SubjectID: int64(m.ID), Before: keptMandate(before), After: keptMandate(m)},
			tx.SaveMandate(ctx, m)
	})
}

// AdoptMandate makes the draft that was seen the version that holds. From then on it is
// never changed, and every head of clinic is asked to acknowledge it.
func (room *Room) AdoptMandate(ctx context.Context, actor org.Actor, seen org.Mandate) error {
	return room.changeMandate(ctx, actor, seen, func(tx *postgres.Tx, all []org.Mandate) (*postgres.AuditEntry, error) {
		draft, err := draftIn(all, seen)
		if err != nil {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "group.adopt_mandate", SubjectID: int64(draft.ID), After: keptMandate(draft)},
			tx.AdoptMandate(ctx, draft, room.now(), actor.Person.ID)
	})
}

// DeleteMandate takes the draft that was seen away.
func (room *Room) DeleteMandate(ctx context.Context, actor org.Actor, seen org.Mandate) error {
	return room.changeMandate(ctx, actor, seen, func(tx *postgres.Tx, all []org.Mandate) (*postgres.AuditEntry, error) {
		draft, err := draftIn(all, seen)
		if err != nil {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "group.delete_mandate", SubjectID: int64(draft.ID), Before: keptMandate(draft)},
			tx.RemoveMandate(ctx, draft)
	})
}

// changeMandate makes a change to the group's versions, newest first, and writes it into
// the log.
func (room *Room) changeMandate(ctx context.Context, actor org.Actor, m org.Mandate, do func(*postgres.Tx, []org.Mandate) (*postgres.AuditEntry, error)) error {
	if !actor.May(org.EditYear, m.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		all, err := tx.Mandates(ctx, m.GroupID)
		if err != nil {
			return err
		}
		entry, err := do(tx, all)
		if err != nil {
			return err
		}
		entry.At, entry.GroupID, entry.Subject = room.now(), m.GroupID, mandateSubject
		return tx.AppendAudit(ctx, actor, *entry)
	})
}

// draftIn is the stored draft that was seen as m.
func draftIn(all []org.Mandate, m org.Mandate) (org.Mandate, error) {
	for _, stored := range all {
		switch {
		case stored.ID != m.ID:
		case !stored.Draft():
			return stored, fault.ErrWrongState
		case stored.Version != m.Version:
			return stored, fault.ErrConflict
		default:
			return stored, nil
		}
	}
	return org.Mandate{}, fault.ErrNotFound
}

// checkMandate lists what is wrong with the version's texts, or nil.
func checkMandate(m org.Mandate) error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", m.Title, org.MaxMandateTitle)
	quality.NeededText(&v, "given_by", m.GivenBy, org.MaxMandateGiver)
	quality.NeededText(&v, "body", m.Body, org.MaxMandateBody)
	quality.FreeText(&v, "change_note", m.ChangeNote, org.MaxMandateChange)
	return v.OrNil()
}

// auditedMandate is what the log keeps of a version. Its text stands in the version
// itself, which is never changed once it is adopted.
type auditedMandate struct {
	Title      string `json:"mandate"`
	Number     int    `json:"number"`
	GivenBy    string `json:"given_by"`
	GivenOn    string `json:"given_on,omitempty"`
	ChangeNote string `json:"change_note"`
	Body       string `json:"mandate_text"`
}

func keptMandate(m org.Mandate) auditedMandate {
	kept := auditedMandate{Title: m.Title, Number: m.Number, GivenBy: m.GivenBy, ChangeNote: m.ChangeNote, Body: m.Body}
	if m.GivenOn != nil {
		kept.GivenOn = m.GivenOn.Format(time.DateOnly)
	}
	return kept
}
