package improvement

import (
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// MethodDirection is whether a method is on its way into care or out of it.
type MethodDirection string

// The directions.
const (
	MethodIn  MethodDirection = "in"  // introduced
	MethodOut MethodDirection = "out" // phased out: care that gives the patient no value
)

// MethodDirections lists the directions in the order they are shown.
func MethodDirections() []MethodDirection { return []MethodDirection{MethodIn, MethodOut} }

// MethodKind is what sort of thing it is.
type MethodKind string

// The kinds: the programme areas' mandate speaks of methods, ways of working and what care
// is offered, and of knowledge support.
const (
	WayOfWorking     MethodKind = "method" // a method or a way of working
	SupportOfKnowing MethodKind = "knowledge_support"
	CareOffer        MethodKind = "care_offer"
)

// MethodKinds lists the kinds in the order they are shown.
func MethodKinds() []MethodKind { return []MethodKind{WayOfWorking, SupportOfKnowing, CareOffer} }

// The limits of a method, in characters, and of when it is asked about again, in months.
const (
	MaxAddress     = 1000
	MostFollowUps  = 6
	LatestFollowUp = 60
	LastPosition   = 999
)

// Method is something that is introduced into care, or phased out of it, at the group's
// units.
type Method struct {
	ID        MethodID
	GroupID   org.GroupID
	Direction MethodDirection
	Kind      MethodKind
	Title     string
	Why       string
	Children  string // for which children
	// Source is what says that it is to be so, and SourceURL where that is read; "" for
	// nowhere.
	Source, SourceURL string
	DecidedBy         string
	DecidedOn         *time.Time
	Priority          int // as an action's
	// Position is the order among those that are as urgent, the lowest first.
	Position int
	// TargetOn is when it is to be so at every unit.
	TargetOn *time.Time
	// IndicatorID is the measure that follows it, zero for none.
	IndicatorID quality.IndicatorID
	Promises    []quality.PromiseID
	// FollowUpMonths are how many months after a unit has come all the way it is asked
	// again, the shortest first.
	FollowUpMonths []int
	// EndedOn is the last day that it is followed; nil while it is.
	EndedOn   *time.Time
	WrittenAt time.Time
	WrittenBy org.PersonID // zero when a command wrote it
	Version   int
}

// Followed reports whether units are to say how far they have come on the day.
func (m Method) Followed(day time.Time) bool { return m.EndedOn == nil || !m.EndedOn.Before(day) }

// Check lists what is wrong with the method, or nil. Fields: "direction", "kind", "title",
// "why", "children", "source", "source_url", "decided_by", "decided_on", "priority",
// "position", "target_on", "follow_up" and "ended_on".
func (m Method) Check() error {
	var v fault.ValidationError
	choice(&v, "direction", m.Direction, MethodDirections())
	choice(&v, "kind", m.Kind, MethodKinds())
	quality.NeededText(&v, "title", m.Title, MaxLine)
	quality.NeededText(&v, "why", m.Why, MaxLongText)
	quality.FreeText(&v, "children", m.Children, MaxText)
	quality.NeededText(&v, "source", m.Source, MaxText)
	checkWebLink(&v, "source_url", m.SourceURL)
	quality.FreeText(&v, "decided_by", m.DecidedBy, MaxLine)
	choice(&v, "priority", m.Priority, []int{HighPriority, MediumPriority, LowPriority})
	if m.Position < 0 || m.Position > LastPosition {
		v.Add("position", "out_of_range", 0, LastPosition)
	}
	withinIfGiven(&v, "decided_on", m.DecidedOn)
	withinIfGiven(&v, "target_on", m.TargetOn)
	withinIfGiven(&v, "ended_on", m.EndedOn)
	checkFollowUps(&v, m.FollowUpMonths)
	slices.SortStableFunc(v.Problems, func(a, b fault.Problem) int {
		return slices.Index(methodFields, a.Field) - slices.Index(methodFields, b.Field)
	})
	return v.OrNil()
}

// methodFields are the form's in their order.
var methodFields = []string{"direction", "kind", "title", "why", "children", "source", "source_url", "decided_by", "decided_on",
	"priority", "position", "target_on", "measure", "promises", "follow_up", "ended_on"}

// checkFollowUps: each month once, in order, none too far ahead.
func checkFollowUps(v *fault.ValidationError, months []int) {
	if len(months) > MostFollowUps {
		v.Add("follow_up", "too_many_follow_ups", MostFollowUps)
		return
	}
	for n, month := range months {
		if month < 1 || month > LatestFollowUp || n > 0 && month <= months[n-1] {
			v.Add("follow_up", "follow_up_months", LatestFollowUp)
			return
		}
	}
}
