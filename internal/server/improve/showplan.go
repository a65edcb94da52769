package improve

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/exchange"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowPlan is the actions by patient promise, to be read and printed.
func (h *Handlers) ShowPlan(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	chosen, list, err := askedFor(r)
	if err != nil {
		return err
	}
	p, err := h.room.ActionPlan(ctx, visitor.Actor, list)
	if err != nil {
		return err
	}
	v := newPlanView(ctx, visitor, chosen, p)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Handlingsplan per patientlöfte"), Content: view.Plan(v)})
}

func newPlanView(ctx context.Context, visitor page.Visitor, chosen asked, p improve.ActionPlan) view.PlanView {
	v := view.PlanView{Frame: view.Frame{Tabs: tabs(ctx, visitor, planURL)}, Filter: chosen.filter(ctx, planURL, p.Choices), CSVURL: chosen.url(planURL+".csv", 1),
		Lead:  i18n.T(ctx, "%s, %s. En åtgärd som tjänar flera löften står under vart och ett av dem.", visitor.Group.Line(), i18n.LongDate(ctx, visitor.Today())),
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Ingen åtgärd stämmer med valet"), Text: i18n.T(ctx, "Välj ett annat läge, eller lägg till en åtgärd.")}}
	if visitor.May(org.ManageMeetings, 0) && len(chosen.Values) == 0 {
		v.FileURL = planURL + "/spara"
	}
	if p.Total > len(p.Rows) {
		v.More = i18n.T(ctx, "Bara de första %d av %d åtgärder visas. Välj enhet, löfte eller mål, eller hämta alla som CSV.", len(p.Rows), p.Total)
	}
	wanted := chosen.Get(promiseName)
	var groups []view.PlanGroup
	for _, promise := range p.Choices.Promises {
		if wanted == "" || wanted == promise.Code {
			group := planGroup(ctx, p.Rows, func(a improve.ActionRow) bool { return slices.Contains(a.Promises, promise.ID) })
			group.ID, group.Title = "lofte-"+number(promise.ID), promise.Code+" "+promise.Text
			groups = append(groups, group)
		}
	}
	if wanted == "" {
		group := planGroup(ctx, p.Rows, func(a improve.ActionRow) bool { return len(a.Promises) == 0 })
		group.ID, group.Title = "utan-lofte", i18n.T(ctx, "Utan patientlöfte")
		groups = append(groups, group)
	}
	for _, group := range groups {
		if len(group.Actions) > 0 {
			for n := range group.Actions {
				group.Actions[n].ID = group.ID + "-" + strconv.Itoa(n+1)
			}
			v.Groups = append(v.Groups, group)
		}
	}
	return v
}

// planGroup is the actions that belong to it.
func planGroup(ctx context.Context, rows []improve.ActionRow, belongs func(improve.ActionRow) bool) view.PlanGroup {
	var g view.PlanGroup
	for _, a := range rows {
		if belongs(a) {
			g.Actions = append(g.Actions, view.PlannedAction{Title: a.Area, URL: page.ActionURL(a.ID), Facts: planFacts(ctx, a), Plan: planTexts(ctx, a.Action)})
		}
	}
	g.Lead = i18n.N(ctx, "En åtgärd", "%d åtgärder", len(g.Actions), len(g.Actions))
	return g
}

// planFacts are what there is to know of an action in a plan.
func planFacts(ctx context.Context, a improve.ActionRow) []ui.Definition {
	goal := ""
	if a.GoalTitle != "" {
		goal = i18n.T(ctx, "%s (%s)", a.GoalTitle, strconv.Itoa(a.GoalYear))
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Enhet"), Text: place(ctx, a)},
		{Term: i18n.T(ctx, "Ansvarig"), Text: a.OwnerName},
		{Term: i18n.T(ctx, "Klar senast"), Text: i18n.Date(ctx, a.DueOn)},
		{Term: i18n.T(ctx, "Läge"), Text: words.ActionState(ctx, a.State)},
		{Term: i18n.T(ctx, "Slag"), Text: words.ActionKind(ctx, a.Kind)},
		{Term: i18n.T(ctx, "Prioritet"), Text: words.Priority(ctx, a.Priority)},
		{Term: i18n.T(ctx, "Mål"), Text: goal},
		{Term: i18n.T(ctx, "Mått"), Text: a.MeasureName},
	}
}

// planTexts are the plan's fields and the result.
func planTexts(ctx context.Context, a improvement.Action) []ui.Definition {
	var list []ui.Definition
	for _, f := range a.Plan.Fields() {
		list = append(list, ui.Definition{Term: words.PlanField(ctx, f.Name), Text: *f.Text})
	}
	return append(list, ui.Definition{Term: i18n.T(ctx, "Resultat"), Text: a.Result})
}

// ExportPlan hands out the actions that are asked for as a file.
func (h *Handlers) ExportPlan(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	_, list, err := askedFor(r)
	if err != nil {
		return err
	}
	name := "handlingsplan-" + visitor.Today().Format("2006-01-02")
	if visitor.Group.ExampleData {
		name += "-exempeldata"
	}
	name += ".csv"
	p, err := h.room.ExportActions(ctx, visitor.Actor, list, name)
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: name, Type: page.CSVType, Content: planTable(ctx, p).CSV()})
}

// planTable is the plan as a file's table: a row for each action.
func planTable(ctx context.Context, p improve.ActionPlan) exchange.Table {
	t := exchange.Table{Name: i18n.T(ctx, "Handlingsplan"), Header: []string{i18n.T(ctx, "Förbättringsområde"), i18n.T(ctx, "Patientlöften"), i18n.T(ctx, "Började"), i18n.T(ctx, "Avslutad")}}
	for n, a := range p.Rows {
		codes := ""
		for _, id := range a.Promises {
			i := slices.IndexFunc(p.Choices.Promises, func(each quality.Promise) bool { return each.ID == id })
			if i >= 0 {
				codes = joined(", ", codes, p.Choices.Promises[i].Code)
			}
		}
		row := []any{a.Area, codes, day(ctx, a.BeganOn), day(ctx, a.SettledOn)}
		for _, d := range append(planFacts(ctx, a), planTexts(ctx, a.Action)...) {
			if n == 0 {
				t.Header = append(t.Header, d.Term)
			}
			row = append(row, d.Text)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
