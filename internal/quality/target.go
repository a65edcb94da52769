package quality

import (
	"math"

	"samsyn/internal/org"
)

// TargetKind is what it means to reach a target.
type TargetKind string

// The kinds. Not every target is a number.
const (
	ValueTarget   TargetKind = "value"          // reach a value, perhaps with a lowest acceptable
	BetterHalf    TargetKind = "better_half"    // be among the better half of the units
	SmallerSpread TargetKind = "smaller_spread" // the units closer together than the year before
	FollowOnly    TargetKind = "follow"         // watched, no target
)

// Target is what is to be reached in a year, by everybody or by one unit.
type Target struct {
	ID          TargetID
	IndicatorID IndicatorID
	Year        int
	UnitID      org.UnitID // zero: everybody's
	Kind        TargetKind
	// Threshold is the value to reach, in the measure's shown unit (90 is 90 %),
	// or the lower end of a range; Second is the lowest acceptable value, or the
	// upper end of a range. Nil where there is none.
	Threshold *float64
	Second    *float64
	// Challenging is the value that is more than the group asks for, on the far side
	// of Threshold; nil where there is none. Nothing is judged by it.
	Challenging *float64
	Basis       string // where the target comes from
	Version     int
}

// SameAim reports whether two targets ask for the same, whoever's and whichever year's
// they are.
func (t Target) SameAim(u Target) bool {
	return t.Kind == u.Kind && sameNumber(t.Threshold, u.Threshold) && sameNumber(t.Second, u.Second) &&
		sameNumber(t.Challenging, u.Challenging)
}

// Result is a measure's value with its 95 % interval, in the shown unit, as the
// statistics give it. Without an interval (a count, or a mean without sd) Lower
// and Upper are nil.
type Result struct {
	Value Value
	Point float64
	Lower *float64
	Upper *float64
}

// Status is what can honestly be said of a result against its target.
type Status string

// The statuses.
const (
	Met           Status = "met"            // reached, and the whole interval agrees
	ProbablyMet   Status = "probably_met"   // reached, but chance could explain it
	Uncertain     Status = "uncertain"      // not reached, but chance could explain it
	NotMet        Status = "not_met"        // not reached, and the whole interval agrees
	Followed      Status = "followed"       // no target to judge against
	NoResult      Status = "no_result"      // nothing to judge: no figure yet, or nobody to measure
	MissingStatus Status = "missing"        // should exist but does not; with a reason
	NotApplied    Status = "not_applicable" // the unit does not do this
	MaskedStatus  Status = "masked"         // hidden: few children
)

// Judgement is a result held against a target, in two layers: the plain answer
// of the point estimate, and what the interval lets one say.
type Judgement struct {
	Status Status
	// PointMeets is the plain yes or no of the unrounded value.
	PointMeets bool
	// AboveLowest says that the target was missed but the lowest acceptable value
	// was reached; false when there is no such value.
	AboveLowest bool
}

// Judge holds a result against a value target: a value equal to the threshold
// has reached it. The comparison is between unrounded values, so that 19 of 20
// reaches 95 %. Without threshold or direction the status is Followed; with
// nobody to measure (a denominator of zero) it is NoResult.
func (t Target) Judge(kind Kind, ratePer float64, direction Direction, r Result) Judgement {
	if t.Kind != ValueTarget || t.Threshold == nil || direction == NoDirection {
		return Judgement{Status: Followed}
	}
	if r.Value.Denominator != nil && *r.Value.Denominator == 0 {
		return Judgement{Status: NoResult}
	}
	meets := func(limit float64, direction Direction) bool {
		c := compare(kind, ratePer, r, limit)
		return direction == Higher && c >= 0 || direction == Lower && c <= 0
	}
	var j Judgement
	if direction == WithinRange {
		j.PointMeets = meets(*t.Threshold, Higher) && (t.Second == nil || meets(*t.Second, Lower))
	} else {
		j.PointMeets = meets(*t.Threshold, direction)
		j.AboveLowest = !j.PointMeets && t.Second != nil && meets(*t.Second, direction)
	}
	j.Status = certainty(j.PointMeets, t.intervalAgrees(direction, r, j.PointMeets))
	return j
}

// intervalAgrees reports whether the whole interval lies on the same side of the
// target as the point. Without an interval nothing speaks for chance, and a
// plain count is what it is.
func (t Target) intervalAgrees(direction Direction, r Result, met bool) bool {
	if r.Lower == nil || r.Upper == nil {
		return true
	}
	switch direction {
	case Higher:
		return met && *r.Lower >= *t.Threshold || !met && *r.Upper < *t.Threshold
	case Lower:
		return met && *r.Upper <= *t.Threshold || !met && *r.Lower > *t.Threshold
	}
	inside := *r.Lower >= *t.Threshold && (t.Second == nil || *r.Upper <= *t.Second)
	outside := *r.Upper < *t.Threshold || t.Second != nil && *r.Lower > *t.Second
	return met && inside || !met && outside
}

func certainty(met, sure bool) Status {
	switch {
	case met && sure:
		return Met
	case met:
		return ProbablyMet
	case sure:
		return NotMet
	}
	return Uncertain
}

// compare is the sign of the value less the limit. A proportion is compared by
// whole numbers, since 0.95 has no exact binary form and 19/20 must reach it.
func compare(kind Kind, ratePer float64, r Result, limit float64) int {
	left, right := r.Point, limit
	if (kind == Proportion || kind == Rate) && r.Value.Numerator != nil && r.Value.Denominator != nil {
		const precision = 1e6 // targets have far fewer than six decimals
		scale := 100.0
		if kind == Rate {
			scale = ratePer
		}
		left = *r.Value.Numerator * scale * precision
		right = math.Round(limit*precision) * *r.Value.Denominator
	}
	switch {
	case left < right:
		return -1
	case left > right:
		return 1
	}
	return 0
}

// JudgeHalf says whether the point is in the better half of all the units'
// points (itself included); a tie with the median counts as better. Fewer than
// two units, or no direction, cannot be told.
func JudgeHalf(direction Direction, point, median float64, units int) Judgement {
	if units < 2 || direction != Higher && direction != Lower {
		return Judgement{Status: Followed}
	}
	met := direction == Higher && point >= median || direction == Lower && point <= median
	// Half of the units are always below the middle, by chance alone: so the
	// answer is never more certain than "probably".
	return Judgement{Status: certainty(met, false), PointMeets: met}
}

// JudgeSpread says whether the distance between the highest and the lowest unit
// has shrunk since the year before.
func JudgeSpread(now, before float64, known bool) Judgement {
	if !known {
		return Judgement{Status: NoResult}
	}
	met := now < before
	return Judgement{Status: certainty(met, false), PointMeets: met}
}
