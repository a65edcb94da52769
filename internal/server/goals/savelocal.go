package goals

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditNewLocalGoal shows the form for a unit's new goal; ?ar= chooses the year and ?mal=
// the shared goal that it is a step towards.
func (h *Handlers) EditNewLocalGoal(w http.ResponseWriter, r *http.Request) error {
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	return h.showNewLocal(w, r, year, page.NewForm(url.Values{"goal": {page.Query(r).Value(sharedParam)}}))
}

func (h *Handlers) showNewLocal(w http.ResponseWriter, r *http.Request, year int, form *page.Form) error {
	p, err := h.newLocalPage(r, year)
	if err != nil {
		return err
	}
	return showLocalForm(w, r, form.Status(), newLocalFormView(r.Context(), form, p))
}

// newLocalPage reads what the form for a unit's new goal needs.
func (h *Handlers) newLocalPage(r *http.Request, year int) (p goals.LocalGoalPage, err error) {
	visitor := page.VisitorOf(r)
	if p.Overview, err = h.room.Overview(r.Context(), visitor.Actor, visitor.Group.ID, year); err != nil {
		return p, err
	}
	for _, u := range p.Units {
		if u.Code == chi.URLParam(r, "unit") {
			p.Unit = u
		}
	}
	switch {
	case p.Unit.ID == 0:
		return p, fault.ErrNotFound
	case !visitor.May(org.EditLocalGoals, p.Unit.ID):
		return p, fault.ErrForbidden
	}
	return p, nil
}

// CreateLocalGoal adds a goal of the unit's own.
func (h *Handlers) CreateLocalGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	year, err := strconv.Atoi(form.Value("year"))
	if err != nil {
		return fault.ErrNotFound
	}
	p, err := h.newLocalPage(r, year)
	if err != nil {
		return err
	}
	goal := readLocal(form, visitor.Group.ID)
	goal.UnitID, goal.Year = p.Unit.ID, year
	if err = form.Err(); err == nil {
		err = h.room.CreateLocalGoal(ctx, visitor.Actor, goal)
	}
	if form.Rejected(err) {
		return showLocalForm(w, r, form.Status(), newLocalFormView(ctx, form, p))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, unitGoalsURL(p.Unit, year), page.Done(i18n.T(ctx, "Målet är sparat.")))
}

// unitGoalsURL is where a unit's goals of the year are shown.
func unitGoalsURL(u org.Unit, year int) string {
	return yearURL(localURL+"/"+url.PathEscape(u.Code), year)
}

// EditLocalGoal shows the form for a unit's stored goal.
func (h *Handlers) EditLocalGoal(w http.ResponseWriter, r *http.Request) error {
	p, err := h.localPage(r)
	if err != nil {
		return err
	}
	if !page.VisitorOf(r).May(org.EditLocalGoals, p.Unit.ID) {
		return fault.ErrForbidden
	}
	form := page.NewForm(localValues(p.Goal))
	return showLocalForm(w, r, form.Status(), newLocalFormView(r.Context(), form, p))
}

// localPage reads the unit's goal that the address names.
func (h *Handlers) localPage(r *http.Request) (goals.LocalGoalPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "local")
	if err != nil {
		return goals.LocalGoalPage{}, err
	}
	return h.room.LocalGoal(r.Context(), visitor.Actor, visitor.Group.ID,
		goals.LocalGoalOf{Unit: chi.URLParam(r, "unit"), ID: quality.LocalGoalID(id)})
}

// SaveLocalGoal changes a unit's own goal. When somebody else was first the form comes
// back with what was typed and what is stored now.
func (h *Handlers) SaveLocalGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.localPage(r)
	if err != nil {
		return err
	}
	goal := readLocal(form, visitor.Group.ID)
	goal.ID = p.Goal.ID
	if err = form.Err(); err == nil || !visitor.May(org.EditLocalGoals, p.Unit.ID) {
		err = h.room.SaveLocalGoal(ctx, visitor.Actor, goal)
	}
	switch {
	case form.Rejected(err):
		return showLocalForm(w, r, form.Status(), newLocalFormView(ctx, form, p))
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.localPage(r); err != nil { // as it has become
			return err
		}
		v := newLocalFormView(ctx, form, p)
		v.Version = strconv.Itoa(p.Goal.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At),
			Now: page.Differing(localFacts(ctx, p.Overview, p.Goal), localFacts(ctx, p.Overview, goal))}
		return showLocalForm(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, unitGoalsURL(p.Unit, p.Goal.Year), page.Done(i18n.T(ctx, "Målet är sparat.")))
}

// DeleteLocalGoal removes a unit's own goal.
func (h *Handlers) DeleteLocalGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.localPage(r)
	if err != nil {
		return err
	}
	goal := quality.LocalGoal{ID: p.Goal.ID, GroupID: visitor.Group.ID}
	if version := form.Whole("version"); version != nil {
		goal.Version = int(*version)
	}
	if _, err := h.room.DeleteLocalGoal(ctx, visitor.Actor, goal); err != nil {
		return err
	}
	return page.RedirectWith(w, r, unitGoalsURL(p.Unit, p.Goal.Year), page.Done(i18n.T(ctx, "Målet är borttaget.")))
}

func showLocalForm(w http.ResponseWriter, r *http.Request, status int, v view.LocalFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.LocalForm(v)})
}
