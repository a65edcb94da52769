package collect

import (
	"context"
	"errors"
	"net/http"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// AcknowledgeEntry notes that the head of the clinic has seen what the unit handed in.
func (h *Handlers) AcknowledgeEntry(w http.ResponseWriter, r *http.Request) error {
	ctx, actor := r.Context(), page.VisitorOf(r).Actor
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	handedIn, err := time.Parse(time.RFC3339Nano, form.Value("handed_in"))
	if err != nil {
		return fault.ErrNotFound
	}
	err = h.room.AcknowledgeEntry(ctx, actor, collect.Seeing{Where: where(r), HandedIn: handedIn, Comment: form.Text("comment", 2*quality.MaxComment)})
	if err != nil && !errors.Is(err, fault.ErrConflict) && !form.Rejected(err) {
		return err
	}
	entry, reading := h.room.Form(ctx, actor, where(r))
	if reading != nil {
		return reading
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		return h.showEntry(w, r, http.StatusConflict, entry, returned{seeing: form, anew: true})
	case err != nil:
		return h.showEntry(w, r, http.StatusUnprocessableEntity, entry, returned{seeing: form})
	}
	return page.RedirectWith(w, r, entryURL(entry.Unit, entry.Period), page.Done(i18n.T(ctx, "Du har tagit del av inlämningen. Enheten ser ditt namn och dagens datum.")))
}

// acknowledged is whether the head of the clinic has seen what is handed in, with the form
// for those who may say so; back is that form, when something was wrong with it.
func (h *Handlers) acknowledged(r *http.Request, form collect.Form, back returned) (view.Acknowledged, error) {
	ctx := r.Context()
	a, err := h.room.Acknowledged(ctx, page.VisitorOf(r).Actor, where(r))
	if err != nil {
		return view.Acknowledged{}, err
	}
	v := view.Acknowledged{Seen: seenRows(ctx, form, a.Seen)}
	if !a.Can {
		return v, nil
	}
	v.URL, v.HandedIn = entryURL(form.Unit, form.Period)+"/tagit-del", a.HandedIn.Format(time.RFC3339Nano)
	v.Title = i18n.T(ctx, "Du har inte tagit del av inlämningen än")
	if back.anew {
		v.Title = i18n.T(ctx, "Enheten har lämnat in på nytt")
	}
	v.Comment = ui.TextAreaProps{Name: "comment", Label: i18n.T(ctx, "Till enheten"), Rows: 2, MaxLength: quality.MaxComment, Optional: true}
	if back.seeing != nil {
		v.Comment.Value, v.Comment.Error = back.seeing.Value("comment"), back.seeing.Error(ctx, "comment")
		v.Problems = back.seeing.Summary(ctx)
	}
	return v, nil
}

func seenRows(ctx context.Context, form collect.Form, seen []quality.FiguresSeen) []view.SeenRow {
	var rows []view.SeenRow
	for _, s := range seen {
		rows = append(rows, view.SeenRow{Comment: s.Comment,
			Text: i18n.T(ctx, "Verksamhetschefen har tagit del: %s", moment(ctx, s.At, form.Today, collect.Author{Name: s.Name}))})
	}
	return rows
}
