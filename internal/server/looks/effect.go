package looks

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// EffectLine is the line before and after the day that something began: the median of
// the values before, held on, the runs that are more than chance, and a mark at the day.
func EffectLine(ctx context.Context, s Subject, e analysis.Effect) chart.TimeLine {
	began := analysis.Note{TimeNote: quality.TimeNote{On: e.Began, Kind: quality.Intervention}}
	line := ControlLine(ctx, s, &e.Control, []analysis.Note{began})
	line.Alt = chart.Alt{Title: i18n.T(ctx, "Före och efter: %s", s.Title()), Description: words.Effect(ctx, e)}
	line.Control.Words.Center = i18n.T(ctx, "Medianen före, dragen framåt")
	return line
}
