package goals

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// readLocal reads a unit's own goal as it was typed.
func readLocal(form *page.Form, group org.GroupID) quality.LocalGoal {
	g := quality.LocalGoal{
		GroupID: group, GoalID: quality.GoalID(form.ID("goal")),
		Title: form.Text("title", maxTyped), Method: form.Text("method", maxTyped), SignText: form.Text("sign_text", maxTyped),
		IndicatorID: quality.IndicatorID(form.ID("indicator")), Threshold: form.Decimal("threshold"), DueOn: form.Date("due_on"),
		State: quality.LocalActive, Outcome: form.Text("outcome", maxTyped),
	}
	if form.Has("state") {
		g.State = quality.LocalState(form.Value("state"))
	}
	if version := form.Whole("version"); version != nil {
		g.Version = int(*version)
	}
	return g
}

// localValues is a stored goal of a unit's own as if it had been typed.
func localValues(g quality.LocalGoal) url.Values {
	values := url.Values{
		"title": {g.Title}, "method": {g.Method}, "sign_text": {g.SignText}, "threshold": {typedNumber(g.Threshold)},
		"state": {string(g.State)}, "outcome": {g.Outcome}, "version": {strconv.Itoa(g.Version)},
	}
	if g.GoalID != 0 {
		values.Set("goal", number(g.GoalID))
	}
	if g.IndicatorID != 0 {
		values.Set("indicator", number(g.IndicatorID))
	}
	if g.DueOn != nil {
		values.Set("due_on", g.DueOn.Format(time.DateOnly))
	}
	return values
}

// newLocalFormView is the form with what was typed; id is zero for a new goal.
func newLocalFormView(ctx context.Context, form *page.Form, p goals.LocalGoalPage) view.LocalFormView {
	unitURL := localURL + "/" + url.PathEscape(p.Unit.Code)
	back := yearURL(unitURL, p.Year)
	v := view.LocalFormView{
		FormState: ui.FormState{Action: unitURL + "/nytt", BackURL: back, Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Title: i18n.T(ctx, "Nytt mål för %s", p.Unit.ShortName), Year: strconv.Itoa(p.Year),
		Trail: []ui.Link{{Text: i18n.T(ctx, "Enheternas mål"), URL: yearURL(localURL, p.Year)},
			{Text: i18n.T(ctx, "%s: mål %s", p.Unit.ShortName, strconv.Itoa(p.Year)), URL: back}},
		GoalTitle: form.Value("title"), Method: form.Value("method"), Sign: form.Value("sign_text"),
		Threshold: form.Value("threshold"), Due: form.Value("due_on"), State: form.Value("state"), Outcome: form.Value("outcome"),
		Shared: ui.SelectProps{Name: "goal", Label: i18n.T(ctx, "Delmål mot"), Value: form.Value("goal"), Error: form.Error(ctx, "goal"),
			Empty: i18n.T(ctx, "Inget, det är enhetens eget mål"), Optional: true},
		Measure: measureSelect(ctx, form, p.Library, func(i quality.Indicator) bool { return i.Kind.Numeric() && i.AppliesTo(p.Unit) }),
	}
	for _, g := range p.Goals {
		v.Shared.Options = append(v.Shared.Options, ui.Option{Value: number(g.ID), Label: g.Title})
	}
	if p.Goal.ID != 0 {
		v.Title = i18n.T(ctx, "Ändra målet för %s", p.Unit.ShortName)
		v.Action = unitURL + "/" + number(p.Goal.ID)
		v.DeleteURL = v.Action + "/ta-bort"
		for _, s := range quality.LocalStates() {
			v.States = append(v.States, ui.Option{Value: string(s), Label: words.LocalState(ctx, s)})
		}
	}
	return v
}

// measureSelect is the field "indicator": the library's measures that fit, by category.
func measureSelect(ctx context.Context, form *page.Form, library []quality.Indicator, fits func(quality.Indicator) bool) ui.SelectProps {
	s := ui.SelectProps{Name: "indicator", Label: i18n.T(ctx, "Mått"), Value: form.Value("indicator"), Error: form.Error(ctx, "indicator"),
		Empty: i18n.T(ctx, "Inget mått"), Optional: true}
	for _, c := range quality.Categories() {
		group := ui.OptionGroup{Label: words.Category(ctx, c)}
		for _, i := range library {
			if i.Category == c && fits(i) {
				group.Options = append(group.Options, ui.Option{Value: number(i.ID), Label: i.Definition.Name})
			}
		}
		if len(group.Options) > 0 {
			s.Groups = append(s.Groups, group)
		}
	}
	return s
}

// localFacts is a unit's own goal in words, to hold two against each other.
func localFacts(ctx context.Context, o goals.Overview, g quality.LocalGoal) []ui.Definition {
	shared, measure, due := "", "", ""
	for _, each := range o.Goals {
		if each.ID == g.GoalID {
			shared = each.Title
		}
	}
	if i, known := o.Indicator(g.IndicatorID); known {
		measure = i.Definition.Name
	}
	if g.DueOn != nil {
		due = i18n.LongDate(ctx, *g.DueOn)
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Målet"), Text: g.Title},
		{Term: i18n.T(ctx, "Delmål mot"), Text: shared},
		{Term: i18n.T(ctx, "Så gör vi"), Text: g.Method},
		{Term: i18n.T(ctx, "Mått"), Text: measure},
		{Term: i18n.T(ctx, "Värde att nå"), Text: typedNumber(g.Threshold)},
		{Term: i18n.T(ctx, "I ord"), Text: g.SignText},
		{Term: i18n.T(ctx, "Klart senast"), Text: due},
		{Term: i18n.T(ctx, "Läge"), Text: words.LocalState(ctx, g.State)},
		{Term: i18n.T(ctx, "Hur det gick"), Text: g.Outcome},
	}
}
