package improvement

import (
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

// CycleOutcome is what a cycle led to.
type CycleOutcome string

// The outcomes; "" while it is not known.
const (
	AdoptChange   CycleOutcome = "adopt"   // do so from now on
	AdaptChange   CycleOutcome = "adapt"   // change something and try again
	AbandonChange CycleOutcome = "abandon" // do not do so
)

// CycleOutcomes lists the outcomes in the order they are shown.
func CycleOutcomes() []CycleOutcome { return []CycleOutcome{AdoptChange, AdaptChange, AbandonChange} }

// Cycle is one turn of plan, do, study, act within an action. It tells of the unit's own
// figures, and is for the group alone.
//
// Source: Langley GJ et al, The improvement guide, 2nd ed. 2009.
type Cycle struct {
	ID       CycleID
	ActionID ActionID
	Number   int // from 1, within its action
	Plan     string
	// Prediction is what the unit believes will happen, written before.
	Prediction string
	Done       string
	Study      string
	Act        string
	Outcome    CycleOutcome
	// StartedOn and EndedOn are its days; nil when they are not known.
	StartedOn, EndedOn *time.Time
	Version            int
}

// Check lists what is wrong with the cycle, or nil. Fields: "plan", "prediction", "done",
// "study", "act", "outcome", "started_on" and "ended_on".
func (c Cycle) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "plan", c.Plan, MaxLongText)
	quality.FreeText(&v, "prediction", c.Prediction, MaxText)
	quality.FreeText(&v, "done", c.Done, MaxLongText)
	quality.FreeText(&v, "study", c.Study, MaxLongText)
	quality.FreeText(&v, "act", c.Act, MaxLongText)
	if c.Outcome != "" && !slices.Contains(CycleOutcomes(), c.Outcome) {
		v.Add("outcome", "unknown_choice")
	}
	if c.StartedOn != nil {
		within(&v, "started_on", *c.StartedOn)
	}
	switch {
	case c.EndedOn == nil:
	case c.StartedOn == nil:
		v.Add("started_on", "required")
	case c.EndedOn.Before(*c.StartedOn):
		v.Add("ended_on", "date_order")
	default:
		within(&v, "ended_on", *c.EndedOn)
	}
	return v.OrNil()
}
