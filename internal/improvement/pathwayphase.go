package improvement

import (
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// The phases of an introduction, by number.
//
// Source: the process of the healthcare region Stockholm–Gotland, as
// kunskapsstyrningvard.se told of it on 28 October 2020.
const (
	PreparationPhase = 1 // förberedelse: the data package, and the health economy begun
	StartUpPhase     = 2 // uppstart: current state, gap and goals
	CarryingOutPhase = 3 // genomförande: activities, follow-up and evaluation
	PhaseCount       = 3
)

// ItemKind is what a line of a phase is for.
type ItemKind string

// The kinds.
const (
	DoneCriterion ItemKind = "criterion" // what must be so for the phase to be done
	CheckItem     ItemKind = "check"     // something to remember on the way
)

// MostItems is how many lines of each kind a phase has at most, and MostPhaseName the most
// characters of what it is called.
const (
	MostItems     = 20
	MostPhaseName = 100
)

// PathwayItem is one line of a phase, and whether it is done.
type PathwayItem struct {
	ID       PathwayItemID
	Phase    int // the phase's number
	Kind     ItemKind
	Text     string
	Position int
	// DoneOn is the day it was ticked, nil before, and DoneBy who did.
	DoneOn *time.Time
	DoneBy org.PersonID
}

// PathwayPhase is one phase of an introduction.
type PathwayPhase struct {
	Number int
	Name   string
	Length
	Dates // worked out, see Phases.Set
	Items []PathwayItem
	// ClosedOn is when it was closed, nil while it is open; CloseReason says why it was
	// closed with criteria left.
	ClosedOn    *time.Time
	ClosedBy    org.PersonID
	CloseReason string
}

// Of are the phase's lines of the kind.
func (p PathwayPhase) Of(kind ItemKind) []PathwayItem {
	var items []PathwayItem
	for _, i := range p.Items {
		if i.Kind == kind {
			items = append(items, i)
		}
	}
	return items
}

// Left is how many of the phase's criteria are not ticked.
func (p PathwayPhase) Left() (left int) {
	for _, i := range p.Of(DoneCriterion) {
		if i.DoneOn == nil {
			left++
		}
	}
	return left
}

// Late reports whether the phase should have been closed before the day.
func (p PathwayPhase) Late(today time.Time) bool { return p.ClosedOn == nil && p.End.Before(today) }

// Phases are an introduction's, in their order.
type Phases []PathwayPhase

// Set works out the phases' dates from the first day and their lengths.
func (ps Phases) Set(start time.Time) {
	lengths := make([]Length, len(ps))
	for n, p := range ps {
		lengths[n] = p.Length
	}
	for n, d := range Schedule(start, lengths) {
		ps[n].Dates = d
	}
}

// Current is the first phase that is not closed; nil when all are.
func (ps Phases) Current() *PathwayPhase {
	for n := range ps {
		if ps[n].ClosedOn == nil {
			return &ps[n]
		}
	}
	return nil
}

// Ends is the last day of the last phase, as it is planned.
func (ps Phases) Ends() time.Time { return ps[len(ps)-1].End }

// Numbered is the phase with the number; nil when there is none.
func (ps Phases) Numbered(number int) *PathwayPhase {
	for n := range ps {
		if ps[n].Number == number {
			return &ps[n]
		}
	}
	return nil
}

// PhaseClosing is what is said when a phase is closed.
type PhaseClosing struct {
	Phase  int
	By     org.PersonID
	On     time.Time
	Reason string
}

// Close closes the phase that is going on. A problem at "reason" when criteria are left and
// no reason is given; fault.ErrWrongState for another phase than the first open one.
func (ps Phases) Close(c PhaseClosing) error {
	p := ps.Current()
	if p == nil || p.Number != c.Phase {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	if p.Left() > 0 && strings.TrimSpace(c.Reason) == "" {
		v.Add("reason", "criteria_left")
	}
	quality.FreeText(&v, "reason", c.Reason, MaxText)
	p.ClosedOn, p.ClosedBy, p.CloseReason = &c.On, c.By, c.Reason
	return v.OrNil()
}

// Open opens a phase again that was closed; fault.ErrWrongState when it is open, or one
// after it is closed.
func (ps Phases) Open(number int) error {
	p, next := ps.Numbered(number), ps.Numbered(number+1)
	if p == nil || p.ClosedOn == nil || next != nil && next.ClosedOn != nil {
		return fault.ErrWrongState
	}
	p.ClosedOn, p.ClosedBy, p.CloseReason = nil, 0, ""
	return nil
}

// PhaseMove is that the end of a phase was moved, or for phase zero the first day of all.
type PhaseMove struct {
	Phase    int
	From, To time.Time
	Why      string
	MovedAt  time.Time
	MovedBy  org.PersonID
}

// Check lists what is wrong with what is said of the move, or nil: "to" and "why".
func (m PhaseMove) Check() error {
	var v fault.ValidationError
	if m.To.IsZero() {
		v.Add("to", "required")
	} else {
		within(&v, "to", m.To)
	}
	quality.NeededText(&v, "why", m.Why, MaxText)
	return v.OrNil()
}

// Move moves the last day of a phase, or all of them for phase zero; those that follow
// come as much later or earlier and keep their lengths. It gives the move with From, and
// the new first day of all. A problem at "to" for an end before the phase's beginning, one
// that makes it too long, and for no change; fault.ErrWrongState for a phase that is
// closed, and for the first day when any is.
func (ps Phases) Move(m PhaseMove) (PhaseMove, time.Time, error) {
	start := ps[0].Start
	var v fault.ValidationError
	if m.Phase == 0 {
		if ps[0].ClosedOn != nil {
			return m, start, fault.ErrWrongState
		}
		if m.From = start; m.To.Equal(start) {
			v.Add("to", "same_day")
		}
		ps.Set(m.To)
		return m, m.To, v.OrNil()
	}
	p := ps.Numbered(m.Phase)
	if p == nil || p.ClosedOn != nil {
		return m, start, fault.ErrWrongState
	}
	m.From = p.End
	switch {
	case m.To.Before(p.Start):
		v.Add("to", "date_order")
	case m.To.Equal(p.End):
		v.Add("to", "same_day")
	case Until(p.Start, m.To).Count > MostDays:
		v.Add("to", "too_long_days", MostDays)
	}
	if len(v.Problems) > 0 {
		return m, start, v.OrNil()
	}
	p.Length = Until(p.Start, m.To)
	ps.Set(start)
	return m, start, nil
}
