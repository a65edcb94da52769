package compose

import (
	"context"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// care is where in care the children are: the units with their region and level, how many
// children each has, and the sites' conditions.
func (k packager) care(ctx context.Context) ([]edition.Block, error) {
	year := quality.WholeYear(k.Year)
	units := edition.Table{ID: "enheter-tabell", Caption: i18n.T(ctx, "Enheterna"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Enhet")}, {Text: i18n.T(ctx, "Region")}, {Text: i18n.T(ctx, "Vårdnivå")}}}
	numbers := edition.Table{ID: "antal-per-enhet-tabell", Caption: i18n.T(ctx, "Antal barn per enhet, %s", words.Period(ctx, year)), Matrix: true,
		Columns: []edition.Column{{Text: i18n.T(ctx, "Mått")}}}
	for _, u := range k.PackageData.Data.Units {
		if u.ActiveDuring(year.Start(), year.End()) && k.names(u) {
			units.Rows = append(units.Rows, edition.Row{Cells: []edition.Cell{{Text: u.ShortName}, {Text: u.RegionName}, {Text: words.CareLevel(ctx, u.CareLevel)}}})
			numbers.Columns = append(numbers.Columns, edition.Column{Text: u.ShortName, Number: true})
		}
	}
	for _, row := range k.kept(whole) {
		line := edition.Row{Cells: []edition.Cell{{Text: rowTitle(row), Anchor: k.anchor(row)}}}
		for _, cell := range row.Units {
			if cell.Unit.ActiveDuring(year.Start(), year.End()) && k.names(cell.Unit) {
				line.Cells = append(line.Cells, numberCell(ctx, cell.Result))
			}
		}
		numbers.Rows = append(numbers.Rows, line)
	}
	blocks := []edition.Block{{Table: &units}}
	if len(numbers.Rows) > 0 {
		blocks = append(blocks, edition.Block{Table: &numbers})
	}
	sites := k.composer
	sites.blocks = k.PackageData.Data.Overview(k.Year)
	if list := sites.process(ctx); len(list) > 0 {
		return append(blocks, list...), nil
	}
	return append(blocks, edition.Block{Note: i18n.T(ctx, "Gruppen samlade inga processmått för året.")}), nil
}

// professions is which professions the children meet, as those who made the package know
// it.
func (k packager) professions(ctx context.Context) ([]edition.Block, error) {
	if len(k.Package.Professions) == 0 {
		return []edition.Block{{Paragraph: i18n.T(ctx, "Redovisas inte: ingen uppgift är inlagd.")}}, nil
	}
	t := edition.Table{ID: "professioner-tabell", Caption: i18n.T(ctx, "Professioner"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Profession")}, {Text: i18n.T(ctx, "När och hur barnet och familjen möter den")}, {Text: i18n.T(ctx, "Källa")}}}
	for _, p := range k.Package.Professions {
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: p.Profession}, {Text: p.What}, {Text: p.Source}}})
	}
	return []edition.Block{{Table: &t}, {Note: i18n.T(ctx, "Inlagt av dem som har gjort paketet. Uppgifterna är inte räknade av siffrorna.")}}, nil
}

// results is the chosen measures with their pictures, each goal by itself, and what is
// published elsewhere.
func (k packager) results(ctx context.Context) ([]edition.Block, error) {
	var blocks []edition.Block
	for _, b := range k.blocks {
		goal := k.goal(ctx, b)
		goal.Work = nil
		for _, row := range b.Rows {
			m, err := k.measure(ctx, row)
			if err != nil {
				return nil, err
			}
			m.Course = nil
			goal.Measures = append(goal.Measures, m)
		}
		blocks = append(blocks, edition.Block{Goal: &goal})
	}
	if earlier := k.earlier(); len(earlier) > 0 {
		blocks = append(blocks, edition.Block{Note: i18n.T(ctx, "Samlades inte in %s, och har därför inget nuläge: %s.", strconv.Itoa(k.Year), enumerated(ctx, earlier))})
	}
	if t := k.references(ctx); len(t.Rows) > 0 {
		return append(blocks, edition.Block{Heading: i18n.T(ctx, "Referensvärden")}, edition.Block{Table: &t},
			edition.Block{Note: i18n.T(ctx, "Värden som andra har publicerat, med källans egna ord. De kan vara räknade på annat sätt än gruppens mått.")}), nil
	}
	return append(blocks, edition.Block{Heading: i18n.T(ctx, "Referensvärden")},
		edition.Block{Paragraph: i18n.T(ctx, "Biblioteket har inga publicerade värden för de valda måtten.")}), nil
}

// earlier are the chosen measures that were collected before the package's last year only.
func (k packager) earlier() (names []string) {
	for _, row := range k.kept(func(r analysis.Row) bool { return r.Measure.Parts()[0].ID == r.Stratum.ID }) {
		if k.anchor(row) == "" {
			names = append(names, row.Definition.Name)
		}
	}
	return names
}

func (k packager) references(ctx context.Context) edition.Table {
	t := edition.Table{ID: edition.ReferencesTable, Caption: i18n.T(ctx, "Publicerade värden"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Mått")}, {Text: i18n.T(ctx, "Värde")}, {Text: i18n.T(ctx, "Vilka")}, {Text: i18n.T(ctx, "År")}, {Text: i18n.T(ctx, "Källa")}}}
	for _, row := range k.kept(func(r analysis.Row) bool { return r.Measure.Parts()[0].ID == r.Stratum.ID }) {
		for _, r := range row.Measure.References {
			t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: row.Definition.Name}, {Text: r.ValueText}, {Text: r.Population}, {Text: r.YearText}, {Text: r.Source}}})
		}
	}
	return t
}

// differences is how much more the units differ than chance makes them.
func (k packager) differences(ctx context.Context) ([]edition.Block, error) {
	blocks, err := k.variation(ctx)
	if err == nil && len(blocks) == 0 {
		blocks = []edition.Block{{Paragraph: i18n.T(ctx, "Inget av de valda måtten går att pröva mot slumpen.")}}
	}
	return blocks, err
}

// definitionTable is what each measure counts, as a table so that a workbook has it as a
// sheet.
func (k packager) definitionTable(ctx context.Context) edition.Table {
	t := edition.Table{ID: "definitioner-tabell", Caption: i18n.T(ctx, "Definitioner"), Columns: []edition.Column{{Text: i18n.T(ctx, "Mått")},
		{Text: i18n.T(ctx, "Täljare")}, {Text: i18n.T(ctx, "Nämnare")}, {Text: i18n.T(ctx, "Räknas inte med")}, {Text: i18n.T(ctx, "Diagnoskoder")},
		{Text: i18n.T(ctx, "Graviditetslängd")}, {Text: i18n.T(ctx, "Siffrorna hämtas från")},
		{Text: i18n.T(ctx, "Källa till definitionen")}, {Text: i18n.T(ctx, "Gäller från")}}}
	for _, row := range k.kept(func(r analysis.Row) bool { return r.Measure.Parts()[0].ID == r.Stratum.ID }) {
		d := row.Definition
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: d.Name, Detail: row.Measure.Code}, {Text: d.NumeratorText}, {Text: strings.Trim(d.DenominatorText, "–")},
			{Text: d.Exclusions}, {Text: d.ICD10}, {Text: d.Gestation}, {Text: d.DataSource}, {Text: d.Source}, {Text: i18n.LongDate(ctx, d.ValidFrom)}}})
	}
	return t
}
