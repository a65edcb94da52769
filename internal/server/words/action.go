package words

import (
	"context"
	"strings"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
)

var actionKinds = map[improvement.ActionKind]string{
	improvement.RoutineAction:    i18n.Mark("Rutin"),
	improvement.TrainingAction:   i18n.Mark("Utbildning"),
	improvement.StaffingAction:   i18n.Mark("Bemanning"),
	improvement.EquipmentAction:  i18n.Mark("Utrustning"),
	improvement.KnowledgeSupport: i18n.Mark("Kunskapsstöd"),
	improvement.PhasingOut:       i18n.Mark("Utfasning"),
	improvement.OtherAction:      i18n.Mark("Annat"),
}

// ActionKind is what sort of thing is done.
func ActionKind(ctx context.Context, k improvement.ActionKind) string {
	return i18n.T(ctx, actionKinds[k])
}

var actionStates = map[improvement.ActionState]string{
	improvement.ActionPlanned: i18n.Mark("Planerad"),
	improvement.ActionOngoing: i18n.Mark("Pågår"),
	improvement.ActionDone:    i18n.Mark("Klar"),
	improvement.ActionStopped: i18n.Mark("Avbruten"),
}

// ActionState is how far an action has come.
func ActionState(ctx context.Context, s improvement.ActionState) string {
	return i18n.T(ctx, actionStates[s])
}

// LowerActionState is ActionState within a sentence.
func LowerActionState(ctx context.Context, s improvement.ActionState) string {
	return strings.ToLower(ActionState(ctx, s))
}

// CountedActions is how many actions have come so far, within a sentence that has said that
// they are actions: "2 klara".
func CountedActions(ctx context.Context, s improvement.ActionState, n int) string {
	switch s {
	case improvement.ActionPlanned:
		return i18n.N(ctx, "%d planerad", "%d planerade", n)
	case improvement.ActionOngoing:
		return i18n.N(ctx, "%d pågår", "%d pågår", n)
	case improvement.ActionDone:
		return i18n.N(ctx, "%d klar", "%d klara", n)
	case improvement.ActionStopped:
		return i18n.N(ctx, "%d avbruten", "%d avbrutna", n)
	}
	return ""
}

var actionOrigins = map[improvement.ActionOrigin]string{
	improvement.OwnIdea:        i18n.Mark("Egen idé"),
	improvement.FromSignal:     i18n.Mark("En signal"),
	improvement.FromVariation:  i18n.Mark("Variation mellan enheterna"),
	improvement.FromComparison: i18n.Mark("Enhetens resultat"),
	improvement.FromExample:    i18n.Mark("Ett gott exempel"),
	improvement.FromGap:        i18n.Mark("Gapanalysen"),
	improvement.FromDecision:   i18n.Mark("Ett beslut"),
}

// ActionOrigin is what an action was made from.
func ActionOrigin(ctx context.Context, o improvement.ActionOrigin) string {
	return i18n.T(ctx, actionOrigins[o])
}

var priorities = map[int]string{
	improvement.HighPriority:   i18n.Mark("Hög"),
	improvement.MediumPriority: i18n.Mark("Medel"),
	improvement.LowPriority:    i18n.Mark("Låg"),
}

// Priority is how urgent an action is.
func Priority(ctx context.Context, p int) string { return i18n.T(ctx, priorities[p]) }

// planFields are the region's own words for the fields of its action plan.
var planFields = map[string]string{
	"reason":          i18n.Mark("Kort motivering"),
	"measurable_goal": i18n.Mark("Mätbart mål"),
	"measured_how":    i18n.Mark("Hur mätningen går till"),
	"measured_by":     i18n.Mark("Ansvarig för mätning"),
	"for_patients":    i18n.Mark("Konsekvens för invånare, patienter och närstående"),
	"for_staff":       i18n.Mark("Konsekvens för verksamhet och medarbetare"),
	"for_governance":  i18n.Mark("Konsekvens för styrning och ledning"),
	"activities":      i18n.Mark("Aktiviteter"),
	"follow_up":       i18n.Mark("Uppföljning"),
	"national_plan":   i18n.Mark("NPO-plan som insatsen hör till"),
}

// PlanField is the name of a field of improvement.Plan.
func PlanField(ctx context.Context, name string) string { return i18n.T(ctx, planFields[name]) }

var cycleOutcomes = map[improvement.CycleOutcome]string{
	improvement.AdoptChange:   i18n.Mark("Inför"),
	improvement.AdaptChange:   i18n.Mark("Justera och pröva igen"),
	improvement.AbandonChange: i18n.Mark("Avstå"),
}

// CycleOutcome is what a PDSA cycle led to; "" while it is not known.
func CycleOutcome(ctx context.Context, o improvement.CycleOutcome) string {
	if o == "" {
		return ""
	}
	return i18n.T(ctx, cycleOutcomes[o])
}

var needKinds = map[improvement.NeedKind]string{
	improvement.DevelopmentNeed: i18n.Mark("Utveckling"),
	improvement.TrainingNeed:    i18n.Mark("Utbildning"),
}

// NeedKind is what sort of need it is.
func NeedKind(ctx context.Context, k improvement.NeedKind) string { return i18n.T(ctx, needKinds[k]) }

var needStates = map[improvement.NeedState]string{
	improvement.NeedOpen:      i18n.Mark("Kvar"),
	improvement.NeedMet:       i18n.Mark("Uppfyllt"),
	improvement.NeedWithdrawn: i18n.Mark("Tillbakadraget"),
}

// NeedState is how far a need has come.
func NeedState(ctx context.Context, s improvement.NeedState) string {
	return i18n.T(ctx, needStates[s])
}
