package stats_test

import (
	"testing"

	"samsyn/internal/stats"
)

var proportionMethods = map[string]method{
	"wilson": func(t *testing.T, c referenceCase) outcome { return proportionCase(t, c, stats.Proportion.Interval) },
	"clopper_pearson": func(t *testing.T, c referenceCase) outcome {
		return proportionCase(t, c, stats.Proportion.ExactInterval)
	},
}

var rateMethods = map[string]method{
	"phe_rate":      func(t *testing.T, c referenceCase) outcome { return rateCase(t, c, stats.Rate.Interval) },
	"exact_poisson": func(t *testing.T, c referenceCase) outcome { return rateCase(t, c, stats.Rate.ExactInterval) },
}

var meanMethods = map[string]method{
	"t_from_summary": meanFromSummary,
	"t_from_values":  meanFromValues,
	"sd_from_sums":   deviationFromSums,
	"pool_groups":    poolGroups,
}

func proportionCase(t *testing.T, c referenceCase, interval func(stats.Proportion, float64) (stats.Interval, bool)) outcome {
	in := input[struct{ Numerator, Denominator, Confidence float64 }](t, c)
	got, ok := interval(stats.Proportion{Numerator: in.Numerator, Denominator: in.Denominator}, in.Confidence)
	return limitsOf(got, ok)
}

func rateCase(t *testing.T, c referenceCase, interval func(stats.Rate, float64) (stats.Interval, bool)) outcome {
	in := input[struct{ Count, Exposure, Multiplier, Confidence float64 }](t, c)
	got, ok := interval(stats.Rate{Count: in.Count, Exposure: in.Exposure, Multiplier: in.Multiplier}, in.Confidence)
	out := limitsOf(got, ok)
	out["method"] = "exact" // the rule of PHE, seen from outside
	if in.Count >= 10 {
		out["method"] = "byars"
	}
	return out
}

func limitsOf(i stats.Interval, ok bool) outcome {
	return outcome{"value": null(i.Value, ok), "lower": null(i.Lower, ok), "upper": null(i.Upper, ok)}
}

func meanFromSummary(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		Mean, Confidence float64
		SD               *float64
		N                int
	}](t, c)
	group := stats.Group{N: in.N, Mean: in.Mean}
	if in.SD != nil {
		group.SD, group.SDKnown = *in.SD, true
	}
	got, ok := group.Interval(in.Confidence)
	out := limitsOf(got, ok)
	out["value"] = in.Mean
	return out
}

// Each value is a group of one, so pooling them is the two-pass calculation of
// mean and standard deviation.
func meanFromValues(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		Values     []float64
		Confidence float64
	}](t, c)
	group, ok := stats.Pool(single(in.Values))
	interval, limited := group.Interval(in.Confidence)
	return outcome{
		"n": group.N, "sum": group.Mean * float64(group.N), "value": null(group.Mean, ok),
		"sd":    null(group.SD, group.SDKnown),
		"lower": null(interval.Lower, limited), "upper": null(interval.Upper, limited),
	}
}

func deviationFromSums(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		N       int
		Sum     float64
		Squares float64 `json:"sum_of_squares"`
	}](t, c)
	group, ok := stats.GroupFromSums(in.N, in.Sum, in.Squares)
	return outcome{"mean": null(group.Mean, ok), "sd": null(group.SD, ok && group.SDKnown)}
}

func poolGroups(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		N        []int
		Mean, SD []float64
	}](t, c)
	got, ok := stats.Pool(groupsOf(in.N, in.Mean, in.SD))
	return outcome{"n": got.N, "mean": null(got.Mean, ok), "sd": null(got.SD, got.SDKnown)}
}

func groupsOf(n []int, mean, sd []float64) []stats.Group {
	groups := make([]stats.Group, len(n))
	for i := range n {
		groups[i] = stats.Group{N: n[i], Mean: mean[i], SD: sd[i], SDKnown: n[i] > 1}
	}
	return groups
}

// single makes a group of one of each value.
func single(values []float64) []stats.Group {
	groups := make([]stats.Group, len(values))
	for i, v := range values {
		groups[i] = stats.Group{N: 1, Mean: v}
	}
	return groups
}

func proportionsOf(numerators, denominators []float64) []stats.Proportion {
	units := make([]stats.Proportion, len(numerators))
	for i, x := range numerators {
		units[i] = stats.Proportion{Numerator: x, Denominator: denominators[i]}
	}
	return units
}

func ratesOf(counts, exposures []float64) []stats.Rate {
	units := make([]stats.Rate, len(counts))
	for i, x := range counts {
		units[i] = stats.Rate{Count: x, Exposure: exposures[i], Multiplier: 1}
	}
	return units
}
