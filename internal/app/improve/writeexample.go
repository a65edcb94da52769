package improve

import (
	"context"
	"errors"
	"reflect"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// CreateExample writes a new example of a unit's and gives its id: a draft, or published
// at once when that is its State. Problems stand at the fields of the form.
func (room *Room) CreateExample(ctx context.Context, actor org.Actor, e improvement.Example) (improvement.ExampleID, error) {
	var id improvement.ExampleID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		form, err := room.readExampleForm(ctx, tx, actor, e.GroupID)
		if err != nil {
			return err
		}
		publish := e.State == improvement.ExamplePublished
		draft := e
		draft.State, draft.PublishedAt, draft.WrittenAt, draft.WrittenBy = improvement.ExampleDraft, nil, room.now(), actor.Person.ID
		if draft, err = room.settle(draft, publish); bothProblems(&err, form.check(draft)) != nil {
			return err
		}
		if id, err = tx.AddExample(ctx, draft); err != nil {
			return err
		}
		draft.ID = id
		if err := room.auditExample(ctx, tx, actor, exampleChange{action: "example.create", after: &draft, form: form}); err != nil {
			return err
		}
		if publish {
			return room.announce(ctx, tx, actor, draft, form)
		}
		return nil
	})
	return id, err
}

// SaveExample changes an example, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since. It keeps its state, but is
// published as well when that is its State.
func (room *Room) SaveExample(ctx context.Context, actor org.Actor, e improvement.Example) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := editedExample(ctx, tx, actor, ExampleRef{e.GroupID, e.ID, e.Version})
		if err != nil {
			return err
		}
		form, err := room.readExampleForm(ctx, tx, actor, e.GroupID)
		if err != nil {
			return err
		}
		publish := e.State == improvement.ExamplePublished && before.State != improvement.ExamplePublished
		after := e
		after.State, after.PublishedAt, after.WrittenAt, after.WrittenBy = before.State, before.PublishedAt, room.now(), actor.Person.ID
		if after, err = room.settle(after, publish); bothProblems(&err, form.with(before).check(after)) != nil {
			return err
		}
		if sameExample(before, after) {
			return nil
		}
		if err := tx.SaveExample(ctx, after); err != nil {
			return err
		}
		action := "example.save"
		if publish {
			action = "example.publish"
		}
		if err := room.auditExample(ctx, tx, actor, exampleChange{action, &before, &after, form}); err != nil {
			return err
		}
		if publish && before.PublishedAt == nil {
			return room.announce(ctx, tx, actor, after, form)
		}
		return nil
	})
}

// settle checks the example, which is published when that is asked for.
func (room *Room) settle(e improvement.Example, publish bool) (improvement.Example, error) {
	if publish {
		return e.Publish(room.now())
	}
	return e, e.Check(room.today())
}

// bothProblems makes the first error hold the problems of both.
func bothProblems(err *error, other error) error {
	var all, more *fault.ValidationError
	switch {
	case *err == nil:
		*err = other
	case errors.As(*err, &all) && errors.As(other, &more):
		all.Problems = append(all.Problems, more.Problems...)
	}
	return *err
}

// with is the form in which a choice that was made before still may be kept: a contact
// may have left, and a unit too.
func (f ExampleForm) with(before improvement.Example) ExampleForm {
	f.Contacts = append(f.Contacts[:len(f.Contacts):len(f.Contacts)], org.Person{ID: before.ContactID})
	f.Units = append(f.Units[:len(f.Units):len(f.Units)], org.Unit{ID: before.UnitID})
	return f
}

// sameExample reports whether saving would change nothing.
func sameExample(a, b improvement.Example) bool {
	a.WrittenAt, a.WrittenBy, a.Version = b.WrittenAt, b.WrittenBy, b.Version
	if len(a.Tags)+len(b.Tags) == 0 {
		a.Tags, b.Tags = nil, nil
	}
	if len(a.Promises)+len(b.Promises) == 0 {
		a.Promises, b.Promises = nil, nil
	}
	return reflect.DeepEqual(a, b)
}
