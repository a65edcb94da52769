package words

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

var statuses = map[quality.Status]string{
	quality.Met:           i18n.Mark("Uppfyllt"),
	quality.ProbablyMet:   i18n.Mark("Troligen uppfyllt"),
	quality.Uncertain:     i18n.Mark("Går inte att säga"),
	quality.NotMet:        i18n.Mark("Inte uppfyllt"),
	quality.Followed:      i18n.Mark("Följs"),
	quality.NoResult:      i18n.Mark("Ännu inget värde"),
	quality.MissingStatus: i18n.Mark("Uppgift saknas"),
	quality.NotApplied:    i18n.Mark("Ej tillämpligt"),
	quality.MaskedStatus:  i18n.Mark("Dolt (få barn)"),
}

// Status is what can be said of a result against its target, in words.
func Status(ctx context.Context, s quality.Status) string { return i18n.T(ctx, statuses[s]) }

var states = map[analysis.State]string{
	analysis.Nobody:        i18n.Mark("Inga barn att mäta"),
	analysis.Missing:       i18n.Mark("Uppgift saknas"),
	analysis.NotApplicable: i18n.Mark("Ej tillämpligt"),
	analysis.NotEntered:    i18n.Mark("Ännu inget värde"),
	analysis.NotDue:        i18n.Mark("Lämnas en annan gång"),
	analysis.Masked:        i18n.Mark("Dolt (få barn)"),
}

// NoValue says why a result has no value; "" for one that has.
func NoValue(ctx context.Context, s analysis.State) string {
	word, known := states[s]
	if !known {
		return ""
	}
	return i18n.T(ctx, word)
}
