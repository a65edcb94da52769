package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// OutlookID is the identity of a note of what happens elsewhere.
type OutlookID int64

// OutlookState is what became of a note.
type OutlookState string

// The states.
const (
	OutlookNew     OutlookState = "new"
	OutlookUsed    OutlookState = "used"     // it became something else
	OutlookPutAway OutlookState = "put_away" // with why
)

// OutlookStates lists them, in the order they are shown.
func OutlookStates() []OutlookState { return []OutlookState{OutlookNew, OutlookUsed, OutlookPutAway} }

// OutlookNote is something that happens elsewhere and may concern the group.
type OutlookNote struct {
	ID        OutlookID
	GroupID   org.GroupID
	Title     string
	Body      string
	Source    string // where it was seen, in words
	Link      string
	Field     string // what it is about, in a word or two
	NotedBy   org.PersonID
	NotedAt   time.Time
	State     OutlookState
	Became    string // where it went on: an address within the site
	Reason    string // why it was put away
	SettledAt *time.Time
	SettledBy org.PersonID
	Version   int
}

// Check lists what is wrong with the note at its fields, or nil.
func (n OutlookNote) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", n.Title, 200)
	quality.FreeText(&v, "body", n.Body, 5000)
	quality.FreeText(&v, "source", n.Source, 200)
	quality.FreeText(&v, "field", n.Field, 100)
	checkLink(&v, "link", n.Link)
	return v.OrNil()
}

// Use notes where it went on.
func (n *OutlookNote) Use(became string, at time.Time, by org.PersonID) error {
	if n.State != OutlookNew {
		return fault.ErrWrongState
	}
	n.State, n.Became, n.SettledAt, n.SettledBy = OutlookUsed, became, &at, by
	return nil
}

// PutAway ends it without anything coming of it; why is needed.
func (n *OutlookNote) PutAway(why string, at time.Time, by org.PersonID) error {
	if n.State != OutlookNew {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.NeededText(&v, "reason", why, 2000)
	if err := v.OrNil(); err != nil {
		return err
	}
	n.State, n.Reason, n.SettledAt, n.SettledBy = OutlookPutAway, why, &at, by
	return nil
}

// Preparation is what a body above needs, to take up a question that is lifted; and what
// the group did with its answer.
type Preparation struct {
	MatterID     MatterID
	GroupID      org.GroupID
	Tried        string
	Alternatives string
	Asked        string
	AnsweredOn   *time.Time
	Followed     string
	Version      int // zero before anything is written
}

// Check lists what is wrong with the preparation at its fields, or nil.
func (p Preparation) Check() error {
	var v fault.ValidationError
	quality.FreeText(&v, "tried", p.Tried, 5000)
	quality.FreeText(&v, "alternatives", p.Alternatives, 5000)
	quality.FreeText(&v, "asked", p.Asked, 5000)
	quality.FreeText(&v, "followed", p.Followed, 5000)
	return v.OrNil()
}
