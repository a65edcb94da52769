package words

import (
	"context"
	"strings"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
)

var methodDirections = map[improvement.MethodDirection]string{
	improvement.MethodIn:  i18n.Mark("Införs"),
	improvement.MethodOut: i18n.Mark("Fasas ut"),
}

// MethodDirection is whether a method is on its way in or out.
func MethodDirection(ctx context.Context, d improvement.MethodDirection) string {
	return i18n.T(ctx, methodDirections[d])
}

var methodKinds = map[improvement.MethodKind]string{
	improvement.WayOfWorking:     i18n.Mark("Metod eller arbetssätt"),
	improvement.SupportOfKnowing: i18n.Mark("Kunskapsstöd"),
	improvement.CareOffer:        i18n.Mark("Vårdutbud"),
}

// MethodKind is what sort of thing it is.
func MethodKind(ctx context.Context, k improvement.MethodKind) string {
	return i18n.T(ctx, methodKinds[k])
}

// methodStates are the states by which way the method is going.
var methodStates = map[improvement.MethodDirection]map[improvement.MethodState]string{
	improvement.MethodIn: {
		improvement.MethodUntouched:     i18n.Mark("Inte påbörjat"),
		improvement.MethodPlanned:       i18n.Mark("Planerat"),
		improvement.MethodPartly:        i18n.Mark("Delvis infört"),
		improvement.MethodDone:          i18n.Mark("Infört överallt"),
		improvement.MethodNotApplicable: i18n.Mark("Ej aktuellt"),
	},
	improvement.MethodOut: {
		improvement.MethodUntouched:     i18n.Mark("Används fortfarande"),
		improvement.MethodPlanned:       i18n.Mark("Utfasning planerad"),
		improvement.MethodPartly:        i18n.Mark("Delvis utfasat"),
		improvement.MethodDone:          i18n.Mark("Utfasat"),
		improvement.MethodNotApplicable: i18n.Mark("Ej aktuellt"),
	},
}

// MethodState is how far a unit has come with a method that goes that way.
func MethodState(ctx context.Context, d improvement.MethodDirection, s improvement.MethodState) string {
	if text, known := methodStates[d][s]; known {
		return i18n.T(ctx, text)
	}
	return i18n.T(ctx, "Inte svarat")
}

// LowerMethodState is MethodState within a sentence.
func LowerMethodState(ctx context.Context, d improvement.MethodDirection, s improvement.MethodState) string {
	return strings.ToLower(MethodState(ctx, d, s))
}

// LowerMethodKind is MethodKind within a sentence.
func LowerMethodKind(ctx context.Context, k improvement.MethodKind) string {
	return strings.ToLower(MethodKind(ctx, k))
}

var methodLetters = map[improvement.MethodState]string{
	improvement.MethodUntouched:     i18n.Mark("N"),
	improvement.MethodPlanned:       i18n.Mark("P"),
	improvement.MethodPartly:        i18n.Mark("D"),
	improvement.MethodDone:          i18n.Mark("H"),
	improvement.MethodNotApplicable: i18n.Mark("E"),
}

// MethodLetter is a state in one letter, the same whichever way the method is going.
func MethodLetter(ctx context.Context, s improvement.MethodState) string {
	if text, known := methodLetters[s]; known {
		return i18n.T(ctx, text)
	}
	return "?"
}

var methodLegend = map[improvement.MethodState]string{
	improvement.MethodUntouched:     i18n.Mark("inte påbörjat, eller används fortfarande"),
	improvement.MethodPlanned:       i18n.Mark("planerat"),
	improvement.MethodPartly:        i18n.Mark("delvis infört eller utfasat"),
	improvement.MethodDone:          i18n.Mark("helt infört eller utfasat"),
	improvement.MethodNotApplicable: i18n.Mark("ej aktuellt"),
}

// MethodLegend says what a letter stands for, whichever way the method is going.
func MethodLegend(ctx context.Context, s improvement.MethodState) string {
	if text, known := methodLegend[s]; known {
		return i18n.T(ctx, text)
	}
	return i18n.T(ctx, "har inte svarat")
}

var methodOutcomes = map[improvement.MethodOutcome]string{
	improvement.MethodHolds:     i18n.Mark("Håller i sig"),
	improvement.MethodHoldsHere: i18n.Mark("Håller i sig delvis"),
	improvement.MethodLost:      i18n.Mark("Är som förut"),
}

// MethodOutcome is what was seen when a unit was asked again.
func MethodOutcome(ctx context.Context, o improvement.MethodOutcome) string {
	return i18n.T(ctx, methodOutcomes[o])
}

// MethodTally is how the units stand, in a line: "2 infört överallt, 1 delvis infört".
func MethodTally(ctx context.Context, d improvement.MethodDirection, t improvement.MethodTally) string {
	var parts []string
	for _, each := range []struct {
		n     int
		state improvement.MethodState
	}{{t.Done, improvement.MethodDone}, {t.Partly, improvement.MethodPartly}, {t.Planned, improvement.MethodPlanned},
		{t.Untouched, improvement.MethodUntouched}, {t.NotApplicable, improvement.MethodNotApplicable}, {t.Silent, ""}} {
		if each.n > 0 {
			parts = append(parts, i18n.T(ctx, "%d %s", each.n, LowerMethodState(ctx, d, each.state)))
		}
	}
	return strings.Join(parts, ", ")
}

// auditMethod is a value the log keeps of a method, in words.
func auditMethod(ctx context.Context, key, value string) string {
	switch key {
	case "method_direction":
		return MethodDirection(ctx, improvement.MethodDirection(value))
	case "method_kind":
		return MethodKind(ctx, improvement.MethodKind(value))
	case "method_outcome":
		return MethodOutcome(ctx, improvement.MethodOutcome(value))
	}
	direction, state, _ := strings.Cut(value, " ")
	return MethodState(ctx, improvement.MethodDirection(direction), improvement.MethodState(state))
}
