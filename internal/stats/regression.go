package stats

import "math"

// regressionPoint is y cases or events among size at x.
type regressionPoint struct {
	x, y, size float64
}

// family is a kind of regression with its canonical link, per unit of size.
type family struct {
	// start is the share or rate that the first step takes a point to have, never
	// at an end of the scale.
	start func(p regressionPoint) float64
	// link takes a share or rate to the linear predictor, mean takes it back, and
	// variance is that of one unit's y.
	link, mean, variance func(float64) float64
	// deviance is a point's part of it at a share or rate.
	deviance func(p regressionPoint, at float64) float64
	// determined reports whether the points have a slope of greatest likelihood,
	// from where there are cases and, for shares, where there are others.
	determined func(cases, others, all span) bool
}

var logistic = family{
	start:    func(p regressionPoint) float64 { return (p.y + 0.5) / (p.size + 1) },
	link:     func(share float64) float64 { return math.Log(share / (1 - share)) },
	mean:     func(predictor float64) float64 { return 1 / (1 + math.Exp(-predictor)) },
	variance: func(share float64) float64 { return share * (1 - share) },
	deviance: func(p regressionPoint, share float64) float64 {
		return 2 * (times(p.y, p.size*share) + times(p.size-p.y, p.size*(1-share)))
	},
	determined: func(cases, others, _ span) bool { return cases.last > others.first && others.last > cases.first },
}

var poisson = family{
	start:    func(p regressionPoint) float64 { return (p.y + 0.1) / p.size },
	link:     math.Log,
	mean:     math.Exp,
	variance: identity,
	deviance: func(p regressionPoint, rate float64) float64 {
		return 2 * (times(p.y, p.size*rate) - (p.y - p.size*rate))
	},
	determined: func(cases, _, all span) bool { return cases.last > all.first && cases.first < all.last },
}

// times is y log(y/expected), and 0 for a y of 0.
func times(y, expected float64) float64 {
	if y == 0 {
		return 0
	}
	return y * math.Log(y/expected)
}

// span is the first and the last x of something; reversed when there is nothing.
type span struct {
	first, last float64
}

func spanOf(points []regressionPoint, has func(regressionPoint) bool) span {
	s := span{first: math.Inf(1), last: math.Inf(-1)}
	for _, p := range points {
		if has(p) {
			s.first, s.last = min(s.first, p.x), max(s.last, p.x)
		}
	}
	return s
}

// slope is a regression coefficient with its standard error.
type slope struct {
	value, se float64
}

// fit is the slope of greatest likelihood of y by x, by iteratively reweighted
// least squares that stop where R's glm does; what is left of the way from there
// is in the fifth digit of the standard error at most. It is not defined when
// there is no greatest likelihood.
func fit(points []regressionPoint, kind family) (slope, bool) {
	cases := spanOf(points, func(p regressionPoint) bool { return p.y > 0 })
	others := spanOf(points, func(p regressionPoint) bool { return p.y < p.size })
	all := spanOf(points, func(regressionPoint) bool { return true })
	if len(points) < 2 || !kind.determined(cases, others, all) {
		return slope{}, false
	}
	at := make([]float64, len(points)) // each point's share or rate
	var before float64
	for i, p := range points {
		at[i] = kind.start(p)
		before += kind.deviance(p, at[i])
	}
	for range 100 {
		line := step(points, kind, at)
		var after float64
		for i, p := range points {
			at[i] = kind.mean(line.level + line.slope.value*(p.x-line.middle))
			after += kind.deviance(p, at[i])
		}
		if !finite(after, line.slope.value, line.slope.se) {
			return slope{}, false
		}
		if math.Abs(after-before) < 1e-8*(math.Abs(after)+0.1) {
			return line.slope, true
		}
		before = after
	}
	return slope{}, false
}

// regressionLine is a line through the predictors: its level at the middle of
// the x, and its slope.
type regressionLine struct {
	middle, level float64
	slope         slope
}

// step is the weighted line through the points as they look from where they are.
func step(points []regressionPoint, kind family, at []float64) regressionLine {
	var w, wx, wz float64
	weights, z := make([]float64, len(points)), make([]float64, len(points))
	for i, p := range points {
		variance := kind.variance(at[i])
		weights[i] = p.size * variance
		z[i] = kind.link(at[i]) + (p.y/p.size-at[i])/variance
		w += weights[i]
		wx += weights[i] * p.x
		wz += weights[i] * z[i]
	}
	line := regressionLine{middle: wx / w, level: wz / w}
	var sxx, sxz float64
	for i, p := range points {
		x := p.x - line.middle
		sxx += weights[i] * x * x
		sxz += weights[i] * x * z[i]
	}
	line.slope = slope{value: sxz / sxx, se: 1 / math.Sqrt(sxx)}
	return line
}
