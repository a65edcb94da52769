package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Decision is what a meeting has decided.
type Decision struct {
	ID           DecisionID
	GroupID      org.GroupID
	MeetingID    org.MeetingID
	AgendaItemID AgendaItemID // zero when it belongs to none
	Number       int          // § within the meeting
	Text         string
	Version      int
}

// MaxDecision is the most characters of a decision.
const MaxDecision = 2000

// Assignment is a task that a decision has given somebody.
type Assignment struct {
	ID         TaskID
	GroupID    org.GroupID
	DecisionID DecisionID
	Kind       TaskKind
	Title      string
	OwnerID    org.PersonID // zero for nobody yet
	RegionID   org.RegionID // where it is to be anchored; zero for a DecisionTask
	DueOn      time.Time
	State      TaskState
	SettledAt  *time.Time
	SettledBy  org.PersonID
	Outcome    string // what came of it, or why it was dropped
	Version    int
}

// Check lists what is wrong with the task at its fields, or nil.
func (a Assignment) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", a.Title, 200)
	if a.DueOn.IsZero() {
		v.Add("due_on", "required")
	}
	return v.OrNil()
}

// Anchorings are the tasks to anchor a decision in each region that the units are in,
// in the units' order. What is given of the task holds for all of them.
func Anchorings(task Assignment, units []org.Unit) []Assignment {
	var all []Assignment
	seen := map[org.RegionID]bool{}
	for _, u := range units {
		if seen[u.RegionID] {
			continue
		}
		seen[u.RegionID] = true
		one := task
		one.Kind, one.RegionID = AnchoringTask, u.RegionID
		all = append(all, one)
	}
	return all
}

// Settle makes an open task done or dropped, with what came of it; a dropped one has
// to say why.
func (a *Assignment) Settle(to TaskState, outcome string, at time.Time, by org.PersonID) error {
	if a.State != TaskOpen || to != TaskDone && to != TaskDropped {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.FreeText(&v, "outcome", outcome, 2000)
	if to == TaskDropped && outcome == "" {
		v.Add("outcome", "required")
	}
	if err := v.OrNil(); err != nil {
		return err
	}
	a.State, a.Outcome, a.SettledAt, a.SettledBy = to, outcome, &at, by
	return nil
}

// Reopen takes back that a task was done or dropped; what came of it is kept.
func (a *Assignment) Reopen() error {
	if a.State == TaskOpen {
		return fault.ErrWrongState
	}
	a.State, a.SettledAt, a.SettledBy = TaskOpen, nil, 0
	return nil
}
