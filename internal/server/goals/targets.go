package goals

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditTargets shows the form for the targets of a goal's measures.
func (h *Handlers) EditTargets(w http.ResponseWriter, r *http.Request) error {
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
	return showTargets(w, r, p, page.NewForm(targetValues(p)))
}

func showTargets(w http.ResponseWriter, r *http.Request, p goals.GoalPage, form *page.Form) error {
	v := newTargetsView(r.Context(), form, p)
	return page.Show(w, r, form.Status(), page.Page{Title: i18n.T(r.Context(), "Målvärden"), Content: view.Targets(v)})
}

// SaveTargets stores the targets of a goal's measures. When somebody else was
// first the form comes back with what was typed and what is stored now.
func (h *Handlers) SaveTargets(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.goalPage(r)
	if err != nil {
		return err
	}
	wanted := goals.GoalTargets{GroupID: visitor.Group.ID, GoalID: p.Goal.ID}
	for _, each := range targetsToAsk(p) {
		wanted.Targets = append(wanted.Targets, readTarget(form, each))
	}
	if err = form.Err(); err == nil {
		err = h.room.SaveTargets(ctx, visitor.Actor, wanted)
	}
	switch {
	case form.Rejected(err):
		return showTargets(w, r, p, form)
	case errors.Is(err, fault.ErrConflict):
		return h.showTargetConflict(w, r, form)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, "/mal/"+number(p.Goal.ID), page.Done(i18n.T(ctx, "Målvärdena är sparade.")))
}

func (h *Handlers) showTargetConflict(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx := r.Context()
	p, err := h.goalPage(r) // as it has become
	if err != nil {
		return err
	}
	v := newTargetsView(ctx, form, p)
	v.Conflict.Text = page.Overtaken(ctx, "", time.Time{})
	for _, each := range targetsToAsk(p) {
		i, _ := p.Indicator(each.IndicatorID)
		stored, typed := targetText(ctx, i, each), targetText(ctx, i, readTarget(form, each))
		name := i.Definition.Name
		for _, u := range p.Units {
			if u.ID == each.UnitID {
				name += ", " + u.ShortName
			}
		}
		v.Conflict.Now = append(v.Conflict.Now, page.Differing([]ui.Definition{{Term: name, Text: stored}}, []ui.Definition{{Text: typed}})...)
	}
	for m := range v.Measures {
		fields := append([]*view.TargetFields{&v.Measures[m].Everybody}, pointers(v.Measures[m].Units)...)
		for _, f := range fields {
			f.Version = targetValues(p).Get(f.VersionName)
		}
	}
	return page.Show(w, r, http.StatusConflict, page.Page{Title: i18n.T(ctx, "Målvärden"), Content: view.Targets(v)})
}

func pointers[T any](list []T) []*T {
	all := make([]*T, len(list))
	for n := range list {
		all[n] = &list[n]
	}
	return all
}

func targetText(ctx context.Context, i quality.Indicator, t quality.Target) string {
	if t.Kind == "" {
		return ""
	}
	return words.WholeTarget(ctx, t, i.Kind, i.Definition)
}

// targetsToAsk is the stored targets of the goal's measures: everybody's and each
// unit's, those without a kind where there is none.
func targetsToAsk(p goals.GoalPage) []quality.Target {
	var all []quality.Target
	for _, id := range p.Goal.Indicators {
		i, known := p.Indicator(id)
		if !known {
			continue
		}
		all = append(all, storedTarget(p, id, 0))
		for _, u := range p.Units {
			if i.AppliesTo(u) {
				all = append(all, storedTarget(p, id, u.ID))
			}
		}
	}
	return all
}

func storedTarget(p goals.GoalPage, id quality.IndicatorID, unit org.UnitID) quality.Target {
	for _, t := range p.TargetsOf(id) {
		if t.UnitID == unit {
			return t
		}
	}
	return quality.Target{IndicatorID: id, UnitID: unit, Year: p.Goal.Year}
}

// targetValues is the stored targets as if they had been typed.
func targetValues(p goals.GoalPage) url.Values {
	values := url.Values{}
	for _, t := range targetsToAsk(p) {
		values.Set(goals.TargetField(t, "kind"), string(t.Kind))
		values.Set(goals.TargetField(t, "threshold"), typedNumber(t.Threshold))
		values.Set(goals.TargetField(t, "second"), typedNumber(t.Second))
		values.Set(goals.TargetField(t, "challenging"), typedNumber(t.Challenging))
		values.Set(goals.TargetField(t, "basis"), t.Basis)
		values.Set(goals.TargetField(t, "version"), strconv.Itoa(t.Version))
	}
	return values
}
