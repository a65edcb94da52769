package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
)

// PermissionRoom is actions that belong together, in the order they are told.
type PermissionRoom struct {
	ID      string // for addresses within a page
	title   string
	Actions []org.Action
}

// Title is what the room is called.
func (r PermissionRoom) Title(ctx context.Context) string { return i18n.T(ctx, r.title) }

// PermissionRooms lists every action there is, room by room.
func PermissionRooms() []PermissionRoom {
	return []PermissionRoom{
		{"inrapportering", i18n.Mark("Inrapportering"), []org.Action{
			org.EnterFigures, org.ViewUnitEntries, org.ApproveFigures, org.AcknowledgeFigures, org.ViewBoard, org.RemindUnits, org.ViewReadings, org.AppointDeputy}},
		{"resultat", i18n.Mark("Resultat"), []org.Action{org.ViewResults, org.ViewUnmasked}},
		{"mal", i18n.Mark("Mål och mått"), []org.Action{
			org.ProposeGoals, org.TakeStand, org.DecideGoals, org.EditIndicators, org.EditLocalGoals}},
		{"forbattring", i18n.Mark("Förbättring"), []org.Action{
			org.ViewWork, org.EditActions, org.LeadPathways, org.Discuss, org.AskSupport, org.GiveSupport}},
		{"arsrapport", i18n.Mark("Årsrapport"), []org.Action{
			org.ViewPublished, org.ViewReport, org.WriteReport, org.AnswerReport, org.FixReport, org.PublishReport, org.AcknowledgeReport}},
		{"gruppen", i18n.Mark("Gruppen"), []org.Action{
			org.ViewGroup, org.AskMatter, org.DecideLifted, org.ManageMeetings, org.EditYear, org.AcknowledgeMandate,
			org.AppointMembers, org.HandOver, org.EditGroup}},
		{"programomradet", i18n.Mark("Programområdet"), []org.Action{org.ManageArea, org.ApproveAnswers, org.HandleDeclarations}},
		{"oppet", i18n.Mark("Öppet för alla, och patienter"), []org.Action{
			org.OpenToAll, org.ConsentToOpen, org.CommentAsPatient, org.AnswerPatients}},
		{"konton", i18n.Mark("Konton"), []org.Action{org.ManageAccounts}},
	}
}

var permissions = map[org.Action]string{
	org.EnterFigures:       i18n.Mark("Fylla i, rätta och lämna in siffror"),
	org.ViewUnitEntries:    i18n.Mark("Se enhetens formulär, även innan det är inlämnat"),
	org.ApproveFigures:     i18n.Mark("Granska, godkänna, återlämna och fastställa siffror"),
	org.ViewBoard:          i18n.Mark("Se vilka som har lämnat in"),
	org.ViewReadings:       i18n.Mark("Se hur enheterna tolkar måtten"),
	org.AppointDeputy:      i18n.Mark("Utse en ersättare för en tid"),
	org.ViewResults:        i18n.Mark("Se resultat och jämförelser"),
	org.ViewUnmasked:       i18n.Mark("Se även tal som bygger på få barn"),
	org.ProposeGoals:       i18n.Mark("Föreslå mål och mått"),
	org.TakeStand:          i18n.Mark("Säga klinikens mening om ett förslag"),
	org.DecideGoals:        i18n.Mark("Välja mål och låsa målåret"),
	org.EditIndicators:     i18n.Mark("Ändra mål, mått, definitioner och målvärden"),
	org.EditLocalGoals:     i18n.Mark("Sätta enhetens egna mål och delmål"),
	org.ViewWork:           i18n.Mark("Se åtgärder, goda exempel, minnesanteckningar och beslut"),
	org.EditActions:        i18n.Mark("Skriva åtgärder, behov och goda exempel"),
	org.Discuss:            i18n.Mark("Läsa och skriva i gruppens samtal"),
	org.AskSupport:         i18n.Mark("Be om stöd för enheten"),
	org.GiveSupport:        i18n.Mark("Svara dem som ber om stöd"),
	org.ViewReport:         i18n.Mark("Läsa årsrapporten"),
	org.WriteReport:        i18n.Mark("Skriva årsrapporten och fråga enheterna"),
	org.AnswerReport:       i18n.Mark("Lämna enhetens synpunkter på årsrapporten"),
	org.FixReport:          i18n.Mark("Fastställa årsrapporten och skriva upp vart den har gått"),
	org.AcknowledgeReport:  i18n.Mark("Bekräfta att årsrapporten är mottagen"),
	org.ViewGroup:          i18n.Mark("Se gruppens medlemmar och datum"),
	org.AskMatter:          i18n.Mark("Ställa frågor till gruppen"),
	org.ManageMeetings:     i18n.Mark("Kalla till möten och skriva minnesanteckningar"),
	org.EditYear:           i18n.Mark("Ändra uppdrag och årshjul"),
	org.AcknowledgeMandate: i18n.Mark("Skriva under uppdraget för kliniken"),
	org.AppointMembers:     i18n.Mark("Ge och avsluta roller i gruppen"),
	org.EditGroup:          i18n.Mark("Ändra gruppens inställningar och enheter"),
	org.OpenToAll:          i18n.Mark("Välja vad alla får läsa utan att logga in"),
	org.ConsentToOpen:      i18n.Mark("Säga för enheten att ett gott exempel får läsas av alla"),
	org.CommentAsPatient:   i18n.Mark("Lämna synpunkter för patienter och närstående"),
	org.AnswerPatients:     i18n.Mark("Svara på synpunkter utifrån"),
	org.AcknowledgeFigures: i18n.Mark("Ta del av det som kliniken har lämnat in"),
	org.RemindUnits:        i18n.Mark("Påminna enheterna om siffror"),
	org.ViewPublished:      i18n.Mark("Läsa det som gruppen har publicerat"),
	org.PublishReport:      i18n.Mark("Publicera årsrapporten för alla"),
	org.DecideLifted:       i18n.Mark("Svara på frågor som gruppen har lyft"),
	org.HandOver:           i18n.Mark("Lämna över som sammanställande"),
	org.LeadPathways:       i18n.Mark("Leda införandet av vårdförlopp"),
	org.ManageAccounts:     i18n.Mark("Lägga upp konton, grupper och roller"),

	org.ManageArea:         i18n.Mark("Sköta remisser, nomineringar, arbetsgrupper och ordförandeskap"),
	org.ApproveAnswers:     i18n.Mark("Godkänna remissvar"),
	org.HandleDeclarations: i18n.Mark("Läsa och bedöma jävsdeklarationer"),
}

// Permission is what the action is, in words.
func Permission(ctx context.Context, a org.Action) string { return i18n.T(ctx, permissions[a]) }

var reaches = map[org.Reach]string{
	org.AtOwnUnit:  i18n.Mark("egen enhet"),
	org.InOwnGroup: i18n.Mark("hela gruppen"),
	org.Everywhere: i18n.Mark("alla grupper"),
}

// Reach is how far a permission goes, "" for nowhere.
func Reach(ctx context.Context, r org.Reach) string {
	if r == org.Nowhere {
		return ""
	}
	return i18n.T(ctx, reaches[r])
}

var shortRoles = map[org.Role]string{
	org.MedicalLead:           i18n.Mark("MLA"),
	org.UnitManager:           i18n.Mark("Vård\u00adenhets\u00adchef"),
	org.Delegate:              i18n.Mark("Dele\u00adgerad"),
	org.HeadOfDepartment:      i18n.Mark("Verk\u00adsamhets\u00adchef"),
	org.Convener:              i18n.Mark("Samman\u00adställande"),
	org.Chair:                 i18n.Mark("Ord\u00adförande"),
	org.ProcessSupport:        i18n.Mark("Process\u00adstöd"),
	org.ProgramAreaChair:      i18n.Mark("Mot\u00adtagare, ordf."),
	org.ProgramAreaMember:     i18n.Mark("Mot\u00adtagare, ledamot"),
	org.PatientRepresentative: i18n.Mark("Patient\u00adföre\u00adträdare"),
	org.Invited:               i18n.Mark("In\u00adbjuden"),
	org.Observer:              i18n.Mark("Läsare"),
	org.Administrator:         i18n.Mark("System\u00adförvaltare"),
}

// ShortRole is the role in as few letters as a narrow column takes.
func ShortRole(ctx context.Context, role org.Role) string { return i18n.T(ctx, shortRoles[role]) }
