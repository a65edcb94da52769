package collect

import (
	"context"
	"net/http"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// ShowHistory tells what has happened to one figure; ?del= names which children it
// counts when the measure is divided.
func (h *Handlers) ShowHistory(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	history, err := h.room.FigureHistory(ctx, page.VisitorOf(r).Actor, collect.Which{Where: where(r),
		Indicator: chi.URLParam(r, "code"), Stratum: page.Query(r).Value("del")})
	if err != nil {
		return err
	}
	v := newHistoryView(ctx, history)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.History(v)})
}

func newHistoryView(ctx context.Context, h collect.History) view.HistoryView {
	form, row := h.Form, h.Row
	v := view.HistoryView{
		Heading: ui.PageHeadingProps{
			Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL},
				{Text: title(ctx, form.Unit, form.Period), URL: entryURL(form.Unit, form.Period)}},
			Title: i18n.T(ctx, "Historik: %s", joined(", ", row.Indicator.Definition.Name, about(ctx, form, row))),
			Lead:  i18n.T(ctx, "Allt som har hänt med siffran, det senaste först."),
		},
		Row: commonRow(ctx, form, row),
	}
	v.Row.HistoryURL, v.Row.Past = "", nil
	for _, e := range h.Events {
		v.Events = append(v.Events, newEvent(ctx, form, row.Indicator, e))
	}
	return v
}

func newEvent(ctx context.Context, form collect.Form, i quality.Indicator, e collect.Event) view.HistoryEvent {
	list := reasonsOf(form)
	v := view.HistoryEvent{Day: i18n.Date(ctx, e.At), Clock: i18n.Clock(ctx, e.At), Who: e.Who, What: words.AuditAction(ctx, e.Action),
		Why: joined(" ", e.Reason, e.After.Review.ChangeReason, e.After.Confirmation)}
	if e.Action == "figure.save" {
		switch {
		case e.Follows != "":
			v.What = i18n.T(ctx, "Lämnades in oförändrad")
		case e.Before.State == "":
			v.What = i18n.T(ctx, "Fyllde i")
		case e.After.State == "":
			v.What = i18n.T(ctx, "Tömde")
		}
		if e.Before.State != "" {
			v.Before = list.line(ctx, i, e.Before)
		}
	}
	if e.After.State != "" {
		v.After = list.line(ctx, i, e.After)
	}
	if e.File != "" {
		v.Why = joined(" ", v.Why, i18n.T(ctx, "Ur filen %s.", e.File))
	}
	return v
}
