package collect

import (
	"errors"
	"net/http"
	"net/url"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
)

// SaveEntry stores what was typed. Rows that cannot be stored come back as they
// were typed, with the rest saved.
func (h *Handlers) SaveEntry(w http.ResponseWriter, r *http.Request) error {
	back, err := h.save(w, r, nil)
	form := back.saved.Form
	switch {
	case errors.Is(err, fault.ErrWrongState):
		back.shut = true
		if form, err = h.room.Form(r.Context(), page.VisitorOf(r).Actor, where(r)); err != nil {
			return err
		}
	case err != nil:
		return err
	case back.whole():
		return savedEntry(w, r, form, back.saved)
	}
	return h.showEntry(w, r, back.status(), form, back)
}

// save stores the rows that came; only is the measures that they can be of, nil for
// the whole form.
func (h *Handlers) save(w http.ResponseWriter, r *http.Request, only func(url.Values) []quality.IndicatorID) (returned, error) {
	typed, err := page.ParseForm(w, r)
	if err != nil {
		return returned{}, err
	}
	var back returned
	sent := collect.Typed{Entries: func(form collect.Form) []collect.Entry {
		back.typing = parseRows(typed, r.PostForm, form.Rows)
		return back.entries
	}}
	if only != nil {
		sent.Only = only(r.PostForm)
	}
	back.saved, err = h.room.SaveFigures(r.Context(), page.VisitorOf(r).Actor, where(r), sent)
	return back, err
}

// savedEntry goes on to where the user wanted to go.
func savedEntry(w http.ResponseWriter, r *http.Request, form collect.Form, saved collect.Saved) error {
	ctx, next := r.Context(), entryURL(form.Unit, form.Period)
	if r.PostForm.Get("then") == "submit" {
		return page.Redirect(w, r, submitURL(form.Unit, form.Period))
	}
	text := i18n.T(ctx, "Allt är sparat.")
	if saved.Count > 0 {
		text = i18n.N(ctx, "En uppgift är sparad.", "%d uppgifter är sparade.", saved.Count)
	}
	return page.RedirectWith(w, r, next, page.Done(text))
}

// whole reports whether every row was stored or was as it should be, and moves
// the problems of the others into the form, to be shown at their fields.
func (b *returned) whole() bool {
	for _, p := range b.saved.Problems {
		b.form.Problem(p.Field, p.Code, p.Args...)
	}
	for _, c := range b.saved.Conflicts {
		b.form.Problem(collect.FieldName(c.Key, "choice"), "changed_by_others")
	}
	return b.form.Err() == nil
}

// status tells a form that was wrong from one that somebody else overtook.
func (b *returned) status() int {
	if b.shut || len(b.saved.Problems) == 0 && len(b.failed) == 0 {
		return http.StatusConflict
	}
	return http.StatusUnprocessableEntity
}
