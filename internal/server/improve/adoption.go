package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// TryExample notes that a unit tries the example, and leads to an action made from it.
func (h *Handlers) TryExample(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, ref, err := sentExample(w, r)
	if err != nil {
		return err
	}
	unit := form.Value("unit")
	if err := h.room.TryExample(ctx, visitor.Actor, ref, unit); err != nil {
		return err
	}
	return page.RedirectWith(w, r, newActionURL(ref.ID, unit),
		page.Done(i18n.T(ctx, "Ni prövar exemplet från i dag. Skriv vad ni ska göra, så syns det bland åtgärderna.")))
}

// EditAdoption shows the form for how far a unit has come with the example.
func (h *Handlers) EditAdoption(w http.ResponseWriter, r *http.Request) error {
	p, err := h.adoption(r)
	if err != nil {
		return err
	}
	values := url.Values{"state": {string(p.Noted.State)}, "why": {p.Noted.Why}, "version": {strconv.Itoa(p.Noted.Version)}, "since": {p.Today.Format(time.DateOnly)}}
	if p.Noted.State != "" {
		values.Set("since", p.Noted.Since.Format(time.DateOnly))
	}
	return showAdoption(w, r, http.StatusOK, newAdoptionFormView(r.Context(), page.NewForm(values), p))
}

func (h *Handlers) adoption(r *http.Request) (improve.AdoptionPage, error) {
	ref, err := exampleRef(r, nil)
	if err != nil {
		return improve.AdoptionPage{}, err
	}
	return h.room.Adoption(r.Context(), page.VisitorOf(r).Actor, ref, chi.URLParam(r, "unit"))
}

// SaveAdoption notes how far a unit has come. When somebody else was first the form comes
// back with what was typed and what is stored now.
func (h *Handlers) SaveAdoption(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.adoption(r)
	if err != nil {
		return err
	}
	a := readAdoption(form, p)
	if err = form.Err(); err == nil {
		err = h.room.Adopt(ctx, visitor.Actor, a)
	}
	switch {
	case form.Rejected(err):
		return showAdoption(w, r, form.Status(), newAdoptionFormView(ctx, form, p))
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.adoption(r); err != nil { // as it has become
			return err
		}
		v := newAdoptionFormView(ctx, form, p)
		v.Version = strconv.Itoa(p.Noted.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Noted.PersonName, p.Noted.NotedAt),
			Now: page.Differing(adoptionParts(ctx, p.Noted.Adoption), adoptionParts(ctx, a))}
		return showAdoption(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, exampleURL(p.Example.ID)+"#spridning", page.Done(i18n.T(ctx, "Läget är sparat.")))
}

func readAdoption(form *page.Form, p improve.AdoptionPage) improvement.Adoption {
	a := improvement.Adoption{ExampleID: p.Example.ID, GroupID: p.Example.GroupID, UnitID: p.Unit.ID,
		State: improvement.AdoptionState(form.Value("state")), Why: form.Text("why", maxExampleText)}
	if since := form.Date("since"); since != nil {
		a.Since = *since
	}
	if version := form.Whole("version"); version != nil {
		a.Version = int(*version)
	}
	return a
}

func adoptionParts(ctx context.Context, a improvement.Adoption) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Läge"), Text: words.AdoptionState(ctx, a.State)},
		{Term: i18n.T(ctx, "Sedan"), Text: i18n.Date(ctx, a.Since)},
		{Term: i18n.T(ctx, "Varför, eller hur det går"), Text: a.Why},
	}
}

func newAdoptionFormView(ctx context.Context, form *page.Form, p improve.AdoptionPage) view.AdoptionFormView {
	at := exampleURL(p.Example.ID)
	v := view.AdoptionFormView{
		FormState: ui.FormState{Action: at + "/lage/" + p.Unit.Code, BackURL: at, Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Trail:     []ui.Link{{Text: i18n.T(ctx, "Goda exempel"), URL: examplesURL}, {Text: p.Example.Title, URL: at}},
		Heading:   i18n.T(ctx, "Hur långt har %s kommit?", p.Unit.ShortName),
		State:     form.Value("state"), Since: form.Value("since"), Why: form.Value("why"),
	}
	about := map[improvement.AdoptionState]string{
		improvement.Considering: i18n.T(ctx, "Vi tittar på om det kan passa hos oss."),
		improvement.Trying:      i18n.T(ctx, "Vi har börjat, och ser om det blir bättre."),
		improvement.Introduced:  i18n.T(ctx, "Det är så vi arbetar nu."),
		improvement.NotForUs:    i18n.T(ctx, "Skriv varför, så att andra kan ta hänsyn till det."),
	}
	for _, s := range improvement.AdoptionStates() {
		v.States = append(v.States, ui.Option{Value: string(s), Label: words.AdoptionState(ctx, s), Description: about[s]})
	}
	return v
}

func showAdoption(w http.ResponseWriter, r *http.Request, status int, v view.AdoptionFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading, Content: view.AdoptionForm(v)})
}
