package stats

import (
	"cmp"
	"math"
	"slices"
)

// Trim is the share of the units that is pulled in, or left out, at each end
// before the over-dispersion is estimated, so that the units a funnel is meant
// to find do not widen it.
const Trim = 0.1

// Scale is the transformation on which over-dispersion is estimated.
type Scale int

const (
	// Arcsine is for proportions: the arcsine of the square root.
	Arcsine Scale = iota
	// SquareRoot is for observed by expected events, as the Care Quality
	// Commission's: works with zero events.
	SquareRoot
	// Logarithm is for observed by expected events, as the Summary
	// Hospital-level Mortality Indicator's: not defined with zero events.
	Logarithm
)

// Dispersion is how much more units differ than chance explains, and the funnel
// that allows for it.
//
// The estimate needs many units. With true differences of one standard error and
// ten units it finds two thirds of them, and with eight units that do not differ
// at all it finds some in one case of four: [Dispersion.Advised].
type Dispersion struct {
	Scale Scale
	// Target is what the funnel is around: the overall share, or 1.
	Target float64
	// Z is each unit's distance from the target in standard errors, in the order
	// of the units; nil for a unit without data.
	Z []*float64
	// Trimmed is Z with the ends pulled in (Arcsine, SquareRoot), or nil for the
	// units that were left out at the ends (Logarithm).
	Trimmed []*float64
	// Phi is the mean square of Trimmed, about 0.7 when chance explains all.
	Phi float64
	// Tau2 is the variance between units, on the scale; 0 when the squares add up
	// to no more than chance gives.
	Tau2 float64

	// p is the probability of so much variation by chance.
	p     *float64
	units int
}

// ProportionDispersion estimates the over-dispersion of proportions. trim is 0
// to 0.5, usually [Trim]. Units without data are left out; with fewer than two
// units nothing can be said of the variance between them, and it is 0.
//
// It is not defined (false) when no unit has data.
//
// Source: Spiegelhalter DJ, Qual Saf Health Care 2005;14:347-51, as FunnelPlotR
// 0.6 (data_type "PR"), but defined for one unit and for units that are all at
// 100 %, where the package fails.
func ProportionDispersion(units []Proportion, trim float64) (Dispersion, bool) {
	all := SumProportions(units)
	if !all.valid() || !validTrim(trim) {
		return Dispersion{}, false
	}
	d := Dispersion{Scale: Arcsine, Target: all.share()}
	for _, u := range units {
		if !u.valid() {
			d.Z = append(d.Z, nil)
			continue
		}
		d.Z = append(d.Z, new((arcsine(u.share())-arcsine(d.Target))/d.se(u.Denominator)))
	}
	h, _ := ProportionHeterogeneity(units)
	d.p = h.Best()
	d.estimate(trim, func(i int) float64 { return units[i].Denominator })
	return d, true
}

// RatioDispersion estimates the over-dispersion of observed by expected events,
// which must be as many as each other; the expected are usually exposure times
// the overall rate. Units that expect nothing are left out.
//
// It is not defined (false) when no unit expects anything, when a number is
// negative, for the scale Arcsine, nor for Logarithm when a unit observed
// nothing.
//
// Source: FunnelPlotR 0.6, data_type "SR", sr_method "CQC" (SquareRoot, ends
// pulled in) or "SHMI" (Logarithm, end tenths of the ranks left out).
func RatioDispersion(observed, expected []float64, scale Scale, trim float64) (Dispersion, bool) {
	if len(observed) != len(expected) || !validTrim(trim) || scale == Arcsine {
		return Dispersion{}, false
	}
	d := Dispersion{Scale: scale, Target: 1}
	rates := make([]Rate, len(observed))
	for i, o := range observed {
		e := expected[i]
		if !finite(o, e) || o < 0 || e < 0 || scale == Logarithm && o == 0 && e > 0 {
			return Dispersion{}, false
		}
		if e == 0 {
			d.Z = append(d.Z, nil)
			continue
		}
		d.Z = append(d.Z, new((d.transformed(o/e)-d.transformed(1))/d.se(e)))
		rates[i] = Rate{Count: o, Exposure: e}
	}
	h, ok := RateHeterogeneity(rates)
	if !ok {
		return Dispersion{}, false
	}
	d.p = h.Best()
	d.estimate(trim, func(i int) float64 { return expected[i] })
	return d, true
}

func validTrim(trim float64) bool { return trim >= 0 && trim < 0.5 }

// estimate fills in what follows from Z; size is what a unit's error follows from.
func (d *Dispersion) estimate(trim float64, size func(i int) float64) {
	var known []float64
	for _, z := range d.Z {
		if z != nil {
			known = append(known, *z)
		}
	}
	d.units = len(known)
	if d.Scale == Logarithm {
		d.Trimmed = withoutEnds(d.Z, trim)
	} else {
		d.Trimmed = pulledIn(d.Z, known, trim)
	}
	var k, squares, weights, weights2 float64
	for i, z := range d.Trimmed {
		if z == nil {
			continue
		}
		w := 1 / (d.se(size(i)) * d.se(size(i)))
		k, squares, weights, weights2 = k+1, squares+*z**z, weights+w, weights2+w*w
	}
	if k == 0 {
		return
	}
	d.Phi = squares / k
	if room := weights - weights2/weights; k >= 2 && room > 0 {
		d.Tau2 = max(0, (squares-(k-1))/room)
	}
}

// pulledIn is z with what lies outside the quantiles set to them (winsorising).
func pulledIn(z []*float64, known []float64, trim float64) []*float64 {
	low, _ := Quantile(known, trim)
	high, _ := Quantile(known, 1-trim)
	trimmed := make([]*float64, len(z))
	for i, value := range z {
		if value != nil {
			trimmed[i] = new(min(high, max(low, *value)))
		}
	}
	return trimmed
}

// withoutEnds is z without those whose rank, among k, is in the first or last
// share trim of k+1. Equal values share the mean of their ranks.
func withoutEnds(z []*float64, trim float64) []*float64 {
	trimmed := slices.Clone(z)
	if trim == 0 {
		return trimmed
	}
	k := 0
	for _, value := range z {
		if value != nil {
			k++
		}
	}
	parts := 1 / trim
	for i, value := range z {
		if value == nil {
			continue
		}
		rank := 0.5
		for _, other := range z {
			if other == nil {
				continue
			}
			switch cmp.Compare(*other, *value) {
			case -1:
				rank++
			case 0:
				rank += 0.5
			}
		}
		part := math.Floor(rank*parts/float64(k+1) + 1e-9)
		if part <= 0 || part >= parts-1 {
			trimmed[i] = nil
		}
	}
	return trimmed
}
