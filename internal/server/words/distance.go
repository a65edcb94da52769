package words

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

// Gap is how far a result is from its target, in children or cases: "med 8 barn till hade
// målet nåtts"; "" when it is reached, or not made of cases.
func Gap(ctx context.Context, m *analysis.Measure, d *analysis.Distance) string {
	if d == nil || d.Cases <= 0 {
		return ""
	}
	n := int(d.Cases)
	children := m.CountsChildren && m.Kind == quality.Proportion
	switch {
	case children && d.Fewer:
		return i18n.T(ctx, "med %d barn färre hade målet nåtts", n)
	case children:
		return i18n.T(ctx, "med %d barn till hade målet nåtts", n)
	case d.Fewer:
		return i18n.T(ctx, "med %d färre hade målet nåtts", n)
	}
	return i18n.T(ctx, "med %d till hade målet nåtts", n)
}

// mostPeriods is how far ahead it makes sense to say when one can tell.
const mostPeriods = 40

// ToTell is roughly what it takes before one can tell the result from its target:
// "kan avgöras efter ungefär 3 kvartal till"; "" when one can already.
// months is the length of the reporting periods.
func ToTell(ctx context.Context, d *analysis.Distance, months int) string {
	if d == nil || d.More <= 0 {
		return ""
	}
	n := int(d.Periods)
	if n > mostPeriods {
		return i18n.T(ctx, "så nära målet att det knappast går att avgöra")
	}
	switch months {
	case 1:
		return i18n.N(ctx, "kan avgöras efter ungefär %d månad till, om den blir som hittills", "kan avgöras efter ungefär %d månader till, om de blir som hittills", n, n)
	case 3:
		return i18n.N(ctx, "kan avgöras efter ungefär %d kvartal till, om det blir som hittills", "kan avgöras efter ungefär %d kvartal till, om de blir som hittills", n, n)
	case 4:
		return i18n.N(ctx, "kan avgöras efter ungefär %d tertial till, om det blir som hittills", "kan avgöras efter ungefär %d tertial till, om de blir som hittills", n, n)
	}
	return i18n.N(ctx, "kan avgöras efter ungefär %d år till, om det blir som hittills", "kan avgöras efter ungefär %d år till, om de blir som hittills", n*max(1, months/12), n*max(1, months/12))
}

// Reached says plainly whether the value reaches the target, chance aside; "" when
// there is nothing to judge.
func Reached(ctx context.Context, j quality.Judgement) string {
	switch j.Status {
	case quality.Met, quality.ProbablyMet, quality.Uncertain, quality.NotMet:
		if j.PointMeets {
			return i18n.T(ctx, "värdet når målet")
		}
		return i18n.T(ctx, "värdet når inte målet")
	}
	return ""
}

// ChangeCertainty says whether a change is more than chance explains; "" when that
// cannot be tested.
func ChangeCertainty(ctx context.Context, c *analysis.Change) string {
	switch {
	case c == nil || !c.Tested:
		return ""
	case c.Real:
		return i18n.T(ctx, "mer än slumpen förklarar")
	}
	return i18n.T(ctx, "kan vara slump")
}
