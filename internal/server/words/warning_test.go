package words

import (
	"strings"
	"testing"

	"samsyn/internal/plausibility"
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
		{plausibility.Warning{Code: plausibility.RuleBroken, Args: []any{"Hemsjukvårdsdygn ska vara högst 100 % av vårddygnen."}}, "Hemsjukvårdsdygn ska vara högst 100 % av"},
	} {
		if got := Warning(ctx, test.w); !strings.Contains(got, test.want) {
			t.Errorf("%s: %q", test.w.Code, got)
		}
	}
}
