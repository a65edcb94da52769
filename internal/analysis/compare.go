package analysis

import (
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Distinction is what can be said of a unit and the others.
type Distinction int

const (
	// NotTold: there is nothing to compare, or too few children for an answer.
	NotTold Distinction = iota
	// NotDistinct: chance may be all that parts them.
	NotDistinct
	// AboveOthers: the unit's value is higher by more than chance explains, also when
	// it is counted in how many units are compared.
	AboveOthers
	// BelowOthers: the unit's value is lower in the same way.
	BelowOthers
)

// Difference is a unit's result held against that of the others together, from
// whom it is taken out, since two groups that share children are not independent.
type Difference struct {
	// Known is false when the two cannot be compared, and the rest is then zero.
	Known bool
	// Others is the others' result, in the unit shown.
	Others float64
	// Ratio says that Value is the unit's rate by the others'; otherwise it is
	// the unit's value less theirs, in the unit shown.
	Ratio bool
	// Value with its 95 % limits; nil where a ratio has no number or no bound.
	Value, Lower, Upper *float64
	// P is the two-sided probability by chance, and Adjusted the same with regard
	// to how many units are compared (Benjamini and Hochberg).
	P, Adjusted float64
	Distinction Distinction
}

// least is the probability below which something is called more than chance.
const least = 0.05

// Differences holds each unit against all the others together, in the order of
// Units: proportions by Newcombe and Fisher, rates by their exact ratio, means by
// Welch. What would take a hidden unit's number is not known.
func (r Row) Differences() []Difference {
	list := make([]Difference, len(r.Units))
	if r.Measure.Category == quality.Process {
		return list
	}
	copy(list, r.among(r.Units, r.Total))
	adjust(list)
	for n := range list {
		list[n].distinguish(r.Units[n])
	}
	return list
}

// among holds each cell against the others that the total is made of.
func (r Row) among(cells []Cell, total Cell) []Difference {
	list := make([]Difference, len(cells))
	if all, ok := r.counted(cells, total); ok {
		for n, u := range all.units {
			list[n] = all.difference(u, all.others(n))
		}
		return list
	}
	if r.Measure.Kind != quality.Mean && r.Measure.Kind != quality.Score {
		return list
	}
	means, hidden := groups(cells)
	if hidden > 0 {
		return list
	}
	for n, g := range means {
		rest, _ := stats.Pool(stats.Others(means, n))
		if d, ok := stats.CompareMeans(g, rest, stats.Confidence95); ok {
			list[n] = between(d.Difference, 1, d.P)
			list[n].Others = rest.Mean
		}
	}
	return list
}

// difference holds a unit's count against the rest's.
func (c counted) difference(unit, rest count) Difference {
	if c.kind == quality.Proportion {
		d, ok := stats.CompareProportions(unit.proportion(), rest.proportion(), stats.Confidence95)
		if !ok || d.P == nil {
			return Difference{}
		}
		compared := between(d.Difference, 100, *d.P)
		compared.Others = 100 * rest.of / rest.among
		return compared
	}
	d, ok := stats.CompareRates(unit.rate(c.per), rest.rate(c.per), stats.Confidence95)
	if !ok {
		return Difference{}
	}
	return Difference{Known: true, Ratio: true, Others: rest.of / rest.among * c.per,
		Value: d.Ratio, Lower: d.Lower, Upper: d.Upper, P: d.P}
}

func between(i stats.Interval, scale, p float64) Difference {
	value, lower, upper := i.Value*scale, i.Lower*scale, i.Upper*scale
	return Difference{Known: true, Value: &value, Lower: &lower, Upper: &upper, P: p}
}

// adjust fills in the probabilities with regard to how many there are.
func adjust(list []Difference) {
	var p []float64
	for _, d := range list {
		if d.Known {
			p = append(p, d.P)
		}
	}
	adjusted := adjustedFor(p)
	for n := range list {
		if list[n].Known {
			list[n].Adjusted, adjusted = adjusted[0], adjusted[1:]
		}
	}
}

// adjustedFor is the probabilities with regard to how many they are.
func adjustedFor(p []float64) []float64 {
	adjusted, _ := stats.BenjaminiHochberg(p) // all of them are probabilities
	return adjusted
}

// distinguish says what the difference allows. A unit with fewer children than
// the group's limit gets no sure answer.
func (d *Difference) distinguish(c Cell) {
	switch {
	case !d.Known || c.Uncertain:
	case d.Adjusted >= least:
		d.Distinction = NotDistinct
	case *c.Point > d.Others:
		d.Distinction = AboveOthers
	default:
		d.Distinction = BelowOthers
	}
}
