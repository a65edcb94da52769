// Package plausibility finds what looks odd in a figure that has been entered: far
// from the unit's own history, a sudden jump in the number of children, or exactly
// the same as last time, or at odds with a rule that the group has written. An odd figure may well be right, so nothing here forbids
// it; the unit is asked to confirm it.
//
// It is pure. It must not know SQL, HTTP, languages or how a warning is worded; the
// mathematics is package stats'.
package plausibility

import (
	"math"

	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Warning is one thing that looks odd.
type Warning struct {
	// Part is the part of the figure that it is about: "numerator", "denominator",
	// "mean", or "" for the figure as a whole.
	Part string
	// Code names what is odd and is the key of the sentence the user reads.
	Code string
	// Args are the values that the sentence needs, in its order.
	Args []any
}

// The codes.
const (
	UnusualCases    = "unusual_cases"    // lowest and highest expected, of how many, from how many periods
	UnusualValue    = "unusual_value"    // lowest and highest expected, from how many periods
	DenominatorJump = "denominator_jump" // what it usually is
	Repeated        = "repeated"         // no args
	RuleBroken      = "rule_broken"      // the rule's own words, this number, the other Side, its number
)

// Side is the other side of a rule, in a warning that it is broken.
type Side struct {
	Term    quality.Term
	Measure quality.Indicator
}

// Broken is the warning about a rule across measures that does not hold, at the
// rule's left figure; right is the other figure's measure.
func Broken(b quality.Breach, right quality.Indicator) Warning {
	here, _ := b.Rule.Left.Of(b.Left) // there are numbers, since they break the rule
	there, _ := b.Rule.Right.Of(b.Right)
	return Warning{Code: RuleBroken, Args: []any{b.Rule.Explanation, here, Side{b.Rule.Right, right}, there}}
}

// jump is the share by which a number of children or days must differ from what is
// usual before it is told, however sure it is that it differs.
const jump = 0.25

// enoughToRepeat is how many children, days or births it takes before the very same
// numbers twice in a row are odd: two of three comes back again and again. So do
// the posts and cots of a year, which are not asked about at all.
const enoughToRepeat = 20

// Check lists what looks odd in a figure, held against the unit's earlier ones of
// the same measure and part, oldest first: those for periods just as long, under a
// definition that can be compared with today's. Nothing is odd in words, in a
// figure without a value, nor in a measure that only says how something is.
func Check(i quality.Indicator, f quality.Figure, earlier []quality.Figure) []Warning {
	if f.State != quality.Reported || !i.Kind.Numeric() || i.CarriesOver {
		return nil
	}
	past := reported(earlier)
	var found []Warning
	add := func(part, code string, args ...any) { found = append(found, Warning{part, code, args}) }
	switch i.Kind {
	case quality.Proportion:
		n := of(f.Value.Denominator)
		if e, ok := stats.ExpectedCases(counts(past), n); ok && !e.Holds(of(f.Value.Numerator)) {
			add("numerator", UnusualCases, math.Ceil(e.Low), math.Floor(e.High), n, len(past))
		}
	case quality.Rate:
		if e, ok := stats.ExpectedEvents(counts(past), of(f.Value.Denominator)); ok && !e.Holds(of(f.Value.Numerator)) {
			add("numerator", UnusualValue, math.Ceil(e.Low), math.Floor(e.High), len(past))
		}
	case quality.Count:
		if e, ok := expectedCount(i, past); ok && !e.Holds(of(f.Value.Numerator)) {
			unit := math.Pow10(i.Definition.Decimals)
			add("numerator", UnusualValue, max(0, math.Ceil(e.Low*unit)/unit), math.Floor(e.High*unit)/unit, len(past))
		}
	case quality.Mean, quality.Score:
		if e, ok := stats.ExpectedValue(means(past)); ok && f.Value.Mean != nil && !e.Holds(*f.Value.Mean) {
			unit := math.Pow10(max(1, i.Definition.Decimals))
			add("mean", UnusualValue, math.Ceil(e.Low*unit)/unit, math.Floor(e.High*unit)/unit, len(past))
		}
	}
	if usual, odd := denominatorJumps(i.Kind, f.Value, past); odd {
		add("denominator", DenominatorJump, usual)
	}
	if len(past) > 0 && f.Period.Months < 12 && repeats(f.Value, past[len(past)-1].Value) {
		add("", Repeated)
	}
	return found
}

// expectedCount takes whole numbers for counts of events, and others, such as
// posts, for values that are what they are.
func expectedCount(i quality.Indicator, past []quality.Figure) (stats.Expected, bool) {
	if i.Definition.Decimals > 0 {
		var values []float64
		for _, f := range past {
			values = append(values, of(f.Value.Numerator))
		}
		return stats.ExpectedValue(values)
	}
	series := make([]stats.Past, len(past))
	for n, f := range past {
		series[n] = stats.Past{Count: of(f.Value.Numerator), Exposure: 1}
	}
	return stats.ExpectedEvents(series, 1)
}

// denominatorJumps reports whether the number of children or days is another than
// usual, beyond chance and by a quarter or more; usual is the median.
func denominatorJumps(kind quality.Kind, value quality.Value, past []quality.Figure) (usual float64, odd bool) {
	if kind == quality.Count || value.Denominator == nil {
		return 0, false
	}
	var series []stats.Past
	var sizes []float64
	for _, f := range past {
		series = append(series, stats.Past{Count: of(f.Value.Denominator), Exposure: 1})
		sizes = append(sizes, of(f.Value.Denominator))
	}
	e, ok := stats.ExpectedEvents(series, 1)
	if !ok || e.Holds(*value.Denominator) {
		return 0, false
	}
	usual, _ = stats.Median(sizes) // there are some
	return usual, math.Abs(*value.Denominator-usual) >= jump*usual
}

// repeats reports whether the two values are the very same, in numbers so large
// that this is odd.
func repeats(now, before quality.Value) bool {
	size := max(of(now.Denominator), of(now.Numerator))
	return size >= enoughToRepeat && quality.Figure{Value: now}.Same(quality.Figure{Value: before})
}

// reported is the figures that have a value.
func reported(figures []quality.Figure) []quality.Figure {
	var list []quality.Figure
	for _, f := range figures {
		if f.State == quality.Reported {
			list = append(list, f)
		}
	}
	return list
}

// counts are the figures' numerators over their denominators.
func counts(figures []quality.Figure) []stats.Past {
	list := make([]stats.Past, len(figures))
	for n, f := range figures {
		list[n] = stats.Past{Count: of(f.Value.Numerator), Exposure: of(f.Value.Denominator)}
	}
	return list
}

// means are the figures' means, without those of nobody.
func means(figures []quality.Figure) []float64 {
	var list []float64
	for _, f := range figures {
		if f.Value.Mean != nil {
			list = append(list, *f.Value.Mean)
		}
	}
	return list
}

func of(n *float64) float64 {
	if n == nil {
		return 0
	}
	return *n
}
