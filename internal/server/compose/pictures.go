package compose

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/edition"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
)

// pictures are those of a measure's part that say something.
func (c composer) pictures(ctx context.Context, row analysis.Row) ([]edition.Picture, error) {
	if !row.Measure.Kind.Numeric() {
		return nil, nil
	}
	subject := looks.Subject{Measure: row.Measure, Stratum: row.Stratum}
	timeline := c.Data.Timeline(row.Measure, row.Stratum)
	// A line per unit and quarter would mostly show chance; the units' years stand
	// in the table. A sum of counts says nothing, so counts keep the units' lines.
	if row.Measure.Kind != quality.Count {
		timeline.Units = nil
	}
	var list []edition.Picture
	add := func(kind string, drawing chart.Chart, alt chart.Alt) error {
		option, err := drawing.Option()
		list = append(list, edition.Picture{ID: Anchor(row) + "-" + kind, Kind: kind, Title: alt.Title, Alt: alt.Description, Option: option})
		return err
	}
	// One period is no line.
	if line := looks.TimeLine(ctx, subject, timeline); len(line.Periods) > 1 && slices.ContainsFunc(line.Series, hasPoints) {
		if err := add("timeline", line, line.Alt); err != nil {
			return nil, err
		}
	}
	if rows := looks.Comparison(ctx, subject, row, words.Period(ctx, row.Period)); slices.ContainsFunc(rows.Rows, hasPoint) {
		if err := add("comparison", rows, rows.Alt); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// What nobody has handed in, and what is hidden, is no picture.
func hasPoint(r chart.Row) bool { return r.Point.Known }
func hasPoints(line chart.Line) bool {
	return slices.ContainsFunc(line.Points, func(p chart.Point) bool { return p.Known })
}
