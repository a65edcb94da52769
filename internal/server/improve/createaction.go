package improve

import (
	"net/http"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
)

// EditNewAction shows the form for a new action, filled in with what it is made from.
func (h *Handlers) EditNewAction(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	query := page.Query(r)
	n := page.ReadNewAction(query)
	if query.Err() != nil {
		return fault.ErrNotFound
	}
	begun, err := h.room.Begin(r.Context(), visitor.Actor, improve.From{GroupID: visitor.Group.ID, Unit: n.Unit, Measure: n.Measure, Goal: n.Goal,
		Origin: improvement.ActionOrigin(n.Origin), Text: n.Text, Example: improvement.ExampleID(n.Example), Decision: improvement.DecisionID(n.Decision),
		ProgrammeKind: improvement.ProgrammeKind(n.ProgrammeKind), ProgrammeID: n.ProgrammeID})
	if err != nil {
		return err
	}
	return showNewAction(w, r, begun, page.NewForm(actionValues(begun.Action)))
}

func showNewAction(w http.ResponseWriter, r *http.Request, n improve.NewAction, form *page.Form) error {
	v := newActionFormView(r.Context(), page.VisitorOf(r), form, n.Choices, improvement.Action{})
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.ActionForm(v)})
}

// CreateAction adds an action.
func (h *Handlers) CreateAction(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	a := readAction(form, visitor.Group.ID)
	var id improvement.ActionID
	if err = form.Err(); err == nil {
		id, err = h.room.CreateAction(ctx, visitor.Actor, a)
	}
	if form.Rejected(err) {
		begun, err := h.room.Begin(ctx, visitor.Actor, improve.From{GroupID: visitor.Group.ID})
		if err != nil {
			return err
		}
		return showNewAction(w, r, begun, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, page.ActionURL(id), page.Done(i18n.T(ctx, "Åtgärden är sparad.")))
}
