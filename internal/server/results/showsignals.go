package results

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// ShowSignals is the list of all that asks to be looked at.
func (h *Handlers) ShowSignals(w http.ResponseWriter, r *http.Request) error {
	p, err := h.signals(r)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(r.Context(), "Signaler"), Content: view.Signals(newSignalsView(r.Context(), p))})
}

// ExportSignals hands out the list as a file.
func (h *Handlers) ExportSignals(w http.ResponseWriter, r *http.Request) error {
	p, err := h.signals(r)
	if err != nil {
		return err
	}
	if p.Dataset == nil {
		return fault.ErrNotFound
	}
	name := "signaler-" + results.SpanCode(p.Span, p.Dataset.Group.CollectionMonths)
	if p.who.group.ExampleData {
		name += "-exempeldata"
	}
	return page.Send(w, r, page.Download{Name: name + ".csv", Type: page.CSVType, Content: p.file(r.Context()).CSV()})
}

// signalsPage is what the page is made from.
type signalsPage struct {
	results.Signals
	who    reader
	chosen choices
}

// signals reads what the address asks for.
func (h *Handlers) signals(r *http.Request) (signalsPage, error) {
	visitor := page.VisitorOf(r)
	c, err := parse(r)
	if err != nil {
		return signalsPage{}, err
	}
	span, err := c.span()
	if err != nil {
		return signalsPage{}, err
	}
	read, err := h.room.Signals(r.Context(), visitor.Actor, visitor.Group.ID, span)
	if err != nil {
		return signalsPage{}, err
	}
	p := signalsPage{Signals: read, chosen: c, who: readerOf(visitor, read.Dataset != nil && read.Dataset.Masked)}
	if c.Line != "" && !hasUnit(read.Dataset, c.Line) {
		return signalsPage{}, fault.ErrNotFound
	}
	return p, nil
}

func newSignalsView(ctx context.Context, p signalsPage) view.SignalsView {
	v := view.SignalsView{
		Tabs: roomTabs(ctx, signalsPath), Legend: p.who.legend(ctx),
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Inget att visa än"),
			Text: i18n.T(ctx, "När gruppen har valt mått för ett år och enheterna har lämnat in står resultaten här.")},
	}
	if p.Dataset == nil {
		return v
	}
	v.Lead = i18n.T(ctx, "%s, %s: det som är värt att titta närmare på. En signal är en fråga att ställa, inte ett svar.",
		p.Dataset.Group.Name, words.Period(ctx, p.Span.Period))
	v.Filter = p.filter(ctx)
	v.CSV = choices{Time: p.chosen.Time, Category: p.chosen.Category, Line: p.chosen.Line}.query(signalsPath + ".csv")
	for _, s := range p.sections(ctx) {
		v.Key = append(v.Key, view.KeyFigure{KeyFigureProps: ui.KeyFigureProps{Label: s.title, Value: strconv.Itoa(len(s.rows)), Detail: s.short}})
		v.Sections = append(v.Sections, view.SignalSection{ID: s.id, Title: s.title, Lead: s.lead, None: s.none, Table: s.view(i18n.T(ctx, "Mått"))})
	}
	return v
}

func (p signalsPage) filter(ctx context.Context) view.Filter {
	units := ui.SelectProps{Name: lineName, Label: i18n.T(ctx, "Enhet"), Value: p.chosen.Line, Empty: i18n.T(ctx, "Alla enheter")}
	for _, u := range p.Dataset.Units {
		units.Options = append(units.Options, ui.Option{Value: u.Code, Label: u.ShortName})
	}
	f := view.Filter{Action: signalsPath, Selects: []ui.SelectProps{timeSelect(ctx, times{p.Spans, p.Span, p.Dataset.Group.CollectionMonths}), categorySelect(ctx, p.chosen.Category, false), units}}
	if p.chosen.Category != "" || p.chosen.Line != "" {
		f.ResetURL = choices{Time: p.chosen.Time}.query(signalsPath)
	}
	return f
}

// file is all the signals in one table, each with its kind.
func (p signalsPage) file(ctx context.Context) exchange.Table {
	t := exchange.Table{Name: i18n.T(ctx, "Signaler"), Header: []string{i18n.T(ctx, "Signal")}}
	for n, s := range p.sections(ctx) {
		part := s.file(i18n.T(ctx, "Mått"))
		if n == 0 {
			t.Header = append(t.Header, part.Header...)
		}
		for _, row := range part.Rows {
			t.Rows = append(t.Rows, append([]any{s.title}, row...))
		}
	}
	return t
}

// asksFor reports whether a signal is of the area and the unit that are chosen.
func (p signalsPage) asksFor(m *analysis.Measure, unitCode string) bool {
	return (p.chosen.Category == "" || m.Category == quality.Category(p.chosen.Category)) &&
		(p.chosen.Line == "" || p.chosen.Line == unitCode)
}
