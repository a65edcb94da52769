package group

import (
	"context"

	"samsyn/internal/app/outlook"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// NoteOutlook stores a note of something that happens elsewhere and gives its id.
func (room *Room) NoteOutlook(ctx context.Context, actor org.Actor, n improvement.OutlookNote) (id improvement.OutlookID, err error) {
	if !actor.May(org.Discuss, n.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := n.Check(); err != nil {
		return 0, err
	}
	n.NotedBy, n.NotedAt, n.State = actor.Person.ID, room.now(), improvement.OutlookNew
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if id, err = tx.AddOutlookNote(ctx, n); err != nil {
			return err
		}
		n.ID = id
		return outlook.Audit(ctx, tx, outlook.Change{Action: "outlook.note", At: room.now(), By: actor, After: n})
	})
	return id, err
}

// SeenOutlook is a note as somebody has seen it.
type SeenOutlook struct {
	GroupID org.GroupID
	ID      improvement.OutlookID
	Version int
}

// SaveOutlook changes a new note's words, for whoever noted it and those who see to the area.
func (room *Room) SaveOutlook(ctx context.Context, actor org.Actor, seen SeenOutlook, to improvement.OutlookNote) error {
	return room.changeOutlook(ctx, actor, seen, "outlook.save", func(_ *postgres.Tx, n *improvement.OutlookNote) error {
		if n.NotedBy != actor.Person.ID && !actor.May(org.ManageArea, seen.GroupID, 0) {
			return fault.ErrForbidden
		}
		if n.State != improvement.OutlookNew {
			return fault.ErrWrongState
		}
		n.Title, n.Body, n.Source, n.Link, n.Field = to.Title, to.Body, to.Source, to.Link, to.Field
		return n.Check()
	})
}

// changeOutlook makes a change of a note as it was seen, and writes it into the log; it is
// fault.ErrConflict when somebody else changed it since.
func (room *Room) changeOutlook(ctx context.Context, actor org.Actor, seen SeenOutlook, action string, do func(*postgres.Tx, *improvement.OutlookNote) error) error {
	if !actor.May(org.Discuss, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.OutlookNote(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if row.Version != seen.Version {
			return fault.ErrConflict
		}
		n := row.OutlookNote
		if err := do(tx, &n); err != nil {
			return err
		}
		if err := tx.SaveOutlookNote(ctx, n); err != nil {
			return err
		}
		return outlook.Audit(ctx, tx, outlook.Change{Action: action, At: room.now(), By: actor, Before: &row.OutlookNote, After: n})
	})
}
