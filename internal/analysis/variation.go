package analysis

import (
	"math"
	"slices"

	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Verdict is what can be said of the differences between units.
type Verdict string

// The verdicts. None of them says why units differ: the figures know nothing of
// who the children are, so more than chance is not unwarranted.
const (
	// NotTested: chance has no say in counts without a denominator and in words,
	// and process measures are meant to differ.
	NotTested Verdict = "not_tested"
	// HiddenUnits: some units are hidden from the reader.
	HiddenUnits Verdict = "hidden_units"
	// NoStandardDeviation: means were handed in without their spread.
	NoStandardDeviation Verdict = "no_sd"
	// TooFew: fewer than two units, or too few cases to tell anything but the
	// most extreme differences.
	TooFew Verdict = "too_few"
	// ChanceEnough: chance may be all that parts the units. It does not say that
	// it is.
	ChanceEnough Verdict = "chance_enough"
	// PerhapsMore: more than chance, had it been the only measure looked at; one
	// of twenty ends up here by chance.
	PerhapsMore Verdict = "perhaps_more"
	// MoreThanChance: the units differ more than chance explains.
	MoreThanChance Verdict = "more_than_chance"
)

// Variation is how much units' results of one measure differ, and how much of
// that chance explains.
type Variation struct {
	Verdict Verdict
	// Units have a value; Hidden are hidden from the reader, and when there are
	// any nothing below is known.
	Units, Hidden int
	// Times is how many times larger the variation is than chance alone makes it:
	// chi-square (for means Cochran's Q) by its degrees of freedom. About 1 when
	// chance explains all.
	Times *float64
	// P is the probability by chance of so much; Simulated when it was found by
	// dividing the cases at random, since they are too few for the chi-square
	// distribution.
	P         *float64
	Simulated bool
	Spread
}

// Spread is how far units are from each other, in the unit shown.
type Spread struct {
	// Between is the standard deviation between the units' true values: what is
	// left when chance is taken away. Nil when it cannot be told.
	Between *float64
	// Seen is the standard deviation of the values as they are, each unit counted
	// once; Lowest and Highest are the ends. Units with fewer children than the
	// group's limit are left out, Few of them, since chance alone puts them at the
	// ends. Nil with fewer than two units left.
	Seen, Lowest, Highest *float64
	Few                   int
	// SCV is the systematic component of variation, for rates alone: Between by
	// the common rate, squared. Publications show it times 100.
	SCV *float64
	// Quotient is the 80th percentile by the 20th of the rates drawn together as
	// far as chance explains; for rates with six units or more.
	Quotient *float64
}

// Variation is how much the row's units differ.
func (ds *Dataset) Variation(r Row) Variation {
	v := Variation{Units: number(r.Units, known), Hidden: number(r.Units, concealed)}
	switch {
	case !r.Measure.varies():
		v.Verdict = NotTested
		return v
	case v.Hidden > 0:
		v.Verdict = HiddenUnits
		return v
	case v.Units < 2:
		v.Verdict = TooFew
		return v
	}
	v.Spread = spreadOf(r)
	enough := v.test(r, float64(ds.Group.ReliabilityLimit))
	switch {
	case v.P != nil && *v.P < least:
		v.Verdict = MoreThanChance
	case v.Verdict != "":
	case v.P == nil || !enough:
		v.Verdict = TooFew
	default:
		v.Verdict = ChanceEnough
	}
	return v
}

// varies reports whether chance has a say in how units differ in the measure, and
// whether a difference would tell something of the care.
func (m *Measure) varies() bool {
	return m.Category != quality.Process && m.Kind.Numeric() && m.Kind != quality.Count
}

// test fills in the test against chance, and reports whether there are children
// enough for a difference that matters to show: in all units together as many with
// what is measured, and as many without, as the limit for a value to be relied on.
func (v *Variation) test(r Row, limit float64) (enough bool) {
	total := r.Total.Value
	if all, ok := r.counted(r.Units, r.Total); ok {
		var h stats.Heterogeneity
		rest := limit
		if all.kind == quality.Proportion {
			h, _ = stats.ProportionHeterogeneity(all.proportions())
			rest = *total.Denominator - *total.Numerator
		} else {
			h, _ = stats.RateHeterogeneity(all.rates())
		}
		v.P, v.Simulated = h.Best(), h.SimulatedP != nil
		if h.ChiSquare != nil && h.DF > 0 {
			v.Times = new(*h.ChiSquare / float64(h.DF))
		}
		return *total.Numerator >= limit && rest >= limit
	}
	means, _ := groups(r.Units)
	b, ok := stats.BetweenMeans(means)
	if !ok {
		v.Verdict = NoStandardDeviation
		return false
	}
	v.P = b.P
	if b.DF > 0 {
		v.Times = new(b.Q / float64(b.DF))
	}
	return total.Denominator != nil && *total.Denominator >= limit
}

// spreadOf is how far the row's units are from each other; none is hidden.
func spreadOf(r Row) Spread {
	var s Spread
	var points []*float64
	var ones []stats.Group
	for _, c := range r.Units {
		switch {
		case c.Known() && c.Uncertain:
			s.Few++
		case c.Known():
			points, ones = append(points, c.Point), append(ones, stats.Group{N: 1, Mean: *c.Point})
		}
	}
	if ends, ok := stats.SpreadOf(points); ok && ends.K > 1 {
		s.Lowest, s.Highest = &ends.Min, &ends.Max
	}
	if seen, ok := stats.Pool(ones); ok && seen.SDKnown {
		s.Seen = &seen.SD
	}
	s.between(r)
	return s
}

// between fills in what is left when chance is taken away.
func (s *Spread) between(r Row) {
	all, ok := r.counted(r.Units, r.Total)
	switch {
	case !ok:
		means, _ := groups(r.Units)
		if b, ok := stats.BetweenMeans(means); ok && b.DF > 0 {
			s.Between = new(math.Sqrt(b.Tau2))
		}
	case all.kind == quality.Proportion:
		if b, ok := stats.BetweenProportions(all.proportions()); ok && b.DF > 0 {
			s.Between = new(100 * b.ShareSD())
		}
	default:
		s.rates(all, *r.Total.Point)
	}
}

func (s *Spread) rates(all counted, average float64) {
	all.units = slices.DeleteFunc(all.units, func(u count) bool { return u.among == 0 })
	observed, expected := all.expected(average / all.per)
	systematic, ok := stats.Systematic(observed, expected)
	if !ok || systematic.DF < 1 {
		return
	}
	s.SCV, s.Between = &systematic.Value, new(average*math.Sqrt(systematic.Value))
	if shrunk, ok := stats.Shrink(observed, expected); ok {
		s.Quotient = shrunk.Quotient8020
	}
}

// number is how many of the cells are so.
func number(cells []Cell, so func(Cell) bool) (n int) {
	for _, c := range cells {
		if so(c) {
			n++
		}
	}
	return n
}

func known(c Cell) bool { return c.Known() }

func concealed(c Cell) bool { return c.State == Masked }
