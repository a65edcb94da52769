package quality

import (
	"slices"
	"strconv"

	"samsyn/internal/fault"
)

// MilestoneState is what became of a milestone in words, as the group says.
type MilestoneState string

// The states.
const (
	MilestoneAhead      MilestoneState = "ahead"
	MilestoneReached    MilestoneState = "reached"
	MilestoneNotReached MilestoneState = "not_reached"
)

// MilestoneStates lists the states in the order they are shown.
func MilestoneStates() []MilestoneState {
	return []MilestoneState{MilestoneAhead, MilestoneReached, MilestoneNotReached}
}

// Milestone is how far the care should have come by a year on the way to a long-term
// goal: a text, and perhaps a measure with the value to have reached.
type Milestone struct {
	ID             MilestoneID
	LongTermGoalID LongTermGoalID
	Year           int
	Text           string
	// IndicatorID and Threshold are both there or neither.
	IndicatorID IndicatorID
	Threshold   *float64
	// State is the group's word for a milestone in words; one with a measure is told
	// from the figures and stays MilestoneAhead.
	State   MilestoneState
	Outcome string
	Version int
}

// The longest texts of a milestone, in characters.
const (
	MaxMilestone        = 1000
	MaxMilestoneOutcome = 2000
)

// Check lists what is wrong with the milestone on the way to the goal, or nil; i is its
// measure, nil when it has none. Fields: "year", "text", "indicator", "threshold",
// "state" and "outcome".
func (m Milestone) Check(l LongTermGoal, i *Indicator) error {
	var v fault.ValidationError
	if m.Year < l.StartYear || m.Year > l.EndYear {
		v.Add("year", "year_outside_goal", strconv.Itoa(l.StartYear), strconv.Itoa(l.EndYear))
	}
	NeededText(&v, "text", m.Text, MaxMilestone)
	FreeText(&v, "outcome", m.Outcome, MaxMilestoneOutcome)
	switch {
	case m.Threshold != nil:
		i.checkThreshold("threshold", *m.Threshold, &v)
	case m.IndicatorID != 0:
		v.Add("threshold", "required")
	}
	switch {
	case !slices.Contains(MilestoneStates(), m.State):
		v.Add("state", "unknown_choice")
	case m.IndicatorID != 0 && m.State != MilestoneAhead:
		v.Add("state", "measure_tells")
	case m.State == MilestoneNotReached && m.Outcome == "":
		v.Add("outcome", "say_why")
	}
	return v.OrNil()
}

// Aim is the value to have reached as a target, to hold a result against; false when
// the milestone is in words.
func (m Milestone) Aim() (Target, bool) {
	return aim(m.IndicatorID, m.Year, m.Threshold)
}

// MilestoneLevels are what the milestones with the measure ask for in each of the years from the
// first to the last: from its year on a milestone holds until the next one. Nil before
// the first one.
func MilestoneLevels(milestones []Milestone, id IndicatorID, first, last int) []*float64 {
	levels := make([]*float64, 0, last-first+1)
	for y := first; y <= last; y++ {
		var level *float64
		latest := 0
		for _, m := range milestones {
			if m.IndicatorID == id && m.Threshold != nil && m.Year <= y && m.Year >= latest {
				level, latest = m.Threshold, m.Year
			}
		}
		levels = append(levels, level)
	}
	return levels
}
