package results

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
)

// matrixOf is what a matrix is filled with.
type matrixOf struct {
	ds     *analysis.Dataset
	blocks []analysis.Block
	chosen choices
}

// units are the places in analysis.Row of the units that any of the measures
// applies to, and that were active in the year.
func (m matrixOf) units() []int {
	var places []int
	year := quality.WholeYear(m.chosen.Year)
	for n, u := range m.ds.Units {
		if u.ActiveDuring(year.Start(), year.End()) && m.anyApplies(u) {
			places = append(places, n)
		}
	}
	return places
}

func (m matrixOf) anyApplies(u org.Unit) bool {
	return slices.ContainsFunc(m.blocks, func(b analysis.Block) bool {
		return slices.ContainsFunc(b.Rows, func(r analysis.Row) bool { return r.Measure.AppliesTo(u) })
	})
}

func fill(ctx context.Context, who reader, v view.Matrix, from matrixOf) view.Matrix {
	units := from.units()
	for _, n := range units {
		u := from.ds.Units[n]
		v.Columns = append(v.Columns, view.Column{Name: u.ShortName, URL: unitURL(u.Code, from.chosen.Year), Own: who.isOwn(u.ID)})
	}
	v.Columns = append(v.Columns, view.Column{Name: i18n.T(ctx, "Alla enheter")})
	for _, b := range from.blocks {
		group := view.MatrixGroup{Title: b.Goal.Title}
		switch {
		case b.Goal.ID != 0:
			group.Category = words.Category(ctx, b.Goal.Category)
		case len(v.Groups) > 0:
			group.Title = i18n.T(ctx, "Mått utan mål")
		}
		for _, row := range b.Rows {
			r := matrixRow(ctx, row, from.chosen)
			for i, n := range units {
				r.Cells = append(r.Cells, matrixCell(ctx, row, row.Units[n], r.URL))
				r.Cells[i].Column, r.Cells[i].Own = v.Columns[i].Name, v.Columns[i].Own
			}
			total := matrixCell(ctx, row, row.Total, r.URL)
			total.Column = i18n.T(ctx, "Alla enheter")
			if row.Measure.Kind.Words() {
				total = view.Cell{Column: total.Column}
			}
			r.Cells = append(r.Cells, total)
			group.Rows = append(group.Rows, r)
		}
		v.Groups = append(v.Groups, group)
	}
	return v
}

func matrixRow(ctx context.Context, row analysis.Row, c choices) view.MatrixRow {
	r := view.MatrixRow{
		Name: title(ctx, row.Definition), Part: row.Stratum.Name, Unit: unitLabel(row.Measure, row.Definition),
		URL: indicatorURL(row.Measure.Code, choices{Year: c.Year, Stratum: row.Stratum.Code}),
	}
	if row.Period.Months > 12 {
		r.Period = words.Period(ctx, row.Period)
	}
	if t := row.Total.Target; t != nil && t.Kind != quality.FollowOnly {
		r.Target = i18n.T(ctx, "Mål: %s", words.Target(ctx, *t, row.Measure.Kind, row.Definition))
	}
	return r
}

func matrixCell(ctx context.Context, row analysis.Row, c analysis.Cell, url string) view.Cell {
	cell := view.Cell{Value: shown(ctx, c.Result), Words: row.Measure.Kind.Words(), URL: url, Mark: mark(ctx, row, c)}
	if c.State == analysis.Reported {
		cell.Basis = words.Basis(ctx, c.Result)
	}
	if c.Unit.ID != 0 {
		cell.URL += "#" + rowID(c.Unit)
	}
	return cell
}

// rowID is where a unit's row stands on a measure's page.
func rowID(u org.Unit) string { return "enhet-" + u.Code }
