package goals

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditGoal shows the form for a stored goal.
func (h *Handlers) EditGoal(w http.ResponseWriter, r *http.Request) error {
	if !canEdit(r) {
		return fault.ErrForbidden
	}
	p, err := h.goalPage(r)
	if err != nil {
		return err
	}
	if p.Lock().Locked() {
		return showLocked(w, r, p.Lock())
	}
	return showGoalForm(w, r, p, page.NewForm(goalValues(p.Goal)))
}

func showGoalForm(w http.ResponseWriter, r *http.Request, p goals.GoalPage, form *page.Form) error {
	v := newGoalFormView(r.Context(), form, p.Overview, p.Goal)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.GoalForm(v)})
}

// SaveGoal changes a goal. When somebody else was first the form comes back with
// what was typed and what is stored now.
func (h *Handlers) SaveGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.goalPage(r)
	if err != nil {
		return err
	}
	goal := readGoal(form, visitor.Group.ID)
	goal.ID = p.Goal.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveGoal(ctx, visitor.Actor, goal)
	}
	switch {
	case form.Rejected(err):
		return showGoalForm(w, r, p, form)
	case errors.Is(err, fault.ErrConflict):
		return h.showGoalConflict(w, r, form)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, "/mal/"+number(goal.ID), page.Done(i18n.T(ctx, "Målet är sparat.")))
}

func (h *Handlers) showGoalConflict(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx := r.Context()
	p, err := h.goalPage(r) // as it has become
	if err != nil {
		return err
	}
	v := newGoalFormView(ctx, form, p.Overview, p.Goal)
	v.Version = strconv.Itoa(p.Goal.Version)
	typed := readGoal(form, p.Goal.GroupID)
	v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At),
		Now: page.Differing(goalFacts(ctx, p.Overview, p.Goal), goalFacts(ctx, p.Overview, typed))}
	return page.Show(w, r, http.StatusConflict, page.Page{Title: v.Title, Content: view.GoalForm(v)})
}

// goalFacts is a goal's parts in words, to hold two against each other.
func goalFacts(ctx context.Context, o goals.Overview, g quality.Goal) []ui.Definition {
	var promises, measures []string
	for _, p := range o.Promises {
		if slices.Contains(g.Promises, p.ID) {
			promises = append(promises, p.Code)
		}
	}
	for _, i := range o.Library {
		if slices.Contains(g.Indicators, i.ID) {
			measures = append(measures, i.Definition.Name)
		}
	}
	longTerm := ""
	for _, l := range o.LongTerm {
		if l.ID == g.LongTermGoalID {
			longTerm = l.Title
		}
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Målet"), Text: g.Title},
		{Term: i18n.T(ctx, "Område"), Text: words.Category(ctx, g.Category)},
		{Term: i18n.T(ctx, "Värde för barnen och familjerna"), Text: g.ValueForChildren},
		{Term: i18n.T(ctx, "Patientlöften"), Text: strings.Join(promises, ", ")},
		{Term: i18n.T(ctx, "Diagnoskoder"), Text: g.ICD10},
		{Term: i18n.T(ctx, "Graviditetslängd"), Text: g.Gestation},
		{Term: i18n.T(ctx, "Märkt med"), Text: words.CareMarks(ctx, g.Marks)},
		{Term: i18n.T(ctx, "Långsiktigt mål"), Text: longTerm},
		{Term: i18n.T(ctx, "Mått"), Text: strings.Join(measures, ", ")},
	}
}

// DeleteGoal removes a goal that nobody has handed in figures for.
func (h *Handlers) DeleteGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "goal")
	if err != nil {
		return err
	}
	goal := quality.Goal{ID: quality.GoalID(id), GroupID: visitor.Group.ID}
	if version := form.Whole("version"); version != nil {
		goal.Version = int(*version)
	}
	year, err := h.room.DeleteGoal(ctx, visitor.Actor, goal)
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, yearURL("/mal", year), page.Done(i18n.T(ctx, "Målet är borttaget.")))
}
