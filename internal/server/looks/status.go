package looks

import (
	"samsyn/internal/analysis"
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
