package words_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	"samsyn/internal/stats"
)

// TestEffectIsSaidHonestly: what lasts or differs is never said without that something
// else may have happened, and what cannot be told says how many values there are.
func TestEffectIsSaidHonestly(t *testing.T) {
	ctx := context.Background()
	e := analysis.Effect{Began: time.Date(2025, 8, 18, 0, 0, 0, 0, time.UTC), ValuesBefore: 3, ValuesAfter: 2, Since: 1,
		Sides: []analysis.EffectSide{analysis.BeforeDay, analysis.BeforeDay, analysis.AfterDay}}
	e.Control.Timeline.Periods = []quality.Period{quality.Quarter(2025, 1), quality.Quarter(2025, 2), quality.Quarter(2025, 4)}
	for _, test := range []struct {
		verdict analysis.EffectVerdict
		meaning stats.Meaning
		want    string
		caution bool
	}{
		{analysis.NothingAfter, 0, "inga värden från tiden efter 18 augusti 2025", false},
		{analysis.TooFewBefore, 0, "För få kvartal före för att jämföra med: 3 av minst 4.", false},
		{analysis.TooFewAfter, 0, "För få kvartal efter för att säga något: 2 av minst 4.", false},
		{analysis.NotComparable, 0, "går inte att jämföra", false},
		{analysis.MaybeChance, 0, "kan vara slump", false},
		{analysis.Differs, stats.Improvement, "Bättre än före", true},
		{analysis.Differs, stats.Concern, "Sämre än före", true},
		{analysis.Differs, stats.SpecialHigh, "Skiljer sig från före", true},
		{analysis.Lasts, stats.Improvement, "Tydlig förbättring", true},
		{analysis.Lasts, stats.Concern, "Tydlig försämring", true},
		{analysis.Lasts, stats.SpecialLow, "Tydlig ändring", true},
		{analysis.ChangedEarlier, stats.Improvement, "innan arbetet började. Värdena ligger på samma sida om medianen sedan kvartal 2 2025.", false},
	} {
		e.Verdict, e.Meaning = test.verdict, test.meaning
		got := words.Effect(ctx, e)
		if !strings.Contains(got, test.want) || strings.Contains(got, "Men annat kan ha hänt samtidigt.") != test.caution {
			t.Errorf("%s: %q", test.verdict, got)
		}
		if words.ShortEffect(ctx, e) == "" {
			t.Errorf("%s has no short words", test.verdict)
		}
	}
}

func TestEffectDifference(t *testing.T) {
	ctx, low, high := context.Background(), 15.6, 24.4
	e := analysis.Effect{After: analysis.Result{Kind: quality.Proportion, Definition: quality.Version{Decimals: 1}}}
	if got := words.EffectDifference(ctx, e); got != "" {
		t.Errorf("nothing to compare: %q", got)
	}
	e.Change = &analysis.Change{Difference: 20.1, Lower: &low, Upper: &high, Tested: true, Real: true}
	if got := words.EffectDifference(ctx, e); got != "+20,1 procentenheter (95 % intervall +15,6 till +24,4), mer än slumpen förklarar" {
		t.Errorf("%q", got)
	}
	e.Change.Lower, e.Change.Upper = nil, nil
	if got := words.EffectDifference(ctx, e); got != "+20,1 procentenheter, mer än slumpen förklarar" {
		t.Errorf("without limits: %q", got)
	}
}
