package improve

import (
	"context"
	"fmt"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// PublishExample lets the group, and those who receive its results, read the example. The
// group's own members get a letter about it the first time. What others could not do
// without is a problem at its field; fault.ErrWrongState when it is published already.
func (room *Room) PublishExample(ctx context.Context, actor org.Actor, ref ExampleRef) error {
	return room.moveExample(ctx, actor, ref, exampleMove{"example.publish", func(e improvement.Example) (improvement.Example, error) {
		return e.Publish(room.now())
	}})
}

// WithdrawExample takes a published example back from its readers; fault.ErrWrongState
// when it is not published.
func (room *Room) WithdrawExample(ctx context.Context, actor org.Actor, ref ExampleRef) error {
	return room.moveExample(ctx, actor, ref, exampleMove{"example.withdraw", improvement.Example.Withdraw})
}

// exampleMove is a step between an example's states.
type exampleMove struct {
	action string
	step   func(improvement.Example) (improvement.Example, error)
}

func (room *Room) moveExample(ctx context.Context, actor org.Actor, ref ExampleRef, move exampleMove) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := editedExample(ctx, tx, actor, ref)
		if err != nil {
			return err
		}
		after, err := move.step(before)
		if err != nil {
			return err
		}
		after.WrittenAt, after.WrittenBy = room.now(), actor.Person.ID
		form, err := room.readExampleForm(ctx, tx, actor, ref.GroupID)
		if err != nil {
			return err
		}
		if err := tx.SaveExample(ctx, after); err != nil {
			return err
		}
		if err := room.auditExample(ctx, tx, actor, exampleChange{move.action, &before, &after, form}); err != nil {
			return err
		}
		if before.PublishedAt == nil {
			return room.announce(ctx, tx, actor, after, form)
		}
		return nil
	})
}

// announce queues a letter to each of the group's own members but the one who published.
func (room *Room) announce(ctx context.Context, tx *postgres.Tx, actor org.Actor, e improvement.Example, form ExampleForm) error {
	unit := unitOf(form.Units, e.UnitID)
	for _, p := range form.Contacts {
		if p.ID == actor.Person.ID {
			continue
		}
		_, err := letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: actor}, letter.Letter{
			GroupID: e.GroupID, To: p, About: fmt.Sprintf("example %d", e.ID), Unit: e.UnitID,
			Subject: "Nytt gott exempel från " + unit.ShortName + ": " + e.Title,
			Body: fmt.Sprintf("Hej %s!\n\n%s har delat ett gott exempel: %s\n\nLäs hur de gjorde, och säg om ni vill pröva, här:\n%s\n",
				p.Name, unit.Name, e.Title, letter.URL(room.base, exampleURL(e.ID)))})
		if err != nil {
			return err
		}
	}
	return nil
}

// exampleURL is where the example is read.
func exampleURL(id improvement.ExampleID) string { return fmt.Sprintf("/forbattring/exempel/%d", id) }

func unitOf(units []org.Unit, id org.UnitID) org.Unit {
	for _, u := range units {
		if u.ID == id {
			return u
		}
	}
	return org.Unit{}
}

// DeleteExample removes a draft that was never published, with what is attached to it;
// fault.ErrWrongState for one that was.
func (room *Room) DeleteExample(ctx context.Context, actor org.Actor, ref ExampleRef) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := editedExample(ctx, tx, actor, ref)
		if err != nil {
			return err
		}
		if before.PublishedAt != nil {
			return fault.ErrWrongState
		}
		form, err := room.readExampleForm(ctx, tx, actor, ref.GroupID)
		if err != nil {
			return err
		}
		if err := tx.DeleteExample(ctx, before); err != nil {
			return err
		}
		return room.auditExample(ctx, tx, actor, exampleChange{action: "example.delete", before: &before, form: form})
	})
}
