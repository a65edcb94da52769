package goals

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditServing shows which higher goals a goal may serve.
func (h *Handlers) EditServing(w http.ResponseWriter, r *http.Request) error {
	if !canEdit(r) {
		return fault.ErrForbidden
	}
	p, err := h.serving(r)
	if err != nil {
		return err
	}
	return showServing(w, r, newServingView(r.Context(), p), http.StatusOK)
}

// serving reads which higher goals the goal that the address names serves.
func (h *Handlers) serving(r *http.Request) (goals.ServingPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "goal")
	if err != nil {
		return goals.ServingPage{}, err
	}
	return h.room.Serving(r.Context(), visitor.Actor, visitor.Group.ID, quality.GoalID(id))
}

// SaveServing stores which higher goals a goal serves. When somebody else was first the
// form comes back with what was chosen, and says what is stored now.
func (h *Handlers) SaveServing(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.serving(r)
	if err != nil {
		return err
	}
	s := goals.Served{GroupID: visitor.Group.ID, GoalID: p.Goal.ID, Before: splitIDs[quality.HigherGoalID](form.Value("before"))}
	for _, id := range form.IDs("higher") {
		s.Higher = append(s.Higher, quality.HigherGoalID(id))
	}
	if err = form.Err(); err == nil {
		err = h.room.SaveServing(ctx, visitor.Actor, s)
	}
	v := newServingView(ctx, p)
	v.Chosen = form.Values("higher")
	switch {
	case form.Rejected(err):
		v.Problems, v.Errors = form.Summary(ctx), form.Errors(ctx)
		return showServing(w, r, v, form.Status())
	case errors.Is(err, fault.ErrConflict):
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, "", visitor.Now),
			Now: []ui.Definition{{Term: i18n.T(ctx, "Målet tjänar"), Text: servedTitles(p)}}}
		return showServing(w, r, v, http.StatusConflict)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, "/mal/"+number(p.Goal.ID)+"#nivaer", page.Done(i18n.T(ctx, "Kopplingen är sparad.")))
}

// servedTitles are the higher goals that the goal serves, in words.
func servedTitles(p goals.ServingPage) string {
	var titles []string
	for _, higher := range p.Higher {
		for _, id := range p.Serves {
			if higher.ID == id {
				titles = append(titles, higher.Title)
			}
		}
	}
	if len(titles) == 0 {
		return i18n.NoValue
	}
	return strings.Join(titles, "; ")
}

func newServingView(ctx context.Context, p goals.ServingPage) view.ServingFormView {
	goalURL := "/mal/" + number(p.Goal.ID)
	v := view.ServingFormView{
		FormState: ui.FormState{Action: goalURL + "/overordnade", BackURL: goalURL},
		Trail: []ui.Link{{Text: i18n.T(ctx, "Mål %s", strconv.Itoa(p.Goal.Year)), URL: yearURL("/mal", p.Goal.Year)},
			{Text: p.Goal.Title, URL: goalURL}},
		Goal: p.Goal.Title, Before: joinIDs(p.Serves),
	}
	for _, higher := range p.Higher {
		v.Options = append(v.Options, ui.Option{Value: number(higher.ID), Label: higherName(ctx, higher, p.Units), Description: higher.SetBy})
	}
	for _, id := range p.Serves {
		v.Chosen = append(v.Chosen, number(id))
	}
	return v
}

// joinIDs writes ids into a hidden field, which splitIDs reads back.
func joinIDs[T ~int64](ids []T) string {
	texts := make([]string, len(ids))
	for n, id := range ids {
		texts[n] = strconv.FormatInt(int64(id), 10)
	}
	return strings.Join(texts, ",")
}

func splitIDs[T ~int64](text string) []T {
	var ids []T
	for part := range strings.SplitSeq(text, ",") {
		if id, err := strconv.ParseInt(part, 10, 64); err == nil {
			ids = append(ids, T(id))
		}
	}
	return ids
}

func showServing(w http.ResponseWriter, r *http.Request, v view.ServingFormView, status int) error {
	return page.Show(w, r, status, page.Page{Title: i18n.T(r.Context(), "Överordnade mål som målet tjänar"), Content: view.ServingForm(v)})
}
