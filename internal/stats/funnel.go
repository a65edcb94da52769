package stats

import "math"

// Limits are a funnel's two pairs, in the unit of what they are drawn around. A
// result outside the inner pair is expected by chance alone from one unit in
// twenty, outside the outer pair from two in a thousand.
type Limits struct {
	Lower95, Upper95   float64
	Lower998, Upper998 float64
}

// FunnelClass is where a unit lies in a funnel: within the limits, beyond the
// inner pair (2 SD, p < 0.025 on its side), or beyond the outer (3 SD, p < 0.001).
type FunnelClass int

// The classes; the sides are those of the number, not of what is better.
const (
	WithinLimits FunnelClass = iota
	Low2SD
	Low3SD
	High2SD
	High3SD
)

// Class is the class of a value in the limits' unit. A value at a limit is
// within it.
func (l Limits) Class(value float64) FunnelClass {
	switch {
	case value < l.Lower998:
		return Low3SD
	case value > l.Upper998:
		return High3SD
	case value < l.Lower95:
		return Low2SD
	case value > l.Upper95:
		return High2SD
	}
	return WithinLimits
}

// both makes limits of a function for one level.
func both(at func(confidence float64) (lower, upper float64)) Limits {
	var l Limits
	l.Lower95, l.Upper95 = at(Confidence95)
	l.Lower998, l.Upper998 = at(Confidence998)
	return l
}

// FunnelPoint is a unit in a funnel.
type FunnelPoint struct {
	// Defined is false for a unit without data, which has no place in the funnel;
	// everything else is then zero.
	Defined bool
	// Value is the unit's result, in the funnel's unit.
	Value float64
	// Size is what makes the limits narrow: the denominator or the exposure.
	Size   float64
	Limits Limits
	Class  FunnelClass
}

// Funnel is units around what they have in common.
type Funnel struct {
	// Average is the result of all units together: the sum of the numerators by
	// that of the denominators.
	Average float64
	Points  []FunnelPoint // one per unit, in their order
}

// ProportionFunnel places units around their overall share, in fractions.
//
// It is not defined (false) when no unit has data.
//
// Source: [ProportionLimits]; the classes as assign_funnel_significance of
// PHEindicatormethods (OHID).
func ProportionFunnel(units []Proportion) (Funnel, bool) {
	all := SumProportions(units)
	if !all.valid() {
		return Funnel{}, false
	}
	funnel := Funnel{Average: all.share(), Points: make([]FunnelPoint, len(units))}
	for i, u := range units {
		if !u.valid() {
			continue
		}
		limits, _ := ProportionLimits(funnel.Average, u.Denominator)
		funnel.Points[i] = FunnelPoint{Defined: true, Value: u.share(), Size: u.Denominator,
			Limits: limits, Class: limits.Class(u.share())}
	}
	return funnel, true
}

// ProportionLimits are a funnel's limits around a share (a fraction) for a
// denominator of n: the shares whose Wilson interval just touches it.
//
// They are not defined (false) for a share outside 0 to 1 or without a
// denominator.
//
// Source: sigma_adjustment of PHEindicatormethods (OHID), whose solution is the
// closed form average ∓ z√(average(1-average)/n), cut off at 0 and 1.
func ProportionLimits(average, n float64) (Limits, bool) {
	if !finite(n) || n <= 0 || !(average >= 0 && average <= 1) {
		return Limits{}, false
	}
	se := math.Sqrt(average * (1 - average) / n)
	return both(func(confidence float64) (lower, upper float64) {
		half := normalQuantile(confidence) * se
		return max(0, average-half), min(1, average+half)
	}), true
}
