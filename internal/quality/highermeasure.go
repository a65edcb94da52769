package quality

import (
	"reflect"
	"slices"
	"strconv"

	"samsyn/internal/fault"
)

// HigherMeasure is one of the group's measures as a goal above is followed by it.
type HigherMeasure struct {
	IndicatorID IndicatorID
	// Threshold is the value to reach in the unit shown (90 is 90 %); nil when it is only
	// followed.
	Threshold *float64
}

// MostHigherMeasures is how many measures a goal above may be followed by.
const MostHigherMeasures = 3

// Aim is the value to reach as a target, to hold a year's result against; false when it has
// none.
func (m HigherMeasure) Aim(year int) (Target, bool) { return aim(m.IndicatorID, year, m.Threshold) }

// Same reports whether the two say the same; both have only measures that are filled in.
func (h HigherGoal) Same(o HigherGoal) bool { return reflect.DeepEqual(h, o) }

// checkMeasures refuses measures that the library has not or that are no numbers, the same
// one twice, and a reason not to measure beside a measure. Those without measure and value
// are rows that nobody has filled in.
func (h HigherGoal) checkMeasures(library []Indicator, v *fault.ValidationError) {
	FreeText(v, "not_measured", h.NotMeasured, maxWhyUnmeasured)
	var seen []IndicatorID
	for n, m := range h.Measures {
		if m == (HigherMeasure{}) {
			continue
		}
		field := strconv.Itoa(n + 1)
		at := slices.IndexFunc(library, func(i Indicator) bool { return i.ID == m.IndicatorID && i.Kind.Numeric() })
		switch {
		case m.IndicatorID != 0 && at < 0:
			v.Add("indicator"+field, "unknown_choice")
			continue
		case m.IndicatorID != 0 && slices.Contains(seen, m.IndicatorID):
			v.Add("indicator"+field, "measure_twice")
		}
		if m.Threshold != nil {
			var i *Indicator
			if at >= 0 {
				i = &library[at]
			}
			i.checkThreshold("threshold"+field, *m.Threshold, v)
		}
		seen = append(seen, m.IndicatorID)
	}
	if len(seen) > 0 && h.NotMeasured != "" {
		v.Add("not_measured", "measured_after_all")
	}
}

// Filled is the goal without the measures that nobody has filled in.
func (h HigherGoal) Filled() HigherGoal {
	var kept []HigherMeasure
	for _, m := range h.Measures {
		if m != (HigherMeasure{}) {
			kept = append(kept, m)
		}
	}
	h.Measures = kept
	return h
}
