package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// What handlers name without knowing the database.
type (
	// ExampleFilter says which examples to list; its group and units are filled in here.
	ExampleFilter = postgres.ExampleFilter
	// ListedExample is an example in a list, with how it has spread.
	ListedExample = postgres.ListedExample
	// ExampleChoice is what examples can be chosen by.
	ExampleChoice = postgres.ExampleChoice
)

// NoAdoption chooses the examples that one's units have said nothing of.
const NoAdoption = postgres.NoAdoption

// ExampleList is a part of the group's examples, and what they can be chosen by.
type ExampleList struct {
	Examples []ListedExample
	Total    int // of the whole list
	Choice   ExampleChoice
	Units    []org.Unit // the group's, those that have left too
	Promises []quality.Promise
	Library  []quality.Indicator
	// Own are the units that the actor belongs to, and Editable those whose examples
	// the actor may write.
	Own, Editable []org.Unit
}

// Examples lists the group's good examples: those that are published, or of those that
// are not the ones that the actor may change.
// choose says which, once it is read what they can be chosen by.
func (room *Room) Examples(ctx context.Context, actor org.Actor, group org.GroupID, choose func(ExampleList) (ExampleFilter, error)) (ExampleList, error) {
	var list ExampleList
	if !actor.May(org.ViewWork, group, 0) {
		return list, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list = ExampleList{}
		if list.Units, err = tx.Units(ctx, group); err != nil {
			return err
		}
		list.Own, list.Editable = room.ownUnits(actor, group, list.Units), room.editable(actor, group, list.Units)
		if list.Choice, err = tx.ExampleChoice(ctx, group, unitIDs(list.Editable)); err != nil {
			return err
		}
		if list.Promises, err = tx.Promises(ctx, group); err != nil {
			return err
		}
		if list.Library, err = tx.Indicators(ctx, group, room.today()); err != nil {
			return err
		}
		f, err := choose(list)
		if err != nil {
			return err
		}
		f.GroupID, f.Of, f.Editable = group, unitIDs(list.Own), unitIDs(list.Editable)
		list.Examples, err = tx.Examples(ctx, f)
		if len(list.Examples) > 0 {
			list.Total = list.Examples[0].Total
		}
		return err
	})
	return list, err
}

// editable are the units of today whose actions and examples the actor may write.
func (room *Room) editable(actor org.Actor, group org.GroupID, units []org.Unit) []org.Unit {
	return slices.DeleteFunc(slices.Clone(units), func(u org.Unit) bool {
		return !u.ActiveDuring(room.today(), room.today()) || !actor.May(org.EditActions, group, u.ID)
	})
}

// ownUnits are the units of today that the actor belongs to.
func (room *Room) ownUnits(actor org.Actor, group org.GroupID, units []org.Unit) []org.Unit {
	return slices.DeleteFunc(room.editable(actor, group, units), func(u org.Unit) bool {
		return !slices.ContainsFunc(actor.Memberships, func(m org.Membership) bool { return m.GroupID == group && m.UnitID == u.ID })
	})
}

func unitIDs(units []org.Unit) []org.UnitID {
	ids := make([]org.UnitID, len(units))
	for n, u := range units {
		ids[n] = u.ID
	}
	return ids
}

// ExampleRef names one of the group's examples, and which version of it was seen.
type ExampleRef struct {
	GroupID org.GroupID
	ID      improvement.ExampleID
	Version int
}

// seenExample reads an example that the actor may see: one that is published, or of a
// unit whose examples the actor may write. Others are fault.ErrNotFound.
func seenExample(ctx context.Context, tx *postgres.Tx, actor org.Actor, ref ExampleRef) (improvement.Example, error) {
	if !actor.May(org.ViewWork, ref.GroupID, 0) {
		return improvement.Example{}, fault.ErrForbidden
	}
	e, err := tx.Example(ctx, ref.GroupID, ref.ID)
	if err == nil && e.State != improvement.ExamplePublished && !actor.May(org.EditActions, ref.GroupID, e.UnitID) {
		return improvement.Example{}, fault.ErrNotFound
	}
	return e, err
}

// editedExample reads and locks an example that the actor may change; fault.ErrConflict
// when it is another version than was seen.
func editedExample(ctx context.Context, tx *postgres.Tx, actor org.Actor, ref ExampleRef) (improvement.Example, error) {
	e, err := tx.LockExample(ctx, ref.GroupID, ref.ID)
	switch {
	case err != nil:
		return e, err
	case !actor.May(org.EditActions, ref.GroupID, e.UnitID):
		return e, fault.ErrForbidden
	case e.Version != ref.Version:
		return e, fault.ErrConflict
	}
	return e, nil
}
