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

// The years that goals can be about; the database's own limits.
const (
	earliestYear = 1990
	latestYear   = 2200
)

// ExampleForm is what an example can be made of.
type ExampleForm struct {
	Units    []org.Unit   // that the actor may write examples of
	Contacts []org.Person // the group's own members
	Library  []quality.Indicator
	Goals    []quality.Goal
	Promises []quality.Promise
	// Example is the stored one, zero for a new one, and Last who changed it.
	Example improvement.Example
	Last    postgres.LastChange
}

// ExampleForm reads what an example can be made of; id zero is a new one.
// fault.ErrForbidden for somebody who may not write it.
func (room *Room) ExampleForm(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.ExampleID) (ExampleForm, error) {
	var f ExampleForm
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if f, err = room.readExampleForm(ctx, tx, actor, group); err != nil {
			return err
		}
		if id == 0 {
			return nil
		}
		if f.Example, err = seenExample(ctx, tx, actor, ExampleRef{GroupID: group, ID: id}); err != nil {
			return err
		}
		if !actor.May(org.EditActions, group, f.Example.UnitID) {
			return fault.ErrForbidden
		}
		f.Last, err = tx.LastChange(ctx, "example", int64(id))
		return err
	})
	return f, err
}

func (room *Room) readExampleForm(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID) (f ExampleForm, err error) {
	units, err := tx.Units(ctx, group)
	if err != nil {
		return f, err
	}
	if f.Units = room.editable(actor, group, units); len(f.Units) == 0 {
		return f, fault.ErrForbidden
	}
	if f.Contacts, err = room.insiders(ctx, tx, group); err != nil {
		return f, err
	}
	if f.Library, err = tx.Indicators(ctx, group, room.today()); err != nil {
		return f, err
	}
	if f.Goals, err = tx.Goals(ctx, group, earliestYear, latestYear); err != nil {
		return f, err
	}
	f.Promises, err = tx.Promises(ctx, group)
	return f, err
}

// insiders are the people who belong to the group itself today, by name: not those who
// receive its results, nor observers.
func (room *Room) insiders(ctx context.Context, tx *postgres.Tx, group org.GroupID) ([]org.Person, error) {
	memberships, err := tx.Memberships(ctx, group)
	if err != nil {
		return nil, err
	}
	persons, err := tx.Persons(ctx)
	return slices.DeleteFunc(persons, func(p org.Person) bool {
		return p.HasLeft(room.today()) || !slices.ContainsFunc(memberships, func(m org.Membership) bool {
			as := org.Actor{Memberships: []org.Membership{m}}
			return m.PersonID == p.ID && m.ActiveOn(room.today()) && as.May(org.Discuss, group, 0)
		})
	}), err
}

// check lists what the example is made of that the actor may not choose.
func (f ExampleForm) check(e improvement.Example) error {
	var v fault.ValidationError
	if !slices.ContainsFunc(f.Units, func(u org.Unit) bool { return u.ID == e.UnitID }) {
		v.Add("unit", "unit_required")
	}
	if e.ContactID != 0 && !slices.ContainsFunc(f.Contacts, func(p org.Person) bool { return p.ID == e.ContactID }) {
		v.Add("contact", "unknown_choice")
	}
	if e.IndicatorID != 0 && !slices.ContainsFunc(f.Library, func(i quality.Indicator) bool { return i.ID == e.IndicatorID }) {
		v.Add("indicator", "unknown_choice")
	}
	if e.GoalID != 0 && !slices.ContainsFunc(f.Goals, func(g quality.Goal) bool { return g.ID == e.GoalID }) {
		v.Add("goal", "unknown_choice")
	}
	for _, id := range e.Promises {
		if !slices.ContainsFunc(f.Promises, func(p quality.Promise) bool { return p.ID == id }) {
			v.Add("promises", "unknown_choice")
		}
	}
	return v.OrNil()
}
