package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditCycle shows the form for a PDSA cycle of an action; a new one for the address that
// ends with "ny".
func (h *Handlers) EditCycle(w http.ResponseWriter, r *http.Request) error {
	p, err := h.cycle(r)
	if err != nil {
		return err
	}
	return showCycle(w, r, p, page.NewForm(cycleValues(p.Cycle)), http.StatusOK)
}

// cycle reads the cycle that the address names, for those who may change it.
func (h *Handlers) cycle(r *http.Request) (improve.CyclePage, error) {
	visitor := page.VisitorOf(r)
	action, err := page.ID(r, "action")
	if err != nil {
		return improve.CyclePage{}, err
	}
	var id int64
	if chi.URLParam(r, "cycle") != "" {
		if id, err = page.ID(r, "cycle"); err != nil {
			return improve.CyclePage{}, err
		}
	}
	of := improvement.Action{GroupID: visitor.Group.ID, ID: improvement.ActionID(action)}
	return h.room.Cycle(r.Context(), visitor.Actor, of, improvement.CycleID(id))
}

// SaveCycle stores a PDSA cycle. When somebody else was first the form comes back with what
// was typed and what is stored now.
func (h *Handlers) SaveCycle(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.cycle(r)
	if err != nil {
		return err
	}
	c := readCycle(form)
	c.ID, c.ActionID = p.Cycle.ID, p.Action.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveCycle(ctx, visitor.Actor, visitor.Group.ID, c)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.cycle(r); err != nil { // as it has become
			return err
		}
		return showCycle(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showCycle(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, page.ActionURL(p.Action.ID)+"#pdsa", page.Done(i18n.T(ctx, "Cykeln är sparad.")))
}

// readCycle reads a cycle as it was typed.
func readCycle(form *page.Form) improvement.Cycle {
	return improvement.Cycle{Plan: form.Text("plan", maxTyped), Prediction: form.Text("prediction", maxTyped), Done: form.Text("done", maxTyped),
		Study: form.Text("study", maxTyped), Act: form.Text("act", maxTyped), Outcome: improvement.CycleOutcome(form.Value("outcome")),
		StartedOn: form.Date("started_on"), EndedOn: form.Date("ended_on"), Version: version(form)}
}

// cycleValues is a stored cycle as if it had been typed.
func cycleValues(c improvement.Cycle) url.Values {
	return url.Values{"plan": {c.Plan}, "prediction": {c.Prediction}, "done": {c.Done}, "study": {c.Study}, "act": {c.Act}, "outcome": {string(c.Outcome)},
		"started_on": {dateValue(c.StartedOn)}, "ended_on": {dateValue(c.EndedOn)}, "version": {number(c.Version)}}
}

// cycleTexts are a cycle's parts in words.
func cycleTexts(ctx context.Context, c improvement.Cycle) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Planera"), Text: c.Plan},
		{Term: i18n.T(ctx, "Vad vi tror händer"), Text: c.Prediction},
		{Term: i18n.T(ctx, "Göra"), Text: c.Done},
		{Term: i18n.T(ctx, "Studera"), Text: c.Study},
		{Term: i18n.T(ctx, "Agera"), Text: c.Act},
	}
}

func showCycle(w http.ResponseWriter, r *http.Request, p improve.CyclePage, form *page.Form, status int) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	path := page.ActionURL(p.Action.ID)
	v := view.CycleFormView{
		FormState: ui.FormState{Action: r.URL.Path, BackURL: path + "#pdsa", Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "PDSA-cykel %d", p.Cycle.Number), Lead: i18n.T(ctx, "Börja med planen och vad ni tror händer. Fyll i resten efter hand."),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Åtgärder"), URL: actionsURL}, {Text: p.Action.Area, URL: path}}},
		Plan:       f.area(ui.TextAreaProps{Name: "plan", Label: i18n.T(ctx, "Planera"), Description: i18n.T(ctx, "Vad som ska prövas, av vem, var och hur länge."), MaxLength: improvement.MaxLongText, Required: true}),
		Prediction: f.area(ui.TextAreaProps{Name: "prediction", Label: i18n.T(ctx, "Vad vi tror händer"), Description: i18n.T(ctx, "Skriv det före, så går det att lära av efteråt."), MaxLength: improvement.MaxText, Optional: true}),
		Done:       f.area(ui.TextAreaProps{Name: "done", Label: i18n.T(ctx, "Göra"), Description: i18n.T(ctx, "Vad som gjordes, och vad som inte gick som planerat."), MaxLength: improvement.MaxLongText, Optional: true}),
		Study:      f.area(ui.TextAreaProps{Name: "study", Label: i18n.T(ctx, "Studera"), Description: i18n.T(ctx, "Vad som visade sig, mot det ni trodde."), MaxLength: improvement.MaxLongText, Optional: true}),
		Act:        f.area(ui.TextAreaProps{Name: "act", Label: i18n.T(ctx, "Agera"), Description: i18n.T(ctx, "Vad ni gör nu."), MaxLength: improvement.MaxLongText, Optional: true}),
		StartedOn:  f.field(ui.FieldProps{Name: "started_on", Label: i18n.T(ctx, "Från"), Type: "date", Optional: true}),
		EndedOn:    f.field(ui.FieldProps{Name: "ended_on", Label: i18n.T(ctx, "Till"), Type: "date", Optional: true}),
		Outcome:    ui.ChoiceGroupProps{Name: "outcome", Legend: i18n.T(ctx, "Vad det ledde till"), Chosen: []string{form.Value("outcome")}, Error: form.Error(ctx, "outcome"), Inline: true, Options: []ui.Option{{Label: i18n.T(ctx, "Vet inte än")}}},
	}
	for _, o := range improvement.CycleOutcomes() {
		v.Outcome.Options = append(v.Outcome.Options, ui.Option{Value: string(o), Label: words.CycleOutcome(ctx, o)})
	}
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(p.Cycle.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At), Now: page.Differing(cycleTexts(ctx, p.Cycle), cycleTexts(ctx, readCycle(form)))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.CycleForm(v)})
}
