package words

import (
	"context"
	"strconv"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
)

var consultationStates = map[improvement.ConsultationState]string{
	improvement.ConsultationOpen:     i18n.Mark("Samlar synpunkter"),
	improvement.ConsultationReady:    i18n.Mark("Väntar på ordföranden"),
	improvement.ConsultationApproved: i18n.Mark("Godkänt, ska skickas"),
	improvement.ConsultationSent:     i18n.Mark("Skickat"),
	improvement.ConsultationDeclined: i18n.Mark("Besvaras inte"),
}

// ConsultationState is how far the answer to a consultation has come, in words.
func ConsultationState(ctx context.Context, s improvement.ConsultationState) string {
	return i18n.T(ctx, consultationStates[s])
}

var regionViewStates = map[improvement.RegionViewState]string{
	improvement.ViewNone:     i18n.Mark("Inte påbörjat"),
	improvement.ViewWorking:  i18n.Mark("Arbetar"),
	improvement.ViewGiven:    i18n.Mark("Lämnat"),
	improvement.ViewRefrains: i18n.Mark("Avstår"),
}

// RegionViewState is how far a region has come with its view, in words.
func RegionViewState(ctx context.Context, s improvement.RegionViewState) string {
	return i18n.T(ctx, regionViewStates[s])
}

var assignmentKinds = map[improvement.AssignmentKind]string{
	improvement.ToNationalArea:       i18n.Mark("Nationellt programområde"),
	improvement.ToWorkingGroup:       i18n.Mark("Arbetsgrupp"),
	improvement.ToCollaborationGroup: i18n.Mark("Samverkansgrupp"),
	improvement.ToOther:              i18n.Mark("Annat uppdrag"),
}

// AssignmentKind is what somebody is nominated to, in words.
func AssignmentKind(ctx context.Context, k improvement.AssignmentKind) string {
	return i18n.T(ctx, assignmentKinds[k])
}

var nomineeStates = map[improvement.NomineeState]string{
	improvement.NomineeAsked:        i18n.Mark("Tillfrågad"),
	improvement.NomineeProposed:     i18n.Mark("Föreslagen"),
	improvement.NomineeNominated:    i18n.Mark("Nominerad"),
	improvement.NomineeAppointed:    i18n.Mark("Utsedd"),
	improvement.NomineeNotAppointed: i18n.Mark("Inte utsedd"),
	improvement.NomineeDeclined:     i18n.Mark("Tackade nej"),
}

// NomineeState is how far somebody's nomination has come, in words.
func NomineeState(ctx context.Context, s improvement.NomineeState) string {
	return i18n.T(ctx, nomineeStates[s])
}

var hindrances = map[improvement.Hindrance]string{
	improvement.NoHindrance:   i18n.Mark("Inget hinder"),
	improvement.PartHindrance: i18n.Mark("Hinder i vissa frågor"),
	improvement.FullHindrance: i18n.Mark("Hinder"),
}

// Hindrance is what was made of a declaration, in words.
func Hindrance(ctx context.Context, h improvement.Hindrance) string {
	return i18n.T(ctx, hindrances[h])
}

var workingGroupStandings = map[improvement.WorkingGroupStanding]string{
	improvement.WorkingGroupComing:  i18n.Mark("Börjar senare"),
	improvement.WorkingGroupRunning: i18n.Mark("Pågår"),
	improvement.WorkingGroupOverdue: i18n.Mark("Tiden är ute"),
	improvement.WorkingGroupEnded:   i18n.Mark("Avslutad"),
}

// WorkingGroupStanding is where a working group is in its time, in words.
func WorkingGroupStanding(ctx context.Context, s improvement.WorkingGroupStanding) string {
	return i18n.T(ctx, workingGroupStandings[s])
}

var outlookStates = map[improvement.OutlookState]string{
	improvement.OutlookNew:     i18n.Mark("Ny"),
	improvement.OutlookUsed:    i18n.Mark("Tagen vidare"),
	improvement.OutlookPutAway: i18n.Mark("Lagd åt sidan"),
}

// OutlookState is what became of a note of what happens elsewhere, in words.
func OutlookState(ctx context.Context, s improvement.OutlookState) string {
	return i18n.T(ctx, outlookStates[s])
}

var duties = map[improvement.DutyKind]string{
	improvement.GiveView:          i18n.Mark("Lämna synpunkter: %s"),
	improvement.WriteAnswer:       i18n.Mark("Skriv svaret: %s"),
	improvement.ApproveAnswer:     i18n.Mark("Godkänn svaret: %s"),
	improvement.SendAnswer:        i18n.Mark("Skicka svaret: %s"),
	improvement.NameNominees:      i18n.Mark("Nominera: %s"),
	improvement.Declare:           i18n.Mark("Lämna jävsdeklaration: %s"),
	improvement.HandleDeclaration: i18n.Mark("Läs en jävsdeklaration: %s"),
	improvement.EndWorkingGroup:   i18n.Mark("Avsluta eller förläng arbetsgruppen: %s"),
	improvement.PlanChair:         i18n.Mark("Planera nästa ordförande, på tur: %s"),
}

// Duty is what waits in a programme area's duties, in words.
func Duty(ctx context.Context, d improvement.Duty) string {
	return i18n.T(ctx, duties[d.Kind], d.Title)
}

// dutyPaths are where the things are that duties are about, before their ids.
var dutyPaths = map[improvement.DutyKind]string{
	improvement.GiveView: "/gruppen/remisser/", improvement.WriteAnswer: "/gruppen/remisser/", improvement.ApproveAnswer: "/gruppen/remisser/",
	improvement.SendAnswer: "/gruppen/remisser/", improvement.NameNominees: "/gruppen/nomineringar/", improvement.Declare: "/gruppen/jav/",
	improvement.HandleDeclaration: "/gruppen/jav/", improvement.EndWorkingGroup: "/gruppen/arbetsgrupper/",
}

// DutyURL is where the thing is that a duty is about.
func DutyURL(d improvement.Duty) string {
	if d.Kind == improvement.PlanChair {
		return "/gruppen/programomradet/ordforande"
	}
	return dutyPaths[d.Kind] + strconv.FormatInt(d.ID, 10)
}

// auditArea is a value the log keeps of a programme area's duties, in words.
func auditArea(ctx context.Context, key, value string) string {
	switch key {
	case "consultation_state":
		return ConsultationState(ctx, improvement.ConsultationState(value))
	case "view_state":
		return RegionViewState(ctx, improvement.RegionViewState(value))
	case "nominee_state":
		return NomineeState(ctx, improvement.NomineeState(value))
	}
	return OutlookState(ctx, improvement.OutlookState(value))
}
