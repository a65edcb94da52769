package org

import "time"

// Role is what a person is in a group, or in the installation.
type Role string

// The roles, named by the field's glossary.
const (
	MedicalLead           Role = "medical_lead"           // MLA
	UnitManager           Role = "unit_manager"           // vårdenhetschef
	Delegate              Role = "delegate"               // delegerad, in either's place
	HeadOfDepartment      Role = "head_of_department"     // verksamhetschef
	Convener              Role = "convener"               // sammanställande
	Chair                 Role = "chair"                  // ordförande
	ProcessSupport        Role = "process_support"        // processtöd
	ProgramAreaChair      Role = "program_area_chair"     // leads the receiving programme area
	ProgramAreaMember     Role = "program_area_member"    // member of the receiving programme area
	PatientRepresentative Role = "patient_representative" // patientföreträdare: speaks for patients and relatives
	Invited               Role = "invited"                // inbjuden: takes part in a team or a core team without being of a clinic
	Observer              Role = "observer"               // reads what is published
	Administrator         Role = "administrator"          // accounts, never content
)

// Roles lists every role, in the order they are shown.
func Roles() []Role {
	return []Role{MedicalLead, UnitManager, Delegate, HeadOfDepartment, Convener, Chair,
		ProcessSupport, ProgramAreaChair, ProgramAreaMember, PatientRepresentative, Invited, Observer, Administrator}
}

// OfUnit reports whether the role is held at a unit.
func (r Role) OfUnit() bool {
	switch r {
	case MedicalLead, UnitManager, Delegate, HeadOfDepartment:
		return true
	}
	return false
}

// Valid reports whether r is one of the roles.
func (r Role) Valid() bool {
	for _, known := range Roles() {
		if r == known {
			return true
		}
	}
	return false
}

// Membership is one role a person holds for a time. GroupID is zero for an
// administrator; UnitID is zero for roles that are not held at a unit.
type Membership struct {
	ID       MembershipID
	PersonID PersonID
	GroupID  GroupID
	UnitID   UnitID
	Role     Role
	From     time.Time
	To       *time.Time // last day; nil while it lasts
	// Represents is for whom somebody outside the group reads, in words: "" for the
	// group's own people, and where nobody has said.
	Represents string
}

// ActiveOn reports whether the role is held on the day.
func (m Membership) ActiveOn(day time.Time) bool {
	return !m.From.After(day) && (m.To == nil || !m.To.Before(day))
}

// Actor is a person doing something now, with the roles held today. The server
// makes it once for each request; everything below gets it as an argument.
type Actor struct {
	Person      Person
	Memberships []Membership
	// ClientAddress and RequestID go into the audit row of what the actor does.
	ClientAddress string
	RequestID     string
}

// Groups lists the groups the actor belongs to, each once, in order of membership.
func (a Actor) Groups() []GroupID {
	var groups []GroupID
	seen := map[GroupID]bool{}
	for _, m := range a.Memberships {
		if m.GroupID != 0 && !seen[m.GroupID] {
			seen[m.GroupID] = true
			groups = append(groups, m.GroupID)
		}
	}
	return groups
}

// Units lists the units the actor reports for in the group, each once.
func (a Actor) Units(group GroupID) []UnitID {
	var units []UnitID
	seen := map[UnitID]bool{}
	for _, m := range a.Memberships {
		if m.GroupID == group && m.Role.Reports() && !seen[m.UnitID] {
			seen[m.UnitID] = true
			units = append(units, m.UnitID)
		}
	}
	return units
}

// Has reports whether the actor holds the role in the group (zero for none).
func (a Actor) Has(role Role, group GroupID) bool {
	for _, m := range a.Memberships {
		if m.Role == role && m.GroupID == group {
			return true
		}
	}
	return false
}

// OfMember reports whether whoever holds the role is one of the group's members, from
// among whom its coordinator is taken.
func (r Role) OfMember() bool { return r.Reports() || r == Chair || r == ProcessSupport }

// Outside reports whether the role is that of a reader outside the group, who can read
// for a body.
func (r Role) Outside() bool {
	return r == ProgramAreaChair || r == ProgramAreaMember || r.Guest()
}

// Guest reports whether the role opens only what the group has published, and what its
// holder has been asked into: that of an observer, of somebody invited, of a patients' voice.
func (r Role) Guest() bool { return r == Observer || r == Invited || r == PatientRepresentative }

// Reports reports whether whoever holds the role reports for a unit.
func (r Role) Reports() bool { return r == MedicalLead || r == UnitManager || r == Delegate }
