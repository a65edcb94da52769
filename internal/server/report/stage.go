package report

import (
	"context"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/i18n"
	"samsyn/templates/ui"
)

// stageWords is how far a report has come, in words.
func stageWords(ctx context.Context, s report.Stage) string {
	switch s {
	case report.StageDraft:
		return i18n.T(ctx, "Utkast")
	case report.StageOut:
		return i18n.T(ctx, "Ute för synpunkter")
	case report.StageFixed:
		return i18n.T(ctx, "Fastställd")
	case report.StageDelivered:
		return i18n.T(ctx, "Lämnad")
	case report.StagePresented:
		return i18n.T(ctx, "Redovisad")
	case report.StageAcknowledged:
		return i18n.T(ctx, "Mottagen")
	}
	return i18n.T(ctx, "Inte påbörjad")
}

// stageSteps is the report's way on the day, from the first draft to the receiver's word.
// A step that was never taken, such as asking the units, is not shown as taken when later
// ones have been; what goes on is the first after the last that is taken.
func stageSteps(ctx context.Context, s report.Standing, today time.Time) []ui.Step {
	out := report.ShutOf(s, today)
	var steps []ui.Step
	taken := -1 // the last step that is, whatever was passed over
	for _, stage := range report.Stages()[1:] {
		step := ui.Step{Text: stageWords(ctx, stage), State: ui.StepNext}
		var day *time.Time
		done := false
		switch stage {
		case report.StageDraft:
			done = out != report.NotAsked || s.Edition > 0 // until then it is what goes on
		case report.StageOut:
			done, day = s.RoundDue != nil && s.Edition > 0, s.RoundDue
		case report.StageFixed:
			done, day = s.Edition > 0, s.FixedAt
		case report.StageDelivered:
			done, day = s.DeliveredOn != nil, s.DeliveredOn
		case report.StagePresented:
			done, day = s.PresentedOn != nil, s.PresentedOn
		case report.StageAcknowledged:
			done, day = s.AcknowledgedOn != nil, s.AcknowledgedOn
		}
		if done {
			step.State, taken = ui.StepDone, len(steps)
		}
		if day != nil {
			step.Detail = i18n.LongDate(ctx, *day)
		}
		if stage == report.StageOut && day != nil {
			step.Detail = i18n.T(ctx, "Sista dag %s", i18n.LongDate(ctx, *day))
		}
		steps = append(steps, step)
	}
	if taken+1 < len(steps) {
		steps[taken+1].State = ui.StepCurrent
	}
	return steps
}

// answerBadge is how a unit's answer stands.
func answerBadge(ctx context.Context, s report.AnswerState) ui.WordBadgeProps {
	switch s {
	case report.Drafting:
		return ui.WordBadgeProps{Kind: string(s), Text: i18n.T(ctx, "Utkast påbörjat"), Color: ui.Neutral, Icon: ui.IconPencil}
	case report.Confirmed:
		return ui.WordBadgeProps{Kind: string(s), Text: i18n.T(ctx, "Bekräftat"), Color: ui.Success, Icon: ui.IconCheckFilled}
	case report.Commented:
		return ui.WordBadgeProps{Kind: string(s), Text: i18n.T(ctx, "Synpunkter lämnade"), Color: ui.Info, Icon: ui.IconSend}
	}
	return ui.WordBadgeProps{Kind: string(s), Text: i18n.T(ctx, "Inte svarat"), Color: ui.Neutral, Icon: ui.IconDash}
}
