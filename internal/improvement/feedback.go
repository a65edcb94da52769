package improvement

import (
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// FeedbackKind is what somebody without an account writes about.
type FeedbackKind string

// The kinds.
const (
	AccessibilityFeedback FeedbackKind = "accessibility" // something cannot be read or used
	ContentFeedback       FeedbackKind = "content"       // what a page says
	OtherFeedback         FeedbackKind = "other"
)

// FeedbackKinds lists them in the order they are offered.
func FeedbackKinds() []FeedbackKind {
	return []FeedbackKind{AccessibilityFeedback, ContentFeedback, OtherFeedback}
}

// FeedbackState is how far somebody has come with what was written.
type FeedbackState string

// The states.
const (
	FeedbackNew     FeedbackState = "new"
	FeedbackInWork  FeedbackState = "in_work"
	FeedbackHandled FeedbackState = "handled"
)

// FeedbackStates lists them in their order.
func FeedbackStates() []FeedbackState {
	return []FeedbackState{FeedbackNew, FeedbackInWork, FeedbackHandled}
}

// Feedback is what somebody without an account has written about the public pages. Nobody's
// name is asked for.
type Feedback struct {
	ID      FeedbackID
	GroupID org.GroupID // zero: about the site itself
	Kind    FeedbackKind
	Page    string // the address it was written from; "" when it is not known
	Body    string
	ReplyTo string // where its writer wants an answer; "" for none
	SentAt  time.Time
	State   FeedbackState
	Outcome string // what came of it, for those who look after it
	Version int
}

// FeedbackID names a row of feedback.
type FeedbackID int64

// The most characters that feedback may have.
const (
	MostFeedback = 5000
	MostOutcome  = 2000
	MostReplyTo  = 200
	MostPage     = 300
)

// Check lists what is wrong with the feedback as it is sent, or nil; whether ReplyTo is an
// address is not looked at.
func (f Feedback) Check() error {
	var v fault.ValidationError
	if !slices.Contains(FeedbackKinds(), f.Kind) {
		v.Add("kind", "choice_required")
	}
	quality.NeededText(&v, "body", f.Body, MostFeedback)
	quality.FreeText(&v, "reply_to", f.ReplyTo, MostReplyTo)
	return v.OrNil()
}

// CheckHandling lists what is wrong with what is said of how far it has come, or nil.
func (f Feedback) CheckHandling() error {
	var v fault.ValidationError
	if !slices.Contains(FeedbackStates(), f.State) {
		v.Add("state", "unknown_choice")
	}
	quality.FreeText(&v, "outcome", f.Outcome, MostOutcome)
	return v.OrNil()
}
