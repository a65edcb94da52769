package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SeenSupport is a request of a group as somebody saw it.
type SeenSupport struct {
	GroupID org.GroupID
	ID      improvement.SupportID
	Version int
}

// TakeSupport says that the actor sees to the request. fault.ErrForbidden for those
// who are not asked, fault.ErrConflict when it was changed since it was seen,
// fault.ErrWrongState when it does not wait.
func (room *Room) TakeSupport(ctx context.Context, actor org.Actor, seen SeenSupport) error {
	return room.changeSupport(ctx, actor, seen, supportStep{action: "support.take", may: improvement.Support.MayAnswer,
		change: func(s improvement.Support) (improvement.Support, error) {
			return s.Take(actor.Person.ID, room.now())
		}})
}

// AnswerSupport answers the request, or changes the answer, and tells whoever asked by
// letter: problems at "answer", other errors as for TakeSupport.
func (room *Room) AnswerSupport(ctx context.Context, actor org.Actor, seen SeenSupport, answer string) error {
	return room.changeSupport(ctx, actor, seen, supportStep{action: "support.answer", may: improvement.Support.MayAnswer, tell: true,
		change: func(s improvement.Support) (improvement.Support, error) {
			return s.Reply(answer, actor.Person.ID, room.now())
		}})
}

// EndSupport closes a request that has been answered, and withdraws one that has not:
// for those who ask for its unit. Errors as for TakeSupport.
func (room *Room) EndSupport(ctx context.Context, actor org.Actor, seen SeenSupport) error {
	return room.changeSupport(ctx, actor, seen, supportStep{action: "support.end", may: improvement.Support.MayEnd,
		change: func(s improvement.Support) (improvement.Support, error) {
			return s.End(actor.Person.ID, room.now())
		}})
}

// supportStep is one thing that is done to a request.
type supportStep struct {
	action string
	may    func(improvement.Support, org.Actor) bool
	change func(improvement.Support) (improvement.Support, error)
	// tell says that whoever asked gets a letter.
	tell bool
}

func (room *Room) changeSupport(ctx context.Context, actor org.Actor, seen SeenSupport, step supportStep) error {
	if err := mayDiscuss(actor, seen.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		stored, err := tx.Support(ctx, seen.GroupID, seen.ID)
		switch {
		case err != nil:
			return err
		case !step.may(stored.Support, actor):
			return fault.ErrForbidden
		case stored.Version != seen.Version:
			return fault.ErrConflict
		}
		after, err := step.change(stored.Support)
		if err != nil {
			return err
		}
		if err := tx.SaveSupport(ctx, after); err != nil {
			return err
		}
		members, err := room.readMembers(ctx, tx, seen.GroupID)
		if err != nil {
			return err
		}
		if to := members.Person(after.AskedBy); step.tell && to.ID != 0 && to.ID != actor.Person.ID {
			if err := room.sendSupport(ctx, tx, actor, supportLetter{after, to, "answered", "Svar: " + after.Title,
				actor.Person.Name + " har svarat på det du frågade om: " + after.Title}); err != nil {
				return err
			}
		}
		return room.auditSupport(ctx, tx, actor, supportChange{step.action, members, &stored.Support, after})
	})
}
