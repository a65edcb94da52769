package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// AddReason adds a reason for missing figures, last among those in use.
func (room *Room) AddReason(ctx context.Context, actor org.Actor, seen Seen, text string) error {
	return room.changeReasons(ctx, actor, seen, func(ctx context.Context, tx *postgres.Tx, list quality.Reasons) (reasonChange, error) {
		r := quality.Reason{Text: text, Active: true}
		if err := list.Check(r); err != nil {
			return reasonChange{}, err
		}
		var err error
		r.ID, err = tx.AddReason(ctx, seen.GroupID, text)
		return reasonChange{action: "group.add_reason", after: &r, list: list.With(r)}, err
	})
}

// RewordReason changes a reason's words. One that has been used keeps them: then
// a new one is added instead.
func (room *Room) RewordReason(ctx context.Context, actor org.Actor, seen Seen, to quality.Reason) error {
	return room.changeReasons(ctx, actor, seen, func(ctx context.Context, tx *postgres.Tx, list quality.Reasons) (reasonChange, error) {
		before, err := list.Find(to.ID)
		if err != nil || before.Text == to.Text {
			return reasonChange{list: list}, err
		}
		if before.Used {
			return reasonChange{}, &fault.ValidationError{Problems: []fault.Problem{{Field: "text", Code: "reason_used"}}}
		}
		after := before
		after.Text = to.Text
		if err := list.Check(after); err != nil {
			return reasonChange{}, err
		}
		return reasonChange{action: "group.reword_reason", before: &before, after: &after, list: list.With(after)},
			tx.SaveReason(ctx, seen.GroupID, after)
	})
}

// UseReason takes a reason into use again, or out of use: then it stays on the
// figures that have it, and cannot be chosen for others. One reason at least is
// always in use.
func (room *Room) UseReason(ctx context.Context, actor org.Actor, seen Seen, to quality.Reason) error {
	return room.changeReasons(ctx, actor, seen, func(ctx context.Context, tx *postgres.Tx, list quality.Reasons) (reasonChange, error) {
		before, err := list.Find(to.ID)
		if err != nil || before.Active == to.Active {
			return reasonChange{list: list}, err
		}
		action := "group.restore_reason"
		if !to.Active {
			action = "group.retire_reason"
			if err := list.CheckRetire(to.ID); err != nil {
				return reasonChange{}, err
			}
		}
		after := before
		after.Active = to.Active
		return reasonChange{action: action, before: &before, after: &after, list: list.With(after)},
			tx.SaveReason(ctx, seen.GroupID, after)
	})
}

// MoveReason moves a reason one step up or down in the list that is chosen from.
func (room *Room) MoveReason(ctx context.Context, actor org.Actor, seen Seen, move ReasonMove) error {
	return room.changeReasons(ctx, actor, seen, func(_ context.Context, _ *postgres.Tx, list quality.Reasons) (reasonChange, error) {
		r, err := list.Find(move.ID)
		return reasonChange{action: "group.move_reason", before: &r, after: &r, list: list.Moved(move.ID, move.Up)}, err
	})
}

// ReasonMove is a step of a reason's.
type ReasonMove struct {
	ID quality.ReasonID
	Up bool
}

// reasonChange is what a change makes of the reasons: the one that it is about
// before and after, and the whole list in its new order. Without an action nothing
// was changed.
type reasonChange struct {
	action        string
	before, after *quality.Reason
	list          quality.Reasons
}

type changeReason func(context.Context, *postgres.Tx, quality.Reasons) (reasonChange, error)

// changeReasons makes the change with all figures that are being stored waited for,
// stores the order, and writes it into the log.
func (room *Room) changeReasons(ctx context.Context, actor org.Actor, seen Seen, do changeReason) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		if err := tx.LockReasons(ctx, seen.GroupID); err != nil {
			return nil, err
		}
		list, err := tx.Reasons(ctx, seen.GroupID)
		if err != nil {
			return nil, err
		}
		change, err := do(ctx, tx, list)
		if err != nil || change.action == "" {
			return nil, err
		}
		entry := &postgres.AuditEntry{Action: change.action, After: keptReason(*change.after, change.list)}
		if change.before != nil {
			entry.Before = keptReason(*change.before, list)
		}
		return entry, tx.OrderReasons(ctx, seen.GroupID, change.list)
	})
}

// auditedReason is what the log keeps of a reason.
type auditedReason struct {
	Reason string `json:"reason"`
	Active bool   `json:"active"`
	Place  int    `json:"place"` // in the list, from 1
}

func keptReason(r quality.Reason, list quality.Reasons) auditedReason {
	kept := auditedReason{Reason: r.Text, Active: r.Active}
	for n := range list {
		if list[n].ID == r.ID {
			kept.Place = n + 1
		}
	}
	return kept
}
