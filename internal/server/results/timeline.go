package results

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// timeLine is the measure period by period: the table behind the chart. Words
// have none, since what holds now is what counts, nor has a single period.
func timeLine(ctx context.Context, p indicatorPage) view.TimeLine {
	v := view.TimeLine{
		Title:   i18n.T(ctx, "Över tid"),
		Lead:    i18n.T(ctx, "Kvartal för kvartal svänger små enheter mycket. Se till riktningen över flera."),
		Caption: i18n.T(ctx, "%s: över tid", p.title(ctx)),
		Units:   p.lineLinks(ctx),
		Chart:   view.Chart{ID: "diagram-over-tid", Title: p.chartTitle(ctx), Alt: p.timeAlt(ctx)},
	}
	v.Chart.ImageURL, v.Chart.NarrowImageURL = p.imageURLs(timeChart)
	if p.who.masked {
		v.Lead = i18n.T(ctx, "År för år. Kvartal visas bara för gruppens medlemmar.")
	}
	if !p.Measure.Kind.Numeric() || len(p.Timeline.Periods) < 2 {
		return v
	}
	if p.control != nil {
		v.Judged = judged(ctx, p)
		v.Chart.Alt = p.controlAlt(ctx)
	}
	lines := append(slices.Clone(p.Timeline.Units), p.Timeline.Total)
	for _, line := range p.Timeline.Units {
		v.Columns = append(v.Columns, view.Column{Name: line.Unit.ShortName, Own: p.who.isOwn(line.Unit.ID)})
	}
	v.Columns = append(v.Columns, view.Column{Name: i18n.T(ctx, "Alla enheter")})
	for n, period := range p.Timeline.Periods {
		row := view.TimeRow{Period: words.ShortPeriod(ctx, period), Target: i18n.NoValue}
		if level := p.Timeline.Targets[n]; level != nil {
			t := quality.Target{Kind: quality.ValueTarget, Threshold: level, Second: p.Timeline.Second[n]}
			row.Target = words.Target(ctx, t, p.Measure.Kind, p.Row.Definition)
		}
		for _, b := range p.Timeline.Breaks {
			if b.Index == n {
				row.Break = breakLabel(ctx, b)
			}
		}
		for _, line := range lines {
			row.Cells = append(row.Cells, periodCell(ctx, line.Results[n]))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// periodCell is one period's result: a value with its interval, or the word for
// why there is none.
func periodCell(ctx context.Context, r analysis.Result) view.Cell {
	c := view.Cell{Value: words.Value(ctx, r)}
	if r.State != analysis.Reported {
		return c
	}
	c.Basis = words.Basis(ctx, r)
	if interval := words.Interval(ctx, r); interval != "" {
		c.Mark.Note = interval
	}
	c.Mark.Standing = looks.Standing(r.Standing)
	return c
}

// breakLabel says in a few words that the definition changed.
func breakLabel(ctx context.Context, b analysis.Break) string {
	if b.Version.Comparable {
		return i18n.T(ctx, "Ändrad definition")
	}
	return i18n.T(ctx, "Ny definition, går inte att jämföra")
}

// lineLinks choose whose time line is drawn: one unit's alone gets its intervals.
func (p indicatorPage) lineLinks(ctx context.Context) []ui.Link {
	link := func(text, line string) ui.Link {
		c := p.chosen
		c.Line = line
		if line == "" {
			c.Method = ""
		}
		return ui.Link{Text: text, Current: p.chosen.Line == line, URL: indicatorURL(p.Measure.Code, c) + "#over-tid"}
	}
	links := []ui.Link{link(i18n.T(ctx, "Var för sig"), "")}
	if p.hasTotalLine() {
		links = append(links, link(i18n.T(ctx, "Tillsammans"), together))
	}
	for _, line := range p.Timeline.Units {
		links = append(links, link(line.Unit.ShortName, line.Unit.Code))
	}
	return links
}

// checkLine refuses a time line that there is none of.
func (p indicatorPage) checkLine() error {
	if p.chosen.Line == "" || p.chosen.Line == together && p.hasTotalLine() {
		return nil
	}
	for _, line := range p.Timeline.Units {
		if line.Unit.Code == p.chosen.Line {
			return nil
		}
	}
	return fault.ErrNotFound
}
