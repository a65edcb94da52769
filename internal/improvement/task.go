package improvement

import (
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// TaskKind is where a task comes from.
type TaskKind string

// The kinds.
const (
	WheelTask     TaskKind = "wheel"     // of the group's year
	DecisionTask  TaskKind = "decision"  // out of a decision at a meeting
	AnchoringTask TaskKind = "anchoring" // to anchor a decision in a region
)

// TaskState is where a task stands.
type TaskState string

// The states.
const (
	TaskOpen    TaskState = "open"
	TaskDone    TaskState = "done"
	TaskDropped TaskState = "dropped" // with why
)

// The most characters that a task's texts may have, and the years it may be for.
const (
	MaxTaskTitle   = 200
	MaxTaskNote    = 2000
	MaxTaskOutcome = 2000
	FirstTaskYear  = 1990
	LastTaskYear   = 2200
)

// Task is something that somebody is to do by a day.
type Task struct {
	ID      TaskID
	GroupID org.GroupID
	Kind    TaskKind
	Title   string
	Note    string
	// OwnerID is a person, OwnerRole whoever holds a role; with neither it is nobody's
	// yet, and never both.
	OwnerID   org.PersonID
	OwnerRole org.Role
	// RegionID and UnitID say for whom, zero when it is for the group.
	RegionID org.RegionID
	UnitID   org.UnitID
	DueOn    time.Time // its year is the year wheel that it belongs to
	State    TaskState
	// SettledAt and SettledBy say who did it or dropped it; Outcome what came of it, or
	// why it was dropped.
	SettledAt  *time.Time
	SettledBy  org.PersonID
	Outcome    string
	DecisionID DecisionID
	Position   int
	Version    int
}

// Overdue reports whether the task should have been done before the day.
func (t Task) Overdue(today time.Time) bool { return t.State == TaskOpen && t.DueOn.Before(today) }

// OwnedBy reports whether the task is the actor's: by name, or by a role in the group;
// a unit's role counts at the task's unit, or anywhere when the task names none.
func (t Task) OwnedBy(actor org.Actor) bool {
	if t.OwnerID != 0 {
		return t.OwnerID == actor.Person.ID
	}
	return t.OwnerRole != "" && slices.ContainsFunc(actor.Memberships, func(m org.Membership) bool {
		return m.Role == t.OwnerRole && m.GroupID == t.GroupID && (t.UnitID == 0 || m.UnitID == 0 || m.UnitID == t.UnitID)
	})
}

// Check lists what is wrong with the task's own fields, or nil.
func (t Task) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", t.Title, MaxTaskTitle)
	quality.FreeText(&v, "note", t.Note, MaxTaskNote)
	switch {
	case t.DueOn.IsZero():
		v.Add("due_on", "required")
	case t.DueOn.Year() < FirstTaskYear || t.DueOn.Year() > LastTaskYear:
		v.Add("due_on", "date_limits", time.Date(FirstTaskYear, time.January, 1, 0, 0, 0, 0, time.UTC),
			time.Date(LastTaskYear, time.December, 31, 0, 0, 0, 0, time.UTC))
	}
	if t.OwnerID != 0 && t.OwnerRole != "" || t.OwnerRole != "" && !t.OwnerRole.Valid() {
		v.Add("owner", "unknown_choice")
	}
	return v.OrNil()
}

// Settling is how a task ends.
type Settling struct {
	State   TaskState // TaskDone or TaskDropped
	Outcome string
	At      time.Time
	By      org.PersonID
}

// Settle ends the task: fault.ErrWrongState when it has ended already. One that is
// dropped needs to be told why, at "outcome".
func (t Task) Settle(s Settling) (Task, error) {
	if t.State != TaskOpen {
		return t, fault.ErrWrongState
	}
	var v fault.ValidationError
	switch s.State {
	case TaskDone:
		quality.FreeText(&v, "outcome", s.Outcome, MaxTaskOutcome)
	case TaskDropped:
		quality.NeededText(&v, "outcome", s.Outcome, MaxTaskOutcome)
	default:
		v.Add("state", "unknown_choice")
	}
	if err := v.OrNil(); err != nil {
		return t, err
	}
	t.State, t.Outcome, t.SettledAt, t.SettledBy = s.State, s.Outcome, &s.At, s.By
	return t, nil
}

// Reopen makes the task open again, with what was written of it kept;
// fault.ErrWrongState when it is open.
func (t Task) Reopen() (Task, error) {
	if t.State == TaskOpen {
		return t, fault.ErrWrongState
	}
	t.State, t.SettledAt, t.SettledBy = TaskOpen, nil, 0
	return t, nil
}

// CopyYear is the year wheel's tasks as they are to be in another year: the same day
// of the year, open, with the owners that are still members and nothing of what came of
// them. What came out of decisions is not done again. Days are not moved off weekends,
// since it was so that the group set them.
func CopyYear(tasks []Task, to int, member func(org.PersonID) bool) []Task {
	var copies []Task
	for _, t := range tasks {
		if t.Kind != WheelTask {
			continue
		}
		c := Task{GroupID: t.GroupID, Kind: WheelTask, Title: t.Title, Note: t.Note, OwnerID: t.OwnerID, OwnerRole: t.OwnerRole,
			RegionID: t.RegionID, UnitID: t.UnitID, DueOn: InYear(t.DueOn, to), State: TaskOpen, Position: t.Position}
		if c.OwnerID != 0 && !member(c.OwnerID) {
			c.OwnerID = 0
		}
		copies = append(copies, c)
	}
	return copies
}

// InYear is the same day of another year. The last day of February stays the last, for
// it is a month's end that groups mean by it: the 28th becomes the 29th in a leap year,
// and the 29th the 28th in another.
func InYear(day time.Time, year int) time.Time {
	last := day.AddDate(0, 0, 1).Day() == 1
	if day.Month() == time.February && last {
		return time.Date(year, time.March, 0, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(year, day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
}

// TaskPlan is a task of a template, before it belongs to a year.
type TaskPlan struct {
	Title string     `json:"title"`
	Note  string     `json:"note"`
	Role  org.Role   `json:"role"`
	Month time.Month `json:"month"`
	Day   int        `json:"day"` // one past the month's end means its last day
}

// In is the task in the group's year.
func (p TaskPlan) In(group org.GroupID, year int) Task {
	day := time.Date(year, p.Month+1, 0, 0, 0, 0, 0, time.UTC)
	if p.Day < day.Day() {
		day = time.Date(year, p.Month, p.Day, 0, 0, 0, 0, time.UTC)
	}
	return Task{GroupID: group, Kind: WheelTask, Title: p.Title, Note: p.Note, OwnerRole: p.Role, DueOn: day, State: TaskOpen}
}
