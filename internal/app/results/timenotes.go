package results

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// MayNote reports whether the actor may write on time lines about the unit: those
// who report for it, and the coordinator, who alone writes about all, for zero.
func MayNote(actor org.Actor, group org.GroupID, unit org.UnitID) bool {
	return actor.May(org.EnterFigures, group, unit)
}

// AddNote writes a note on the measure's time line. Problems stand at "unit", "on",
// "kind" and "text".
func (room *Room) AddNote(ctx context.Context, actor org.Actor, a AboutMeasure, n quality.TimeNote) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		w, err := room.checkNote(ctx, tx, actor, a, n)
		if err != nil {
			return err
		}
		n.GroupID, n.IndicatorID, n.WrittenAt, n.WrittenBy = a.GroupID, w.measure.ID, room.now(), actor.Person.ID
		if n.ID, err = tx.AddTimeNote(ctx, n); err != nil {
			return err
		}
		return room.auditNote(ctx, tx, actor, a, noteChange{action: "results.add_note", after: &n})
	})
}

// SaveNote changes a note that the actor may write about, from what it was about as
// well; fault.ErrConflict when somebody else has changed it since its Version.
func (room *Room) SaveNote(ctx context.Context, actor org.Actor, a AboutMeasure, n quality.TimeNote) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		w, err := room.checkNote(ctx, tx, actor, a, n)
		if err != nil {
			return err
		}
		before, err := w.note(actor, n.ID)
		if err != nil {
			return err
		}
		n.GroupID, n.IndicatorID, n.WrittenAt, n.WrittenBy = a.GroupID, w.measure.ID, room.now(), actor.Person.ID
		if err := tx.SaveTimeNote(ctx, n); err != nil {
			return err
		}
		return room.auditNote(ctx, tx, actor, a, noteChange{"results.save_note", &before, &n})
	})
}

// DeleteNote removes a note that the actor may write about. Only ID and Version are
// read from n; fault.ErrConflict when somebody else has changed it.
func (room *Room) DeleteNote(ctx context.Context, actor org.Actor, a AboutMeasure, n quality.TimeNote) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		w, err := about(ctx, tx, a)
		if err != nil {
			return err
		}
		before, err := w.note(actor, n.ID)
		if err != nil {
			return err
		}
		n.GroupID = a.GroupID
		if err := tx.DeleteTimeNote(ctx, n); err != nil {
			return err
		}
		return room.auditNote(ctx, tx, actor, a, noteChange{action: "results.delete_note", before: &before})
	})
}

// checkNote checks that the actor may write about the unit, and the note itself.
func (room *Room) checkNote(ctx context.Context, tx *postgres.Tx, actor org.Actor, a AboutMeasure, n quality.TimeNote) (written, error) {
	w, err := about(ctx, tx, a)
	if err != nil {
		return w, err
	}
	if !MayNote(actor, a.GroupID, n.UnitID) {
		return w, fault.ErrForbidden
	}
	v := w.problems(n.UnitID, n.Check())
	return w, v.OrNil()
}

// note is the measure's note with the id, when the actor may write about its unit.
func (w written) note(actor org.Actor, id quality.TimeNoteID) (quality.TimeNote, error) {
	at := slices.IndexFunc(w.ds.Notes, func(n analysis.Note) bool { return n.ID == id })
	if at < 0 {
		return quality.TimeNote{}, fault.ErrNotFound
	}
	n := w.ds.Notes[at].TimeNote
	if !MayNote(actor, n.GroupID, n.UnitID) {
		return n, fault.ErrForbidden
	}
	return n, nil
}

// noteChange is what is done to a note; nil for what there is not.
type noteChange struct {
	action        string
	before, after *quality.TimeNote
}

// auditedNote is what the audit keeps of a note.
type auditedNote struct {
	Indicator string               `json:"indicator"`
	On        string               `json:"on"`
	Kind      quality.TimeNoteKind `json:"note_kind"`
	Text      string               `json:"text"`
}

func (room *Room) auditNote(ctx context.Context, tx *postgres.Tx, actor org.Actor, a AboutMeasure, c noteChange) error {
	e := postgres.AuditEntry{At: room.now(), Action: c.action, GroupID: a.GroupID, Subject: "time_note"}
	keep := func(n *quality.TimeNote) any {
		if n == nil {
			return nil
		}
		e.SubjectID, e.UnitID = int64(n.ID), n.UnitID
		return auditedNote{Indicator: a.Code, On: i18n.Date(ctx, n.On), Kind: n.Kind, Text: n.Text}
	}
	e.Before, e.After = keep(c.before), keep(c.after)
	return tx.AppendAudit(ctx, actor, e)
}
