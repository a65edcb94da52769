package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
)

var roles = map[org.Role]string{
	org.MedicalLead:       i18n.Mark("Medicinskt ledningsansvarig läkare"),
	org.UnitManager:       i18n.Mark("Vårdenhetschef"),
	org.Delegate:          i18n.Mark("Delegerad"),
	org.HeadOfDepartment:  i18n.Mark("Verksamhetschef"),
	org.Convener:          i18n.Mark("Sammanställande"),
	org.Chair:             i18n.Mark("Ordförande"),
	org.ProcessSupport:    i18n.Mark("Processtöd"),
	org.ProgramAreaChair:  i18n.Mark("Ordförande i mottagande organ"),
	org.ProgramAreaMember: i18n.Mark("Ledamot i programområdet"),
	org.Observer:          i18n.Mark("Läsare"),
	org.Administrator:     i18n.Mark("Systemförvaltare"),
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
