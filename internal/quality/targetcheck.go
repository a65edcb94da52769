package quality

import (
	"slices"

	"samsyn/internal/fault"
)

// TargetKinds lists the kinds of target that a measure of the kind and direction
// can have: words can only be followed, and without a better direction nothing
// can be reached.
func TargetKinds(kind Kind, direction Direction) []TargetKind {
	switch {
	case !kind.Numeric():
		return []TargetKind{FollowOnly}
	case direction == NoDirection:
		return []TargetKind{SmallerSpread, FollowOnly}
	case direction == WithinRange:
		return []TargetKind{ValueTarget, SmallerSpread, FollowOnly}
	}
	return []TargetKind{ValueTarget, BetterHalf, SmallerSpread, FollowOnly}
}

// Check lists what is wrong with the target of the indicator, or nil. Fields:
// "kind", "threshold", "second", "challenging" and "basis".
func (t Target) Check(i Indicator) error {
	var v fault.ValidationError
	direction := i.Definition.Direction
	if !slices.Contains(TargetKinds(i.Kind, direction), t.Kind) {
		v.Add("kind", "unknown_choice")
	}
	FreeText(&v, "basis", t.Basis, MaxText)
	if t.Kind != ValueTarget {
		if t.Threshold != nil || t.Second != nil || t.Challenging != nil {
			v.Add("threshold", "only_for_value_target")
		}
		return v.OrNil()
	}
	if t.Threshold == nil {
		v.Add("threshold", "required")
		return v.OrNil()
	}
	i.checkLimit("threshold", *t.Threshold, &v)
	t.checkChallenging(i, &v)
	if t.Second == nil {
		if direction == WithinRange {
			v.Add("second", "required")
		}
		return v.OrNil()
	}
	i.checkLimit("second", *t.Second, &v)
	switch {
	case direction == Higher && *t.Second >= *t.Threshold:
		v.Add("second", "lowest_above_target")
	case direction == Lower && *t.Second <= *t.Threshold:
		v.Add("second", "highest_below_target")
	case direction == WithinRange && *t.Second <= *t.Threshold:
		v.Add("second", "range_order")
	}
	return v.OrNil()
}

// checkChallenging keeps the challenging value beyond the target: further in the
// direction that is better. A range has no such side.
func (t Target) checkChallenging(i Indicator, v *fault.ValidationError) {
	if t.Challenging == nil {
		return
	}
	i.checkLimit("challenging", *t.Challenging, v)
	switch direction := i.Definition.Direction; {
	case direction == WithinRange:
		v.Add("challenging", "challenging_of_range")
	case direction == Higher && *t.Challenging <= *t.Threshold:
		v.Add("challenging", "challenging_not_above")
	case direction == Lower && *t.Challenging >= *t.Threshold:
		v.Add("challenging", "challenging_not_below")
	}
}

// checkLimit keeps a target within what the measure can be.
func (i Indicator) checkLimit(field string, limit float64, v *fault.ValidationError) {
	low, high := i.Definition.ScaleMin, i.Definition.ScaleMax
	zero, hundred := 0.0, 100.0
	if low == nil && i.Kind != Mean {
		low = &zero
	}
	if i.Kind == Proportion {
		high = &hundred
	}
	below, above := low != nil && limit < *low, high != nil && limit > *high
	switch {
	case below && high == nil && *low == 0:
		v.Add(field, "negative")
	case below || above:
		v.Add(field, "out_of_range", bound(low), bound(high))
	}
}
