package words

import (
	"context"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// AuditAction is what was done, in words; an action without words stands as it is.
func AuditAction(ctx context.Context, action string) string {
	if text, known := actions[action]; known {
		return i18n.T(ctx, text)
	}
	return action
}

// AuditField is a part of what the log keeps.
type AuditField struct {
	Key    string
	Word   string
	Naming bool // says which thing it is, and is shown even when it did not change
}

// AuditFields are the parts of what the log keeps, in the order they are shown.
// What is not among them is not for reading.
func AuditFields(ctx context.Context) []AuditField {
	fields := make([]AuditField, len(auditFields))
	for n, f := range auditFields {
		fields[n] = AuditField{Key: f.key, Word: i18n.T(ctx, f.word), Naming: f.naming}
	}
	return fields
}

var figureStates = map[string]string{
	string(quality.Reported):      i18n.Mark("Lämnad"),
	string(quality.Missing):       i18n.Mark("Uppgift saknas"),
	string(quality.NotApplicable): i18n.Mark("Ej tillämpligt"),
}

// reminderStates are a reminder's states in the log.
var reminderStates = map[string]string{
	"queued":    i18n.Mark("I kö"),
	"sending":   i18n.Mark("Skickas"),
	"sent":      i18n.Mark("Skickad"),
	"failed":    i18n.Mark("Gick inte att skicka"),
	"cancelled": i18n.Mark("Behövdes inte"),
	"unsure":    i18n.Mark("Oklart om den kom fram"),
}

// ReminderState is a reminder's state in words.
func ReminderState(ctx context.Context, state string) string {
	return i18n.T(ctx, reminderStates[state])
}

// AuditValue is a value the log keeps of the part, in words where it is one of the
// domain's own.
func AuditValue(ctx context.Context, key, value string) string {
	word := ""
	switch key {
	case "category":
		word = Category(ctx, quality.Category(value))
	case "scope":
		word = Scope(ctx, quality.Scope(value))
	case "direction":
		word = Direction(ctx, quality.Direction(value))
	case "certainty":
		word = Certainty(ctx, quality.Certainty(value))
	case "kind":
		word = TargetKind(ctx, quality.TargetKind(value))
	case "role":
		word = Role(ctx, org.Role(value))
	case "profession":
		word = Profession(ctx, org.Profession(value))
	case "method":
		word = SignInMethod(ctx, value)
	case "participation":
		word = Participation(ctx, org.Participation(value))
	case "collection_months":
		if months, err := strconv.Atoi(value); err == nil {
			word = ReportingLength(ctx, months)
		}
	case "reported_by", "care_level":
		word = CareLevel(ctx, org.CareLevel(value))
	case "state":
		if text, known := figureStates[value]; known {
			return i18n.T(ctx, text)
		}
		if text, known := reminderStates[value]; known {
			return i18n.T(ctx, text)
		}
		word = SubmissionState(ctx, quality.SubmissionState(value))
	case "task_state":
		word = TaskState(ctx, improvement.TaskState(value))
	case "period":
		if p, ok := quality.ParsePeriod(value); ok {
			word = Period(ctx, p)
		}
	case "support_state":
		word = SupportState(ctx, improvement.SupportState(value))
	case "method_direction", "method_kind", "method_state", "method_outcome":
		word = auditMethod(ctx, key, value)
	case "document_kind", "document_state", "document_readers", "link_kind", "recipient_direction":
		word = auditDocument(ctx, key, value)
	case "example_state":
		word = ExampleState(ctx, improvement.ExampleState(value))
	case "adoption":
		word = AdoptionState(ctx, improvement.AdoptionState(value))
	case "marks":
		word = CareMark(ctx, quality.CareMark(value))
	case "carries":
		word = Carries(ctx, quality.Carries(value))
	case "proposal_state":
		word = ProposalState(ctx, quality.ProposalState(value))
	case "stand":
		word = Stand(ctx, quality.StandKind(value))
	case "note_kind":
		word = NoteKind(ctx, quality.TimeNoteKind(value))
	case "decision":
		word = DecisionKind(ctx, quality.LineDecisionKind(value))
	case "local_state":
		word = LocalState(ctx, quality.LocalState(value))
	case "milestone_state":
		word = MilestoneState(ctx, quality.MilestoneState(value))
	case "level":
		word = HigherLevel(ctx, quality.HigherLevel(value))
	case "team_state", "member_kind", "competence", "rhythm", "team_figure":
		word = auditTeam(ctx, key, value)
	case "action_kind", "action_state", "priority", "origin", "outcome", "need_kind", "need_state":
		word = auditAction(ctx, key, value)
	case "pathway_state", "unit_state", "core_kind":
		word = auditPathway(ctx, key, value)
	case "consultation_state", "view_state", "nominee_state", "outlook_state":
		word = auditArea(ctx, key, value)
	case "open_kind", "audience", "conformance", "feedback_kind", "feedback_state":
		word = auditOpen(ctx, key, value)
	case "meeting_kind":
		word = MeetingKind(ctx, improvement.MeetingKind(value))
	case "meeting_state":
		word = MeetingState(ctx, improvement.MeetingState(value))
	case "matter_state":
		word = MatterState(ctx, improvement.MatterState(value))
	case "topic_kind":
		word = TopicKind(ctx, improvement.TopicKind(value))
	case "nomination_state":
		word = NominationState(ctx, improvement.NominationState(value))
	case "topic_outcome":
		word = TopicOutcome(ctx, improvement.Outcome(value))
	case "poor_quality_strength", "variation_strength":
		word = Strength(ctx, improvement.Strength(value))
	case "parties":
		word = Party(ctx, improvement.Party(value))
	case "section_state":
		word = SectionState(ctx, value)
	case "section_content":
		word = SectionContent(ctx, value)
	case "left_part", "right_part":
		word = Part(ctx, quality.Part(value))
	case "relation":
		word = Relation(ctx, quality.Relation(value))
	case "report_due": // "02-31", a day that there need not be
		if month, day, found := strings.Cut(value, "-"); found {
			m, _ := strconv.Atoi(month)
			d, _ := strconv.Atoi(day)
			word = DayOfYear(ctx, time.Month(m), d)
		}
	case "numerator", "denominator", "mean", "sd", "threshold", "second", "challenging", "rate_per", "scale_min", "scale_max":
		word = strings.Replace(value, ".", ",", 1)
	}
	if word == "" {
		return value
	}
	return word
}
