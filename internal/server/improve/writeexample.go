package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditNewExample shows the form for a new example; ?enhet= and ?matt= choose its unit
// and measure by their codes.
func (h *Handlers) EditNewExample(w http.ResponseWriter, r *http.Request) error {
	f, err := h.exampleForm(r, 0)
	if err != nil {
		return err
	}
	values, q := url.Values{}, page.Query(r)
	for _, u := range f.Units {
		if u.Code == q.Value(unitKey) || len(f.Units) == 1 {
			values.Set("unit", page.Digits(u.ID))
		}
	}
	for _, p := range f.Contacts {
		if p.ID == page.VisitorOf(r).Actor.Person.ID {
			values.Set("contact", page.Digits(p.ID))
		}
	}
	for _, i := range f.Library {
		if i.Code == q.Value(measureKey) {
			values.Set("indicator", page.Digits(i.ID))
		}
	}
	return showExampleForm(w, r, http.StatusOK, newExampleFormView(r.Context(), page.NewForm(values), f))
}

func (h *Handlers) exampleForm(r *http.Request, id improvement.ExampleID) (improve.ExampleForm, error) {
	visitor := page.VisitorOf(r)
	return h.room.ExampleForm(r.Context(), visitor.Actor, visitor.Group.ID, id)
}

func showExampleForm(w http.ResponseWriter, r *http.Request, status int, v view.ExampleFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading, Content: view.ExampleForm(v)})
}

// CreateExample writes a new example, and leads on to it.
func (h *Handlers) CreateExample(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	e := readExample(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		e.ID, err = h.room.CreateExample(ctx, visitor.Actor, e)
	}
	if form.Rejected(err) {
		f, err := h.exampleForm(r, 0)
		if err != nil {
			return err
		}
		return showExampleForm(w, r, form.Status(), newExampleFormView(ctx, form, f))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, exampleURL(e.ID), page.Done(exampleSaved(ctx, e)))
}

func exampleSaved(ctx context.Context, e improvement.Example) string {
	if e.State == improvement.ExamplePublished {
		return i18n.T(ctx, "Exemplet är publicerat.")
	}
	return i18n.T(ctx, "Exemplet är sparat.")
}

// EditExample shows the form for a stored example.
func (h *Handlers) EditExample(w http.ResponseWriter, r *http.Request) error {
	ref, err := exampleRef(r, nil)
	if err != nil {
		return err
	}
	f, err := h.exampleForm(r, ref.ID)
	if err != nil {
		return err
	}
	return showExampleForm(w, r, http.StatusOK, newExampleFormView(r.Context(), page.NewForm(exampleValues(f.Example)), f))
}

// SaveExample changes an example. When somebody else was first the form comes back with
// what was typed and what is stored now.
func (h *Handlers) SaveExample(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, ref, err := sentExample(w, r)
	if err != nil {
		return err
	}
	e := readExample(form, visitor.Group.ID)
	e.ID = ref.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveExample(ctx, visitor.Actor, e)
	}
	conflict := errors.Is(err, fault.ErrConflict)
	if !conflict && !form.Rejected(err) {
		if err != nil {
			return err
		}
		return page.RedirectWith(w, r, exampleURL(e.ID), page.Done(exampleSaved(ctx, e)))
	}
	f, err := h.exampleForm(r, ref.ID) // as it has become
	if err != nil {
		return err
	}
	v := newExampleFormView(ctx, form, f)
	status := form.Status()
	if conflict {
		status, v.Version = http.StatusConflict, strconv.Itoa(f.Example.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, f.Last.ActorName, f.Last.At),
			Now: page.Differing(exampleParts(ctx, f, f.Example), exampleParts(ctx, f, e))}
	}
	return showExampleForm(w, r, status, v)
}

// exampleParts is an example's parts in words, to hold two against each other.
func exampleParts(ctx context.Context, f improve.ExampleForm, e improvement.Example) []ui.Definition {
	var unit, contact, measure, goal, began string
	for _, u := range f.Units {
		if u.ID == e.UnitID {
			unit = u.Name
		}
	}
	for _, p := range f.Contacts {
		if p.ID == e.ContactID {
			contact = p.Name
		}
	}
	for _, i := range f.Library {
		if i.ID == e.IndicatorID {
			measure = nameOfMeasure(ctx, i.Definition)
		}
	}
	for _, g := range f.Goals {
		if g.ID == e.GoalID {
			goal = g.Title
		}
	}
	if e.BeganOn != nil {
		began = i18n.Date(ctx, *e.BeganOn)
	}
	var promises []string
	for _, p := range f.Promises {
		for _, id := range e.Promises {
			if p.ID == id {
				promises = append(promises, p.Code)
			}
		}
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Enhet"), Text: unit}, {Term: i18n.T(ctx, "Rubrik"), Text: e.Title},
		{Term: i18n.T(ctx, "Problemet"), Text: e.Problem}, {Term: i18n.T(ctx, "Det här gjorde vi"), Text: e.Done},
		{Term: i18n.T(ctx, "Det här krävs"), Text: e.Conditions}, {Term: i18n.T(ctx, "Resultatet"), Text: e.Result},
		{Term: i18n.T(ctx, "Framgångsfaktorer"), Text: e.SuccessFactors}, {Term: i18n.T(ctx, "Vem andra kan fråga"), Text: contact},
		{Term: i18n.T(ctx, "Mer om vem man frågar"), Text: e.ContactText}, {Term: i18n.T(ctx, "Mått"), Text: measure},
		{Term: i18n.T(ctx, "När det började"), Text: began}, {Term: i18n.T(ctx, "Mål"), Text: goal},
		{Term: i18n.T(ctx, "Patientlöften"), Text: strings.Join(promises, ", ")}, {Term: i18n.T(ctx, "Taggar"), Text: strings.Join(e.Tags, ", ")},
	}
}
