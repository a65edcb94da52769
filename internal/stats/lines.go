package stats

import (
	"fmt"
	"math"
)

// lines are a phase's centre line and limits.
type lines struct {
	defined bool // there is something to compute them from
	center  float64
	// middle is what the limits are around, least and most where they are cut off.
	middle, least, most float64
	// sd is the standard deviation for a denominator; nil when there are no limits.
	sd func(n float64) float64
	// back takes a limit back from a scale of its own; nil when there is none.
	back   func(float64) float64
	sigmaZ *float64
}

// limits are three standard deviations on each side, for a denominator.
func (l lines) limits(n float64) (lower, upper float64) {
	half := 3 * l.sd(n)
	lower, upper = max(l.least, l.middle-half), min(l.most, l.middle+half)
	if l.back != nil {
		return l.back(lower), l.back(upper)
	}
	return lower, upper
}

// unbounded are lines on a scale without ends.
func unbounded(center float64) lines {
	return lines{defined: true, center: center, middle: center, least: math.Inf(-1), most: math.Inf(1)}
}

// counted are lines around a share, rate or count, which is never below 0.
func counted(center float64, sd func(n float64) float64) lines {
	return lines{defined: true, center: center, middle: center, most: math.Inf(1), sd: sd}
}

// check looks for numbers that the kind cannot hold.
func (k ChartKind) check(series []Observation) error {
	for i, o := range series {
		if o.Missing {
			continue
		}
		bad := !finite(o.Numerator, o.Denominator) || o.Denominator < 0
		switch k {
		case PChart, PPrimeChart:
			bad = bad || o.Numerator < 0 || o.Numerator > o.Denominator
		case UChart, UPrimeChart, CChart, GChart:
			bad = bad || o.Numerator < 0
		case TChart:
			bad = bad || o.Numerator <= 0
		}
		if bad {
			return fmt.Errorf("point %d is %v of %v: %w", i, o.Numerator, o.Denominator, ErrSeries)
		}
	}
	return nil
}

// lines computes a phase's lines from its baseline, whose missing periods are
// kept in place so that no moving range reaches over them.
func (k ChartKind) lines(base []Observation, screened bool) lines {
	var values []float64
	var x, n float64
	for _, o := range base {
		if v, ok := o.Value(); ok {
			values = append(values, v)
			x, n = x+o.Numerator, n+o.Denominator
		}
	}
	if len(values) == 0 {
		return lines{}
	}
	mean := sum(values, identity) / float64(len(values))
	switch k {
	case PChart, PPrimeChart:
		c := x / n
		l := counted(c, func(n float64) float64 { return math.Sqrt(c * (1 - c) / n) })
		l.most = 1
		if k == PPrimeChart {
			return l.widened(base, screened)
		}
		return l
	case UChart, UPrimeChart:
		c := x / n
		l := counted(c, func(n float64) float64 { return math.Sqrt(c / n) })
		if k == UPrimeChart {
			return l.widened(base, screened)
		}
		return l
	case CChart:
		return counted(mean, func(float64) float64 { return math.Sqrt(mean) })
	case GChart:
		// The limits are around the mean, but the line shown is the median: the
		// distribution is so skewed that runs around the mean would always signal.
		l := counted(mean, func(float64) float64 { return math.Sqrt(mean * (mean + 1)) })
		l.center, _ = Median(values)
		return l
	case TChart:
		return timeBetween(base, screened)
	case IChart:
		return individuals(base, mean, screened)
	case IPrimeChart:
		return taylor(base, x/n, screened)
	}
	median, _ := Median(values)
	return unbounded(median)
}
