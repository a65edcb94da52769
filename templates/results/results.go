// Package results is the pages of the results room: the comparison between
// units, one measure, one unit. Its view structs hold finished words and
// numbers. It must not know the domain, permissions or the database.
package results

import "samsyn/templates/ui"

// Filter is the choices above a page; a list with fewer than two is not shown.
type Filter struct {
	Action   string
	Selects  []ui.SelectProps
	Keep     []ui.Hidden
	ResetURL string
}

// Mark is what stands with a value: the status, how settled it is, and a short
// note such as "3 av 4 kvartal".
type Mark struct {
	// Status is "" where there is nothing to say, as for a process measure that
	// is only described.
	Status ui.Status
	// Standing is "" where it goes without saying.
	Standing ui.Standing
	Note     string
	// Few says that the value is of few children, and who is shown it; "" when it is
	// not. It leads to what that means.
	Few string
	// More is what else there is to say of a result where there is room for it: whether
	// the value itself reaches the target, how far it is, what it takes to tell.
	More []string
}

// Change is how a value differs from an earlier one; Note says whether that is more
// than chance explains, "" when it cannot be said.
type Change struct {
	Text, Note string
	Kind       ChangeKind
}

// ChangeKind is whether a change is for the better; "" when it is neither, or cannot
// be said.
type ChangeKind string

// The kinds.
const (
	Better ChangeKind = "better"
	Worse  ChangeKind = "worse"
)

// Legend says what the marks of a page mean.
type Legend struct {
	// Masked is true for readers for whom small numbers are hidden.
	Masked bool
	// Threshold is the smallest number shown to them, and Limit the number of
	// children below which a value is marked as resting on few.
	Threshold, Limit string
	// Apart is true where the distance between units is told.
	Apart bool
	// Most is the largest number that is hidden from them.
	Most string
}
