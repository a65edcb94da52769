package improvement

import (
	"slices"
	"time"

	"samsyn/internal/org"
)

// DutyKind is what waits to be done for the programme area.
type DutyKind string

// The kinds.
const (
	GiveView          DutyKind = "give_view"
	WriteAnswer       DutyKind = "write_answer"
	ApproveAnswer     DutyKind = "approve_answer"
	SendAnswer        DutyKind = "send_answer"
	NameNominees      DutyKind = "name_nominees"
	Declare           DutyKind = "declare"
	HandleDeclaration DutyKind = "handle_declaration"
	EndWorkingGroup   DutyKind = "end_working_group"
	PlanChair         DutyKind = "plan_chair"
)

// How many days before its day a thing begins to wait for somebody.
const (
	declarationBefore  = 30
	workingGroupBefore = 30
	chairBefore        = 120
)

// Duty is one thing that waits, and for whom.
type Duty struct {
	Kind  DutyKind
	ID    int64 // of the thing, by Kind: a consultation, a nomination, a nominee, a working group, a term
	Title string
	Due   time.Time // zero when it has no day
	// Region is whose view is waited for.
	Region Region
	// PersonID is the one person it waits for, Role the role; with neither it waits for
	// those who may do Needs.
	PersonID org.PersonID
	Role     org.Role
	Needs    org.Action
}

// Of reports whether the duty is the actor's in the group; units are the group's.
func (d Duty) Of(actor org.Actor, group org.GroupID, units []org.Unit) bool {
	switch {
	case d.PersonID != 0:
		return d.PersonID == actor.Person.ID
	case d.Role != "":
		return actor.Has(d.Role, group)
	case d.Region.ID != 0:
		return MaySpeakFor(actor, group, d.Region.ID, units)
	}
	return actor.May(d.Needs, group, 0)
}

// MaySpeakFor reports whether the actor is one of the region's people in the group, whose
// word is the region's.
func MaySpeakFor(actor org.Actor, group org.GroupID, region org.RegionID, units []org.Unit) bool {
	return slices.ContainsFunc(units, func(u org.Unit) bool { return u.RegionID == region && actor.May(org.TakeStand, group, u.ID) })
}

// DeclaringNominee is somebody who is nominated, with their last declaration.
type DeclaringNominee struct {
	Nominee
	Assignment  string // what they are nominated to
	DueOn       time.Time
	Closed      bool                        // the nomination
	Declaration InterestDeclarationStanding // zero for none
}

// Area is what a programme area has on its hands.
type Area struct {
	Settings      AreaSettings
	Regions       []Region
	Consultations []Consultation // that wait
	Views         []RegionView   // of those
	Nominations   []PersonNomination
	Nominees      []DeclaringNominee
	WorkingGroups []WorkingGroup // that have not ended
	Terms         []ChairTerm    // in the order of their days
	// Held are the roles that are held in the group on the day, by those who have not left.
	Held []org.Membership
}

// answered reports whether somebody in the group sees to the answer: its owner may have left
// since, or nobody hold the role that was to see to it.
func (a Area) answered(c Consultation) bool {
	return slices.ContainsFunc(a.Held, func(m org.Membership) bool {
		actor := org.Actor{Person: org.Person{ID: m.PersonID}, Memberships: []org.Membership{m}}
		return c.OwnedBy(actor) && actor.May(org.Discuss, c.GroupID, 0)
	})
}

// View is the region's view on the consultation; one that nobody has begun has no state.
func (a Area) View(c ConsultationID, region org.RegionID) RegionView {
	for _, v := range a.Views {
		if v.ConsultationID == c && v.RegionID == region {
			return v
		}
	}
	return RegionView{ConsultationID: c, RegionID: region}
}

// Silent are the regions that have not said their word on the consultation.
func (a Area) Silent(c ConsultationID) []Region {
	return slices.DeleteFunc(slices.Clone(a.Regions), func(r Region) bool { return a.View(c, r.ID).Done() })
}

// Duties are what waits on the day, by their days; those without a day last.
func (a Area) Duties(today time.Time) []Duty {
	var list []Duty
	for _, c := range a.Consultations {
		list = append(list, a.answerDuties(c, today)...)
	}
	for _, n := range a.Nominations {
		if n.ClosedAt == nil {
			list = append(list, Duty{Kind: NameNominees, ID: int64(n.ID), Title: n.Title, Due: n.DueOn, Needs: org.ManageArea})
		}
	}
	for _, n := range a.Nominees {
		list = append(list, n.duties(today)...)
	}
	for _, g := range a.WorkingGroups {
		if !g.To.After(today.AddDate(0, 0, workingGroupBefore)) {
			list = append(list, Duty{Kind: EndWorkingGroup, ID: int64(g.ID), Title: g.Title, Due: g.To, Needs: org.ManageArea})
		}
	}
	if r := RotationOn(a.Terms, a.Regions, a.Settings, today); r.Now != nil && r.Next == nil && !r.Now.To.After(today.AddDate(0, 0, chairBefore)) {
		list = append(list, Duty{Kind: PlanChair, ID: int64(r.Now.ID), Title: r.Turn.Name, Due: r.Now.To, Needs: org.ManageArea})
	}
	slices.SortStableFunc(list, func(x, y Duty) int {
		if x.Due.IsZero() != y.Due.IsZero() {
			if x.Due.IsZero() {
				return 1
			}
			return -1
		}
		return x.Due.Compare(y.Due)
	})
	return list
}

// answerDuties are what waits for a consultation to be answered. The answer is written
// when every region has said its word, or the day for that has passed: by its owner, and
// by those who see to the area when the group has none any more.
func (a Area) answerDuties(c Consultation, today time.Time) []Duty {
	d := Duty{ID: int64(c.ID), Title: c.Title, Due: c.DueOn, Needs: org.ManageArea}
	switch c.State {
	case ConsultationReady:
		d.Kind, d.Needs = ApproveAnswer, org.ApproveAnswers
		return []Duty{d}
	case ConsultationApproved:
		d.Kind = SendAnswer
		return []Duty{d}
	case ConsultationOpen:
	default:
		return nil
	}
	var list []Duty
	for _, r := range a.Silent(c.ID) {
		list = append(list, Duty{Kind: GiveView, ID: d.ID, Title: c.Title, Due: c.ViewsDueOn, Region: r})
	}
	if len(list) == 0 || c.ViewsDueOn.Before(today) {
		d.Kind = WriteAnswer
		if a.answered(c) {
			d.PersonID, d.Role = c.OwnerID, c.OwnerRole
		}
		list = append(list, d)
	}
	return list
}

// handleWithin is how many days those who handle a declaration have, when the nomination's
// own day comes earlier: somebody who is appointed declares anew long after that.
const handleWithin = 14

func (n DeclaringNominee) duties(today time.Time) []Duty {
	if !n.Declares(today) || n.Closed && n.State != NomineeAppointed {
		return nil
	}
	var list []Duty
	d := Duty{ID: int64(n.ID), Title: n.Assignment, Due: n.DueOn, PersonID: n.PersonID}
	if n.Declaration.Valid(today) {
		d.Due = n.Declaration.ValidUntil
	}
	if !n.Declaration.Valid(today.AddDate(0, 0, declarationBefore)) {
		d.Kind = Declare
		if n.PersonID == 0 {
			d.Needs = org.HandleDeclarations
		}
		list = append(list, d)
	}
	if n.Declaration.ID != 0 && n.Declaration.HandledAt == nil && n.Declaration.ThinnedAt == nil {
		due := org.DayOf(n.Declaration.GivenAt).AddDate(0, 0, handleWithin)
		if due.Before(n.DueOn) {
			due = n.DueOn
		}
		list = append(list, Duty{Kind: HandleDeclaration, ID: int64(n.ID), Title: n.Assignment, Due: due, Needs: org.HandleDeclarations})
	}
	return list
}

// Unrepresented are the regions that nobody in the group is of; spoken are those that
// somebody is.
func Unrepresented(regions []Region, spoken map[org.RegionID]bool) []Region {
	return slices.DeleteFunc(slices.Clone(regions), func(r Region) bool { return spoken[r.ID] })
}
