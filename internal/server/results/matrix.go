package results

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
)

// matrixOf is what a matrix is filled with.
type matrixOf struct {
	results.Comparison
	blocks []analysis.Block
	chosen choices
}

// units are the places in analysis.Row of the units that any of the measures
// applies to, and that were active at the time.
func (m matrixOf) units() []int {
	var places []int
	for n, u := range m.Dataset.Units {
		if u.ActiveDuring(m.Span.Period.Start(), m.Span.Period.End()) && m.anyApplies(u) {
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

// regions are the places in analysis.Row of the regions that have any of the units;
// none when there is only one, which is all units.
func (m matrixOf) regions(units []int) []int {
	has := map[org.RegionID]bool{}
	for _, n := range units {
		has[m.Dataset.Units[n].RegionID] = true
	}
	if len(has) < 2 {
		return nil
	}
	var places []int
	for n, region := range m.blocks[0].Rows[0].Regions {
		if has[region.ID] {
			places = append(places, n)
		}
	}
	return places
}

func fill(ctx context.Context, who reader, v view.Matrix, from matrixOf) view.Matrix {
	units := from.units()
	regions := from.regions(units)
	for _, n := range units {
		u := from.Dataset.Units[n]
		v.Columns = append(v.Columns, view.Column{Name: u.ShortName, URL: unitURL(u.Code, from.chosen.Year), Own: who.isOwn(u.ID)})
	}
	for _, n := range regions {
		v.Columns = append(v.Columns, view.Column{Name: from.blocks[0].Rows[0].Regions[n].Name, Sum: true})
	}
	v.Columns = append(v.Columns, view.Column{Name: i18n.T(ctx, "Alla enheter"), Sum: true})
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
			r.Cells = from.cells(ctx, row, r.URL, [2][]int{units, regions})
			for n := range r.Cells {
				r.Cells[n].Column, r.Cells[n].Own, r.Cells[n].Sum = v.Columns[n].Name, v.Columns[n].Own, v.Columns[n].Sum
			}
			group.Rows = append(group.Rows, r)
		}
		v.Groups = append(v.Groups, group)
	}
	return v
}

// cells are the row's results: the units', the regions' and all together, with the
// course of each unit and of all in small.
func (m matrixOf) cells(ctx context.Context, row analysis.Row, url string, places [2][]int) []view.Cell {
	spark := m.Spark(row)
	low, high, _ := spark.Ends()
	var level *float64
	if t := row.Total.Target; t != nil && t.Kind == quality.ValueTarget {
		level = t.Threshold
	}
	var cells []view.Cell
	for _, n := range places[0] {
		c := matrixCell(ctx, row, row.Units[n], url)
		c.Spark = looks.Spark(spark.Units[n], low, high, level)
		cells = append(cells, c)
	}
	for _, n := range places[1] {
		cells = append(cells, matrixCell(ctx, row, row.Regions[n].Cell, url))
	}
	total := matrixCell(ctx, row, row.Total, url)
	if row.Measure.Kind != quality.Count {
		total.Spark = looks.Spark(spark.Total, low, high, level)
	}
	cells = append(cells, total)
	if row.Measure.Kind.Words() {
		for n := len(places[0]); n < len(cells); n++ {
			cells[n] = view.Cell{} // words are not added up
		}
	}
	return cells
}

func matrixRow(ctx context.Context, row analysis.Row, c choices) view.MatrixRow {
	r := view.MatrixRow{
		Name: title(ctx, row.Definition), Part: row.Stratum.Name, Unit: unitLabel(row.Measure, row.Definition),
		URL: indicatorURL(row.Measure.Code, choices{Year: c.Year, Time: c.Time, Stratum: row.Stratum.Code}),
	}
	if row.Period != row.Span.Period {
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
