package goals

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// EditNewHigherGoal shows the form for a new goal above the group's own.
func (h *Handlers) EditNewHigherGoal(w http.ResponseWriter, r *http.Request) error {
	p, err := h.higher(r, 0)
	if err != nil {
		return err
	}
	form := page.NewForm(url.Values{"from_year": {strconv.Itoa(page.VisitorOf(r).Today().Year())}})
	return showHigher(w, r, newHigherFormView(r.Context(), form, p), http.StatusOK)
}

// EditHigherGoal shows the form for a stored goal above the group's own.
func (h *Handlers) EditHigherGoal(w http.ResponseWriter, r *http.Request) error {
	p, err := h.storedHigher(r)
	if err != nil {
		return err
	}
	return showHigher(w, r, newHigherFormView(r.Context(), page.NewForm(higherValues(p.Goal)), p), http.StatusOK)
}

// higher reads what the form for a goal above needs; id zero for a new one.
func (h *Handlers) higher(r *http.Request, id quality.HigherGoalID) (goals.HigherGoalPage, error) {
	visitor := page.VisitorOf(r)
	return h.room.HigherGoal(r.Context(), visitor.Actor, visitor.Group.ID, id)
}

// storedHigher is higher for the goal that the address names.
func (h *Handlers) storedHigher(r *http.Request) (goals.HigherGoalPage, error) {
	id, err := page.ID(r, "higher")
	if err != nil {
		return goals.HigherGoalPage{}, err
	}
	return h.higher(r, quality.HigherGoalID(id))
}

// CreateHigherGoal writes down a goal above the group's own.
func (h *Handlers) CreateHigherGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.higher(r, 0)
	if err != nil {
		return err
	}
	goal := readHigher(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		err = h.room.CreateHigherGoal(ctx, visitor.Actor, goal)
	}
	if form.Rejected(err) {
		return showHigher(w, r, newHigherFormView(ctx, form, p), form.Status())
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, levelsURL, page.Done(i18n.T(ctx, "Målet är sparat.")))
}

// SaveHigherGoal changes a goal above. When somebody else was first the form comes back
// with what was typed and what is stored now.
func (h *Handlers) SaveHigherGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.storedHigher(r)
	if err != nil {
		return err
	}
	goal := readHigher(form, visitor.Group.ID)
	goal.ID = p.Goal.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveHigherGoal(ctx, visitor.Actor, goal)
	}
	switch {
	case form.Rejected(err):
		return showHigher(w, r, newHigherFormView(ctx, form, p), form.Status())
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.storedHigher(r); err != nil { // as it has become
			return err
		}
		v := newHigherFormView(ctx, form, p)
		v.Version = strconv.Itoa(p.Goal.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At),
			Now: page.Differing(higherFacts(ctx, p, p.Goal), higherFacts(ctx, p, goal))}
		return showHigher(w, r, v, http.StatusConflict)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, levelsURL, page.Done(i18n.T(ctx, "Målet är sparat.")))
}

// DeleteHigherGoal removes a goal above; one that others serve stays, and its form says
// why.
func (h *Handlers) DeleteHigherGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.storedHigher(r)
	if err != nil {
		return err
	}
	goal := quality.HigherGoal{ID: p.Goal.ID, GroupID: visitor.Group.ID}
	if version := form.Whole("version"); version != nil {
		goal.Version = int(*version)
	}
	err = h.room.DeleteHigherGoal(ctx, visitor.Actor, goal)
	again := page.NewForm(higherValues(p.Goal))
	if again.Rejected(err) {
		return showHigher(w, r, newHigherFormView(ctx, again, p), again.Status())
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, levelsURL, page.Done(i18n.T(ctx, "Målet är borttaget.")))
}
