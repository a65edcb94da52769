package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// PersonNominationID is a nomination's identity.
type PersonNominationID int64

// AssignmentKind is what somebody is nominated to.
type AssignmentKind string

// The kinds, as the programme areas' own mandate names them.
const (
	ToNationalArea       AssignmentKind = "national_area"
	ToWorkingGroup       AssignmentKind = "working_group"
	ToCollaborationGroup AssignmentKind = "collaboration_group"
	ToOther              AssignmentKind = "other"
)

// AssignmentKinds lists them, in the order they are chosen among.
func AssignmentKinds() []AssignmentKind {
	return []AssignmentKind{ToNationalArea, ToWorkingGroup, ToCollaborationGroup, ToOther}
}

// PersonNomination is somebody's request for names.
type PersonNomination struct {
	ID         PersonNominationID
	GroupID    org.GroupID
	Title      string // what to
	Kind       AssignmentKind
	AskedBy    string // from whom, in words
	ReceivedOn time.Time
	DueOn      time.Time
	Competence string // what is looked for
	Link       string
	Note       string
	ClosedAt   *time.Time // nil while it goes on
	ClosedBy   org.PersonID
	Version    int
}

// Check lists what is wrong with the nomination at its fields, or nil.
func (n PersonNomination) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", n.Title, 200)
	quality.NeededText(&v, "asked_by", n.AskedBy, 200)
	quality.FreeText(&v, "competence", n.Competence, 2000)
	quality.FreeText(&v, "note", n.Note, 5000)
	checkLink(&v, "link", n.Link)
	neededDays(&v, namedDay{"received_on", n.ReceivedOn}, namedDay{"due_on", n.DueOn})
	if !n.DueOn.IsZero() && n.DueOn.Before(n.ReceivedOn) {
		v.Add("due_on", "date_order")
	}
	switch n.Kind {
	case ToNationalArea, ToWorkingGroup, ToCollaborationGroup, ToOther:
	default:
		v.Add("kind", "unknown_choice")
	}
	return v.OrNil()
}

// NomineeID is the identity of somebody who is nominated.
type NomineeID int64

// NomineeState is how far somebody's nomination has come.
type NomineeState string

// The states.
const (
	NomineeAsked        NomineeState = "asked"         // whether they want to
	NomineeProposed     NomineeState = "proposed"      // within the group
	NomineeNominated    NomineeState = "nominated"     // to whoever asked
	NomineeAppointed    NomineeState = "appointed"     // for a time
	NomineeNotAppointed NomineeState = "not_appointed" // others were
	NomineeDeclined     NomineeState = "declined"      // they did not want to
)

// NomineeStates lists them, in the order they are shown.
func NomineeStates() []NomineeState {
	return []NomineeState{NomineeAsked, NomineeProposed, NomineeNominated, NomineeAppointed, NomineeNotAppointed, NomineeDeclined}
}

// Settled reports whether nothing more comes of it.
func (s NomineeState) Settled() bool { return s == NomineeNotAppointed || s == NomineeDeclined }

// Nominee is somebody who may be nominated, with an account or without.
type Nominee struct {
	ID           NomineeID
	GroupID      org.GroupID
	NominationID PersonNominationID
	PersonID     org.PersonID // zero for somebody without an account
	Name         string
	Email        string
	Competence   string
	Profession   string
	Organisation string
	RegionID     org.RegionID // zero for none
	State        NomineeState
	TermFrom     *time.Time // of the assignment
	TermTo       *time.Time
	Note         string
	Version      int
}

// Check lists what is wrong with the nominee at the fields, or nil. Somebody who is
// appointed has a first day.
func (n Nominee) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "name", n.Name, 100)
	quality.FreeText(&v, "competence", n.Competence, 200)
	quality.FreeText(&v, "profession", n.Profession, 100)
	quality.FreeText(&v, "organisation", n.Organisation, 200)
	quality.FreeText(&v, "note", n.Note, 2000)
	if len(n.Email) > 200 {
		v.Add("email", "too_long", 200)
	}
	known := false
	for _, s := range NomineeStates() {
		known = known || s == n.State
	}
	if !known {
		v.Add("state", "unknown_choice")
	}
	if n.State == NomineeAppointed && n.TermFrom == nil {
		v.Add("term_from", "required")
	}
	if n.TermFrom != nil && n.TermTo != nil && n.TermTo.Before(*n.TermFrom) {
		v.Add("term_to", "date_order")
	}
	return v.OrNil()
}

// Declares reports whether a declaration of interests is wanted from them on the day: not
// when nothing comes of the nomination, nor after the assignment.
func (n Nominee) Declares(today time.Time) bool {
	return !n.State.Settled() && (n.TermTo == nil || !n.TermTo.Before(today))
}
