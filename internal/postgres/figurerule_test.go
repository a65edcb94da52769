package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func (w *world) rules(group org.GroupID, day time.Time) []quality.Rule {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Rule, error) {
		return tx.FigureRules(ctx, group, day)
	})
}

// aRule holds the rate against the proportion.
func (w *world) aRule() quality.Rule {
	return quality.Rule{GroupID: w.full, Left: quality.Term{IndicatorID: w.divided.ID, Part: quality.ValuePart, RatePer: 1000},
		Relation: quality.AtMost, Right: quality.Term{IndicatorID: w.plain.ID, Part: quality.DenominatorPart},
		Explanation: "Därför", Active: true, Version: 1}
}

func (w *world) addRule(r quality.Rule) quality.RuleID {
	w.t.Helper()
	return made(w, func(ctx context.Context, tx *postgres.Tx) (quality.RuleID, error) { return tx.AddFigureRule(ctx, r) })
}

func TestFigureRules(t *testing.T) {
	w := newWorld(t)
	first := w.aRule()
	first.ID = w.addRule(first)
	second := w.aRule()
	second.Left, second.Relation, second.Right = second.Right, quality.Equals, quality.Term{IndicatorID: w.divided.ID, Part: quality.NumeratorPart, RatePer: 1000}
	second.ID = w.addRule(second)
	same(t, "as they were added", w.rules(w.full, noon), []quality.Rule{first, second})
	same(t, "in the other group", len(w.rules(w.bare, noon)), 0)

	first.Relation, first.Explanation, first.Active = quality.AtLeast, "Nya ord", false
	save := func(r quality.Rule) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveFigureRule(ctx, r) }
	}
	w.write(save(first))
	w.refused("a version that is not the latest", fault.ErrConflict, save(first))
	other := second
	other.GroupID = w.bare
	w.refused("another group's rule", fault.ErrConflict, save(other))
	first.Version = 2
	same(t, "those in use first", w.rules(w.full, noon), []quality.Rule{second, first})

	w.problem("the same rule", fault.Problem{Field: "right", Code: "rule_exists"}, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddFigureRule(ctx, second)
		return err
	})
}

// What a rate is shown per may change with its definition.
func TestFigureRulesKnowTheDefinitionOfTheDay(t *testing.T) {
	w := newWorld(t)
	w.addRule(w.aRule())
	later := w.divided.Definition
	later.ValidFrom, later.RatePer = date(2027, time.January, 1), 100
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.AddVersion(ctx, postgres.IndicatorChange{ID: w.divided.ID, Revision: 1}, later)
	})
	for day, want := range map[time.Time]float64{noon: 1000, date(2027, time.March, 1): 100, date(2001, time.January, 1): 1000} {
		if got := w.rules(w.full, day)[0]; got.Left.RatePer != want || got.Right.RatePer != 0 {
			t.Errorf("on %s per %v", day.Format(time.DateOnly), got.Left.RatePer)
		}
	}
}

func TestFigureRulesThatTheDatabaseRefuses(t *testing.T) {
	w := newWorld(t)
	other := made(w, func(ctx context.Context, tx *postgres.Tx) (quality.IndicatorID, error) {
		i := w.plain
		i.GroupID, i.Code = w.bare, "ANNAN"
		return tx.AddIndicator(ctx, postgres.NewIndicator{Indicator: i})
	})
	words := made(w, func(ctx context.Context, tx *postgres.Tx) (quality.IndicatorID, error) {
		i := w.plain
		i.Code, i.Kind = "ORD", quality.Text
		return tx.AddIndicator(ctx, postgres.NewIndicator{Indicator: i})
	})
	for name, change := range map[string]func(*quality.Rule){
		"a measure of another group": func(r *quality.Rule) { r.Right.IndicatorID = other },
		"a measure of words":         func(r *quality.Rule) { r.Left = quality.Term{IndicatorID: words, Part: quality.ValuePart} },
		"a part that is none":        func(r *quality.Rule) { r.Left.Part = "mean" },
		"the same part twice":        func(r *quality.Rule) { r.Right = r.Left },
		"no such relation":           func(r *quality.Rule) { r.Relation = "less" },
		"no explanation":             func(r *quality.Rule) { r.Explanation = "" },
		"no such measure":            func(r *quality.Rule) { r.Left.IndicatorID = 99 },
	} {
		r := w.aRule()
		change(&r)
		err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.AddFigureRule(ctx, r)
			return err
		})
		if err == nil {
			t.Errorf("%s was stored", name)
		}
	}
}
