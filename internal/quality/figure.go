package quality

import (
	"time"

	"samsyn/internal/org"
)

// FigureState tells a figure's value from the reasons for having none.
type FigureState string

// The states. No figure at all is a fourth thing: not entered yet.
const (
	Reported      FigureState = "reported"
	Missing       FigureState = "missing"        // should exist but does not; with a reason
	NotApplicable FigureState = "not_applicable" // the unit does not do this
)

// Figure is what a unit has said about one measure for one period.
type Figure struct {
	ID              FigureID
	SubmissionID    SubmissionID
	UnitID          org.UnitID
	IndicatorID     IndicatorID
	Kind            Kind
	StratumID       StratumID // zero when the measure is not divided
	Period          Period
	State           FigureState
	Value           Value
	MissingReasonID ReasonID // zero unless State is Missing
	Comment         string
	// Confirmation is the unit's answer to what looks odd in the figure as it
	// stands; "" when it has given none.
	Confirmation string
	Review       Review
	Version      int // counts the changes; zero before the first save
	EnteredAt    time.Time
	EnteredBy    org.PersonID // zero when a command entered it
}

// Value is a reported figure's content; which fields are set follows the kind.
// Numbers are in the measure's own unit, never percentages.
type Value struct {
	Numerator   *float64 // proportion, rate: cases; count: the number
	Denominator *float64 // proportion: all; rate: exposure; mean, score: n
	Mean        *float64
	SD          *float64
	Text        string
	Yes         *bool
	ValidFrom   *time.Time // process measures: since when it is so
	ValidTo     *time.Time
}

// IsEmpty reports whether nothing is set.
func (v Value) IsEmpty() bool {
	return v.Numerator == nil && v.Denominator == nil && v.Mean == nil && v.SD == nil &&
		v.Text == "" && v.Yes == nil
}

// Same reports whether two figures say the same thing, whoever said it when.
func (f Figure) Same(g Figure) bool {
	return f.State == g.State && f.MissingReasonID == g.MissingReasonID && f.Comment == g.Comment &&
		f.Value.SameAnswer(g.Value) && sameDay(f.Value.ValidFrom, g.Value.ValidFrom) &&
		sameDay(f.Value.ValidTo, g.Value.ValidTo)
}

// SameAnswer reports whether two values say the same, from whatever day they hold.
func (v Value) SameAnswer(w Value) bool {
	return sameNumber(v.Numerator, w.Numerator) && sameNumber(v.Denominator, w.Denominator) &&
		sameNumber(v.Mean, w.Mean) && sameNumber(v.SD, w.SD) && v.Text == w.Text && sameFlag(v.Yes, w.Yes)
}

func sameNumber(a, b *float64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
func sameFlag(a, b *bool) bool      { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
func sameDay(a, b *time.Time) bool  { return (a == nil) == (b == nil) && (a == nil || a.Equal(*b)) }

// Point is the value as it is shown: the percentage of a proportion (0–100),
// the rate per its exposure unit, the mean, or the count. False when the
// denominator is zero or there is no number.
func (v Value) Point(kind Kind, ratePer float64) (float64, bool) {
	switch kind {
	case Proportion, Rate:
		if v.Numerator == nil || v.Denominator == nil || *v.Denominator == 0 {
			return 0, false
		}
		scale := 100.0
		if kind == Rate {
			scale = ratePer
		}
		return *v.Numerator / *v.Denominator * scale, true
	case Mean, Score:
		if v.Mean == nil {
			return 0, false
		}
		return *v.Mean, true
	case Count:
		if v.Numerator == nil {
			return 0, false
		}
		return *v.Numerator, true
	}
	return 0, false
}
