package collect

import (
	"samsyn/internal/plausibility"
	"samsyn/internal/quality"
)

// Row is one figure to hand in, with what is entered and what came before.
type Row struct {
	quality.Due
	// Since is the day from which an answer within the period holds, NewAnswer for
	// one that may be added; "" for the period's first.
	Since  string
	GoalID quality.GoalID
	Figure quality.Figure // without State when nothing is entered
	// EnteredBy is who entered the figure.
	EnteredBy Author
	// Implied is what the row says while nothing is entered, without State when
	// nothing follows.
	Implied Implied
	// Past are the four periods before, oldest first, and the same period a year
	// before when it is not one of them.
	Past []Past
	// Changes are the answers that took the first one's place within the period, of
	// a measure that carries over; the last is one to add, for those who may.
	Changes []Row
	// Warnings are what looks odd in the figure.
	Warnings []plausibility.Warning
	// ReviewedBy is who decided about the figure, and ApprovedBy who approved what
	// it once said; "" when nobody has.
	ReviewedBy, ApprovedBy string
	// CanRecord says whether the actor may change the figure now.
	CanRecord bool
}

// NewAnswer is the Since of a row for an answer that is not entered yet.
const NewAnswer = "ny"

// Implied is a figure that follows from others, until something is entered.
type Implied struct {
	Figure quality.Figure
	// Because is the measure whose Answer makes this one not applicable; without ID
	// when the figure is an earlier answer that still holds.
	Because quality.Indicator
	Answer  quality.Figure
}

// Past is an earlier period beside a row.
type Past struct {
	Period   quality.Period
	Figure   quality.Figure // without State when nothing was entered
	Standing quality.Standing
}

// Key is what the row's figure is about.
func (r Row) Key() quality.FigureKey {
	key := r.Due.Key()
	key.Since = r.Since
	return key
}

// Says is what stands in the row: what is entered, else what follows.
func (r Row) Says() quality.Figure {
	if r.Figure.Version == 0 {
		return r.Implied.Figure
	}
	return r.Figure
}

// Answered reports whether the row says anything.
func (r Row) Answered() bool { return r.Says().State != "" }

// Odd reports whether something looks odd that the unit has not confirmed.
func (r Row) Odd() bool { return len(r.Warnings) > 0 && r.Figure.Confirmation == "" }

// pastPeriods is how many periods are shown beside a field.
const pastPeriods = 4

// earlier is the periods to show beside a figure, oldest first, still empty.
func earlier(p quality.Period) []Past {
	past := make([]Past, pastPeriods)
	before := p
	for n := pastPeriods - 1; n >= 0; n-- {
		before = before.Previous()
		past[n].Period = before
	}
	if year := p.YearBefore(); year.Before(before) {
		past = append([]Past{{Period: year}}, past...)
	}
	return past
}
