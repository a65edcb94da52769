package looks

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// Comparison is the units below each other in the group's own order, with
// intervals, against the target and the group as a whole.
func Comparison(ctx context.Context, s Subject, row analysis.Row, period string) chart.Comparison {
	c := chart.Comparison{
		Axis: s.axis(ctx, row.Definition),
		Alt: chart.Alt{
			Title:       i18n.T(ctx, "Enheterna jämförda: %s, %s", s.Title(), period),
			Description: i18n.T(ctx, "Varje enhets värde med 95 % intervall, i gruppens fasta ordning. Siffrorna står i tabellen."),
		},
		Words: chart.ComparisonWords{
			Unit:        i18n.T(ctx, "Värde med 95 % intervall"),
			OwnUnit:     i18n.T(ctx, "Egen enhet"),
			Preliminary: i18n.T(ctx, "Preliminär"),
		},
	}
	for _, cell := range row.Units {
		if !row.Includes(cell.Unit) {
			continue
		}
		r := chart.Row{Name: cell.Unit.ShortName, Own: s.own(cell.Unit.ID), Point: point(ctx, cell.Result)}
		if r.Point.Known {
			r.Figure, r.Detail = words.Value(ctx, cell.Result), words.Counts(ctx, cell.Result)
		} else {
			r.Word = words.NoValue(ctx, cell.State)
		}
		c.Rows = append(c.Rows, r)
	}
	c.Levels = levels(ctx, s, row)
	return c
}

// levels is the common target and the group's own value. A target of a single
// unit is not drawn: it concerns one row only, and stands in the table.
func levels(ctx context.Context, s Subject, row analysis.Row) []chart.Level {
	var list []chart.Level
	if t := row.Total.Target; t != nil && t.Kind == quality.ValueTarget && t.UnitID == 0 {
		list = append(list, chart.Level{Kind: chart.TargetLevel, Value: *t.Threshold,
			Name: i18n.T(ctx, "Mål: %s", words.Target(ctx, *t, s.Measure.Kind, row.Definition))})
	}
	// A sum of all units' counts is no level for one unit to be near.
	if row.Total.Known() && s.Measure.Kind != quality.Count {
		list = append(list, chart.Level{Kind: chart.TotalLevel, Value: *row.Total.Point,
			Name: i18n.T(ctx, "Hela gruppen %s", words.Value(ctx, row.Total.Result))})
	}
	return list
}
