package report

import (
	"context"
	"errors"
	"net/http"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// ShowRound is how the units have answered about their pages, and where they are asked.
func (h *Handlers) ShowRound(w http.ResponseWriter, r *http.Request) error {
	return h.showRound(w, r, http.StatusOK, nil)
}

// showRound answers with the round, as it opens or with a form that came back.
func (h *Handlers) showRound(w http.ResponseWriter, r *http.Request, status int, back *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	p, err := h.room.Round(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	v := newRoundView(ctx, visitor, p, h.silent(ctx, visitor.Group))
	v.Comments = looks.Comments(ctx, p.Comments)
	if v.Ask = newAsk(ctx, p, back); back != nil {
		v.Problems, v.Errors = back.Summary(ctx), back.Errors(ctx)
		if status == http.StatusConflict {
			v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, "", visitor.Now)}
		}
	}
	return page.Show(w, r, status, page.Page{Title: v.Head.Title, Content: view.Round(v)})
}

// silent says why no letters go to the group's people, "" when they do.
func (h *Handlers) silent(ctx context.Context, group org.Group) string {
	switch {
	case !h.mail:
		return i18n.T(ctx, "Samsyn är inte inställt för att skicka mejl, så inga brev går till enheterna. Säg till dem på annat sätt.")
	case group.ExampleData:
		return i18n.T(ctx, "Gruppen har exempeldata och påhittade adresser, så inga mejl skickas.")
	}
	return ""
}

// AskUnits opens the commentary round, or moves its last day.
func (h *Handlers) AskUnits(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	a := report.Asking{Group: visitor.Group.ID, Year: year, Version: version(form), Due: form.Date("due"), Short: form.Bool("short")}
	var asked report.Asked
	if err = form.Err(); err == nil {
		asked, err = h.room.AskUnits(ctx, visitor.Actor, a)
	}
	switch {
	case form.Rejected(err):
		return h.showRound(w, r, http.StatusUnprocessableEntity, form)
	case errors.Is(err, fault.ErrConflict):
		return h.showRound(w, r, http.StatusConflict, form)
	case err != nil:
		return err
	}
	text := i18n.T(ctx, "Sista dagen är flyttad.")
	if asked.Opened {
		text = i18n.T(ctx, "Synpunktsrundan är öppen.")
	}
	if asked.Letters > 0 && h.mail {
		text += " " + i18n.N(ctx, "Ett brev går till enheterna inom någon minut.", "%d brev går till enheterna inom någon minut.", asked.Letters)
	}
	return page.RedirectWith(w, r, roundURL(year), page.Done(text))
}

// version is the one that the form was opened with; zero when it says none.
func version(form *page.Form) int {
	if v := form.Whole("version"); v != nil {
		return int(*v)
	}
	return 0
}

// CloseRound ends the round before its day.
func (h *Handlers) CloseRound(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	if err := h.room.CloseRound(ctx, visitor.Actor, visitor.Group.ID, year, version(form)); err != nil {
		return err
	}
	return page.RedirectWith(w, r, roundURL(year), page.Done(i18n.T(ctx, "Synpunktsrundan är stängd. Det som är skickat står kvar.")))
}

// RemindUnits sends a letter to those who speak for one unit, or for all that have not
// answered.
func (h *Handlers) RemindUnits(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	if !h.mail {
		return fault.ErrWrongState
	}
	count, err := h.room.RemindUnits(ctx, visitor.Actor, visitor.Group.ID, year, form.Value("unit"))
	if err != nil {
		return err
	}
	done := page.Done(i18n.N(ctx, "En påminnelse skickas inom någon minut.", "%d påminnelser skickas inom någon minut.", count))
	if count == 0 {
		done = ui.FlashProps{Kind: ui.Info, Text: i18n.T(ctx, "Inget mejl skickades: alla är redan påminda i dag, eller så rapporterar ingen för enheten.")}
	}
	return page.RedirectWith(w, r, roundURL(year), done)
}
