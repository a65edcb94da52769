package improvement

import (
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// RegionViewState is how far a region has come with its view on a consultation.
type RegionViewState string

// The states.
const (
	ViewNone     RegionViewState = ""         // nobody there has begun
	ViewWorking  RegionViewState = "working"  // being written
	ViewGiven    RegionViewState = "given"    // to be taken into the answer
	ViewRefrains RegionViewState = "refrains" // the region has nothing to say
)

// MaxView is the most characters of a region's view.
const MaxView = 15_000

// RegionView is what one region thinks of what a consultation proposes.
type RegionView struct {
	GroupID        org.GroupID
	ConsultationID ConsultationID
	RegionID       org.RegionID
	State          RegionViewState
	Body           string
	WrittenBy      org.PersonID
	WrittenAt      time.Time
	GivenAt        *time.Time // when it was given, or the region said that it has none
	Version        int        // zero before anybody has begun
}

// Done reports whether nobody has to wait for the region any more.
func (v RegionView) Done() bool { return v.State == ViewGiven || v.State == ViewRefrains }

// Late reports whether the view came after the group's own last day, or has not come
// though the day has passed. today is the day where the clinics are, and loc their time.
func (v RegionView) Late(due, today time.Time, loc *time.Location) bool {
	if v.GivenAt != nil {
		return org.DayOf(v.GivenAt.In(loc)).After(due)
	}
	return today.After(due)
}

// ViewWriting is what somebody writes of a region's view.
type ViewWriting struct {
	State RegionViewState // ViewWorking, ViewGiven or ViewRefrains
	Body  string
	At    time.Time
	By    org.PersonID
}

// Write is the view with what was written; a view that is given needs words, at "body".
// That of a consultation whose answer is handed over is fixed: fault.ErrWrongState.
func (v RegionView) Write(c Consultation, w ViewWriting) (RegionView, error) {
	if c.State != ConsultationOpen {
		return v, fault.ErrWrongState
	}
	var invalid fault.ValidationError
	switch w.State {
	case ViewGiven:
		quality.NeededText(&invalid, "body", w.Body, MaxView)
	case ViewWorking, ViewRefrains:
		quality.FreeText(&invalid, "body", w.Body, MaxView)
	default:
		invalid.Add("state", "unknown_choice")
	}
	if err := invalid.OrNil(); err != nil {
		return v, err
	}
	done := v.Done()
	v.State, v.Body, v.WrittenBy, v.WrittenAt = w.State, w.Body, w.By, w.At
	switch {
	case !v.Done():
		v.GivenAt = nil
	case !done: // a view that is changed was given when it first was
		v.GivenAt = &w.At
	}
	return v, nil
}

// Region is a region with units in a group.
type Region struct {
	ID   org.RegionID
	Name string
}

// RegionNames are the regions' names after each other.
func RegionNames(regions []Region) string {
	var names []string
	for _, r := range regions {
		names = append(names, r.Name)
	}
	return strings.Join(names, ", ")
}

// RegionsOf are the regions of the units, each once, in the units' order.
func RegionsOf(units []org.Unit) []Region {
	var list []Region
	seen := map[org.RegionID]bool{}
	for _, u := range units {
		if !seen[u.RegionID] {
			seen[u.RegionID] = true
			list = append(list, Region{u.RegionID, u.RegionName})
		}
	}
	return list
}
