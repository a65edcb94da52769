// Package outlook says what became of what happens elsewhere: a note of it is made a
// question, an agenda item, a consultation or a method, in the transaction that stores
// that. Any room in which something can come of a note may use it. It must not know what
// was made, but for where it is found.
package outlook

import (
	"context"
	"errors"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Subject is what the log calls a change of a note.
const Subject = "outlook_note"

// Used is that something was made of a note.
type Used struct {
	GroupID org.GroupID
	ID      improvement.OutlookID // zero when it came out of no note
	Became  string                // where it is found, an address within the site
	At      time.Time
	By      org.Actor
}

// Use notes that something was made of the note. Nothing happens without one, nor with a
// note that something was made of before; fault.ErrNotFound for one that is not the group's.
func Use(ctx context.Context, tx *postgres.Tx, u Used) error {
	if u.ID == 0 {
		return nil
	}
	row, err := tx.OutlookNote(ctx, u.GroupID, u.ID)
	if err != nil {
		return err
	}
	n := row.OutlookNote
	if err := n.Use(u.Became, u.At, u.By.Person.ID); errors.Is(err, fault.ErrWrongState) {
		return nil
	}
	if err := tx.SaveOutlookNote(ctx, n); err != nil {
		return err
	}
	return Audit(ctx, tx, Change{Action: "outlook.use", At: u.At, By: u.By, Before: &row.OutlookNote, After: n})
}

// Change is what somebody did with a note.
type Change struct {
	Action string // as the log calls it
	At     time.Time
	By     org.Actor
	Before *improvement.OutlookNote // nil for a new one, and for one that was only read
	After  improvement.OutlookNote
}

// kept is what the log keeps of a note.
type kept struct {
	Title  string                   `json:"outlook"`
	Body   string                   `json:"body"`
	Source string                   `json:"outlook_source"`
	Link   string                   `json:"link"`
	State  improvement.OutlookState `json:"outlook_state"`
	Became string                   `json:"became,omitempty"`
	Why    string                   `json:"put_away_reason,omitempty"`
}

// Audit writes a change of a note into the log.
func Audit(ctx context.Context, tx *postgres.Tx, c Change) error {
	of := func(n improvement.OutlookNote) kept {
		return kept{n.Title, n.Body, n.Source, n.Link, n.State, n.Became, n.Reason}
	}
	entry := postgres.AuditEntry{At: c.At, Action: c.Action, GroupID: c.After.GroupID, Subject: Subject, SubjectID: int64(c.After.ID), After: of(c.After)}
	if c.Before != nil {
		entry.Before = of(*c.Before)
	}
	return tx.AppendAudit(ctx, c.By, entry)
}
