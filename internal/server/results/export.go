package results

import (
	"context"
	"net/http"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
)

// ExportCSV hands out the span's results for Excel on a Swedish computer.
func (h *Handlers) ExportCSV(w http.ResponseWriter, r *http.Request) error {
	name, t, err := h.export(r, "csv")
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: name, Type: page.CSVType, Content: t.CSV()})
}

// ExportXLSX hands out the span's results as a workbook.
func (h *Handlers) ExportXLSX(w http.ResponseWriter, r *http.Request) error {
	name, t, err := h.export(r, "xlsx")
	if err != nil {
		return err
	}
	content, err := exchange.XLSX(t)
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: name, Type: page.XLSXType, Content: content})
}

// export reads the results that the address asks for as a table, and names its file.
func (h *Handlers) export(r *http.Request, ending string) (name string, t exchange.Table, err error) {
	chosen, err := parse(r)
	if err != nil {
		return "", t, err
	}
	visitor := page.VisitorOf(r)
	span, err := chosen.span()
	if err != nil {
		return "", t, err
	}
	name = "resultat"
	if span != (analysis.Span{}) {
		name += "-" + results.SpanCode(span, visitor.Group.CollectionMonths)
	}
	if chosen.Line != "" {
		name += "-" + chosen.Line
	}
	if visitor.Group.ExampleData {
		name += "-exempeldata"
	}
	name += "." + ending
	c, err := h.room.Export(r.Context(), visitor.Actor, visitor.Group.ID, results.Asked{Span: span, File: name})
	if err != nil {
		return name, t, err
	}
	if chosen.Line != "" && !hasUnit(c.Dataset, chosen.Line) {
		return name, t, fault.ErrNotFound
	}
	c.Blocks = only(c.Blocks, chosen.asksFor)
	return name, exported(r.Context(), c, chosen.Line), nil
}

// hasUnit reports whether the group has a unit with the code.
func hasUnit(ds *analysis.Dataset, code string) bool {
	return ds != nil && slices.ContainsFunc(ds.Units, func(u org.Unit) bool { return u.Code == code })
}

// exported is the results as a table: for each measure the group, its regions and
// units over the whole span, and the units' single periods for those who may see
// them. With a unit's code there is nothing but the unit's own.
func exported(ctx context.Context, c results.Comparison, unit string) exchange.Table {
	t := exchange.Table{Name: i18n.T(ctx, "Resultat"), Header: exportHeader(ctx)}
	if c.Dataset == nil {
		return t
	}
	periods := periodsOf(c.Dataset)
	for _, block := range c.Blocks {
		for _, row := range block.Rows {
			t.Rows = append(t.Rows, exportedRow(exporting{ctx: ctx, ds: c.Dataset, block: block, row: row, only: unit}, periods)...)
		}
	}
	return t
}

func exportHeader(ctx context.Context) []string {
	return []string{
		i18n.T(ctx, "År"), i18n.T(ctx, "Mål"), i18n.T(ctx, "Mått"), i18n.T(ctx, "Måttets namn"), i18n.T(ctx, "Delgrupp"),
		i18n.T(ctx, "Vad raden visar"), i18n.T(ctx, "Namn"), i18n.T(ctx, "Period"), i18n.T(ctx, "Läge"),
		i18n.T(ctx, "Täljare"), i18n.T(ctx, "Nämnare"), i18n.T(ctx, "Medelvärde"), i18n.T(ctx, "Standardavvikelse"),
		i18n.T(ctx, "Värde"), i18n.T(ctx, "95 % från"), i18n.T(ctx, "95 % till"), i18n.T(ctx, "Enhet på värdet"),
		i18n.T(ctx, "I ord"), i18n.T(ctx, "Mot målet"), i18n.T(ctx, "Hur säker siffran är"),
		i18n.T(ctx, "Perioder med värde"), i18n.T(ctx, "Perioder att lämna"),
		i18n.T(ctx, "Täljarens definition"), i18n.T(ctx, "Nämnarens definition"), i18n.T(ctx, "Räknas inte med"),
		i18n.T(ctx, "Källa till definitionen"), i18n.T(ctx, "Anmärkning"), i18n.T(ctx, "Diagnoskoder"), i18n.T(ctx, "Graviditetslängd"), i18n.T(ctx, "Svarande"), i18n.T(ctx, "Tillfrågade"),
	}
}

// partYear is one part of a measure in one year.
type partYear struct {
	indicator quality.IndicatorID
	stratum   quality.StratumID
	year      int
}

// periodsOf are the single periods' figures by what rows they belong to.
func periodsOf(ds *analysis.Dataset) map[partYear][]analysis.Figure {
	periods := map[partYear][]analysis.Figure{}
	for _, f := range ds.Figures {
		at := partYear{f.IndicatorID, f.StratumID, f.Period.LastYear()}
		periods[at] = append(periods[at], f)
	}
	return periods
}

// exportedRow is one part of a measure: everybody, region by region, unit by unit,
// and period by period.
func exportedRow(e exporting, periods map[partYear][]analysis.Figure) [][]any {
	row, period := e.row, words.Period(e.ctx, e.row.Period)
	var rows [][]any
	if e.only == "" {
		rows = append(rows, e.result(i18n.T(e.ctx, "Alla tillsammans"), e.ds.Group.Name, period, row.Total))
		for _, region := range row.Regions {
			rows = append(rows, e.result(i18n.T(e.ctx, "Region"), region.Name, period, region.Cell))
		}
	}
	own := map[org.UnitID]bool{}
	for _, unit := range row.Units {
		if e.only == "" || e.only == unit.Unit.Code {
			own[unit.Unit.ID] = true
			rows = append(rows, e.result(i18n.T(e.ctx, "Enhet"), unit.Unit.Name, period, unit))
		}
	}
	for year := row.Span.Period.Start().Year(); year <= row.Year; year++ {
		for _, f := range periods[partYear{row.Measure.ID, row.Stratum.ID, year}] {
			if own[f.UnitID] && f.Period != row.Period && row.Span.Holds(f.Period) {
				rows = append(rows, e.figure(f))
			}
		}
	}
	return rows
}

// exporting is what the rows of one part of a measure have in common.
type exporting struct {
	ctx   context.Context
	ds    *analysis.Dataset
	block analysis.Block
	row   analysis.Row
	only  string // the code of the only unit, "" for all
}

// framed is a row with what is common before and after its own cells.
func (e exporting) framed(own ...any) []any {
	def := e.row.Definition
	cells := []any{e.row.Year, e.block.Goal.Title, e.row.Measure.Code, title(e.ctx, def), e.row.Stratum.Name}
	remark := ""
	if e.ds.Group.ExampleData {
		remark = i18n.T(e.ctx, "Exempeldata")
	}
	return append(append(cells, own...), def.NumeratorText, def.DenominatorText, def.Exclusions, def.Source, remark, def.ICD10, def.Gestation)
}

// result is a row about the whole span; a hidden value leaves nothing but the words
// that it is hidden.
func (e exporting) result(what, name, period string, c analysis.Cell) []any {
	state := words.NoValue(e.ctx, c.State)
	if state == "" {
		state = i18n.T(e.ctx, "Inrapporterad")
	}
	text := ""
	if c.State == analysis.Reported && c.Point == nil {
		text = words.Value(e.ctx, c.Result)
	}
	var standing, answered, asked any
	if c.Standing != "" {
		standing = words.Standing(e.ctx, c.Standing)
	}
	if r := c.Response; r != nil {
		answered, asked = r.Answered, r.Asked
	}
	return append(e.framed(what, name, period, state, c.Value.Numerator, c.Value.Denominator, c.Value.Mean, c.Value.SD,
		c.Point, c.Lower, c.Upper, e.unit(c.Point), text, words.Status(e.ctx, c.Judgement.Status), standing, c.Filled(), c.Expected), answered, asked)
}

// unit is the unit of a value that there is.
func (e exporting) unit(point *float64) any {
	switch {
	case point == nil:
		return nil
	case e.row.Measure.Kind == quality.Proportion:
		return "%"
	}
	return e.row.Definition.UnitLabel
}
