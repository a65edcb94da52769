package improvement

import "samsyn/internal/fault"

// SubjectKind is what sort of thing people talk about.
type SubjectKind string

// The kinds.
const (
	AboutGoal      SubjectKind = "goal"
	AboutProposal  SubjectKind = "proposal"
	AboutIndicator SubjectKind = "indicator" // a measure, or one comparison of it
	AboutExample   SubjectKind = "example"
	AboutAction    SubjectKind = "action"
)

// SubjectKinds lists the kinds, in the order they are shown.
func SubjectKinds() []SubjectKind {
	return []SubjectKind{AboutGoal, AboutProposal, AboutIndicator, AboutExample, AboutAction}
}

// longestSpan is how many characters the address of a span of time may have.
const longestSpan = 20

// Subject is the thing that a talk is about: each has one talk.
type Subject struct {
	Kind SubjectKind
	ID   int64 // of the goal, the proposal, the indicator, the example or the action
	// Span is which comparison of a measure it is, as the address of a span of time:
	// "2025", "r2026K3". "" is the measure itself, and everything else.
	Span string
}

// Check is fault.ErrNotFound for what cannot be talked about.
func (s Subject) Check() error {
	known := false
	for _, kind := range SubjectKinds() {
		known = known || s.Kind == kind
	}
	if !known || s.ID < 1 || len(s.Span) > longestSpan || s.Span != "" && s.Kind != AboutIndicator {
		return fault.ErrNotFound
	}
	return nil
}
