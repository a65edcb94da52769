package collect

import (
	"iter"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Form is everything that the page about one unit's period shows.
type Form struct {
	Group      org.Group
	Unit       org.Unit
	Period     quality.Period
	Submission quality.Submission // a draft without ID when nothing is entered yet
	Due        time.Time          // the last day to hand in
	Today      time.Time
	Goals      []quality.Goal // of the year
	Rows       []Row
	// Later are the measures of the year that are handed in with another period.
	Later   []Later
	Reasons []Reason
	// LastSaved is when a figure was last saved, nil when none is.
	LastSaved   *time.Time
	LastSavedBy Author
	SubmittedBy Author
	// The names of those who decided about the submission, "" for what has not
	// been decided.
	ReturnedBy, ApprovedBy, ReopenedBy string
	// What the actor may do now. CanRecord is for some figure at least; each row
	// says for its own.
	CanRecord, CanSubmit, CanApprove, CanReturn, CanReopen bool
	// OnBehalf says that the actor enters for a unit that is not the actor's own.
	OnBehalf bool
}

// Reason is one of the group's words for why a figure is missing.
type Reason struct {
	ID     quality.ReasonID
	Text   string
	Active bool
}

// byKey is the rows, and the answers within them, by what they are about.
func (form *Form) byKey() map[quality.FigureKey]Row {
	rows := map[quality.FigureKey]Row{}
	for _, row := range form.Rows {
		rows[row.Key()] = row
		for _, change := range row.Changes {
			rows[change.Key()] = change
		}
	}
	return rows
}

// Empty lists the rows that nothing is entered for and nothing follows for.
func (form *Form) Empty() []Row {
	var empty []Row
	for _, row := range form.Rows {
		if !row.Answered() {
			empty = append(empty, row)
		}
	}
	return empty
}

// Entered walks through every figure of the form that is entered, the answers
// within a row too.
func (form *Form) Entered() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, row := range form.Rows {
			for _, r := range append([]Row{row}, row.Changes...) {
				if r.Figure.Version > 0 && !yield(r) {
					return
				}
			}
		}
	}
}

// SentBack lists the rows whose figure the convener has sent back.
func (form *Form) SentBack() []Row {
	var list []Row
	for row := range form.Entered() {
		if row.Figure.Review.State == quality.ReviewedReturned {
			list = append(list, row)
		}
	}
	return list
}

// Odd lists the rows with something that looks odd and is not confirmed.
func (form *Form) Odd() []Row {
	var list []Row
	for _, row := range form.Rows {
		if row.Odd() {
			list = append(list, row)
		}
	}
	return list
}
