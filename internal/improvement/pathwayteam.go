package improvement

import (
	"slices"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// CoreKind is what somebody is in a core team (kärntrupp).
type CoreKind string

// The kinds.
const (
	CoreLead     CoreKind = "lead"
	CoreOrdinary CoreKind = "member"
	CoreExpert   CoreKind = "expert"  // sakkunnig
	CorePatient  CoreKind = "patient" // speaks for patients or relatives
)

// CoreKinds lists the kinds in the order they are shown.
func CoreKinds() []CoreKind { return []CoreKind{CoreLead, CoreOrdinary, CoreExpert, CorePatient} }

// CoreMember is somebody in the core team of an introduction, from the group or not.
type CoreMember struct {
	ID        CoreMemberID
	GroupID   org.GroupID
	PathwayID PathwayID
	PersonID  org.PersonID // zero for somebody without an account
	UnitID    org.UnitID   // the unit that they come from; zero for none of the group's
	Name      string
	// Email is how somebody without an account is known when they get one; "" for nobody.
	Email        string
	Kind         CoreKind
	Profession   org.Profession
	Competence   string // what they add: "hälsoekonom", "amning"
	Organisation string
	Version      int
}

// Check lists what is wrong with the member, or nil. Fields: "name", "email", "kind",
// "profession", "competence" and "organisation".
func (m CoreMember) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "name", m.Name, 100)
	if m.Email != "" && (!strings.Contains(strings.Trim(m.Email, "@"), "@") || strings.ContainsAny(m.Email, " \t\n<>")) {
		v.Add("email", "email_invalid")
	}
	if len(m.Email) > 200 {
		v.Add("email", "too_long", 200)
	}
	choice(&v, "kind", m.Kind, CoreKinds())
	choice(&v, "profession", m.Profession, []org.Profession{org.Physician, org.Nurse, org.OtherProfession})
	quality.NeededText(&v, "competence", m.Competence, MaxLine)
	quality.FreeText(&v, "organisation", m.Organisation, MaxLine)
	return v.OrNil()
}

// Is reports whether the member is the person: by the account, or for somebody who has got
// one since by the address, which an account has once and its owner has shown to be theirs.
func (m CoreMember) Is(p org.Person) bool {
	if m.PersonID != 0 {
		return m.PersonID == p.ID
	}
	return m.Email != "" && strings.EqualFold(m.Email, p.Email)
}

// CoreTeam is the core team of an introduction.
type CoreTeam []CoreMember

// Takes reports whether the person is in the team.
func (t CoreTeam) Takes(p org.Person) bool {
	return p.ID != 0 && slices.ContainsFunc(t, func(m CoreMember) bool { return m.Is(p) })
}

// TeamGap is something that a core team lacks.
type TeamGap struct {
	// OneProfession says that all are of it; "" when they are not.
	OneProfession org.Profession
	// Unit has nobody in the team; zero when it is about something else.
	Unit org.UnitID
}

// Gaps is what the team lacks: more than one profession, and somebody from each of the
// units. Those of other professions are of different ones when their competences are not
// the same. A patient or a relative is of no profession here. An empty team lacks nothing:
// it has not been chosen yet.
func (t CoreTeam) Gaps(units []org.UnitID) []TeamGap {
	if len(t) == 0 {
		return nil
	}
	var gaps []TeamGap
	professions := map[string]org.Profession{}
	for _, m := range t {
		if m.Kind == CorePatient {
			continue
		}
		name := string(m.Profession)
		if m.Profession == org.OtherProfession {
			name += " " + strings.ToLower(strings.TrimSpace(m.Competence))
		}
		professions[name] = m.Profession
	}
	if len(professions) == 1 {
		for _, only := range professions {
			gaps = append(gaps, TeamGap{OneProfession: only})
		}
	}
	for _, u := range units {
		if !slices.ContainsFunc(t, func(m CoreMember) bool { return m.UnitID == u }) {
			gaps = append(gaps, TeamGap{Unit: u})
		}
	}
	return gaps
}
