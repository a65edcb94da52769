package improve

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditAction shows the form for a stored action.
func (h *Handlers) EditAction(w http.ResponseWriter, r *http.Request) error {
	p, err := h.editing(r)
	if err != nil {
		return err
	}
	form := page.NewForm(actionValues(p.Action))
	return page.Show(w, r, form.Status(), page.Page{Title: i18n.T(r.Context(), "Ändra åtgärden"),
		Content: view.ActionForm(newActionFormView(r.Context(), page.VisitorOf(r), form, p.Choices, p.Action))})
}

// editing reads the action that the address names with what can be said of it, for those
// who may change it.
func (h *Handlers) editing(r *http.Request) (improve.EditedAction, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "action")
	if err != nil {
		return improve.EditedAction{}, err
	}
	return h.room.EditAction(r.Context(), visitor.Actor, visitor.Group.ID, improvement.ActionID(id))
}

// SaveAction changes an action. When somebody else was first the form comes back with what
// was typed and what is stored now.
func (h *Handlers) SaveAction(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.editing(r)
	if err != nil {
		return err
	}
	a := readAction(form, visitor.Group.ID)
	a.ID = p.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveAction(ctx, visitor.Actor, a)
	}
	conflict := errors.Is(err, fault.ErrConflict)
	if err != nil && !conflict && !form.Rejected(err) {
		return err
	}
	if err == nil {
		return page.RedirectWith(w, r, page.ActionURL(a.ID), page.Done(i18n.T(ctx, "Åtgärden är sparad.")))
	}
	status := form.Status()
	v := newActionFormView(ctx, visitor, form, p.Choices, p.Action)
	if conflict {
		if p, err = h.editing(r); err != nil { // as it has become
			return err
		}
		status, v.Version = http.StatusConflict, strconv.Itoa(p.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At), Now: page.Differing(actionTexts(ctx, p.Choices, p.Action), actionTexts(ctx, p.Choices, a))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.ActionForm(v)})
}

// actionTexts are an action's parts in words, to hold two against each other.
func actionTexts(ctx context.Context, c improve.Choices, a improvement.Action) []ui.Definition {
	var promises []string
	for _, p := range c.Promises {
		if slices.Contains(a.Promises, p.ID) {
			promises = append(promises, p.Code)
		}
	}
	unit, _ := c.UnitOf(a.UnitID)
	goal, _ := c.Goal(a.GoalID)
	measure, _ := c.MeasureOf(a.IndicatorID)
	owner := ""
	for _, m := range c.Members {
		if m.ID == a.OwnerID {
			owner = m.Name
		}
	}
	list := []ui.Definition{
		{Term: i18n.T(ctx, "Förbättringsområde"), Text: a.Area},
		{Term: i18n.T(ctx, "Enhet"), Text: unit.ShortName},
		{Term: i18n.T(ctx, "Slag"), Text: words.ActionKind(ctx, a.Kind)},
		{Term: i18n.T(ctx, "Ansvarig"), Text: owner},
		{Term: i18n.T(ctx, "Klar senast"), Text: dateValue(&a.DueOn)},
		{Term: i18n.T(ctx, "Läge"), Text: words.ActionState(ctx, a.State)},
		{Term: i18n.T(ctx, "Började"), Text: day(ctx, a.BeganOn)},
		{Term: i18n.T(ctx, "Mål"), Text: goal.Title},
		{Term: i18n.T(ctx, "Mått"), Text: measure.Definition.Name},
		{Term: i18n.T(ctx, "Prioritet"), Text: words.Priority(ctx, a.Priority)},
		{Term: i18n.T(ctx, "Patientlöften"), Text: strings.Join(promises, ", ")},
	}
	return append(list, planTexts(ctx, a)...)
}
