package chart

import "math"

// valueRange collects the smallest and the largest value that a chart has to
// show.
type valueRange struct {
	lower, upper float64
	any          bool
}

func (r *valueRange) add(v float64) {
	if !r.any {
		r.lower, r.upper, r.any = v, v, true
		return
	}
	r.lower, r.upper = min(r.lower, v), max(r.upper, v)
}

// scale is a value axis with even marks. It is decided here and not by ECharts
// so that the browser and the server, at any width, show the same axis.
type scale struct {
	min, max, step float64
	decimals       int
}

// marks is about how many intervals an axis is divided into.
const marks = 5

// newScale puts even marks around a range. floor and ceiling, in the unit
// shown, are ends that are not passed; nil when there are none.
func newScale(r valueRange, floor, ceiling *float64) scale {
	lower, upper := r.lower, r.upper
	if !r.any {
		lower, upper = 0, 1
		if ceiling != nil {
			upper = *ceiling
		}
	}
	// An axis that could just as well start at the floor does, so that heights
	// can be compared; one far above it shows the differences instead.
	if floor != nil && lower-*floor < 0.6*(upper-*floor) {
		lower = *floor
	}
	if upper == lower {
		around := spread(lower)
		if floor != nil && ceiling != nil {
			around = 0.1 * (*ceiling - *floor)
		}
		lower, upper = lower-around, upper+around
		if floor != nil {
			lower = max(lower, *floor)
		}
	}
	step := niceStep((upper - lower) / marks)
	s := scale{
		min:  math.Floor(lower/step+1e-9) * step,
		max:  math.Ceil(upper/step-1e-9) * step,
		step: step,
	}
	if floor != nil {
		s.min = max(s.min, *floor)
	}
	if ceiling != nil {
		s.max = min(s.max, *ceiling)
	}
	s.decimals = max(0, int(-math.Floor(math.Log10(step)+1e-9)))
	if step < 10 && niceDigits(step) == 2.5 {
		s.decimals++
	}
	s.min, s.max = s.round(s.min), s.round(s.max)
	return s
}

// logScale goes from the power of ten below a range to the one above it.
func logScale(r valueRange) scale {
	return scale{
		min:      math.Pow(10, math.Floor(math.Log10(r.lower)+1e-9)),
		max:      math.Pow(10, max(math.Ceil(math.Log10(r.upper)-1e-9), math.Floor(math.Log10(r.lower)+1e-9)+1)),
		decimals: asWritten,
	}
}

// asWritten is the number of decimals of marks that have as many as they need.
const asWritten = -1

// spread is how far around a lone value to look when it has no natural ends.
func spread(v float64) float64 {
	if v == 0 {
		return 1
	}
	return math.Abs(v) * 0.2
}

// niceStep is the smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is
// at least raw.
func niceStep(raw float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, digits := range []float64{1, 2, 2.5, 5} {
		if raw <= digits*power*(1+1e-9) {
			return digits * power
		}
	}
	return 10 * power
}

// niceDigits is the 1, 2, 2.5 or 5 of a step.
func niceDigits(step float64) float64 {
	digits := step / math.Pow(10, math.Floor(math.Log10(step)+1e-9))
	return math.Round(digits*10) / 10
}

// sparse is the step for a narrow plot: the ends and, where its number can be
// written with the axis's decimals, the middle.
func (s scale) sparse() float64 {
	half := (s.max - s.min) / 2
	k := math.Pow(10, float64(s.decimals))
	if math.Abs(math.Round(half*k)-half*k) < 1e-6 {
		return half
	}
	return s.max - s.min
}

// round takes away what binary fractions add, 0.30000000000000004.
func (s scale) round(v float64) float64 {
	k := math.Pow(10, float64(s.decimals+2))
	return math.Round(v*k) / k
}
