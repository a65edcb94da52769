package org

import "samsyn/internal/fault"

// The most that a group's own numbers of members for each clinic can be, as the
// database has them.
const (
	MostMembersMin = 20
	MostMembersMax = 50
)

// MemberLimits is how many members a group wants from each clinic, both counted.
type MemberLimits struct {
	Min, Max int
}

// Check lists what is wrong with the numbers at "members_min" and "members_max", or nil.
func (l MemberLimits) Check() error {
	var v fault.ValidationError
	if l.Min < 1 || l.Min > MostMembersMin {
		v.Add("members_min", "out_of_range", 1, MostMembersMin)
	}
	if l.Max < 1 || l.Max > MostMembersMax {
		v.Add("members_max", "out_of_range", 1, MostMembersMax)
	} else if l.Max < l.Min {
		v.Add("members_max", "members_order")
	}
	return v.OrNil()
}

// Representative is somebody with a role at a unit on a day.
type Representative struct {
	Membership
	Person Person
}

// Counts reports whether the role is one of the members that the mandate asks each
// clinic for. A deputy stands in for somebody who is counted already, and a head of
// clinic sends members without being one.
func (r Representative) Counts() bool {
	return r.Role.Reports() && (r.Role != Delegate || r.To == nil)
}

// Shortage is something that a clinic's members lack.
type Shortage string

// The shortages.
const (
	NoMember      Shortage = "no_member"
	TooFew        Shortage = "too_few"
	TooMany       Shortage = "too_many"
	OneProfession Shortage = "one_profession" // a physician or a nurse is missing
)

// UnitComposition is who a unit has in the group, and what is lacking.
type UnitComposition struct {
	Unit Unit
	// Members is how many different people it has.
	Members int
	Lacks   []Shortage
	// Missing is the profession that nobody has, when one of the two is.
	Missing Profession
}

// Composition holds each unit's members on a day against what the group wants: so many
// people, and both physicians and nurses. A unit that only answers for process measures
// needs somebody to ask, and no more.
func Composition(units []Unit, members []Representative, limits MemberLimits) []UnitComposition {
	list := make([]UnitComposition, len(units))
	for n, u := range units {
		people, professions := map[PersonID]bool{}, map[Profession]bool{}
		for _, m := range members {
			if m.UnitID == u.ID && m.Counts() {
				people[m.PersonID], professions[m.Person.Profession] = true, true
			}
		}
		list[n] = UnitComposition{Unit: u, Members: len(people)}
		list[n].hold(professions, limits)
	}
	return list
}

func (c *UnitComposition) hold(professions map[Profession]bool, limits MemberLimits) {
	switch {
	case c.Members == 0:
		c.Lacks = append(c.Lacks, NoMember)
		return
	case c.Unit.Participation != Full:
		return
	case c.Members < limits.Min:
		c.Lacks = append(c.Lacks, TooFew)
	case c.Members > limits.Max:
		c.Lacks = append(c.Lacks, TooMany)
	}
	switch {
	case !professions[Physician] && professions[Nurse]:
		c.Missing = Physician
	case professions[Physician] && !professions[Nurse]:
		c.Missing = Nurse
	}
	// With room for one alone it cannot be both.
	if limits.Max > 1 && (c.Missing != "" || !professions[Physician]) {
		c.Lacks = append(c.Lacks, OneProfession)
	}
}
