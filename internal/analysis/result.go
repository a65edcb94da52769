package analysis

import (
	"time"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// State tells a result's value from the reasons for having none.
type State string

// The states. They are all different, and none of them is zero.
const (
	Reported      State = "reported"       // there is a value
	Nobody        State = "nobody"         // handed in, and there was nobody to measure: 0 of 0
	Missing       State = "missing"        // should exist but does not, with reasons
	NotApplicable State = "not_applicable" // the unit does not do this
	NotEntered    State = "not_entered"    // nothing handed in yet
	NotDue        State = "not_due"        // not handed in for that time
	Masked        State = "masked"         // hidden: few children
)

// Result is what one unit, region or the whole group has for one measure over
// one period. A masked result has no number anywhere.
type Result struct {
	State State
	Kind  quality.Kind
	// Definition is the one in force at the end of the period.
	Definition quality.Version
	// Value is pooled: sums of numerators and denominators, or the mean and
	// standard deviation of all the measurements; for words the latest. For a
	// total of yes and no, the numerator is how many units said yes.
	Value quality.Value
	// Point is the value in the unit shown (77.4 for 77.4 %), nil when there is
	// none. Lower and Upper are its 95 % limits, nil when there is no interval.
	Point, Lower, Upper *float64
	// Standing is that of the least settled figure; "" when there is no figure.
	Standing quality.Standing
	// Changed says that some figure says something else than when it was approved,
	// and has not been approved again.
	Changed bool
	// Entered of the Expected reporting periods have been handed in, whatever
	// they say; those that do not apply are not expected. For a total they are
	// all units' together, and for strata together each stratum's.
	Entered, Expected int
	// Added is true for strata together: a period is then handed in several times.
	Added bool
	// Units of ExpectedUnits have a value; only for totals.
	Units, ExpectedUnits int
	// Gaps are the periods that are missing, with their reasons.
	Gaps []Gap
	// Comments are what the unit has written with its figures.
	Comments []Comment
	// Uncertain is true when the value rests on fewer children than the group
	// has set as its limit.
	Uncertain bool
	// Response is how many have answered the survey that the result is of; nil where it is of
	// none, and where nobody may see. Only in rows.
	Response *Response
	// BreakFrom is the first day of a definition that cannot be compared with
	// the one before it, within the period; the value is about the time from it on.
	BreakFrom *time.Time
}

// Gap is a period that is missing, with the group's own words for why.
type Gap struct {
	UnitID org.UnitID
	Period quality.Period
	Reason string
}

// Comment is what a unit has written with a figure.
type Comment struct {
	UnitID org.UnitID
	Period quality.Period
	Text   string
}

// Complete reports whether every expected period has been handed in with a value
// or as nobody to measure.
func (r Result) Complete() bool { return r.Filled() >= r.Expected }

// Filled is how many of the expected periods have been handed in with a value, or
// as nobody to measure.
func (r Result) Filled() int { return r.Entered - len(r.Gaps) }

// Known reports whether there is a number to draw.
func (r Result) Known() bool { return r.State == Reported && r.Point != nil }

// judged is the result as package quality judges it.
func (r Result) judged() quality.Result {
	return quality.Result{Value: r.Value, Point: *r.Point, Lower: r.Lower, Upper: r.Upper}
}
