package compose

import (
	"context"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

// patients is how many children each measure counts, year by year. No year is added to
// another: what may be shown of each is decided by itself.
func (k packager) patients(ctx context.Context) ([]edition.Block, error) {
	t := edition.Table{ID: edition.PatientsTable, Caption: i18n.T(ctx, "Antal barn per år, hela gruppen"), Columns: append([]edition.Column{
		{Text: i18n.T(ctx, "Mått")}}, k.yearColumns()...)}
	for _, row := range k.kept(whole) {
		line := edition.Row{Cells: []edition.Cell{{Text: rowTitle(row), Detail: counted(ctx, row), Anchor: k.anchor(row)}}}
		for _, r := range k.years(row.Measure, row.Stratum) {
			line.Cells = append(line.Cells, numberCell(ctx, r.Total.Result))
		}
		t.Rows = append(t.Rows, line)
	}
	if len(t.Rows) == 0 {
		return []edition.Block{{Paragraph: i18n.T(ctx, "Redovisas inte: inget av de valda måtten räknar barn.")}}, nil
	}
	return []edition.Block{{Table: &t}, {Note: i18n.T(ctx, "Måtten räknar olika grupper av barn, och samma barn kan finnas i flera. Raderna går inte att lägga ihop.")}}, nil
}

// counted says whom the number of a measure counts.
func counted(ctx context.Context, row analysis.Row) string {
	d := row.Definition
	switch {
	case row.Measure.Kind == quality.Count:
		return d.NumeratorText
	case d.DenominatorText == "" || d.DenominatorText == "–":
		return i18n.T(ctx, "alla som måttet gäller")
	}
	return d.DenominatorText
}

// yearColumns are a column for each year of the package.
func (k packager) yearColumns() (columns []edition.Column) {
	for year := k.Package.FirstYear; year <= k.Package.LastYear; year++ {
		columns = append(columns, edition.Column{Text: strconv.Itoa(year), Number: true})
	}
	return columns
}

// years are the part's rows of each year of the package.
func (k packager) years(m *analysis.Measure, s quality.Stratum) (rows []analysis.Row) {
	for year := k.Package.FirstYear; year <= k.Package.LastYear; year++ {
		rows = append(rows, k.PackageData.Data.Row(m, s, year))
	}
	return rows
}

// children is how the children are divided by gestational age, sex and home region, as far
// as any measure is; what is not reported is said to be so.
func (k packager) children(ctx context.Context) ([]edition.Block, error) {
	var blocks []edition.Block
	for _, kind := range quality.DivisionKinds() {
		var tables []edition.Block
		for _, row := range k.kept(func(r analysis.Row) bool { return r.Together() && whole(r) }) {
			if d, divided := k.DivisionOf(row.Measure.ID); divided && d.Kind == kind {
				t := k.parts(ctx, row)
				tables = append(tables, edition.Block{Table: &t})
			}
		}
		heading, missing := divisionWords(ctx, kind)
		switch {
		case len(tables) > 0:
			blocks = append(append(blocks, edition.Block{Heading: heading}), tables...)
		case missing != "":
			blocks = append(blocks, edition.Block{Heading: heading}, edition.Block{Paragraph: missing})
		}
	}
	return blocks, nil
}

// divisionWords are the heading of what children are divided by, and what is said when no
// measure is; "" when nothing has to be said.
func divisionWords(ctx context.Context, kind quality.DivisionKind) (heading, missing string) {
	switch kind {
	case quality.ByGestation:
		return i18n.T(ctx, "Graviditetslängd"), i18n.T(ctx, "Redovisas inte: inget av de valda måtten delas upp efter graviditetslängd.")
	case quality.BySex:
		return i18n.T(ctx, "Kön"), i18n.T(ctx, "Redovisas inte: inget av de valda måtten delas upp efter kön.")
	case quality.ByHomeRegion:
		return i18n.T(ctx, "Hemregion"), i18n.T(ctx, "Redovisas inte: inget av de valda måtten delas upp efter hemregion.")
	}
	return i18n.T(ctx, "Andra uppdelningar"), ""
}

// parts is how many children there are in each of the measure's parts, year by year, and
// the last year's share of all.
func (k packager) parts(ctx context.Context, row analysis.Row) edition.Table {
	t := edition.Table{ID: Anchor(row) + "-delar", Caption: rowTitle(row), Columns: append(append([]edition.Column{{Text: i18n.T(ctx, "Del")}}, k.yearColumns()...),
		edition.Column{Text: i18n.T(ctx, "Andel"), Number: true})}
	// The share is of the last year that is told of.
	var all *float64
	of := 0
	for n, y := range k.years(row.Measure, row.Stratum) {
		if total := number(y.Total.Result); total != nil && *total > 0 {
			all, of = total, n
			t.Columns[len(t.Columns)-1].Text = i18n.T(ctx, "Andel %s", strconv.Itoa(k.Package.FirstYear+n))
		}
	}
	line := func(name string, s quality.Stratum) edition.Row {
		r := edition.Row{Cells: []edition.Cell{{Text: name}}, Sum: s.ID == 0}
		var shared analysis.Result
		for n, y := range k.years(row.Measure, s) {
			if n == of {
				shared = y.Total.Result
			}
			r.Cells = append(r.Cells, numberCell(ctx, y.Total.Result))
		}
		share := edition.Cell{Text: i18n.NoValue}
		if n := number(shared); n != nil && all != nil && *all > 0 {
			share.Text = i18n.Percent(ctx, *n / *all, 0)
		}
		r.Cells = append(r.Cells, share)
		return r
	}
	for _, s := range row.Measure.Strata {
		if s.Within(quality.Years(k.Package.FirstYear, k.Package.LastYear)) {
			t.Rows = append(t.Rows, line(s.Name, s))
		}
	}
	t.Rows = append(t.Rows, line(i18n.T(ctx, "Alla tillsammans"), quality.Stratum{}))
	return t
}
