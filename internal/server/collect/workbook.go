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
)

// periodName is the period in the address of the workbook of all units.
const periodName = "period"

// ShowWorkbook hands out the unit's period as a workbook to fill in.
func (h *Handlers) ShowWorkbook(w http.ResponseWriter, r *http.Request) error {
	return h.sendWorkbook(w, r, where(r))
}

// ShowUnitsWorkbook hands out a period of all units that the visitor may enter
// for, in one workbook to fill in.
func (h *Handlers) ShowUnitsWorkbook(w http.ResponseWriter, r *http.Request) error {
	at := where(r)
	at.UnitCode, at.PeriodCode = "", page.Query(r).Value(periodName)
	return h.sendWorkbook(w, r, at)
}

func (h *Handlers) sendWorkbook(w http.ResponseWriter, r *http.Request, at collect.Where) error {
	name := fileName(r, at, "fyll-i", "xlsx")
	forms, err := h.room.FormsToFill(r.Context(), page.VisitorOf(r).Actor, at, name)
	if err != nil {
		return err
	}
	content, err := newWorkbook(r.Context(), forms).Write()
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: name, Type: page.XLSXType, Content: content})
}

// newWorkbook is the forms as a workbook to fill in.
func newWorkbook(ctx context.Context, forms []collect.Form) exchange.Workbook {
	first := forms[0]
	b := emptyWorkbook(ctx, first)
	b.Title = joined(", ", first.Unit.Name, words.Period(ctx, first.Period))
	if len(forms) > 1 {
		b.Title = joined(", ", first.Group.Name, words.Period(ctx, first.Period))
	}
	for _, form := range forms {
		for _, row := range form.Rows {
			b.Rows = append(b.Rows, workbookRow(ctx, form, row))
		}
	}
	return b
}

// emptyWorkbook is what every workbook of the group has.
func emptyWorkbook(ctx context.Context, form collect.Form) exchange.Workbook {
	b := exchange.Workbook{Group: form.Group.Code,
		NotWhole:  i18n.T(ctx, "Skriv ett heltal som inte är mindre än noll."),
		NotNumber: i18n.T(ctx, "Skriv ett tal."),
		NotChoice: i18n.T(ctx, "Välj något i listan."),
		Instructions: []string{
			i18n.T(ctx, "Fyll i de gula cellerna på bladet Siffror. Det som inte ska ändras är låst."),
			i18n.T(ctx, "Noll är en uppgift: skriv 0. En rad som är tom är inte lämnad."),
			i18n.T(ctx, "Finns ingen siffra, välj Saknas i kolumnen Läge och varför i kolumnen Orsak."),
			i18n.T(ctx, "Gör enheten inte det som måttet gäller, välj Ej tillämpligt i kolumnen Läge."),
			i18n.T(ctx, "Skriv täljaren och nämnaren i var sin cell. Skriv inte procent."),
			i18n.T(ctx, "Skriv inget om enskilda barn, varken i text eller i kommentarer."),
			i18n.T(ctx, "Spara filen och lämna den i Samsyn under Inrapportering. Inget ändras förrän du har sett vad som är nytt, ändrat och fel."),
			i18n.T(ctx, "En siffra som någon annan ändrar under tiden skrivs inte över. Du får se båda."),
			i18n.T(ctx, "Vad varje mått betyder står på bladet Definitioner."),
		}}
	if form.Group.ExampleData {
		b.Notes = i18n.T(ctx, "Exempeldata: påhittade siffror, inte riktiga resultat.")
	}
	for _, reason := range form.Reasons {
		if reason.Active {
			b.Reasons = append(b.Reasons, reason.Text)
		}
	}
	return b
}

func workbookRow(ctx context.Context, form collect.Form, row collect.Row) exchange.WorkbookRow {
	def := row.Indicator.Definition
	return exchange.WorkbookRow{
		Unit: form.Unit.Code, UnitName: form.Unit.Name, Indicator: row.Indicator.Code, IndicatorName: def.Name,
		Stratum: row.Stratum.Code, StratumName: row.Stratum.Name, Period: row.Period.Code(), PeriodName: words.Period(ctx, row.Period),
		NumeratorText: known(def.NumeratorText), DenominatorText: known(def.DenominatorText),
		Limits: known(def.Exclusions), From: known(def.Source),
		Kind: row.Indicator.Kind, Decimals: def.Decimals, Mark: collect.Mark(row.Figure), Cells: workbookCells(form, row),
	}
}

// workbookCells is what stands in the cells to fill in; a value says itself that
// it is reported.
func workbookCells(form collect.Form, row collect.Row) map[exchange.Column]any {
	f := row.Says()
	v := f.Value
	cells := map[exchange.Column]any{exchange.Comment: f.Comment, exchange.Text: v.Text, exchange.Mean: v.Mean, exchange.SD: v.SD,
		exchange.Numerator: v.Numerator, exchange.Denominator: v.Denominator}
	switch row.Indicator.Kind {
	case quality.Count:
		cells[exchange.N] = v.Numerator
	case quality.Mean, quality.Score:
		cells[exchange.N] = v.Denominator
	}
	if v.Yes != nil {
		cells[exchange.Yes] = map[bool]string{true: "Ja", false: "Nej"}[*v.Yes]
	}
	switch f.State {
	case quality.Missing:
		cells[exchange.State], cells[exchange.MissingReason] = "Saknas", reasonsOf(form)[f.MissingReasonID]
	case quality.NotApplicable:
		cells[exchange.State] = "Ej tillämpligt"
	}
	return cells
}
