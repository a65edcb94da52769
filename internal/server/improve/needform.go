package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditNewNeed shows the form for a new need, of an action when the address names one.
func (h *Handlers) EditNewNeed(w http.ResponseWriter, r *http.Request) error {
	visitor, query := page.VisitorOf(r), page.Query(r)
	from := query.ID(actionName)
	if query.Err() != nil {
		return fault.ErrNotFound
	}
	p, err := h.room.BeginNeed(r.Context(), visitor.Actor, visitor.Group.ID, improvement.ActionID(from))
	if err != nil {
		return err
	}
	return showNeed(w, r, p, page.NewForm(needValues(p.Need)), http.StatusOK)
}

// CreateNeed adds a need.
func (h *Handlers) CreateNeed(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	n := readNeed(form, visitor.Group.ID)
	n.ActionID, n.State = improvement.ActionID(form.ID("action")), improvement.NeedOpen
	if err = form.Err(); err == nil {
		_, err = h.room.CreateNeed(ctx, visitor.Actor, n)
	}
	if form.Rejected(err) {
		p, err := h.room.BeginNeed(ctx, visitor.Actor, visitor.Group.ID, n.ActionID)
		if err != nil {
			return err
		}
		return showNeed(w, r, p, form, form.Status())
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, afterNeed(n), page.Done(i18n.T(ctx, "Behovet är sparat.")))
}

// afterNeed is where a saved need leads: back to its action, else to all needs.
func afterNeed(n improvement.Need) string {
	if n.ActionID != 0 {
		return page.ActionURL(n.ActionID) + "#behov"
	}
	return needsURL
}

// EditNeed shows the form for a stored need.
func (h *Handlers) EditNeed(w http.ResponseWriter, r *http.Request) error {
	p, err := h.need(r)
	if err != nil {
		return err
	}
	return showNeed(w, r, p, page.NewForm(needValues(p.Need)), http.StatusOK)
}

func (h *Handlers) need(r *http.Request) (improve.NeedPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "need")
	if err != nil {
		return improve.NeedPage{}, err
	}
	return h.room.Need(r.Context(), visitor.Actor, visitor.Group.ID, improvement.NeedID(id))
}

// SaveNeed changes a need. When somebody else was first the form comes back with what was
// typed and what is stored now.
func (h *Handlers) SaveNeed(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.need(r)
	if err != nil {
		return err
	}
	n := readNeed(form, visitor.Group.ID)
	n.ID, n.ActionID = p.ID, p.ActionID
	if err = form.Err(); err == nil {
		err = h.room.SaveNeed(ctx, visitor.Actor, n)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.need(r); err != nil { // as it has become
			return err
		}
		return showNeed(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showNeed(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, afterNeed(n), page.Done(i18n.T(ctx, "Behovet är sparat.")))
}

// readNeed reads a need as it was typed.
func readNeed(form *page.Form, group org.GroupID) improvement.Need {
	n := improvement.Need{GroupID: group, UnitID: org.UnitID(form.ID("unit")), Kind: improvement.NeedKind(form.Value("kind")), Text: form.Text("text", maxTyped),
		State: improvement.NeedState(form.Value("state")), Outcome: form.Text("outcome", maxTyped), Version: version(form)}
	if y := form.Whole("year"); y != nil && *y < 10_000 {
		n.Year = int(*y)
	}
	return n
}

// needValues is a need as if it had been typed.
func needValues(n improvement.Need) url.Values {
	return url.Values{"unit": {number(n.UnitID)}, "kind": {string(n.Kind)}, "text": {n.Text}, "state": {string(n.State)}, "outcome": {n.Outcome},
		"year": {strconv.Itoa(n.Year)}, "version": {number(n.Version)}, "action": {number(n.ActionID)}}
}

// needTexts are a need's parts in words.
func needTexts(ctx context.Context, n improvement.Need) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Behov"), Text: n.Text}, {Term: i18n.T(ctx, "Slag"), Text: words.NeedKind(ctx, n.Kind)}, {Term: i18n.T(ctx, "År"), Text: strconv.Itoa(n.Year)},
		{Term: i18n.T(ctx, "Läge"), Text: words.NeedState(ctx, n.State)}, {Term: i18n.T(ctx, "Vad som hände"), Text: n.Outcome}}
}

func showNeed(w http.ResponseWriter, r *http.Request, p improve.NeedPage, form *page.Form, status int) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	v := view.NeedFormView{
		FormState: ui.FormState{Action: needsURL + "/nytt", BackURL: afterNeed(p.Need), Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading:   ui.PageHeadingProps{Title: i18n.T(ctx, "Nytt behov"), Lead: i18n.T(ctx, "Kommer med i årsrapporten för året, och läses då också utanför gruppen."), Trail: []ui.Link{{Text: i18n.T(ctx, "Behov"), URL: needsURL}}},
		Text:      f.area(ui.TextAreaProps{Name: "text", Label: i18n.T(ctx, "Behov"), Description: i18n.T(ctx, "Vad som behövs, för vilka, och varför."), MaxLength: improvement.MaxText, Rows: 3, Required: true}),
		Kind:      ui.ChoiceGroupProps{Name: "kind", Legend: i18n.T(ctx, "Slag"), Chosen: []string{form.Value("kind")}, Error: form.Error(ctx, "kind"), Inline: true},
		Year:      f.field(ui.NumberField(ui.FieldProps{Name: "year", Label: i18n.T(ctx, "År"), Required: true}, 0)),
		Unit:      actingUnits(page.VisitorOf(r), f, p.Units, p.UnitID),
	}
	if v.Unit.Empty != "" {
		v.Unit.Empty = i18n.T(ctx, "Hela gruppen")
	}
	for _, k := range improvement.NeedKinds() {
		v.Kind.Options = append(v.Kind.Options, ui.Option{Value: string(k), Label: words.NeedKind(ctx, k)})
	}
	if p.ActionID != 0 {
		v.From = i18n.T(ctx, "Behovet kom upp i åtgärden ”%s”.", p.ActionArea)
		v.Hidden = []ui.Hidden{{Name: "action", Value: number(p.ActionID)}}
	}
	if p.ID != 0 {
		v.Action, v.Heading.Title = needsURL+"/"+number(p.ID), i18n.T(ctx, "Ändra behovet")
		state := ui.ChoiceGroupProps{Name: "state", Legend: i18n.T(ctx, "Läge"), Chosen: []string{form.Value("state")}, Error: form.Error(ctx, "state"), Inline: true}
		for _, s := range improvement.NeedStates() {
			state.Options = append(state.Options, ui.Option{Value: string(s), Label: words.NeedState(ctx, s)})
		}
		outcome := f.area(ui.TextAreaProps{Name: "outcome", Label: i18n.T(ctx, "Vad som hände"), Description: i18n.T(ctx, "Behövs när behovet är uppfyllt."), MaxLength: improvement.MaxText, Rows: 3})
		v.State, v.Outcome = &state, &outcome
	}
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(p.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At), Now: page.Differing(needTexts(ctx, p.Need), needTexts(ctx, readNeed(form, p.GroupID)))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.NeedForm(v)})
}
