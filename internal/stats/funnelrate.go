package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// RateFunnel places units around their overall rate, in events per the
// multiplier of the first. The limits are drawn by [ExpectedLimits] of what each
// unit would have had at the overall rate.
//
// It is not defined (false) when no unit has exposure.
//
// Source: PHEindicatormethods (OHID): a unit is beyond a limit when its own
// interval, exact below ten events and Byar's from ten, excludes the overall
// rate. Near a limit Byar's can differ from what is drawn by 0.2 %.
func RateFunnel(units []Rate) (Funnel, bool) {
	all := SumRates(units)
	if !all.valid() || all.Multiplier <= 0 || !finite(all.Multiplier) {
		return Funnel{}, false
	}
	average := all.Count / all.Exposure * all.Multiplier
	funnel := Funnel{Average: average, Points: make([]FunnelPoint, len(units))}
	for i, u := range units {
		u.Multiplier = all.Multiplier
		if !u.valid() {
			continue
		}
		scale := u.Multiplier / u.Exposure
		limits, _ := ExpectedLimits(average / scale)
		funnel.Points[i] = FunnelPoint{Defined: true, Value: u.Count * scale, Size: u.Exposure,
			Limits: limits.times(scale), Class: u.class(average)}
	}
	return funnel, true
}

// class is the rate's place in a funnel around an average in the same unit.
func (r Rate) class(average float64) FunnelClass {
	inner, _ := r.Interval(Confidence95)
	outer, _ := r.Interval(Confidence998)
	switch {
	case outer.Upper < average:
		return Low3SD
	case outer.Lower > average:
		return High3SD
	case inner.Upper < average:
		return Low2SD
	case inner.Lower > average:
		return High2SD
	}
	return WithinLimits
}

func (l Limits) times(scale float64) Limits {
	return Limits{Lower95: l.Lower95 * scale, Upper95: l.Upper95 * scale,
		Lower998: l.Lower998 * scale, Upper998: l.Upper998 * scale}
}

// ExpectedLimits are the numbers of events between which a unit that expects
// that many is within its funnel: those whose own exact Poisson interval just
// touches the expectation. They are not rounded to whole events. A lower limit
// of 0 means that no number is low enough to be a signal.
//
// They are not defined (false) for a negative expectation.
//
// Source: the inverse that poisson_funnel of PHEindicatormethods (OHID) finds
// event by event.
func ExpectedLimits(expected float64) (Limits, bool) {
	if !finite(expected) || expected < 0 {
		return Limits{}, false
	}
	return both(func(confidence float64) (lower, upper float64) {
		tail := 1 - upperTail(confidence)
		// The probability of x events or fewer falls below the tail at the lower
		// limit, that of x or more at the upper; both by their continuous forms.
		if expected > 0 && mathext.GammaIncRegComp(1, expected) < tail {
			lower = crossing(0, expected, func(x float64) bool { return mathext.GammaIncRegComp(x+1, expected) > tail })
		}
		upper = crossing(expected, expected+10+10*math.Sqrt(expected), func(x float64) bool {
			return x > 0 && mathext.GammaIncReg(x, expected) < tail
		})
		return lower, upper
	}), true
}

// crossing halves the interval until it knows where a condition that is false at
// its start and true at its end begins to hold.
func crossing(from, to float64, holds func(float64) bool) float64 {
	for range 200 {
		middle := from + (to-from)/2
		if middle <= from || middle >= to {
			break
		}
		if holds(middle) {
			to = middle
		} else {
			from = middle
		}
	}
	return to
}

// RatioLimits are the limits of a funnel of observed by expected events (SR),
// around 1, for a unit that expects that many.
//
// They are not defined (false) unless the expectation is above 0.
//
// Source: the unadjusted limits of FunnelPlotR 0.6: the exact Poisson interval
// of the expectation, Spiegelhalter DJ, Stat Med 2005;24:1185-202.
func RatioLimits(expected float64) (Limits, bool) {
	if !finite(expected) || expected <= 0 {
		return Limits{}, false
	}
	return both(func(confidence float64) (lower, upper float64) {
		tail := 1 - upperTail(confidence)
		lower = distuv.ChiSquared{K: 2 * expected}.Quantile(tail) / 2
		upper = distuv.ChiSquared{K: 2*expected + 2}.Quantile(1-tail) / 2
		return lower / expected, upper / expected
	}), true
}
