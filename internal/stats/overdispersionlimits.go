package stats

import "math"

// FewestToWiden is the fewest units among which a variance between them can be
// told from chance well enough to widen a funnel by it.
const FewestToWiden = 10

// Advised says whether the limits that allow for over-dispersion should be the
// ones shown: there are [FewestToWiden] units or more, and the variation is more than chance
// gives in one case of twenty. Otherwise the plain limits are more honest, and
// the variance can be mentioned beside them.
func (d Dispersion) Advised() bool {
	return d.units >= FewestToWiden && d.p != nil && *d.p < 0.05
}

// Limits are the funnel's limits for a unit of that size (denominator, or
// expected events), in the unit of Target, widened by the variance between
// units. They are cut off where the scale ends, and so never fold back: FunnelPlotR
// squares an angle below 0 and can flag a unit that equals the target.
//
// When nobody or everybody is a case, no unit can differ, and all limits are the
// target.
//
// They are not defined (false) for a size of 0 or less.
func (d Dispersion) Limits(size float64) (Limits, bool) {
	if !finite(size) || size <= 0 {
		return Limits{}, false
	}
	if d.Scale == Arcsine && (d.Target == 0 || d.Target == 1) {
		return Limits{d.Target, d.Target, d.Target, d.Target}, true
	}
	return d.limits(size), true
}

func (d Dispersion) limits(size float64) Limits {
	return both(func(confidence float64) (lower, upper float64) {
		lower, upper = d.TransformedLimits(size, confidence)
		return d.back(lower), d.back(upper)
	})
}

// TransformedLimits are a pair of limits on the scale itself, for a size above 0
// and a confidence between 0 and 1: target ∓ z√(s² + Tau2). On the scale
// SquareRoot FunnelPlotR shows these as if they were ratios.
func (d Dispersion) TransformedLimits(size, confidence float64) (lower, upper float64) {
	half := normalQuantile(confidence) * math.Hypot(d.se(size), math.Sqrt(d.Tau2))
	centre := d.transformed(d.Target)
	return centre - half, centre + half
}

// ArcsineLimits are a funnel's limits around a share (a fraction) for a
// denominator of n, with a variance tau2 between units on the arcsine scale; 0
// gives the plain limits.
//
// They are not defined (false) for a target outside 0 to 1, without a
// denominator, or for a negative variance.
//
// Formula: sin²(asin√target ∓ z√(1/4n + tau2)) with the angle kept between 0 and
// a right angle (Spiegelhalter 2005, see [ProportionDispersion]).
func ArcsineLimits(target, n, tau2 float64) (Limits, bool) {
	if !(target >= 0 && target <= 1) || !finite(n, tau2) || n <= 0 || tau2 < 0 {
		return Limits{}, false
	}
	return Dispersion{Scale: Arcsine, Target: target, Tau2: tau2}.limits(n), true
}

// se is the standard error on the scale of a unit of that size.
func (d Dispersion) se(size float64) float64 {
	if d.Scale == Logarithm {
		return 1 / math.Sqrt(size)
	}
	return 1 / (2 * math.Sqrt(size))
}

// transformed takes a value to the scale.
func (d Dispersion) transformed(value float64) float64 {
	switch d.Scale {
	case Arcsine:
		return arcsine(value)
	case SquareRoot:
		return math.Sqrt(value)
	}
	return math.Log(value)
}

// back takes a value on the scale back, from its ends if it is beyond them.
func (d Dispersion) back(y float64) float64 {
	switch d.Scale {
	case Arcsine:
		if y >= math.Pi/2 {
			return 1
		}
		s := math.Sin(max(0, y))
		return s * s
	case SquareRoot:
		return max(0, y) * max(0, y)
	}
	return math.Exp(y)
}

func arcsine(share float64) float64 { return math.Asin(math.Sqrt(share)) }
