package improve

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowAction is one action with its effect and its PDSA cycles.
func (h *Handlers) ShowAction(w http.ResponseWriter, r *http.Request) error {
	p, err := h.action(r)
	if err != nil {
		return err
	}
	return h.showAction(w, r, p, page.NewForm(actionValues(p.Action)), http.StatusOK)
}

// action reads the action that the address names.
func (h *Handlers) action(r *http.Request) (improve.ActionPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "action")
	if err != nil {
		return improve.ActionPage{}, err
	}
	return h.room.Action(r.Context(), visitor.Actor, visitor.Group.ID, improvement.ActionID(id))
}

func (h *Handlers) showAction(w http.ResponseWriter, r *http.Request, p improve.ActionPage, form *page.Form, status int) error {
	ctx := r.Context()
	v, err := newActionView(ctx, page.VisitorOf(r), p, form)
	if err != nil {
		return err
	}
	v.Talk = looks.Talk(ctx, p.Talk, page.VisitorOf(r).Now)
	if status == http.StatusConflict {
		v.Step.Conflict.Text, v.Step.Version = page.Overtaken(ctx, p.Last.ActorName, p.Last.At), strconv.Itoa(p.Version)
	}
	shown := page.Page{Title: p.Area, Content: view.Action(v)}
	if len(v.Effects) > 0 {
		shown.Scripts = scripts
	}
	return page.Show(w, r, status, shown)
}

// StepAction changes how far an action has come. When somebody else was first the page
// comes back with what was typed.
func (h *Handlers) StepAction(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.action(r)
	if err != nil {
		return err
	}
	if !improve.MayEditAction(visitor.Actor, p.Action) {
		return fault.ErrForbidden
	}
	step := improve.ActionStep{GroupID: visitor.Group.ID, ID: p.ID, State: improvement.ActionState(form.Value("state")), BeganOn: form.Date("began_on"),
		Result: form.Text("result", maxTyped), Version: version(form)}
	if err = form.Err(); err == nil {
		err = h.room.StepAction(ctx, visitor.Actor, step)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		return h.showAction(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return h.showAction(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, page.ActionURL(p.ID), page.Done(i18n.T(ctx, "Läget är sparat.")))
}

func newActionView(ctx context.Context, visitor page.Visitor, p improve.ActionPage, form *page.Form) (view.ActionView, error) {
	v := view.ActionView{Heading: ui.PageHeadingProps{Title: p.Area, Trail: []ui.Link{{Text: i18n.T(ctx, "Åtgärder"), URL: actionsURL}}},
		Tags: []string{words.ActionState(ctx, p.State), words.ActionKind(ctx, p.Kind), place(ctx, p.ActionRow)}, Facts: actionFacts(ctx, p),
		Result: p.Result, Last: changed(ctx, p.Last)}
	for _, d := range planTexts(ctx, p.Action) {
		if d.Text != "" && d.Text != p.Result {
			v.Plan = append(v.Plan, d)
		}
	}
	if len(v.Plan) == 0 {
		v.PlanGap = i18n.T(ctx, "Inget mer är skrivet i planen.")
	}
	if p.Overdue(p.Today) {
		v.Late = i18n.T(ctx, "Åtgärden skulle ha varit klar %s.", i18n.LongDate(ctx, p.DueOn))
	}
	if visitor.May(org.ApproveFigures, 0) {
		v.LogURL = "/gruppen/logg?nr=" + number(p.Action.ID) + "&sak=action"
	}
	may := improve.MayEditAction(visitor.Actor, p.Action)
	if may {
		f := formFields{ctx, form}
		v.EditURL = page.ActionURL(p.ID) + "/andra"
		v.Step = &view.StepForm{State: stateChoice(f), Result: resultArea(f), BeganOn: f.field(ui.FieldProps{Name: "began_on", Label: i18n.T(ctx, "Började hos patienterna"), Type: "date", Optional: true}),
			FormState: ui.FormState{Action: page.ActionURL(p.ID) + "/lage", Version: form.Value("version"), Problems: form.Summary(ctx)}}
	}
	if improve.Inside(visitor.Actor, visitor.Group.ID) {
		v.Inside = insideView(ctx, visitor, p, may)
	}
	return v, addEffects(ctx, visitor, p, &v)
}

// actionFacts are what there is to know of an action, and where it leads.
func actionFacts(ctx context.Context, p improve.ActionPage) []view.Fact {
	var list []view.Fact
	add := func(term string, links ...ui.Link) {
		var said []ui.Link
		for _, l := range links {
			if l.Text != "" {
				said = append(said, l)
			}
		}
		if len(said) > 0 {
			list = append(list, view.Fact{Term: term, Links: said})
		}
	}
	add(i18n.T(ctx, "Ansvarig"), ui.Link{Text: p.OwnerName})
	add(i18n.T(ctx, "Klar senast"), ui.Link{Text: i18n.LongDate(ctx, p.DueOn)})
	if p.BeganOn != nil {
		add(i18n.T(ctx, "Började"), ui.Link{Text: i18n.LongDate(ctx, *p.BeganOn)})
	}
	if p.SettledOn != nil {
		add(i18n.T(ctx, "Avslutad"), ui.Link{Text: i18n.LongDate(ctx, *p.SettledOn)})
	}
	add(i18n.T(ctx, "Prioritet"), ui.Link{Text: words.Priority(ctx, p.Priority)})
	if p.GoalID != 0 {
		add(i18n.T(ctx, "Mål"), ui.Link{Text: i18n.T(ctx, "%s (%s)", p.GoalTitle, strconv.Itoa(p.GoalYear)), URL: "/mal/" + number(p.GoalID)})
	}
	if p.Measure != nil {
		add(i18n.T(ctx, "Mått"), ui.Link{Text: p.MeasureName, URL: lineURL(p)})
	} else {
		add(i18n.T(ctx, "Mått"), ui.Link{Text: p.MeasureName})
	}
	var promises []ui.Link
	for _, promise := range p.Promises {
		promises = append(promises, ui.Link{Text: promise.Code + " " + promise.Text})
	}
	add(i18n.T(ctx, "Patientlöften"), promises...)
	if p.ProgrammeKind != improvement.NoProgramme {
		add(words.ProgrammeKind(ctx, p.ProgrammeKind), ui.Link{Text: p.Programme, URL: page.ProgrammeURL(p.ProgrammeKind, p.ProgrammeID)})
	}
	source := ui.Link{Text: p.Source}
	if p.ExampleID != 0 && p.Source != "" {
		source.URL = "/forbattring/exempel/" + number(p.ExampleID)
	}
	seen := p.OriginText
	if seen == p.Source {
		seen = ""
	}
	origin := words.ActionOrigin(ctx, p.Origin)
	if p.HandedOver {
		origin = i18n.T(ctx, "Teamets överlämning")
	}
	add(i18n.T(ctx, "Gjord utifrån"), ui.Link{Text: origin}, source, ui.Link{Text: seen})
	return list
}

// lineURL leads to the measure's line over time at the action's unit.
func lineURL(p improve.ActionPage) string {
	path := "/resultat/matt/" + p.MeasureCode
	if p.Unit.Code != "" && p.Measure.Charted() && p.Measure.AppliesTo(p.Unit) {
		path += "?enhet=" + p.Unit.Code
	}
	return path + "#over-tid"
}

// insideView is what only the group reads.
func insideView(ctx context.Context, visitor page.Visitor, p improve.ActionPage, may bool) *view.InsideView {
	v := &view.InsideView{}
	path := page.ActionURL(p.ID)
	for _, c := range p.Cycles {
		cycle := view.CycleView{ID: "cykel-" + strconv.Itoa(c.Number), Title: i18n.T(ctx, "Cykel %d", c.Number), When: span(ctx, c), Outcome: words.CycleOutcome(ctx, c.Outcome), Parts: cycleTexts(ctx, c)}
		if may {
			cycle.EditURL = path + "/pdsa/" + number(c.ID)
		}
		v.Cycles = append(v.Cycles, cycle)
	}
	if may {
		v.NewCycleURL = path + "/pdsa/ny"
	}
	for _, n := range p.Needs {
		v.Needs = append(v.Needs, needRow(ctx, visitor, n))
	}
	for n := range v.Needs {
		v.Needs[n].Action = ui.Link{} // it is this one
	}
	if improve.MayAct(visitor.Actor, visitor.Group.ID, []org.Unit{p.Unit}) {
		v.NewNeedURL = needsURL + "/nytt?" + actionName + "=" + number(p.ID)
	}
	return v
}

// span is when a cycle was.
func span(ctx context.Context, c improvement.Cycle) string {
	switch {
	case c.StartedOn == nil:
		return ""
	case c.EndedOn == nil:
		return i18n.T(ctx, "från %s", i18n.Date(ctx, *c.StartedOn))
	}
	return i18n.T(ctx, "%s till %s", i18n.Date(ctx, *c.StartedOn), i18n.Date(ctx, *c.EndedOn))
}

// changed says who changed something last, "" when nobody has.
func changed(ctx context.Context, last improve.LastChange) string {
	if last.ActorName == "" {
		return ""
	}
	return i18n.T(ctx, "Senast ändrat av %s %s kl. %s.", last.ActorName, i18n.LongDate(ctx, last.At), i18n.Clock(ctx, last.At))
}
