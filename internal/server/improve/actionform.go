package improve

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// readAction reads an action as it was typed. A new one has no state of its own: it is
// going on when it has begun.
func readAction(form *page.Form, group org.GroupID) improvement.Action {
	a := improvement.Action{GroupID: group, UnitID: org.UnitID(form.ID("unit")), Area: form.Text("area", maxTyped), Kind: improvement.ActionKind(form.Value("kind")),
		State: improvement.ActionState(form.Value("state")), OwnerID: org.PersonID(form.ID("owner")), BeganOn: form.Date("began_on"), Result: form.Text("result", maxTyped),
		GoalID: quality.GoalID(form.ID("goal")), IndicatorID: quality.IndicatorID(form.ID("measure")), Origin: improvement.ActionOrigin(form.Value("origin")),
		OriginText: form.Text("origin_text", maxTyped), ExampleID: improvement.ExampleID(form.ID("example")), DecisionID: improvement.DecisionID(form.ID("decision")),
		ProgrammeKind: improvement.ProgrammeKind(form.Value("programme_kind")), ProgrammeID: form.ID("programme"), Version: version(form)}
	if due := form.Date("due_on"); due != nil {
		a.DueOn = *due
	}
	if p := form.Whole("priority"); p != nil {
		a.Priority = int(*p)
	}
	if !form.Has("state") {
		if a.State = improvement.ActionPlanned; a.BeganOn != nil {
			a.State = improvement.ActionOngoing
		}
	}
	for _, id := range form.IDs("promises") {
		a.Promises = append(a.Promises, quality.PromiseID(id))
	}
	for _, f := range a.Plan.Fields() {
		*f.Text = form.Text(f.Name, maxTyped)
	}
	return a
}

// actionValues is an action as if it had been typed.
func actionValues(a improvement.Action) url.Values {
	values := url.Values{"unit": {number(a.UnitID)}, "area": {a.Area}, "kind": {string(a.Kind)}, "owner": {number(a.OwnerID)}, "due_on": {dateValue(&a.DueOn)},
		"began_on": {dateValue(a.BeganOn)}, "result": {a.Result}, "goal": {number(a.GoalID)}, "measure": {number(a.IndicatorID)}, "priority": {strconv.Itoa(a.Priority)},
		"origin": {string(a.Origin)}, "origin_text": {a.OriginText}, "example": {number(a.ExampleID)}, "decision": {number(a.DecisionID)}, "version": {number(a.Version)},
		"programme_kind": {string(a.ProgrammeKind)}, "programme": {number(a.ProgrammeID)}}
	if a.ID != 0 {
		values.Set("state", string(a.State))
	}
	for _, id := range a.Promises {
		values.Add("promises", number(id))
	}
	for _, f := range a.Plan.Fields() {
		values.Set(f.Name, *f.Text)
	}
	return values
}

// newActionFormView is the form with what was typed; of is the stored action, with ID zero
// for a new one.
func newActionFormView(ctx context.Context, visitor page.Visitor, form *page.Form, c improve.Choices, of improvement.Action) view.ActionFormView {
	f := formFields{ctx, form}
	v := view.ActionFormView{
		FormState: ui.FormState{Action: page.NewActionURL, BackURL: actionsURL, Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading:   ui.PageHeadingProps{Title: i18n.T(ctx, "Ny åtgärd"), Trail: []ui.Link{{Text: i18n.T(ctx, "Åtgärder"), URL: actionsURL}}},
		Seen:      form.Value("origin_text"),
		Area: f.field(ui.FieldProps{Name: "area", Label: i18n.T(ctx, "Förbättringsområde"), MaxLength: improvement.MaxLine, Required: true,
			Description: i18n.T(ctx, "Vad som ska bli bättre och hur, i en mening.")}),
		Kind:  f.pick(ui.SelectProps{Name: "kind", Label: i18n.T(ctx, "Slag"), Required: true}),
		DueOn: f.field(ui.FieldProps{Name: "due_on", Label: i18n.T(ctx, "Klar senast"), Type: "date", Required: true}),
		BeganOn: f.field(ui.FieldProps{Name: "began_on", Label: i18n.T(ctx, "Började hos patienterna"), Type: "date", Optional: true,
			Description: i18n.T(ctx, "Från den dagen syns åtgärden på måttets tidslinje, och före jämförs med efter.")}),
		Priority: ui.ChoiceGroupProps{Name: "priority", Legend: i18n.T(ctx, "Prioritet"), Chosen: form.Values("priority"), Error: form.Error(ctx, "priority"), Inline: true},
		Promises: ui.ChoiceGroupProps{Name: "promises", Legend: i18n.T(ctx, "Patientlöften som påverkas"), Chosen: form.Values("promises"), Error: form.Error(ctx, "promises")},
		Unit:     actingUnits(visitor, f, c.Units, of.UnitID), Owner: owners(f, c.Members, of.OwnerID), Measure: measures(f, c.Measures),
	}
	v.Goal = f.pick(goalSelect(ctx, c.Goals))
	v.Goal.Name, v.Goal.Value, v.Goal.Error, v.Goal.Empty, v.Goal.Optional = "goal", form.Value("goal"), form.Error(ctx, "goal"), i18n.T(ctx, "Inget"), true
	for _, k := range improvement.ActionKinds() {
		v.Kind.Options = append(v.Kind.Options, ui.Option{Value: string(k), Label: words.ActionKind(ctx, k)})
	}
	for p := improvement.HighPriority; p <= improvement.LowPriority; p++ {
		v.Priority.Options = append(v.Priority.Options, ui.Option{Value: strconv.Itoa(p), Label: words.Priority(ctx, p)})
	}
	for _, p := range c.Promises {
		v.Promises.Options = append(v.Promises.Options, ui.Option{Value: number(p.ID), Label: p.Code + " " + p.Text})
	}
	plan := of.Plan
	for _, field := range plan.Fields() {
		v.Plan = append(v.Plan, f.area(ui.TextAreaProps{Name: field.Name, Label: words.PlanField(ctx, field.Name), MaxLength: field.Most, Rows: rowsFor(field.Most), Optional: true}))
		v.PlanOpen = v.PlanOpen || form.Error(ctx, field.Name) != "" || of.ID != 0 && form.Value(field.Name) != ""
	}
	v.PlanOpen = v.PlanOpen || v.Promises.Error != "" || v.Priority.Error != ""
	if of.ID == 0 {
		for _, name := range []string{"origin", "origin_text", "example", "decision", "programme_kind", "programme"} {
			v.Hidden = append(v.Hidden, ui.Hidden{Name: name, Value: form.Value(name)})
		}
		return v
	}
	v.Action, v.BackURL = page.ActionURL(of.ID)+"/andra", page.ActionURL(of.ID)
	v.Heading = ui.PageHeadingProps{Title: i18n.T(ctx, "Ändra åtgärden"), Trail: append(v.Heading.Trail, ui.Link{Text: of.Area, URL: v.BackURL})}
	state, result := stateChoice(f), resultArea(f)
	v.State, v.Result = &state, &result
	return v
}

// rowsFor is how many lines a field shows.
func rowsFor(most int) int {
	if most <= improvement.MaxLine {
		return 1
	}
	return 3
}

// stateChoice and resultArea are how far an action has come, and what it gave.
func stateChoice(f formFields) ui.ChoiceGroupProps {
	g := ui.ChoiceGroupProps{Name: "state", Legend: i18n.T(f.ctx, "Läge"), Chosen: f.form.Values("state"), Error: f.form.Error(f.ctx, "state"), Inline: true}
	for _, s := range improvement.ActionStates() {
		g.Options = append(g.Options, ui.Option{Value: string(s), Label: words.ActionState(f.ctx, s)})
	}
	return g
}

func resultArea(f formFields) ui.TextAreaProps {
	return f.area(ui.TextAreaProps{Name: "result", Label: i18n.T(f.ctx, "Resultat"), MaxLength: improvement.MaxLongText, Rows: 3,
		Description: i18n.T(f.ctx, "Vad åtgärden gav, eller varför den avbröts. Behövs när den är klar.")})
}

// actingUnits are the units that the visitor may make actions for, and the one that the
// action has.
func actingUnits(visitor page.Visitor, f formFields, units []org.Unit, stored org.UnitID) ui.SelectProps {
	s := f.pick(ui.SelectProps{Name: "unit", Label: i18n.T(f.ctx, "Enhet")})
	if visitor.May(org.EditActions, 0) {
		s.Empty = i18n.T(f.ctx, "Alla enheter gemensamt")
	}
	for _, u := range units {
		if visitor.May(org.EditActions, u.ID) || u.ID == stored {
			s.Options = append(s.Options, ui.Option{Value: number(u.ID), Label: u.ShortName})
		}
	}
	if len(s.Options) == 0 { // the owner of what the clinics do together
		s.Empty = i18n.T(f.ctx, "Alla enheter gemensamt")
	}
	return s
}

// owners are those who can see to an action, and the one who does.
func owners(f formFields, members []improve.Member, stored org.PersonID) ui.SelectProps {
	s := f.pick(ui.SelectProps{Name: "owner", Label: i18n.T(f.ctx, "Ansvarig"), Required: true})
	if !slices.ContainsFunc(members, func(m improve.Member) bool { return m.ID == stored }) {
		s.Empty = i18n.T(f.ctx, "Välj")
		if stored != 0 { // who has left the group
			s.Options = append(s.Options, ui.Option{Value: number(stored), Label: i18n.T(f.ctx, "Som nu")})
		}
	}
	for _, m := range members {
		s.Options = append(s.Options, ui.Option{Value: number(m.ID), Label: m.Name})
	}
	return s
}

// measures are the group's, by area.
func measures(f formFields, all []quality.Indicator) ui.SelectProps {
	s := f.pick(ui.SelectProps{Name: "measure", Label: i18n.T(f.ctx, "Mått"), Empty: i18n.T(f.ctx, "Inget"), Optional: true})
	for _, category := range quality.Categories() {
		group := ui.OptionGroup{Label: words.Category(f.ctx, category)}
		for _, m := range all {
			if m.Category == category {
				group.Options = append(group.Options, ui.Option{Value: number(m.ID), Label: m.Definition.Name})
			}
		}
		if len(group.Options) > 0 {
			s.Groups = append(s.Groups, group)
		}
	}
	return s
}
