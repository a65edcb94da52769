package stats

import "math"

// ProportionTrendResult is whether a proportion changes steadily.
type ProportionTrendResult struct {
	// ChiSquare is Cochran and Armitage's statistic with one degree of freedom,
	// and P the probability of one as large by chance. Nil when nobody or
	// everybody is a case.
	ChiSquare, P *float64
	// Slope is the change in log odds per period, with its standard error; nil
	// when ChiSquare is, and when the cases part the periods completely, so that
	// the slope would be infinite.
	Slope, SlopeSE *float64
	// Kendall is the rank correlation of the shares with time; not defined when
	// they are all equal.
	Kendall        Kendall
	KendallDefined bool
}

// ProportionTrend looks for a steady change in a series of periods in order.
// Periods without data are left out but keep their place. The cases of different
// periods must be different children: never rolling sums.
//
// It is not defined (false) with fewer than two periods with data.
//
// Sources: Armitage P, Biometrics 1955;11:375-86, as R's prop.trend.test;
// logistic regression by maximum likelihood, as R's glm; [KendallTauB].
func ProportionTrend(series []Proportion) (ProportionTrendResult, bool) {
	var periods, shares []float64
	var points []regressionPoint
	for i, p := range series {
		if p.valid() {
			t := float64(i + 1)
			periods, shares = append(periods, t), append(shares, p.share())
			points = append(points, regressionPoint{x: t, y: p.Numerator, size: p.Denominator})
		}
	}
	if len(points) < 2 {
		return ProportionTrendResult{}, false
	}
	var result ProportionTrendResult
	result.Kendall, result.KendallDefined = KendallTauB(periods, shares)
	all := SumProportions(series)
	p, n := all.share(), all.Denominator
	var st, sxt, stt float64
	for _, point := range points {
		st += point.size * point.x
		stt += point.size * point.x * point.x
		sxt += point.y * point.x
	}
	variance := p * (1 - p) * (stt - st*st/n)
	if variance <= 0 {
		return result, true
	}
	covariance := sxt - p*st
	statistic := covariance * covariance / variance
	result.ChiSquare, result.P = &statistic, chiSquareTail(statistic, 1)
	if slope, ok := fit(points, logistic); ok {
		result.Slope, result.SlopeSE = &slope.value, &slope.se
	}
	return result, true
}

// RateTrendResult is whether a rate changes steadily.
type RateTrendResult struct {
	// Slope is the change in log rate per period, with its standard error and
	// two-sided probability (Wald).
	Slope, SlopeSE, P float64
	// Ratio is how many times larger each period's rate is than the one before.
	Ratio float64
}

// RateTrend looks for a steady change in a series of periods in order. Periods
// without exposure are left out but keep their place; never rolling sums.
//
// It is not defined (false) with fewer than two periods with exposure, without
// events, nor when the events are all in the first or all in the last period,
// for which the slope would be infinite.
//
// Source: Poisson regression by maximum likelihood with the logarithm of the
// exposure as offset, as R's glm.
func RateTrend(series []Rate) (RateTrendResult, bool) {
	var points []regressionPoint
	for i, r := range series {
		if r.valid() {
			points = append(points, regressionPoint{x: float64(i + 1), y: r.Count, size: r.Exposure})
		}
	}
	slope, ok := fit(points, poisson)
	if !ok {
		return RateTrendResult{}, false
	}
	return RateTrendResult{Slope: slope.value, SlopeSE: slope.se,
		P: bothTails(slope.value / slope.se), Ratio: math.Exp(slope.value)}, true
}
