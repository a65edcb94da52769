package report

import (
	"context"
	"encoding/base64"
	"fmt"
	"runtime/debug"
	"slices"

	"golang.org/x/sync/errgroup"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
)

// draw puts the pictures into the view, as many at a time as the renderer takes.
func (h *Handlers) draw(ctx context.Context, r *report.Report, blocks []analysis.Block, v *view.View) error {
	rows := map[string]analysis.Row{}
	for _, b := range blocks {
		for _, row := range b.Rows {
			rows[anchor(row)] = row
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	for s := range v.Sections {
		for g := range v.Sections[s].Goals {
			for n := range v.Sections[s].Goals[g].Measures {
				m := &v.Sections[s].Goals[g].Measures[n]
				group.Go(guarded(func() error { return h.drawMeasure(ctx, r, rows[m.Anchor], m) }))
			}
		}
	}
	return group.Wait()
}

// guarded makes a panic the page's error: in a goroutine of its own it would end
// the program for everybody.
func guarded(fn func() error) func() error {
	return func() (err error) {
		defer func() {
			if reason := recover(); reason != nil {
				err = fmt.Errorf("panic: %v\n%s", reason, debug.Stack())
			}
		}()
		return fn()
	}
}

func (h *Handlers) drawMeasure(ctx context.Context, r *report.Report, row analysis.Row, m *view.Measure) error {
	if !row.Measure.Kind.Numeric() {
		return nil
	}
	subject := looks.Subject{Measure: row.Measure, Stratum: row.Stratum}
	timeline := r.Data.Timeline(row.Measure, row.Stratum)
	// A line per unit and quarter would mostly show chance; the units' years stand
	// in the table. A sum of counts says nothing, so counts keep the units' lines.
	if row.Measure.Kind != quality.Count {
		timeline.Units = nil
	}
	var err error
	// One period is no line.
	if c := looks.TimeLine(ctx, subject, timeline); len(c.Periods) > 1 && slices.ContainsFunc(c.Series, hasPoints) {
		if m.TimeLine, err = h.picture(ctx, c, c.Alt); err != nil {
			return err
		}
	}
	if c := looks.Comparison(ctx, subject, row, words.Period(ctx, row.Period)); slices.ContainsFunc(c.Rows, hasPoint) {
		m.Comparison, err = h.picture(ctx, c, c.Alt)
	}
	return err
}

// What nobody has handed in, and what is hidden, is no picture.
func hasPoint(r chart.Row) bool { return r.Point.Known }
func hasPoints(line chart.Line) bool {
	return slices.ContainsFunc(line.Points, func(p chart.Point) bool { return p.Known })
}

// picture draws a chart and puts it into the page itself, so that a saved or
// printed report is whole.
func (h *Handlers) picture(ctx context.Context, c chart.Chart, alt chart.Alt) (*view.Picture, error) {
	svg, err := h.charts.SVG(ctx, c, chart.Wide)
	if err != nil {
		return nil, err
	}
	return &view.Picture{Title: alt.Title, Alt: alt.Description,
		Source: "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg)}, nil
}
