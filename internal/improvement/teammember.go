package improvement

import (
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// TeamMemberKind is as what somebody takes part in a team.
type TeamMemberKind string

// The kinds.
const (
	ExpertMember  TeamMemberKind = "expert"  // of the expert group
	LocalMember   TeamMemberKind = "local"   // of a unit's own improvement team
	InvitedMember TeamMemberKind = "invited" // asked in from outside the group
)

// TeamMemberKinds lists the kinds in the order they are shown.
func TeamMemberKinds() []TeamMemberKind {
	return []TeamMemberKind{ExpertMember, LocalMember, InvitedMember}
}

// Competence is what somebody brings.
type Competence string

// The competences.
const (
	Clinical       Competence = "clinical"
	ImprovingWork  Competence = "improvement"
	DataCompetence Competence = "data"
	PatientVoice   Competence = "patient" // patient or relative
	Leading        Competence = "leadership"
	OtherComp      Competence = "other"
)

// Competences lists the competences in the order they are shown.
func Competences() []Competence {
	return []Competence{Clinical, ImprovingWork, DataCompetence, PatientVoice, Leading, OtherComp}
}

// TeamMember is somebody who takes part in a team, with or without an account.
type TeamMember struct {
	ID       TeamMemberID
	TeamID   TeamID
	Kind     TeamMemberKind
	UnitID   org.UnitID   // of a LocalMember; zero for others
	PersonID org.PersonID // zero for somebody without an account
	// Name and the rest are as they were written, whatever happens to the person later.
	Name         string
	Email        string
	Competence   Competence
	Profession   string
	Organisation string
	Version      int
}

// Check lists what is wrong with the member, or nil. Fields: "kind", "unit", "name",
// "email", "competence", "profession" and "organisation".
func (m TeamMember) Check() error {
	var v fault.ValidationError
	choice(&v, "kind", m.Kind, TeamMemberKinds())
	switch {
	case m.Kind == LocalMember && m.UnitID == 0:
		v.Add("unit", "required")
	case m.Kind != LocalMember && m.UnitID != 0:
		v.Add("unit", "only_for_local")
	}
	quality.NeededText(&v, "name", m.Name, MaxLine)
	quality.FreeText(&v, "email", m.Email, MaxLine)
	if m.Email != "" && !strings.Contains(m.Email, "@") {
		v.Add("email", "email_invalid")
	}
	choice(&v, "competence", m.Competence, Competences())
	quality.FreeText(&v, "profession", m.Profession, MaxLine)
	quality.FreeText(&v, "organisation", m.Organisation, MaxLine)
	return v.OrNil()
}

// Takes reports whether the person is among those who take part.
func Takes(members []TeamMember, person org.PersonID) bool {
	for _, m := range members {
		if m.PersonID == person && person != 0 {
			return true
		}
	}
	return false
}

// ExpertGap is what an expert group lacks.
type ExpertGap string

// The gaps.
const (
	NoExperts        ExpertGap = "none"
	OneProfession    ExpertGap = "one_profession"
	NoPatientVoice   ExpertGap = "no_patient"
	NoImprovingWork  ExpertGap = "no_improvement"
	NoDataCompetence ExpertGap = "no_data"
)

// ExpertGaps is what the expert group lacks of what it should be made of: clinicians of more
// than one profession, somebody who knows improvement, somebody who knows figures, and a
// patient or a relative. A patient or relative is of no profession here.
func ExpertGaps(members []TeamMember) []ExpertGap {
	professions, has, experts := map[string]bool{}, map[Competence]bool{}, 0
	for _, m := range members {
		if m.Kind == LocalMember {
			continue
		}
		has[m.Competence] = true
		if m.Competence == PatientVoice || m.Kind == InvitedMember && m.Competence == OtherComp {
			continue
		}
		experts++
		if p := strings.ToLower(strings.TrimSpace(m.Profession)); p != "" {
			professions[p] = true
		}
	}
	if experts == 0 {
		return []ExpertGap{NoExperts}
	}
	var gaps []ExpertGap
	if experts > 1 && len(professions) == 1 {
		gaps = append(gaps, OneProfession)
	}
	for _, each := range []struct {
		competence Competence
		gap        ExpertGap
	}{{PatientVoice, NoPatientVoice}, {ImprovingWork, NoImprovingWork}, {DataCompetence, NoDataCompetence}} {
		if !has[each.competence] {
			gaps = append(gaps, each.gap)
		}
	}
	return gaps
}
