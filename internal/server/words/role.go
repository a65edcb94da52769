package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
)

var roles = map[org.Role]string{
	org.MedicalLead:           i18n.Mark("Medicinskt ledningsansvarig läkare"),
	org.UnitManager:           i18n.Mark("Vårdenhetschef"),
	org.Delegate:              i18n.Mark("Delegerad"),
	org.HeadOfDepartment:      i18n.Mark("Verksamhetschef"),
	org.Convener:              i18n.Mark("Sammanställande"),
	org.Chair:                 i18n.Mark("Ordförande"),
	org.ProcessSupport:        i18n.Mark("Processtöd"),
	org.ProgramAreaChair:      i18n.Mark("Ordförande i mottagande organ"),
	org.ProgramAreaMember:     i18n.Mark("Ledamot i programområdet"),
	org.PatientRepresentative: i18n.Mark("Patientföreträdare"),
	org.Invited:               i18n.Mark("Inbjuden"),
	org.Observer:              i18n.Mark("Läsare"),
	org.Administrator:         i18n.Mark("Systemförvaltare"),
}

// withinText are the roles as they stand within a sentence.
var withinText = map[org.Role]string{
	org.MedicalLead:           i18n.Mark("medicinskt ledningsansvarig läkare"),
	org.UnitManager:           i18n.Mark("vårdenhetschef"),
	org.Delegate:              i18n.Mark("delegerad"),
	org.HeadOfDepartment:      i18n.Mark("verksamhetschef"),
	org.Convener:              i18n.Mark("sammanställande"),
	org.Chair:                 i18n.Mark("ordförande"),
	org.ProcessSupport:        i18n.Mark("processtöd"),
	org.ProgramAreaChair:      i18n.Mark("ordförande i mottagande organ"),
	org.ProgramAreaMember:     i18n.Mark("ledamot i programområdet"),
	org.PatientRepresentative: i18n.Mark("patientföreträdare"),
	org.Invited:               i18n.Mark("inbjuden"),
	org.Observer:              i18n.Mark("läsare"),
	org.Administrator:         i18n.Mark("systemförvaltare"),
}

// RoleWithin is the role as it stands within a sentence.
func RoleWithin(ctx context.Context, role org.Role) string { return i18n.T(ctx, withinText[role]) }

// RoleFor is the role in words, with for whom it is held: "Läsare, Regionsjukvårdsledningen".
func RoleFor(ctx context.Context, role org.Role, represents string) string {
	if represents == "" {
		return Role(ctx, role)
	}
	return Role(ctx, role) + ", " + represents
}

// Role is the role in words.
func Role(ctx context.Context, role org.Role) string { return i18n.T(ctx, roles[role]) }

var professions = map[org.Profession]string{
	org.Physician:       i18n.Mark("Läkare"),
	org.Nurse:           i18n.Mark("Sjuksköterska"),
	org.OtherProfession: i18n.Mark("Annan"),
}

// Profession is the profession in words.
func Profession(ctx context.Context, p org.Profession) string { return i18n.T(ctx, professions[p]) }
