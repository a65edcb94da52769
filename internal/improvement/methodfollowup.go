package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// MethodOutcome is what was seen when a unit was asked again.
type MethodOutcome string

// The outcomes.
const (
	MethodHolds     MethodOutcome = "holds"  // it is still so everywhere
	MethodHoldsHere MethodOutcome = "partly" // here and there it is as it was before
	MethodLost      MethodOutcome = "lost"   // it is as it was before
)

// MethodOutcomes lists the outcomes in the order they are shown.
func MethodOutcomes() []MethodOutcome {
	return []MethodOutcome{MethodHolds, MethodHoldsHere, MethodLost}
}

// MethodFollowUp is what a unit saw some time after it had come all the way. It is never
// changed.
type MethodFollowUp struct {
	ID       MethodFollowUpID
	MethodID MethodID
	GroupID  org.GroupID
	UnitID   org.UnitID
	// AskedOn is the day when it was to be asked again.
	AskedOn time.Time
	Outcome MethodOutcome
	Result  string
	NotedAt time.Time
	NotedBy org.PersonID // zero for a command
}

// Check lists what is wrong with the follow-up, or nil. Fields: "outcome" and "result".
func (f MethodFollowUp) Check() error {
	var v fault.ValidationError
	choice(&v, "outcome", f.Outcome, MethodOutcomes())
	quality.NeededText(&v, "result", f.Result, MaxLongText)
	return v.OrNil()
}

// FollowUpDays are the days when a unit with the course is asked again, the earliest first;
// none unless it has come all the way.
func (m Method) FollowUpDays(course []MethodNote) []time.Time {
	if len(course) == 0 || course[len(course)-1].State != MethodDone {
		return nil
	}
	days := make([]time.Time, len(m.FollowUpMonths))
	for n, months := range m.FollowUpMonths {
		days[n] = monthsLater(course[len(course)-1].Since, months)
	}
	return days
}

// monthsLater is the same day so many months later, or that month's last one when it has no
// such day.
func monthsLater(day time.Time, months int) time.Time {
	later := day.AddDate(0, months, 0)
	if later.Day() != day.Day() {
		return later.AddDate(0, 0, -later.Day())
	}
	return later
}

// NextFollowUp is the first day that the unit has not answered for; nil when there is none.
// given is what it has answered of the method.
func (m Method) NextFollowUp(course []MethodNote, given []MethodFollowUp) *time.Time {
	for _, day := range m.FollowUpDays(course) {
		answered := false
		for _, f := range given {
			answered = answered || f.AskedOn.Equal(day)
		}
		if !answered {
			return &day
		}
	}
	return nil
}

// At is where the follow-up belongs.
func (f MethodFollowUp) At() MethodUnit { return MethodUnit{f.MethodID, f.UnitID} }
