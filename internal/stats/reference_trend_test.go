package stats_test

import (
	"slices"
	"strings"
	"testing"

	"samsyn/internal/stats"
)

var trendMethods = map[string]method{
	"proportion_trend":   proportionTrendCase,
	"rate_trend":         rateTrendCase,
	"linear_trend":       linearTrendCase,
	"yoy_proportion":     yearOnYearCase,
	"rolling_4_quarters": rollingCase,
}

// series is a series of numerators and denominators, null where it is missing.
type series struct {
	Numerator, Denominator []*float64
}

func (s series) observations() []stats.Observation {
	all := make([]stats.Observation, len(s.Numerator))
	for i := range all {
		if s.Numerator[i] == nil || s.Denominator[i] == nil {
			all[i].Missing = true
		} else {
			all[i] = stats.Observation{Numerator: *s.Numerator[i], Denominator: *s.Denominator[i]}
		}
	}
	return all
}

func proportionTrendCase(t *testing.T, c referenceCase) outcome {
	in := input[series](t, c)
	var periods []stats.Proportion
	for _, o := range in.observations() {
		periods = append(periods, stats.Proportion{Numerator: o.Numerator, Denominator: o.Denominator})
	}
	got, _ := stats.ProportionTrend(periods)
	return outcome{"cochran_armitage_chi2": got.ChiSquare, "p": got.P, "logit_slope": got.Slope, "logit_slope_se": got.SlopeSE,
		"kendall_tau_b": null(got.Kendall.TauB, got.KendallDefined), "kendall_p_normal": null(got.Kendall.P, got.KendallDefined)}
}

func rateTrendCase(t *testing.T, c referenceCase) outcome {
	in := input[struct{ Count, Exposure []*float64 }](t, c)
	var periods []stats.Rate
	for _, o := range (series{in.Count, in.Exposure}).observations() {
		periods = append(periods, stats.Rate{Count: o.Numerator, Exposure: o.Denominator})
	}
	got, ok := stats.RateTrend(periods)
	return outcome{"log_slope": null(got.Slope, ok), "se": null(got.SlopeSE, ok), "p": null(got.P, ok), "rate_ratio_per_quarter": null(got.Ratio, ok)}
}

func linearTrendCase(t *testing.T, c referenceCase) outcome {
	in := input[struct{ Values []*float64 }](t, c)
	got, ok := stats.LinearTrend(in.Values)
	return outcome{"slope": null(got.Slope, ok), "se": got.SE, "t": got.T, "p": got.P, "df": got.DF}
}

func yearOnYearCase(t *testing.T, c referenceCase) outcome {
	type figure struct{ Numerator, Denominator float64 }
	in := input[struct {
		Current    *figure
		Before     *figure `json:"previous_year"`
		Confidence float64
	}](t, c)
	proportion := func(f *figure) stats.Proportion {
		if f == nil {
			return stats.Proportion{}
		}
		return stats.Proportion{Numerator: f.Numerator, Denominator: f.Denominator}
	}
	got, change := stats.ProportionChange(proportion(in.Current), proportion(in.Before), in.Confidence)
	ok := change != stats.NotAvailable
	return outcome{"change_points": null(got.Value, ok), "lower": null(got.Lower, ok), "upper": null(got.Upper, ok), "class": changeWord(change)}
}

// changeWord is a change under any of the words that the cases may have for it.
type changeWord stats.Change

func (w changeWord) matches(want any, _ float64) (bool, float64) {
	parts := map[stats.Change][]string{
		stats.NotAvailable: {"not_available"}, stats.NoClearChange: {"no_clear_change"},
		stats.Increase: {"incr", "higher", "up", "rise"}, stats.Decrease: {"decr", "lower", "down", "fall"},
	}
	word, _ := want.(string)
	return slices.ContainsFunc(parts[stats.Change(w)], func(part string) bool { return strings.Contains(word, part) }), 0
}

func rollingCase(t *testing.T, c referenceCase) outcome {
	var values []any
	for _, r := range stats.Roll(input[series](t, c).observations(), stats.FourQuarters) {
		values = append(values, null(r.Value()))
	}
	return outcome{"value": values}
}
