package improve

import (
	"context"
	"slices"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Choices are what can be said of actions and needs, in the order it is shown.
type Choices struct {
	Units    []org.Unit
	Goals    []quality.Goal // the newest year first
	Promises []quality.Promise
	Measures []quality.Indicator
	// Members are those who can be made to see to something: everybody who reads what is
	// for the group alone.
	Members []Member
}

// Member is somebody in the group, and the unit of the first role; zero for none.
type Member struct {
	org.Person
	UnitID org.UnitID
}

// The years that goals can be about; the database's own limits.
const (
	firstYear = 1990
	lastYear  = 2200
)

// readChoices reads them as they are today. The number of queries is always the same.
func (room *Room) readChoices(ctx context.Context, tx *postgres.Tx, group org.GroupID) (Choices, error) {
	var c Choices
	var err error
	if c.Units, err = tx.Units(ctx, group); err != nil {
		return c, err
	}
	if c.Goals, err = tx.Goals(ctx, group, firstYear, lastYear); err != nil {
		return c, err
	}
	slices.SortStableFunc(c.Goals, func(a, b quality.Goal) int { return b.Year - a.Year })
	if c.Promises, err = tx.Promises(ctx, group); err != nil {
		return c, err
	}
	if c.Measures, err = tx.Indicators(ctx, group, room.today()); err != nil {
		return c, err
	}
	receivers, err := tx.Receivers(ctx, group, room.today())
	for _, r := range receivers {
		held := org.Actor{Memberships: []org.Membership{{Role: r.Role, GroupID: group, UnitID: r.UnitID}}}
		known := slices.IndexFunc(c.Members, func(m Member) bool { return m.ID == r.Person.ID })
		switch {
		case !Inside(held, group):
		case known < 0:
			c.Members = append(c.Members, Member{Person: r.Person, UnitID: r.UnitID})
		case c.Members[known].UnitID == 0:
			c.Members[known].UnitID = r.UnitID
		}
	}
	return c, err
}

// Unit is the unit with the code; false when there is none.
func (c Choices) Unit(code string) (org.Unit, bool) {
	return first(c.Units, func(u org.Unit) bool { return u.Code == code })
}

// UnitOf is the unit with the id; false when there is none.
func (c Choices) UnitOf(id org.UnitID) (org.Unit, bool) {
	return first(c.Units, func(u org.Unit) bool { return u.ID == id })
}

// Goal is the goal with the id; false when there is none.
func (c Choices) Goal(id quality.GoalID) (quality.Goal, bool) {
	return first(c.Goals, func(g quality.Goal) bool { return g.ID == id })
}

// Measure is the measure with the code; false when there is none.
func (c Choices) Measure(code string) (quality.Indicator, bool) {
	return first(c.Measures, func(i quality.Indicator) bool { return i.Code == code })
}

// MeasureOf is the measure with the id; false when there is none.
func (c Choices) MeasureOf(id quality.IndicatorID) (quality.Indicator, bool) {
	return first(c.Measures, func(i quality.Indicator) bool { return i.ID == id })
}

// GoalWith is the newest goal that the measure follows; zero for none.
func (c Choices) GoalWith(id quality.IndicatorID) quality.Goal {
	g, _ := first(c.Goals, func(g quality.Goal) bool { return slices.Contains(g.Indicators, id) })
	return g
}

func first[T any](list []T, wanted func(T) bool) (T, bool) {
	for _, each := range list {
		if wanted(each) {
			return each, true
		}
	}
	var none T
	return none, false
}
