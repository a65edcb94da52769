package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// shape is what a figure of the kind may look like, and each way in which it may not.
type shape struct {
	kind  quality.Kind
	good  []quality.Value
	wrong []quality.Value
}

// v is a value from its numbers; a nil leaves one out.
func v(numerator, denominator, mean, sd *float64) quality.Value {
	return quality.Value{Numerator: numerator, Denominator: denominator, Mean: mean, SD: sd}
}

// with is the value with words or an answer too.
func with(value quality.Value, text string, yes *bool) quality.Value {
	value.Text, value.Yes = text, yes
	return value
}

func shapes() []shape {
	n := ptr[float64]
	yes := ptr(true)
	pair, alone, mean := v(n(1), n(2), nil, nil), v(n(7), nil, nil, nil), v(nil, n(9), n(3.5), n(1.2))
	words := with(quality.Value{}, "ord", nil)
	counted := []quality.Value{v(n(0), n(0), nil, nil), v(n(2), n(2), nil, nil)}
	notCounted := []quality.Value{{}, alone, v(nil, n(2), nil, nil), v(n(-1), n(2), nil, nil), v(n(0), n(-1), nil, nil),
		v(n(1.5), n(2), nil, nil), v(n(1), n(2), n(3), nil), v(n(1), n(2), nil, n(1)), with(pair, "ord", nil), with(pair, "", yes),
		v(n(1), n(0), nil, nil), mean, words}
	averaged := shape{good: []quality.Value{mean, v(nil, n(9), n(-3.5), nil), v(nil, n(2), n(0), n(0)), v(nil, n(0), nil, nil)},
		wrong: []quality.Value{{}, pair, alone, words, v(nil, nil, n(3), nil), v(nil, n(9), nil, nil), v(nil, n(9), nil, n(1)),
			v(nil, n(0), n(3), nil), v(nil, n(1), n(3), n(1)), v(nil, n(9), n(3), n(-1)), v(nil, n(8.5), n(3), nil),
			v(nil, n(-1), n(3), nil), v(n(1), n(9), n(3), nil), with(mean, "ord", nil), with(mean, "", yes)}}
	return []shape{
		{quality.Proportion, append([]quality.Value{pair}, counted...), append(notCounted, v(n(3), n(2), nil, nil), v(n(1), n(2.5), nil, nil))},
		{quality.Rate, append([]quality.Value{pair, v(n(3), n(2), nil, nil), v(n(1), n(2.5), nil, nil)}, counted...), notCounted},
		{quality.Count, []quality.Value{alone, v(n(0), nil, nil, nil), v(n(16.5), nil, nil, nil)},
			[]quality.Value{{}, pair, mean, words, v(n(-1), nil, nil, nil), v(n(7), nil, n(1), nil), v(n(7), nil, nil, n(1)),
				with(alone, "ord", nil), with(alone, "", yes)}},
		{quality.Mean, averaged.good, averaged.wrong},
		{quality.Score, averaged.good, averaged.wrong},
		{quality.Text, []quality.Value{words}, []quality.Value{{}, pair, alone, mean, with(alone, "ord", nil), with(v(nil, n(2), nil, nil), "ord", nil),
			with(v(nil, nil, n(1), nil), "ord", nil), with(v(nil, nil, nil, n(1)), "ord", nil), with(words, "ord", yes)}},
		{quality.YesNo, []quality.Value{with(quality.Value{}, "", yes), with(quality.Value{}, "ord", ptr(false))},
			[]quality.Value{{}, words, pair, alone, mean, with(alone, "", yes), with(v(nil, n(2), nil, nil), "", yes),
				with(v(nil, nil, n(1), nil), "", yes), with(v(nil, nil, nil, n(1)), "", yes)}},
	}
}

var errUndo = errors.New("undo")

// refusedShape reports whether the database refuses the figure for its shape. What
// it takes is undone.
func (w *world) refusedShape(f quality.Figure) bool {
	w.t.Helper()
	err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		if _, err := tx.SaveFigure(ctx, f); err != nil {
			return err
		}
		return errUndo
	})
	if errors.Is(err, errUndo) {
		return false
	}
	if !strings.Contains(err.Error(), "figure_shape") {
		w.t.Errorf("%s: %v", f.Kind, err)
	}
	return true
}

// describe names the parts of the value for a message.
func describe(value quality.Value) string {
	var parts []string
	for name, number := range map[string]*float64{"numerator": value.Numerator, "denominator": value.Denominator, "mean": value.Mean, "sd": value.SD} {
		if number != nil {
			parts = append(parts, fmt.Sprintf("%s %v", name, *number))
		}
	}
	return fmt.Sprintf("%v text %q yes %t", parts, value.Text, value.Yes != nil)
}

// TestFiguresHaveTheShapeOfTheirKind: every kind with what it takes and with each
// thing that is wrong with it; and missing or not applicable with no value at all.
func TestFiguresHaveTheShapeOfTheirKind(t *testing.T) {
	w := newWorld(t)
	s := w.lock(w.ala, quality.Quarter(2026, 1))
	for _, kind := range shapes() {
		i := w.plain
		i.Code, i.Kind = "KIND-"+string(kind.kind), kind.kind
		i.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (quality.IndicatorID, error) {
			return tx.AddIndicator(ctx, postgres.NewIndicator{Indicator: i})
		})
		figure := quality.Figure{SubmissionID: s.ID, UnitID: w.ala, IndicatorID: i.ID, Kind: kind.kind,
			Period: s.Period, State: quality.Reported, EnteredAt: noon}
		check := func(what string, f quality.Figure, refused bool) {
			if got := w.refusedShape(f); got != refused {
				t.Errorf("%s %s, %s: refused %t", f.Kind, what, describe(f.Value), got)
			}
		}
		for _, value := range kind.wrong {
			figure.Value = value
			check("reported", figure, true)
		}
		for _, value := range kind.good {
			f := figure
			f.Value = value
			check("reported", f, false)
			f.MissingReasonID = w.reason
			check("reported with a reason", f, true)
			f.State = quality.Missing
			check("missing with a value", f, true)
			f.State, f.MissingReasonID = quality.NotApplicable, 0
			check("not applicable with a value", f, true)
		}
		figure.Value = quality.Value{}
		for state, reason := range map[quality.FigureState]quality.ReasonID{quality.Missing: w.reason, quality.NotApplicable: 0} {
			figure.State, figure.MissingReasonID = state, reason
			check("without a value, "+string(state), figure, false)
			figure.MissingReasonID = w.reason - reason
			check("with the wrong reason, "+string(state), figure, true)
		}
	}
}

// TestFiguresHaveSoundDays: periods begin with a month, and what ends has begun.
func TestFiguresHaveSoundDays(t *testing.T) {
	w := newWorld(t)
	full, _ := w.twoFigures()
	for _, set := range []string{`period_start = '2026-01-02'`, `period_months = 5`, `valid_from = NULL`, `valid_to = '2025-12-31'`} {
		if err := write(t, w.db, `UPDATE figure SET `+set+` WHERE valid_to IS NOT NULL`); err == nil {
			t.Errorf("%s was taken", set)
		}
	}
	full.Value.ValidTo = nil
	w.write(saveFigure(full))
}
