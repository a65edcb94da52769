package words_test

import (
	"context"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

func TestDifferenceOfOneIsInTheSingular(t *testing.T) {
	swedish := context.Background()
	english := i18n.WithLanguage(swedish, i18n.English)
	for _, c := range []struct {
		kind     quality.Kind
		decimals int
		d        float64
		sv, en   string
	}{
		{quality.Proportion, 0, 1.2, "+1 procentenhet", "+1 percentage point"},
		{quality.Proportion, 0, -0.8, "−1 procentenhet", "−1 percentage point"},
		{quality.Proportion, 1, 1, "+1,0 procentenheter", "+1.0 percentage points"},
		{quality.Proportion, 0, -2, "−2 procentenheter", "−2 percentage points"},
		{quality.Proportion, 0, 0.3, "oförändrat", "unchanged"},
		{quality.Rate, 1, 1, "+1,0", "+1.0"},
	} {
		r := analysis.Result{Kind: c.kind, Definition: quality.Version{Decimals: c.decimals}}
		if got := words.Difference(swedish, r, c.d); got != c.sv {
			t.Errorf("%v with %d decimals: %q, not %q", c.d, c.decimals, got, c.sv)
		}
		if got := words.Difference(english, r, c.d); got != c.en {
			t.Errorf("%v with %d decimals: %q, not %q", c.d, c.decimals, got, c.en)
		}
	}
}
