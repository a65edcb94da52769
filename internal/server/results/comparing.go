package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
)

// comparing is the units beside each other in the chosen year, in words and
// figures: the table behind the chart, or alone.
func comparing(ctx context.Context, p indicatorPage) view.Comparing {
	v := view.Comparing{
		Title:   i18n.T(ctx, "Enheterna %s", p.period(ctx)),
		Caption: i18n.T(ctx, "%s: enheterna %s", p.title(ctx), p.period(ctx)),
		Words:   !p.Measure.Kind.Numeric(),
		Chart:   view.Chart{ID: "diagram-enheter", Title: p.chartTitle(ctx), Alt: p.comparisonAlt(ctx)},
	}
	v.Chart.ImageURL, v.Chart.NarrowImageURL = p.imageURLs(unitsChart)
	v.Chart.CSVURL = p.fileURL(unitsChart)
	if v.Words {
		v.Caption = i18n.T(ctx, "%s: vad enheterna svarar", p.title(ctx))
	} else {
		v.Lead = i18n.T(ctx, "I gruppens egen ordning. Strecken visar 95 % säkerhet.")
	}
	for _, c := range p.Row.Units {
		if p.Row.Includes(c.Unit) {
			row := unitRow(ctx, p, c)
			row.ID, row.Name = rowID(c.Unit), c.Unit.ShortName
			row.URL, row.Own = unitURL(c.Unit.Code, p.chosen.Year), p.who.isOwn(c.Unit.ID)
			row.Act = p.who.fromRow(ctx, p.Row, c)
			v.Rows = append(v.Rows, row)
		}
	}
	if p.Measure.Kind.Words() {
		return v
	}
	if !v.Words {
		for _, c := range p.Row.Regions {
			if c.State != analysis.NotApplicable {
				row := unitRow(ctx, p, c.Cell)
				row.ID, row.Name = "region-"+i18n.Integer(ctx, int64(c.ID)), c.Name
				v.Rows = append(v.Rows, row)
			}
		}
	}
	total := unitRow(ctx, p, p.Row.Total)
	total.ID, total.Name, total.Total = "alla", i18n.T(ctx, "Alla enheter"), true
	v.Rows = append(v.Rows, total)
	return v
}

func unitRow(ctx context.Context, p indicatorPage, c analysis.Cell) view.UnitRow {
	r := view.UnitRow{
		Value: shown(ctx, c.Result), Interval: words.Interval(ctx, c.Result), Change: changed(ctx, c),
		Mark: mark(ctx, p.Row, c), Standing: standing(c), Since: since(ctx, c.Result),
	}
	r.Mark.Standing = "" // it has a column of its own
	r.Mark.More = more(ctx, p.Row, c)
	if p.Measure.Kind.Numeric() && (c.State == analysis.Reported || c.State == analysis.Nobody) {
		r.Numerator, r.Denominator = counts(ctx, c.Result)
	}
	if c.Expected > 0 {
		r.Handed = words.Handed(ctx, c.Result, p.Row.Definition.ReportingMonths)
	}
	if c.Unit.ID != 0 {
		for _, g := range c.Gaps {
			r.Reasons = append(r.Reasons, i18n.T(ctx, "%s: %s", words.ShortPeriod(ctx, g.Period), g.Reason))
		}
	}
	return r
}

// counts are a value's numerator and denominator; for a mean the number of
// measurements is the denominator.
func counts(ctx context.Context, r analysis.Result) (numerator, denominator string) {
	if n := r.Value.Numerator; n != nil {
		numerator = i18n.Number(ctx, *n, numeratorDecimals(r))
	}
	if n := r.Value.Denominator; n != nil {
		denominator = i18n.Number(ctx, *n, 0)
	}
	return numerator, denominator
}

// since says from when, and until when, an answer holds.
func since(ctx context.Context, r analysis.Result) string {
	from, to := r.Value.ValidFrom, r.Value.ValidTo
	switch {
	case from == nil:
		return ""
	case to == nil:
		return i18n.T(ctx, "från %s", i18n.Date(ctx, *from))
	}
	return i18n.T(ctx, "%s till %s", i18n.Date(ctx, *from), i18n.Date(ctx, *to))
}

// numeratorDecimals is how a numerator is written: whole, but for a count that
// is defined with decimals, such as posts.
func numeratorDecimals(r analysis.Result) int {
	if r.Kind == quality.Count {
		return r.Definition.Decimals
	}
	return 0
}
