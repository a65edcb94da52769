package quality

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// Unmeasured is that a goal, the group's own or a higher one, is said not to be measurable
// in a year, and why: no state of it is then told from figures.
type Unmeasured struct {
	GroupID org.GroupID
	Year    int
	// GoalID or HigherGoalID is the goal; the other is zero.
	GoalID       GoalID
	HigherGoalID HigherGoalID
	Why          string // "" when it is measurable after all
	SaidAt       time.Time
	SaidBy       string // by name
}

// maxWhyUnmeasured is how long the reason may be.
const maxWhyUnmeasured = 1000

// Check lists what is wrong with it, or nil. Field: "why", which may be empty to take it back.
func (u Unmeasured) Check() error {
	var v fault.ValidationError
	FreeText(&v, "why", u.Why, maxWhyUnmeasured)
	return v.OrNil()
}
