package setup_test

import (
	"context"
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestDefaultRulesFollowFromTheLibrary(t *testing.T) {
	db, g := defaults(t)
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		library, err := tx.Indicators(ctx, g.ID, now)
		if err != nil {
			return err
		}
		measures := map[quality.IndicatorID]quality.Indicator{}
		for _, i := range library {
			measures[i.ID] = i
		}
		rules, err := tx.FigureRules(ctx, g.ID, now)
		if len(rules) != 11 {
			t.Errorf("%d rules", len(rules))
		}
		for _, r := range rules {
			left, right := measures[r.Left.IndicatorID], measures[r.Right.IndicatorID]
			if err := r.Check(left, right); err != nil || !r.Active {
				t.Errorf("%s and %s: %v", left.Code, right.Code, err)
			}
		}
		return err
	})
}

// The example has readings, each marked as one and written by somebody.
func TestExampleReadingsAreMarked(t *testing.T) {
	db, g := demoAt(t, now)
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		readings, err := tx.Readings(ctx, g.ID)
		if len(readings) != 5 {
			t.Errorf("%d readings", len(readings))
		}
		for _, r := range readings {
			if !strings.HasPrefix(r.Text, "Exempel:") || r.WriterName == "" || r.WrittenAt.After(now) {
				t.Errorf("%+v", r)
			}
		}
		return err
	})
}

// The example's figures are made up, but not so that they cannot be.
func TestNoExampleBreaksARule(t *testing.T) {
	db, g := demoAt(t, now)
	byUnit := map[org.UnitID][]quality.Figure{}
	for _, f := range allFigures(t, db, g, now.Year()-2) {
		byUnit[f.UnitID] = append(byUnit[f.UnitID], f)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		rules, err := tx.FigureRules(ctx, g.ID, now)
		compared := 0
		for _, figures := range byUnit {
			for _, b := range quality.Breaches(rules, figures) {
				t.Errorf("unit %d, %s: %s", b.Left.UnitID, b.Left.Period.Code(), b.Rule.Explanation)
			}
			for _, r := range rules {
				r.Relation = quality.AtLeast // most are broken the other way round, so they were held against something
				compared += len(quality.Breaches([]quality.Rule{r}, figures))
			}
		}
		if compared < 50 {
			t.Errorf("only %d pairs of figures were compared", compared)
		}
		return err
	})
}
