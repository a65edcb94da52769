package collect

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Rules is a group's rules across measures.
type Rules struct {
	Rules []Ruled // those in use first
	// Measures are those that can be compared, in the library's order, with the
	// definitions that hold today.
	Measures []quality.Indicator
	CanEdit  bool
}

// Ruled is a rule with the measures that it is about, and what breaks it.
type Ruled struct {
	quality.Rule
	LeftMeasure, RightMeasure quality.Indicator
	// Broken is what units have handed in, this year and last, that breaks the
	// rule, the latest first. Only for those who may change the rules.
	Broken []Breach
}

// Breach is where a unit's figures break a rule.
type Breach struct {
	Unit       org.Unit
	Period     quality.Period // that the figures are about
	Collection quality.Period // that they are handed in with
}

// Rules reads the group's rules, for everybody within it.
func (room *Room) Rules(ctx context.Context, actor org.Actor, group org.GroupID) (Rules, error) {
	var list Rules
	if !actor.May(org.ViewBoard, group, 0) {
		return list, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		list, err = room.readRules(ctx, tx, group)
		if list.CanEdit = actor.May(org.EditGroup, group, 0); err != nil || !list.CanEdit {
			return err
		}
		return room.readBreaches(ctx, tx, group, &list)
	})
	return list, err
}

// Rule reads one of the group's rules among the others, and who changed it last,
// for those who may change it.
func (room *Room) Rule(ctx context.Context, actor org.Actor, group org.GroupID, id quality.RuleID) (Ruled, Rules, postgres.LastChange, error) {
	var list Rules
	var last postgres.LastChange
	if !actor.May(org.EditGroup, group, 0) {
		return Ruled{}, list, last, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if list, err = room.readRules(ctx, tx, group); err != nil {
			return err
		}
		last, err = tx.LastChange(ctx, ruleSubject, int64(id))
		return err
	})
	if err != nil {
		return Ruled{}, list, last, err
	}
	rule, err := list.find(id)
	return rule, list, last, err
}

// find is the rule with the id; fault.ErrNotFound when the group has none.
func (list Rules) find(id quality.RuleID) (Ruled, error) {
	n := slices.IndexFunc(list.Rules, func(r Ruled) bool { return r.ID == id })
	if n < 0 {
		return Ruled{}, fault.ErrNotFound
	}
	return list.Rules[n], nil
}

// With is the rule with the measures that it is about.
func (list Rules) With(r quality.Rule) Ruled {
	return Ruled{Rule: r, LeftMeasure: list.measure(r.Left.IndicatorID), RightMeasure: list.measure(r.Right.IndicatorID)}
}

// measure is the measure with the id, the zero Indicator when it cannot be compared.
func (list Rules) measure(id quality.IndicatorID) quality.Indicator {
	for _, i := range list.Measures {
		if i.ID == id {
			return i
		}
	}
	return quality.Indicator{}
}

// readRules reads the rules with their measures. Three queries.
func (room *Room) readRules(ctx context.Context, tx *postgres.Tx, group org.GroupID) (Rules, error) {
	var list Rules
	library, err := tx.Indicators(ctx, group, room.today())
	if err != nil {
		return list, err
	}
	for _, i := range library {
		if i.Kind.Numeric() {
			list.Measures = append(list.Measures, i)
		}
	}
	rules, err := tx.FigureRules(ctx, group, room.today())
	for _, r := range rules {
		list.Rules = append(list.Rules, list.With(r))
	}
	return list, err
}

// breachYears is how many years before this one are looked through for what breaks
// the rules.
const breachYears = 1

// readBreaches finds what the units have handed in that breaks the rules.
func (room *Room) readBreaches(ctx context.Context, tx *postgres.Tx, group org.GroupID, list *Rules) error {
	g, err := tx.Group(ctx, group)
	if err != nil {
		return err
	}
	units, err := tx.Units(ctx, group)
	if err != nil {
		return err
	}
	var rules []quality.Rule
	var measures []quality.IndicatorID
	for _, r := range list.Rules {
		rules = append(rules, r.Rule)
		measures = append(measures, r.Left.IndicatorID, r.Right.IndicatorID)
	}
	year := room.today().Year()
	figures, err := tx.ShownFigures(ctx, group, measures, quality.WholeYear(year-breachYears).Start(), quality.WholeYear(year).End())
	if err != nil {
		return err
	}
	byUnit := map[org.UnitID][]quality.Figure{}
	for _, f := range figures {
		byUnit[f.UnitID] = append(byUnit[f.UnitID], f.Figure)
	}
	broken := map[quality.RuleID][]Breach{}
	for _, unit := range units {
		for _, b := range quality.Breaches(rules, byUnit[unit.ID]) {
			breach := Breach{unit, b.Left.Period, quality.PeriodOf(b.Left.Period.End(), g.CollectionMonths)}
			// A measure in several strata breaks the rule once.
			if !slices.ContainsFunc(broken[b.Rule.ID], func(o Breach) bool { return o.Unit.ID == unit.ID && o.Period == breach.Period }) {
				broken[b.Rule.ID] = append(broken[b.Rule.ID], breach)
			}
		}
	}
	for n := range list.Rules {
		r := &list.Rules[n]
		r.Broken = broken[r.ID]
		slices.SortStableFunc(r.Broken, func(a, b Breach) int { return b.Period.Start().Compare(a.Period.Start()) })
	}
	return nil
}
