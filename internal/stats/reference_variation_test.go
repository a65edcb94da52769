package stats_test

import (
	"testing"

	"samsyn/internal/stats"
)

var variationMethods = map[string]method{
	"scv_eb":                    systematicCase,
	"spread_of_rates":           spreadCase,
	"heterogeneity_proportions": heterogeneityCase,
	"heterogeneity_means":       betweenCase,
}

func systematicCase(t *testing.T, c referenceCase) outcome {
	in := input[struct{ Observed, Expected []float64 }](t, c)
	s, ok := stats.Systematic(in.Observed, in.Expected)
	shrunk, okShrunk := stats.Shrink(in.Observed, in.Expected)
	if ok != okShrunk || ok && s.DF != len(in.Observed)-1 {
		t.Errorf("%s: defined in different ways", c.ID)
	}
	out := outcome{
		"scv_diehr_raw": null(s.Raw, ok), "scv_diehr_truncated": null(s.Value, ok), "scv_mcpherson_raw": s.Logarithmic,
		"chi_square": null(s.ChiSquare, ok), "df": len(in.Observed) - 1, "p": s.P,
		"eb_alpha": shrunk.Alpha, "eb_variance": nil, "eb_ratio": make([]*float64, len(in.Observed)), "eb_eq_80_20": shrunk.Quotient8020,
	}
	if ok && s.Logarithmic == nil {
		out["scv_mcpherson_raw"] = "Inf"
	}
	if shrunk.Alpha != nil {
		out["eb_variance"], out["eb_ratio"] = shrunk.Variance, shrunk.Ratios
	} else if shrunk.Variance != 0 {
		t.Errorf("%s: no alpha, but the variance %v", c.ID, shrunk.Variance)
	}
	return out
}

func spreadCase(t *testing.T, c referenceCase) outcome {
	in := input[struct{ Rates []*float64 }](t, c)
	s, ok := stats.SpreadOf(in.Rates)
	return outcome{"k": s.K, "min": null(s.Min, ok), "max": null(s.Max, ok), "extremal_quotient": s.ExtremalQuotient,
		"range": null(s.Range, ok), "q25": null(s.Q25, ok), "median": null(s.Median, ok), "q75": null(s.Q75, ok), "iqr": null(s.IQR, ok),
		"p5": null(s.P5, ok), "p95": null(s.P95, ok), "eq_75_25": s.QuartileQuotient, "cv_unweighted": s.CV}
}

func heterogeneityCase(t *testing.T, c referenceCase) outcome {
	in := input[struct{ Numerator, Denominator []float64 }](t, c)
	units := proportionsOf(in.Numerator, in.Denominator)
	h, ok := stats.ProportionHeterogeneity(units)
	b, okBetween := stats.BetweenProportions(units)
	if ok != okBetween {
		t.Errorf("%s: defined in different ways", c.ID)
	}
	return outcome{"average": null(h.Average, ok), "chi_square": h.ChiSquare, "df": h.DF, "p": h.P,
		"weighted_sd": null(h.WeightedSD, ok), "weighted_cv": h.WeightedCV, "arcsine_Q": null(b.Q, ok),
		"arcsine_tau2_DL": null(b.Tau2, ok), "arcsine_I2_DL": null(b.I2, ok), "arcsine_tau2_REML": null(b.Tau2REML, ok)}
}

func betweenCase(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		Mean, SD []float64
		N        []int
	}](t, c)
	b, ok := stats.BetweenMeans(groupsOf(in.N, in.Mean, in.SD))
	return outcome{"fixed_mean": null(b.Common, ok), "Q": null(b.Q, ok), "df": b.DF, "p": b.P, "tau2_DL": null(b.Tau2, ok),
		"I2_DL": null(b.I2, ok), "random_mean_DL": null(b.Random, ok), "tau2_REML": null(b.Tau2REML, ok)}
}
