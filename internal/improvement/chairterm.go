package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ChairTermID is the identity of a chair's turn.
type ChairTermID int64

// ChairTerm is a region's turn to lead the group.
type ChairTerm struct {
	ID       ChairTermID
	GroupID  org.GroupID
	RegionID org.RegionID
	PersonID org.PersonID // zero when not known, or without an account
	Name     string       // of somebody without an account
	From, To time.Time    // first and last day
	Note     string
	Version  int
}

// Check lists what is wrong with the turn at its fields, or nil. Two turns cannot be at
// the same time.
func (t ChairTerm) Check(others []ChairTerm) error {
	var v fault.ValidationError
	if t.RegionID == 0 {
		v.Add("region", "required")
	}
	quality.FreeText(&v, "name", t.Name, 100)
	quality.FreeText(&v, "note", t.Note, 2000)
	neededDays(&v, namedDay{"from_on", t.From}, namedDay{"to_on", t.To})
	if !t.From.IsZero() && !t.To.IsZero() && t.To.Before(t.From) {
		v.Add("to_on", "date_order")
	}
	for _, o := range others {
		if o.ID != t.ID && !o.To.Before(t.From) && !t.To.Before(o.From) {
			v.Add("from_on", "term_taken")
			break
		}
	}
	return v.OrNil()
}

// Rotation is where a group is in its chairs' turns.
type Rotation struct {
	Now, Next *ChairTerm // nil where none is planned
	// Turn is the region that has waited longest, to plan for; zero without regions.
	Turn Region
	// Begin and End are the days of a turn to plan.
	Begin, End time.Time
}

// RotationOn works out whose turn it is and who is next. terms are in the order of their
// days.
func RotationOn(terms []ChairTerm, regions []Region, s AreaSettings, today time.Time) Rotation {
	var r Rotation
	last := map[org.RegionID]time.Time{}
	r.Begin = today
	for n, t := range terms {
		switch {
		case !t.From.After(today) && !t.To.Before(today):
			r.Now = &terms[n]
		case t.From.After(today) && r.Next == nil:
			r.Next = &terms[n]
		}
		if t.To.After(last[t.RegionID]) {
			last[t.RegionID] = t.To
		}
		if !t.To.Before(r.Begin) {
			r.Begin = t.To.AddDate(0, 0, 1)
		}
	}
	for _, region := range regions {
		if r.Turn.ID == 0 || last[region.ID].Before(last[r.Turn.ID]) {
			r.Turn = region
		}
	}
	r.End = r.Begin.AddDate(0, s.TermMonths, -1)
	return r
}
