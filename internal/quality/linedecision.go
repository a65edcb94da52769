package quality

import (
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// LineDecisionKind is what a group decides about a line over time.
type LineDecisionKind string

// The kinds.
const (
	// NewPhase: centre line and limits are computed anew from a period on.
	NewPhase LineDecisionKind = "phase"
	// LeftOut: a period is shown, but takes no part in centre line, limits or runs.
	LeftOut LineDecisionKind = "exclusion"
)

// LineDecisionKinds lists the kinds in the order they are shown.
func LineDecisionKinds() []LineDecisionKind { return []LineDecisionKind{NewPhase, LeftOut} }

// LineDecision is what a group has decided about how a measure's lines over time
// are judged. Nothing is ever computed anew without one: lines that move by
// themselves hide what they should show. A decision is taken back, never changed.
type LineDecision struct {
	ID          LineDecisionID
	GroupID     org.GroupID
	IndicatorID IndicatorID
	StratumID   StratumID  // zero for a measure that is not divided
	UnitID      org.UnitID // the unit whose line it is about; zero for every line
	Kind        LineDecisionKind
	// Period is the phase's first period, or the one left out.
	Period Period
	// Baseline freezes a phase's lines: they rest on so many of its first periods,
	// and are held for the rest. Zero lets them rest on all.
	Baseline int
	Reason   string // for readers
}

// The limits of a baseline, in periods. With fewer than ten points nothing can be
// told from chance; with more than ten years of quarters there is no baseline.
const (
	ShortestBaseline = 10
	LongestBaseline  = 40
)

// MaxDecisionReason is the longest reason for a decision, in characters.
const MaxDecisionReason = 500

// Check lists what is wrong with the decision, or nil. Fields: "kind", "period",
// "baseline" and "reason".
func (d LineDecision) Check() error {
	var v fault.ValidationError
	if !slices.Contains(LineDecisionKinds(), d.Kind) {
		v.Add("kind", "unknown_choice")
	}
	if d.Period == (Period{}) {
		v.Add("period", "required")
	}
	switch {
	case d.Baseline != 0 && d.Kind == LeftOut:
		v.Add("baseline", "only_for_phase")
	case d.Baseline != 0 && (d.Baseline < ShortestBaseline || d.Baseline > LongestBaseline):
		v.Add("baseline", "out_of_range", ShortestBaseline, LongestBaseline)
	}
	NeededText(&v, "reason", d.Reason, MaxDecisionReason)
	return v.OrNil()
}
