package looks

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/templates/ui"
)

// Status is the badge of a result held against its target. A target that was
// missed while the lowest acceptable value was reached has a badge of its own.
func Status(c analysis.Cell) ui.Status {
	if c.State == analysis.Nobody {
		return ui.StatusNobody
	}
	if c.Judgement.Status == quality.NotMet && c.Judgement.AboveLowest {
		return ui.StatusNear
	}
	if c.Judgement.Status == quality.NoResult && c.State == analysis.Reported {
		return ui.StatusUncertain // there is a value, but nothing to hold it against
	}
	if c.Judgement.Status == quality.NoResult {
		return ui.StatusNoData
	}
	return ui.Status(c.Judgement.Status)
}

// Standing is the badge of how settled a figure is; "" when there is no figure.
func Standing(s quality.Standing) ui.Standing { return ui.Standing(s) }

// StatusText is what the badge says, where there are words alone.
func StatusText(ctx context.Context, s ui.Status) string {
	switch s {
	case ui.StatusMet:
		return i18n.T(ctx, "Uppfyllt")
	case ui.StatusProbablyMet:
		return i18n.T(ctx, "Troligen uppfyllt")
	case ui.StatusNear:
		return i18n.T(ctx, "Nära målet")
	case ui.StatusUncertain:
		return i18n.T(ctx, "Går inte att säga")
	case ui.StatusNotMet:
		return i18n.T(ctx, "Inte uppfyllt")
	case ui.StatusFollowed:
		return i18n.T(ctx, "Följs")
	case ui.StatusMissing:
		return i18n.T(ctx, "Uppgift saknas")
	case ui.StatusNotApplicable:
		return i18n.T(ctx, "Ej tillämpligt")
	case ui.StatusMasked:
		return i18n.T(ctx, "Dolt (få barn)")
	case ui.StatusNobody:
		return i18n.T(ctx, "Inga barn att mäta")
	}
	return i18n.T(ctx, "Ännu inget värde")
}
