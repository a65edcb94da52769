package group

import (
	"context"
	"net/http"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// ShowLog shows what has been changed and read, the latest first, by the choices in the
// address.
func (h *Handlers) ShowLog(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	choice, asked, err := askedLog(r)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if choice.form.Err() != nil {
		status, asked.From, asked.To = http.StatusUnprocessableEntity, nil, nil
	}
	log, err := h.room.Log(ctx, visitor.Actor, asked)
	if err != nil {
		return err
	}
	v := newLogView(ctx, choice, log)
	if status != http.StatusOK {
		v.Changes, v.OlderURL, v.CSVURL = nil, "", ""
	}
	switch {
	case log.Whole:
		v.Trail = []ui.Link{{Text: i18n.T(ctx, "Konton"), URL: "/konton"}}
	case visitor.May(org.ViewGroup, 0):
		v.Trail = []ui.Link{{Text: visitor.Group.Name, URL: "/gruppen"}}
	}
	if asked.Below != 0 {
		v.FirstURL = choice.url(logURL, 0)
	}
	return page.Show(w, r, status, page.Page{Title: i18n.T(ctx, "Logg"), HideGroup: log.Whole, Content: view.Log(v)})
}

func newLogView(ctx context.Context, choice logChoice, log group.Log) view.LogView {
	v := view.LogView{Lead: i18n.T(ctx, "Vem som ändrade eller läste vad, när, för vilken enhet och varifrån. Inget i loggen kan ändras eller tas bort i Samsyn."),
		Problems: choice.form.Summary(ctx), Filter: choice.filter(ctx, log), CSVURL: choice.url(logFileURL, 0)}
	if log.Whole {
		v.Lead = i18n.T(ctx, "Vem som gjorde vad, när, för vilken enhet och varifrån. Innehållet visas bara för ändringar av konton.")
	}
	if len(choice.chosen) > 0 {
		v.Empty = i18n.T(ctx, "Inget i loggen passar det du har valt")
	}
	if log.Receipt.Link != 0 {
		v.Receipt, v.ReceiptAt = log.Receipt.String(), i18n.T(ctx, "%s %s", i18n.Date(ctx, log.Receipt.At), i18n.Clock(ctx, log.Receipt.At))
	}
	fields := words.AuditFields(ctx)
	for _, c := range log.Changes {
		v.Changes = append(v.Changes, newChangeRow(ctx, fields, c))
	}
	if len(log.Changes) == 0 {
		v.CSVURL = ""
	}
	if log.Older != 0 {
		v.OlderURL = choice.url(logURL, log.Older)
	}
	return v
}
