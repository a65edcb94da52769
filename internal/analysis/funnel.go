package analysis

import (
	"math"

	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Funnel is a row's units around their common result, with the limits that
// chance alone would keep them within: wide for a unit with few children, narrow
// for one with many. A masked row has the units that are shown around the total
// that is shown, and nothing of the hidden ones.
type Funnel struct {
	// Average is all units together, in the unit shown.
	Average float64
	// Places are the units', in the order of Row.Units.
	Places []Place
	// MayWiden says that the units are so many, and differ so clearly more than
	// chance explains, that limits which allow for it may be asked for, by Widen;
	// Widened that these are those limits.
	MayWiden, Widened bool
	// Hidden is how many units are left out because they are hidden.
	Hidden int

	// limits are those of a size, and wide the widened ones, in the unit shown.
	limits, wide func(size float64) (stats.Limits, bool)
	whole        bool // the limits are made for whole numbers of children
}

// Place is one unit's in a funnel.
type Place struct {
	// Known is false for a unit without a number, which has no place.
	Known bool
	// Size is the denominator, the exposure or the number of measurements.
	Size float64
	// Value and Limits are in the unit shown.
	Value  float64
	Limits stats.Limits
	Class  stats.FunnelClass
}

// Band is a funnel's limits, in the unit shown, for a unit of that size.
type Band struct {
	Size   float64
	Limits stats.Limits
}

// Funnel places the row's units within plain limits.
//
// It is not defined (false) for process measures, whose differences are known and
// wanted, for words and counts, without a total, and for means without standard
// deviations or with a unit hidden.
func (r Row) Funnel() (Funnel, bool) {
	if r.Measure.Category == quality.Process {
		return Funnel{}, false
	}
	if all, ok := r.counted(r.Units, r.Total); ok {
		return all.funnel()
	}
	if r.Measure.Kind == quality.Mean || r.Measure.Kind == quality.Score {
		return r.meanFunnel()
	}
	return Funnel{}, false
}

// Widen is the funnel with limits that allow for what units usually differ by
// (methods: [stats.Dispersion.Advised]); itself when it may not have them.
func (f Funnel) Widen() Funnel {
	if !f.MayWiden || f.Widened {
		return f
	}
	f.Widened, f.whole, f.limits = true, false, f.wide
	places := make([]Place, len(f.Places))
	for n, p := range f.Places {
		if p.Known {
			p.Limits, _ = f.limits(p.Size)
			p.Class = p.Limits.Class(p.Value)
		}
		places[n] = p
	}
	f.Places = places
	return f
}

// funnel places proportions by the binomial distribution and rates by Poisson's.
func (c counted) funnel() (Funnel, bool) {
	f := Funnel{Hidden: c.hidden}
	var funnel stats.Funnel
	var ok bool
	scale := c.scale()
	if c.kind == quality.Proportion {
		funnel, ok = stats.ExactProportionFunnel(c.proportions())
		f.whole = true
		f.limits = func(size float64) (stats.Limits, bool) {
			limits, ok := stats.ExactProportionLimits(funnel.Average, size)
			return scaled(limits, scale), ok
		}
	} else {
		funnel, ok = stats.RateFunnel(c.rates())
		f.limits = func(size float64) (stats.Limits, bool) {
			limits, ok := stats.ExpectedLimits(funnel.Average * size / c.per)
			return scaled(limits, c.per/size), ok
		}
	}
	if !ok {
		return Funnel{}, false
	}
	if dispersion, advised := c.dispersion(funnel.Average); advised {
		f.MayWiden = true
		f.wide = func(size float64) (stats.Limits, bool) {
			limits, ok := c.widened(dispersion, funnel.Average, size)
			return scaled(limits, scale), ok
		}
	}
	f.place(funnel, len(c.units), scale)
	return f, true
}

// meanFunnel places means by the normal distribution.
func (r Row) meanFunnel() (Funnel, bool) {
	means, hidden := groups(r.Units)
	funnel, spread, ok := stats.MeanFunnel(means)
	if hidden > 0 || !ok {
		return Funnel{}, false
	}
	f := Funnel{}
	between, ok := stats.BetweenMeans(means)
	if ok && number(r.Units, known) >= stats.FewestToWiden && between.P != nil && *between.P < least {
		wide := spread
		wide.Tau2 = between.Tau2
		f.MayWiden, f.wide = true, wide.Limits
	}
	f.limits = spread.Limits
	f.place(funnel, len(r.Units), 1)
	return f, true
}

// place puts the first units of a funnel in the unit shown, within its limits.
func (f *Funnel) place(funnel stats.Funnel, units int, scale float64) {
	f.Average = funnel.Average * scale
	for _, p := range funnel.Points[:units] {
		f.Places = append(f.Places, Place{Known: p.Defined, Size: p.Size, Value: p.Value * scale, Limits: scaled(p.Limits, scale), Class: p.Class})
	}
}

// dispersion is how much more the units differ than chance explains; false when
// the limits should not be widened by it, as always when some units are hidden.
func (c counted) dispersion(average float64) (stats.Dispersion, bool) {
	known := 0
	for _, u := range c.units {
		if u.among > 0 {
			known++
		}
	}
	if c.hidden > 0 || known < stats.FewestToWiden {
		return stats.Dispersion{}, false // without the simulation that the answer would take
	}
	if c.kind == quality.Proportion {
		d, ok := stats.ProportionDispersion(c.proportions(), stats.Trim)
		return d, ok && d.Advised()
	}
	observed, expected := c.expected(average / c.per)
	d, ok := stats.RatioDispersion(observed, expected, stats.SquareRoot, stats.Trim)
	return d, ok && d.Advised()
}

// expected are the units' events, and those they would have had at the rate per
// unit of exposure.
func (c counted) expected(rate float64) (observed, expected []float64) {
	for _, u := range c.units {
		observed, expected = append(observed, u.of), append(expected, u.among*rate)
	}
	return observed, expected
}

// widened are the limits with the variance between units in them, in package
// stats' unit.
func (c counted) widened(d stats.Dispersion, average, size float64) (stats.Limits, bool) {
	if c.kind == quality.Proportion {
		return d.Limits(size)
	}
	limits, ok := d.Limits(average * size / c.per) // of observed by expected
	return scaled(limits, average), ok
}

func scaled(l stats.Limits, by float64) stats.Limits {
	return stats.Limits{Lower95: l.Lower95 * by, Upper95: l.Upper95 * by, Lower998: l.Lower998 * by, Upper998: l.Upper998 * by}
}

// Curve is the limits as lines to draw: in steps of equal ratio, from half the
// smallest unit's size to a little more than the largest's.
func (f Funnel) Curve() []Band {
	least, most := math.Inf(1), 0.0
	for _, p := range f.Places {
		if p.Known {
			least, most = min(least, p.Size), max(most, p.Size)
		}
	}
	if most == 0 {
		return nil
	}
	const steps = 60
	from, to := max(1, least/2), most*1.05
	var curve []Band
	for n := range steps + 1 {
		size := from * math.Pow(to/from, float64(n)/steps)
		if f.whole && size < 1e9 {
			size = math.Round(size)
		}
		if limits, ok := f.limits(size); ok && (len(curve) == 0 || size > curve[len(curve)-1].Size) {
			curve = append(curve, Band{size, limits})
		}
	}
	return curve
}
