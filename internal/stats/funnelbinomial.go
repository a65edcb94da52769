package stats

import "math"

// ExactProportionFunnel places units around their overall share as
// [ProportionFunnel] does, but by [ExactProportionLimits]: a unit is beyond a
// limit when a share that is as far out, or farther, has a probability of at most
// 0.025, or 0.001, on its side. It is the one for clinics with tens of children,
// where the closed form cries wolf: at a share of 90 % among ten children it puts
// six of ten beyond the outer limit, which chance alone does once in 78 times.
//
// It is not defined (false) when no unit has data.
func ExactProportionFunnel(units []Proportion) (Funnel, bool) {
	funnel, ok := ProportionFunnel(units)
	if !ok {
		return Funnel{}, false
	}
	known := map[float64]Limits{} // many units are of the same size
	for i := range funnel.Points {
		p := &funnel.Points[i]
		if !p.Defined {
			continue
		}
		limits, found := known[p.Size]
		if !found {
			limits, _ = ExactProportionLimits(funnel.Average, p.Size)
			known[p.Size] = limits
		}
		p.Limits = limits
		p.Class = p.Limits.Class(p.Value)
	}
	return funnel, true
}

// ExactProportionLimits are a funnel's limits around a share (a fraction) for a
// denominator of n, each by its own tail of the binomial distribution: the lower
// ones are those of [BinomialLimits] for the cases, the upper ones those for the
// children that are not cases. So no whole number of cases is beyond a limit
// unless its tail is as small as the limit says, which [BinomialLimits] promises
// for the lower limits alone. A denominator that is not whole gets
// [ProportionLimits].
//
// They are not defined (false) where those are not.
func ExactProportionLimits(average, n float64) (Limits, bool) {
	if n != math.Trunc(n) || n < 1 || n > 1e9 {
		return ProportionLimits(average, n)
	}
	cases, ok := BinomialLimits(average, int(n))
	others, okOthers := BinomialLimits(1-average, int(n))
	if !ok || !okOthers {
		return Limits{}, false
	}
	return Limits{Lower95: cases.Lower95, Upper95: 1 - others.Lower95,
		Lower998: cases.Lower998, Upper998: 1 - others.Lower998}, true
}
