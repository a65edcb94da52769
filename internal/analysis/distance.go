package analysis

import (
	"math"

	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Distance is how far a result is from its target, in children rather than per cent,
// and how far one is from being able to tell.
type Distance struct {
	// Cases is how many more of the same children (or events, for a rate) it would
	// have taken to reach the target; Fewer says that it would have taken fewer. Zero
	// when it is reached, and for results that are not made of cases.
	Cases float64
	Fewer bool
	// More is roughly how many more children, days or measurements it takes to tell
	// the result from the target if it stays the same, and Periods how many reporting
	// periods with as many as so far that is. Both are zero when it can be told
	// already, and when it cannot be said.
	More, Periods float64
}

// distance is how far the result is from a value target; nil when it has none, or
// no number, or may be neither too high nor too low.
func distance(c Cell) *Distance {
	t, direction := c.Target, c.Definition.Direction
	if t == nil || t.Kind != quality.ValueTarget || t.Threshold == nil || !c.Known() ||
		direction != quality.Higher && direction != quality.Lower {
		return nil
	}
	d := &Distance{Fewer: direction == quality.Lower}
	if per, ok := casesPer(c.Result); ok && !c.Judgement.PointMeets {
		d.Cases = cases(c.Result, *t.Threshold/per, direction)
	}
	if s := c.Judgement.Status; s != quality.Uncertain && s != quality.ProbablyMet {
		return d
	}
	more, size, ok := moreToTell(c.Result, *t.Threshold)
	if periods := float64(c.Filled()); ok && more > 0 && periods > 0 {
		d.More, d.Periods = more, math.Ceil(more/(size/periods))
	}
	return d
}

// casesPer is how many children, days or births the value shown is stated per; false
// for values that are not made of cases.
func casesPer(r Result) (float64, bool) {
	switch r.Kind {
	case quality.Proportion:
		return 100, true
	case quality.Rate:
		return per(r.Definition), true
	}
	return 0, false
}

// cases is how many more of the denominator should have been cases, or fewer, for the
// share or rate to be the one given.
func cases(r Result, share float64, direction quality.Direction) float64 {
	const rounding = 1e-9 // 0.95 of 20 is 19 and not a little more
	wanted := share * *r.Value.Denominator
	if direction == quality.Higher {
		return math.Ceil(wanted-rounding) - *r.Value.Numerator
	}
	return *r.Value.Numerator - math.Floor(wanted+rounding)
}

// moreToTell is how much more it takes to tell the result from the target, and how
// much there is.
func moreToTell(r Result, target float64) (more, size float64, ok bool) {
	switch r.Kind {
	case quality.Proportion:
		more, ok = share(r).MoreToTell(target/100, stats.Confidence95)
	case quality.Rate:
		more, ok = rate(r).MoreToTell(target, stats.Confidence95)
	case quality.Mean, quality.Score:
		g, measured := groupOf(r.Value)
		if !measured {
			return 0, 0, false
		}
		more, ok = g.MoreToTell(target, stats.Confidence95)
	default:
		return 0, 0, false
	}
	return more, *r.Value.Denominator, ok
}
