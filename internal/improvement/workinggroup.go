package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// WorkingGroupID is the identity of a working group.
type WorkingGroupID int64

// WorkingGroup is a task for a time under the programme area.
type WorkingGroup struct {
	ID        WorkingGroupID
	GroupID   org.GroupID
	Title     string
	Mandate   string
	DecidedBy string // by whom and when, in words
	Link      string // to the decision or the meeting
	From, To  time.Time
	EndedOn   *time.Time
	Outcome   string // what came of it
	Version   int
}

// Check lists what is wrong with the working group at its fields, or nil.
func (g WorkingGroup) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", g.Title, 200)
	quality.NeededText(&v, "mandate", g.Mandate, 10_000)
	quality.NeededText(&v, "decided_by", g.DecidedBy, 200)
	checkLink(&v, "link", g.Link)
	neededDays(&v, namedDay{"from_on", g.From}, namedDay{"to_on", g.To})
	if !g.From.IsZero() && !g.To.IsZero() && g.To.Before(g.From) {
		v.Add("to_on", "date_order")
	}
	return v.OrNil()
}

// WorkingGroupStanding is where a working group is in its time.
type WorkingGroupStanding string

// The standings.
const (
	WorkingGroupComing  WorkingGroupStanding = "coming"
	WorkingGroupRunning WorkingGroupStanding = "running"
	WorkingGroupOverdue WorkingGroupStanding = "overdue" // its last day has passed, and nobody has ended it
	WorkingGroupEnded   WorkingGroupStanding = "ended"
)

// Standing is where it is on the day.
func (g WorkingGroup) Standing(today time.Time) WorkingGroupStanding {
	switch {
	case g.EndedOn != nil:
		return WorkingGroupEnded
	case g.From.After(today):
		return WorkingGroupComing
	case g.To.Before(today):
		return WorkingGroupOverdue
	}
	return WorkingGroupRunning
}

// End notes what came of it.
func (g *WorkingGroup) End(on time.Time, outcome string) error {
	if g.EndedOn != nil {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.NeededText(&v, "outcome", outcome, 5000)
	if err := v.OrNil(); err != nil {
		return err
	}
	g.EndedOn, g.Outcome = &on, outcome
	return nil
}

// WorkingGroupEventKind is what is noted of a working group.
type WorkingGroupEventKind string

// The kinds.
const (
	WorkingGroupReport    WorkingGroupEventKind = "report"
	WorkingGroupExtension WorkingGroupEventKind = "extension"
)

// WorkingGroupEvent is something it told the area, or that it got more time and why.
type WorkingGroupEvent struct {
	ID             int64
	GroupID        org.GroupID
	WorkingGroupID WorkingGroupID
	Kind           WorkingGroupEventKind
	On             time.Time
	Body           string
	Link           string
	Before, After  *time.Time // an extension's last day, as it was and as it is
	WrittenBy      org.PersonID
	WrittenAt      time.Time
}

// Check lists what is wrong with a report at its fields, or nil.
func (e WorkingGroupEvent) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "body", e.Body, 5000)
	checkLink(&v, "report_link", e.Link)
	neededDays(&v, namedDay{"happened_on", e.On})
	return v.OrNil()
}

// Extend gives the working group a later last day, and is what is noted of it. Problems
// stand at "after_on" and "why".
func (g *WorkingGroup) Extend(to time.Time, why string) (WorkingGroupEvent, error) {
	if g.EndedOn != nil {
		return WorkingGroupEvent{}, fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.NeededText(&v, "why", why, 5000)
	neededDays(&v, namedDay{"after_on", to})
	if !to.IsZero() && !to.After(g.To) {
		v.Add("after_on", "extension_not_later")
	}
	if err := v.OrNil(); err != nil {
		return WorkingGroupEvent{}, err
	}
	before := g.To
	g.To = to
	return WorkingGroupEvent{GroupID: g.GroupID, WorkingGroupID: g.ID, Kind: WorkingGroupExtension, Body: why, Before: &before, After: &to}, nil
}

// WorkingGroupMember is somebody in a working group, with an account or without.
type WorkingGroupMember struct {
	ID             int64
	GroupID        org.GroupID
	WorkingGroupID WorkingGroupID
	PersonID       org.PersonID // zero for somebody without an account
	Name           string
	Email          string
	Competence     string
	Profession     string
	Organisation   string
	RegionID       org.RegionID // zero for none
	Leads          bool
}

// Check lists what is wrong with the member at the fields, or nil.
func (m WorkingGroupMember) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "name", m.Name, 100)
	quality.FreeText(&v, "competence", m.Competence, 200)
	quality.FreeText(&v, "profession", m.Profession, 100)
	quality.FreeText(&v, "organisation", m.Organisation, 200)
	if len(m.Email) > 200 {
		v.Add("email", "too_long", 200)
	}
	return v.OrNil()
}
