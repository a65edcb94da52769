package words_test

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

func TestChanceIsToldAsHowOften(t *testing.T) {
	ctx := i18n.WithLanguage(t.Context(), i18n.Swedish)
	for p, want := range map[float64]string{
		0.0004: "färre än 1 gång av 1 000", 0.001: "1 gång av 1 000", 0.0049: "5 gånger av 1 000",
		0.01: "1 gång av 100", 0.23: "23 gånger av 100", 1: "100 gånger av 100",
	} {
		if got := words.Chance(ctx, &p); got != want {
			t.Errorf("%v: %q, want %q", p, got, want)
		}
	}
	if got := words.Chance(ctx, nil); got != "" {
		t.Errorf("not known: %q", got)
	}
}

// Every verdict has words, and none claims more than figures can show.
func TestVerdictsHaveWords(t *testing.T) {
	ctx := i18n.WithLanguage(t.Context(), i18n.Swedish)
	seen := map[string]bool{}
	for _, verdict := range []analysis.Verdict{analysis.HiddenUnits, analysis.NoStandardDeviation, analysis.TooFew,
		analysis.ChanceEnough, analysis.PerhapsMore, analysis.MoreThanChance} {
		said := words.Verdict(ctx, analysis.Variation{Verdict: verdict, Units: 5})
		if said == "" || seen[said] || words.ShortVerdict(ctx, verdict) == "" {
			t.Errorf("%s: %q", verdict, said)
		}
		seen[said] = true
	}
	alone := words.Verdict(ctx, analysis.Variation{Verdict: analysis.TooFew, Units: 1})
	if seen[alone] {
		t.Errorf("one unit alone: %q", alone)
	}
	if got := words.Verdict(ctx, analysis.Variation{Verdict: analysis.NotTested}); got != "" {
		t.Errorf("not tested: %q", got)
	}
}

func TestDistancesHaveTheirUnit(t *testing.T) {
	ctx := i18n.WithLanguage(t.Context(), i18n.Swedish)
	one, three := 1.0, 3.14
	for want, got := range map[string]string{
		"1,0 procentenhet":   words.Apart(ctx, quality.Proportion, quality.Version{}, &one),
		"3,1 procentenheter": words.Apart(ctx, quality.Proportion, quality.Version{}, &three),
		"3,14":               words.Apart(ctx, quality.Rate, quality.Version{Decimals: 2}, &three),
		"":                   words.Apart(ctx, quality.Rate, quality.Version{}, nil),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
