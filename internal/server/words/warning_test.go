package words

import (
	"strings"
	"testing"

	"samsyn/internal/plausibility"
	"samsyn/internal/quality"
)

func TestEveryWarningHasASentence(t *testing.T) {
	ctx := t.Context()
	for _, test := range []struct {
		w    plausibility.Warning
		want string
	}{
		{plausibility.Warning{Code: plausibility.UnusualCases, Args: []any{12.0, 21.0, 21.0, 4}}, "Mellan 12 och 21 av 21 väntas, sett till era senaste 4 perioder."},
		{plausibility.Warning{Code: plausibility.UnusualValue, Args: []any{26.2, 34.6, 6}}, "Mellan 26,2 och 34,6 väntas"},
		{plausibility.Warning{Code: plausibility.DenominatorJump, Args: []any{21.5}}, "omkring 21,5."},
		{plausibility.Warning{Code: plausibility.Repeated}, "Exakt samma"},
		{plausibility.Warning{Code: plausibility.RuleBroken, Args: []any{"Nämnaren är alla vårddygn.", 12.0,
			plausibility.Side{Term: quality.Term{Part: quality.DenominatorPart}, Measure: quality.Indicator{Kind: quality.Proportion, Definition: quality.Version{Name: "Hemsjukvård"}}}, 10.5}},
			"Nämnaren är alla vårddygn. Nu står här 12, och nämnaren i ”Hemsjukvård” är 10,5."},
	} {
		if got := Warning(ctx, test.w); !strings.Contains(got, test.want) {
			t.Errorf("%s: %q", test.w.Code, got)
		}
	}
}
