package goals

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// readGoal reads a goal as it was typed.
func readGoal(form *page.Form, group org.GroupID) quality.Goal {
	g := quality.Goal{
		GroupID: group, Category: quality.Category(form.Value("category")),
		Title: form.Text("title", maxTyped), ValueForChildren: form.Text("value_for_children", maxTyped),
		PatientView:    form.Text("patient_view", maxTyped),
		LongTermGoalID: quality.LongTermGoalID(form.ID("long_term_goal")),
		ICD10:          form.Text("icd10", maxTyped), Gestation: form.Text("gestation", maxTyped),
	}
	for _, id := range form.IDs("promises") {
		g.Promises = append(g.Promises, quality.PromiseID(id))
	}
	for _, id := range form.IDs("indicators") {
		g.Indicators = append(g.Indicators, quality.IndicatorID(id))
	}
	for _, m := range form.Values("marks") {
		g.Marks = append(g.Marks, quality.CareMark(m))
	}
	if version := form.Whole("version"); version != nil {
		g.Version = int(*version)
	}
	return g
}

// goalValues is a stored goal as if it had been typed.
func goalValues(g quality.Goal) url.Values {
	values := url.Values{
		"title": {g.Title}, "category": {string(g.Category)}, "value_for_children": {g.ValueForChildren}, "patient_view": {g.PatientView},
		"version": {strconv.Itoa(g.Version)}, "icd10": {g.ICD10}, "gestation": {g.Gestation},
	}
	if g.LongTermGoalID != 0 {
		values.Set("long_term_goal", number(g.LongTermGoalID))
	}
	for _, id := range g.Promises {
		values.Add("promises", number(id))
	}
	for _, id := range g.Indicators {
		values.Add("indicators", number(id))
	}
	for _, m := range g.Marks {
		values.Add("marks", string(m))
	}
	return values
}

// newGoalFormView is the form with what was typed; goal is the stored one, zero
// for a new goal.
func newGoalFormView(ctx context.Context, form *page.Form, o goals.Overview, goal quality.Goal) view.GoalFormView {
	year := strconv.Itoa(o.Year)
	v := view.GoalFormView{
		FormState: ui.FormState{Action: "/mal/nytt", BackURL: yearURL("/mal", o.Year), Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Title: i18n.T(ctx, "Nytt mål %s", year), Year: year, YearURL: yearURL("/mal", o.Year),
		GoalTitle: form.Value("title"), Value: form.Value("value_for_children"), PatientView: form.Value("patient_view"), Category: form.Value("category"),
		ICD10: form.Value("icd10"), Gestation: form.Value("gestation"),
		LongTerm: form.Value("long_term_goal"), Promises: form.Values("promises"),
		Measures: measureGroups(ctx, form, o, goal),
		Marks:    form.Values("marks"), MarkList: choices(ctx, quality.CareMarks(), words.CareMark),
	}
	if goal.ID != 0 {
		v.Title = i18n.T(ctx, "Ändra målet")
		v.Action, v.BackURL = "/mal/"+number(goal.ID)+"/andra", "/mal/"+number(goal.ID)
		if o.IsMeasured(goal) {
			v.Kept = i18n.T(ctx, "Målet går inte att ta bort, eftersom enheter har lämnat in siffror för det.")
		} else {
			v.DeleteURL = "/mal/" + number(goal.ID) + "/ta-bort"
		}
	}
	for _, c := range quality.GoalCategories() {
		v.Categories = append(v.Categories, ui.Option{Value: string(c), Label: words.Category(ctx, c)})
	}
	for _, p := range o.Promises {
		v.PromiseList = append(v.PromiseList, ui.Option{Value: number(p.ID), Label: p.Code + " " + p.Text})
	}
	for _, l := range o.LongTerm {
		v.LongTermList = append(v.LongTermList, ui.Option{Value: number(l.ID), Label: l.Title})
	}
	return v
}

// measureGroups is the measures to choose among, by category; those that another
// goal of the year has cannot be chosen.
func measureGroups(ctx context.Context, form *page.Form, o goals.Overview, goal quality.Goal) []view.MeasureGroup {
	chosen := map[string]bool{}
	for _, id := range form.Values("indicators") {
		chosen[id] = true
	}
	var groups []view.MeasureGroup
	for _, c := range quality.GoalCategories() {
		group := view.MeasureGroup{Chosen: chosen, Open: form.Value("category") == string(c)}
		for _, i := range o.Library {
			if i.Category != c {
				continue
			}
			option := ui.Option{Value: number(i.ID), Label: i.Definition.Name, Description: about(ctx, i)}
			if other := goalWith(o, i.ID); other.ID != 0 && other.ID != goal.ID {
				option.Disabled = true
				option.Description = i18n.T(ctx, "Hör till målet ”%s”.", other.Title)
			}
			group.Open = group.Open || chosen[option.Value]
			group.Options = append(group.Options, option)
		}
		group.Title = i18n.N(ctx, "%s (%d mått)", "%s (%d mått)", len(group.Options), words.Category(ctx, c), len(group.Options))
		groups = append(groups, group)
	}
	return groups
}

// goalWith is the year's goal that has the measure, zero when none has.
func goalWith(o goals.Overview, id quality.IndicatorID) quality.Goal {
	for _, g := range o.Goals {
		if slices.Contains(g.Indicators, id) {
			return g
		}
	}
	return quality.Goal{}
}

// about says on one line what a measure is.
func about(ctx context.Context, i quality.Indicator) string {
	text := i.Code + " · " + words.Scope(ctx, i.Scope)
	if i.Definition.NumeratorText != "" {
		text += " · " + i.Definition.NumeratorText
	}
	return text
}
