package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AnswerMatter answers a question: the group's own answer, or what the body that it was
// lifted to has answered, which that body's chair can write without anybody between.
func (room *Room) AnswerMatter(ctx context.Context, actor org.Actor, seen SeenMatter, answer string) error {
	return room.changeMatter(ctx, actor, seen, "matter.answer", func(_ *postgres.Tx, m *improvement.Matter) error {
		decides := m.State == improvement.MatterLifted && actor.May(org.DecideLifted, seen.GroupID, 0)
		if !decides && !actor.May(org.ManageMeetings, seen.GroupID, 0) {
			return fault.ErrForbidden
		}
		return m.Settle(answer, room.now(), actor.Person.ID)
	})
}

// WithdrawMatter ends a question without an answer, for whoever asked it and for those
// who manage meetings. Its item stays on the agenda.
func (room *Room) WithdrawMatter(ctx context.Context, actor org.Actor, seen SeenMatter) error {
	return room.changeMatter(ctx, actor, seen, "matter.withdraw", func(_ *postgres.Tx, m *improvement.Matter) error {
		if !mayEditMatter(actor, *m) {
			return fault.ErrForbidden
		}
		return m.Withdraw()
	})
}

// Lifting is a question to the body above.
type Lifting struct {
	Seen SeenMatter
	To   org.BodyID
	Note string // what the body needs to know
}

// LiftMatter notes that a body above the group is asked; a body that is not above it is
// a problem at "lifted_to".
func (room *Room) LiftMatter(ctx context.Context, actor org.Actor, l Lifting) error {
	return room.changeMatter(ctx, actor, l.Seen, "matter.lift", func(tx *postgres.Tx, m *improvement.Matter) error {
		if !actor.May(org.ManageMeetings, l.Seen.GroupID, 0) {
			return fault.ErrForbidden
		}
		above, err := tx.BodiesAbove(ctx, l.Seen.GroupID)
		if err != nil {
			return err
		}
		if l.To != 0 && !slices.ContainsFunc(above, func(b postgres.Body) bool { return b.ID == l.To }) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "lifted_to", Code: "unknown_choice"}}}
		}
		return m.Lift(l.To, l.Note, room.now(), actor.Person.ID)
	})
}
