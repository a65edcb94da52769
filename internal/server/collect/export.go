package collect

import (
	"context"
	"net/http"

	"samsyn/internal/app/collect"
	"samsyn/internal/exchange"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
)

// ExportCSV hands out the unit's period for Excel on a Swedish computer.
func (h *Handlers) ExportCSV(w http.ResponseWriter, r *http.Request) error {
	name := fileName(r, where(r), "siffror", "csv")
	form, err := h.room.ExportFigures(r.Context(), page.VisitorOf(r).Actor, where(r), name)
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: name, Type: page.CSVType, Content: exported(r.Context(), form).CSV()})
}

// ExportXLSX hands out the unit's period as a workbook.
func (h *Handlers) ExportXLSX(w http.ResponseWriter, r *http.Request) error {
	name := fileName(r, where(r), "siffror", "xlsx")
	form, err := h.room.ExportFigures(r.Context(), page.VisitorOf(r).Actor, where(r), name)
	if err != nil {
		return err
	}
	content, err := exchange.XLSX(exported(r.Context(), form))
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: name, Type: page.XLSXType, Content: content})
}

// fileName names a file by what is in it: "siffror-LIN-2026K1.csv". Made up
// figures say so in the name too.
func fileName(r *http.Request, at collect.Where, what, ending string) string {
	example := ""
	if page.VisitorOf(r).Group.ExampleData {
		example = "exempeldata"
	}
	return joined("-", what, at.UnitCode, at.PeriodCode, example) + "." + ending
}

// exported is the form as a table, one row for each figure that is due.
func exported(ctx context.Context, form collect.Form) exchange.Table {
	t := exchange.Table{Name: i18n.T(ctx, "Siffror"), Header: exportHeader(ctx)}
	for _, row := range form.Rows {
		t.Rows = append(t.Rows, exportedRow(ctx, form, row))
	}
	return t
}

func exportHeader(ctx context.Context) []string {
	return []string{
		i18n.T(ctx, "Grupp"), i18n.T(ctx, "Enhet"), i18n.T(ctx, "Enhetens namn"), i18n.T(ctx, "Mål"), i18n.T(ctx, "Mått"),
		i18n.T(ctx, "Måttets namn"), i18n.T(ctx, "Delgrupp"), i18n.T(ctx, "Delgruppens namn"), i18n.T(ctx, "Period"),
		i18n.T(ctx, "Täljare"), i18n.T(ctx, "Nämnare"), i18n.T(ctx, "Medelvärde"), i18n.T(ctx, "Standardavvikelse"),
		i18n.T(ctx, "Antal"), i18n.T(ctx, "Text"), i18n.T(ctx, "Ja eller nej"), i18n.T(ctx, "Läge"), i18n.T(ctx, "Orsak"),
		i18n.T(ctx, "Kommentar"), i18n.T(ctx, "Gäller från"), i18n.T(ctx, "Gäller till"), i18n.T(ctx, "Värde"),
		i18n.T(ctx, "Enhet på värdet"), i18n.T(ctx, "Hur säker siffran är"), i18n.T(ctx, "Inlämningen"), i18n.T(ctx, "Sparad"),
		i18n.T(ctx, "Sparad av"), i18n.T(ctx, "Ändringar under perioden"), i18n.T(ctx, "Svar om det som ser ovanligt ut"),
		i18n.T(ctx, "Återlämnad för att"), i18n.T(ctx, "Godkänd som"), i18n.T(ctx, "Ändrad efter godkännandet för att"), i18n.T(ctx, "Täljarens definition"), i18n.T(ctx, "Nämnarens definition"),
		i18n.T(ctx, "Räknas inte med"), i18n.T(ctx, "Siffrorna hämtas från"), i18n.T(ctx, "Källa till definitionen"),
		i18n.T(ctx, "Anmärkning"),
	}
}

func exportedRow(ctx context.Context, form collect.Form, row collect.Row) []any {
	f, def := row.Says(), row.Indicator.Definition
	v := f.Value
	cells := []any{form.Group.Code, form.Unit.Code, form.Unit.Name, goalTitle(form, row.GoalID), row.Indicator.Code, def.Name,
		row.Stratum.Code, row.Stratum.Name, row.Period.Code()}
	cells = append(cells, valueCells(ctx, row.Indicator.Kind, v)...)
	cells = append(cells, figureState(ctx, f.State), reasonsOf(form)[f.MissingReasonID], f.Comment,
		typedDate(v.ValidFrom), typedDate(v.ValidTo))
	var point, unit, standing, saved any
	if value, ok := v.Point(row.Indicator.Kind, def.RatePer); ok {
		point, unit = value, unitOf(row.Indicator)
	}
	if f.Version > 0 {
		standing = words.Standing(ctx, f.Standing(form.Submission.State))
		saved = i18n.Date(ctx, f.EnteredAt) + " " + i18n.Clock(ctx, f.EnteredAt)
	}
	cells = append(cells, point, unit, standing, words.SubmissionState(ctx, form.Submission.State), saved, row.EnteredBy.Name)
	cells = append(cells, reviewCells(ctx, form, row)...)
	return append(cells, known(def.NumeratorText), known(def.DenominatorText), known(def.Exclusions), known(def.DataSource), known(def.Source),
		remark(ctx, form))
}

// valueCells are the figure's parts in the columns that its kind has: täljare,
// nämnare, medelvärde, standardavvikelse, antal, text, ja eller nej.
func valueCells(ctx context.Context, kind quality.Kind, v quality.Value) []any {
	cells := []any{v.Numerator, v.Denominator, v.Mean, v.SD, nil, v.Text, nil}
	if kind == quality.Mean || kind == quality.Score {
		cells[1], cells[4] = nil, v.Denominator
	}
	if v.Yes != nil {
		cells[6] = words.YesNo(ctx, *v.Yes)
	}
	return cells
}

// reviewCells are what has been said of the figure: the answers that took its place
// within the period, the unit's answer to what looks odd, why it came back, and what
// it said when it was approved and why it was changed after that.
func reviewCells(ctx context.Context, form collect.Form, row collect.Row) []any {
	f, list := row.Figure, reasonsOf(form)
	var changes []string
	for _, c := range row.Changes {
		if c.Figure.Version > 0 {
			changes = append(changes, c.Since+": "+list.line(ctx, c.Indicator, c.Figure))
		}
	}
	was := ""
	if f.ChangedSinceApproval() {
		was = list.line(ctx, row.Indicator, f.Review.Approved.Figure())
	}
	return []any{joined("; ", changes...), f.Confirmation, f.Review.ReturnReason, was, f.Review.ChangeReason}
}

// figureState is the figure's state as files write it; "" when nothing is entered.
func figureState(ctx context.Context, s quality.FigureState) string {
	switch s {
	case quality.Reported:
		return i18n.T(ctx, "Inrapporterad")
	case quality.Missing:
		return i18n.T(ctx, "Saknas")
	case quality.NotApplicable:
		return i18n.T(ctx, "Ej tillämpligt")
	}
	return ""
}

func unitOf(i quality.Indicator) string {
	if i.Kind == quality.Proportion {
		return "%"
	}
	return i.Definition.UnitLabel
}

func goalTitle(form collect.Form, id quality.GoalID) string {
	for _, g := range form.Goals {
		if g.ID == id {
			return g.Title
		}
	}
	return ""
}

// remark says on every row that figures are made up.
func remark(ctx context.Context, form collect.Form) string {
	if form.Group.ExampleData {
		return i18n.T(ctx, "Exempeldata")
	}
	return ""
}

// newFiles is where the form can be had as files; nowhere when nothing is due.
func newFiles(form collect.Form) view.Files {
	if len(form.Rows) == 0 {
		return view.Files{}
	}
	at := entryURL(form.Unit, form.Period)
	f := view.Files{CSV: at + "/siffror.csv", XLSX: at + "/siffror.xlsx"}
	if form.CanRecord {
		f.Workbook, f.Upload = at+"/mall.xlsx", at+"/fil"
	}
	return f
}
