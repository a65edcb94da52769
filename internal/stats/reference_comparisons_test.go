package stats_test

import (
	"testing"

	"samsyn/internal/stats"
)

var comparisonMethods = map[string]method{
	"proportion_vs_target": targetCase,
	"two_proportions":      twoProportions,
	"two_rates":            twoRates,
	"welch_t_summary":      welchCase,
	"benjamini_hochberg":   adjustedCase,
}

func targetCase(t *testing.T, c referenceCase) outcome {
	in := input[struct{ Numerator, Denominator, Target, Confidence float64 }](t, c)
	p := stats.Proportion{Numerator: in.Numerator, Denominator: in.Denominator}
	test, ok := p.Test(in.Target, in.Confidence)
	higher, okHigher := p.Meets(in.Target, stats.HigherIsBetter)
	lower, okLower := p.Meets(in.Target, stats.LowerIsBetter)
	if ok != okHigher || ok != okLower {
		t.Errorf("%s: defined in different ways", c.ID)
	}
	out := outcome{
		"point_meets_target_higher_is_better": higher, "point_meets_target_lower_is_better": lower,
		"wilson_lower": null(test.Interval.Lower, ok), "wilson_upper": null(test.Interval.Upper, ok),
		"wilson_class":      map[stats.Position]string{stats.Below: "below", stats.Spans: "not_different", stats.Above: "above"}[test.Position],
		"exact_p_two_sided": test.TwoSided, "exact_p_less": test.Less, "exact_p_greater": test.Greater,
		"mid_p_less": test.MidLess, "mid_p_greater": test.MidGreater,
	}
	if !ok {
		for _, name := range []string{"point_meets_target_higher_is_better", "point_meets_target_lower_is_better", "wilson_class"} {
			out[name] = nil
		}
	}
	return out
}

func twoProportions(t *testing.T, c referenceCase) outcome {
	in := input[struct{ X1, N1, X2, N2, Confidence float64 }](t, c)
	a, b := stats.Proportion{Numerator: in.X1, Denominator: in.N1}, stats.Proportion{Numerator: in.X2, Denominator: in.N2}
	comparison, ok := stats.CompareProportions(a, b, in.Confidence)
	z, p, okZ := stats.PooledZ(a, b)
	d := comparison.Difference
	return outcome{"difference": null(d.Value, ok), "newcombe_lower": null(d.Lower, ok), "newcombe_upper": null(d.Upper, ok),
		"fisher_p": comparison.P, "pooled_z": null(z, okZ), "pooled_z_p": null(p, okZ)}
}

// twoRates: a ratio without bound is "Inf" in the cases and nil in the package.
func twoRates(t *testing.T, c referenceCase) outcome {
	in := input[struct{ X1, T1, X2, T2, Confidence float64 }](t, c)
	comparison, ok := stats.CompareRates(stats.Rate{Count: in.X1, Exposure: in.T1}, stats.Rate{Count: in.X2, Exposure: in.T2}, in.Confidence)
	orInf := func(v *float64) any {
		if v == nil && in.X1 > 0 && in.X2 == 0 {
			return "Inf"
		}
		return v
	}
	return outcome{"rate_ratio": orInf(comparison.Ratio), "lower": comparison.Lower, "upper": orInf(comparison.Upper),
		"p": null(comparison.P, ok)}
}

func welchCase(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		Mean1, SD1, Mean2, SD2, Confidence float64
		N1, N2                             int
	}](t, c)
	a := stats.Group{N: in.N1, Mean: in.Mean1, SD: in.SD1, SDKnown: true}
	b := stats.Group{N: in.N2, Mean: in.Mean2, SD: in.SD2, SDKnown: true}
	got, ok := stats.CompareMeans(a, b, in.Confidence)
	return outcome{"difference": null(got.Difference.Value, ok), "t": null(got.T, ok), "df": null(got.DF, ok), "p": null(got.P, ok),
		"lower": null(got.Difference.Lower, ok), "upper": null(got.Difference.Upper, ok)}
}

func adjustedCase(t *testing.T, c referenceCase) outcome {
	in := input[struct{ P []float64 }](t, c)
	adjusted, ok := stats.BenjaminiHochberg(in.P)
	if !ok {
		return outcome{"adjusted": nil}
	}
	return outcome{"adjusted": adjusted}
}
