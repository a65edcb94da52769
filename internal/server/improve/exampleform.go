package improve

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

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

// publishName is the button that publishes what is saved.
const publishName = "publish"

// readExample reads an example as it was typed.
func readExample(form *page.Form, group org.GroupID) improvement.Example {
	text := func(name string) string { return form.Text(name, maxExampleText) }
	e := improvement.Example{GroupID: group, UnitID: org.UnitID(form.ID("unit")), Title: text("title"),
		Problem: text("problem"), Done: text("done"), Conditions: text("conditions"), Result: text("result"), SuccessFactors: text("success_factors"),
		ContactID: org.PersonID(form.ID("contact")), ContactText: text("contact_text"),
		IndicatorID: quality.IndicatorID(form.ID("indicator")), BeganOn: form.Date("began_on"), GoalID: quality.GoalID(form.ID("goal")),
		Tags: improvement.ParseTags(text("tags")), State: improvement.ExampleDraft}
	for _, id := range form.IDs("promises") {
		e.Promises = append(e.Promises, quality.PromiseID(id))
	}
	slices.Sort(e.Promises)
	if version := form.Whole("version"); version != nil {
		e.Version = int(*version)
	}
	if form.Has(publishName) {
		e.State = improvement.ExamplePublished
	}
	return e
}

// exampleValues is a stored example as if it had been typed.
func exampleValues(e improvement.Example) url.Values {
	values := url.Values{"title": {e.Title}, "problem": {e.Problem}, "done": {e.Done}, "conditions": {e.Conditions}, "result": {e.Result},
		"success_factors": {e.SuccessFactors}, "contact_text": {e.ContactText}, "tags": {strings.Join(e.Tags, ", ")}, "version": {strconv.Itoa(e.Version)}}
	for name, id := range map[string]int64{"unit": int64(e.UnitID), "contact": int64(e.ContactID), "indicator": int64(e.IndicatorID), "goal": int64(e.GoalID)} {
		if id != 0 {
			values.Set(name, page.Digits(id))
		}
	}
	if e.BeganOn != nil {
		values.Set("began_on", e.BeganOn.Format(time.DateOnly))
	}
	for _, id := range e.Promises {
		values.Add("promises", page.Digits(id))
	}
	return values
}

// newExampleFormView is the form with what was typed; f.Example is the stored one, zero
// for a new one.
func newExampleFormView(ctx context.Context, form *page.Form, f improve.ExampleForm) view.ExampleFormView {
	v := view.ExampleFormView{
		FormState: ui.FormState{Action: examplesURL + "/nytt", BackURL: examplesURL, Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: i18n.T(ctx, "Nytt gott exempel"), Trail: []ui.Link{{Text: i18n.T(ctx, "Goda exempel"), URL: examplesURL}},
		Value: form.Value, PromisesChosen: form.Values("promises"), PublishName: publishName, CanPublish: true, SaveText: i18n.T(ctx, "Spara utkastet"),
	}
	if e := f.Example; e.ID != 0 {
		v.Heading, v.Action, v.BackURL = i18n.T(ctx, "Ändra exemplet"), exampleURL(e.ID)+"/andra", exampleURL(e.ID)
		v.Trail = append(v.Trail, ui.Link{Text: e.Title, URL: exampleURL(e.ID)})
		if v.CanPublish = e.State != improvement.ExamplePublished; !v.CanPublish {
			v.SaveText = i18n.T(ctx, "Spara exemplet")
		}
	}
	for _, u := range f.Units {
		v.Units = append(v.Units, ui.Option{Value: page.Digits(u.ID), Label: u.Name})
	}
	if e := f.Example; e.UnitID != 0 && !hasUnit(f.Units, e.UnitID) {
		v.Units = append(v.Units, ui.Option{Value: page.Digits(e.UnitID), Label: i18n.T(ctx, "Samma enhet som nu")})
	}
	for _, p := range f.Contacts {
		v.Contacts = append(v.Contacts, ui.Option{Value: page.Digits(p.ID), Label: p.Name})
	}
	for _, p := range f.Promises {
		v.Promises = append(v.Promises, ui.Option{Value: page.Digits(p.ID), Label: p.Code + " " + p.Text})
	}
	v.Measures, v.Goals = measureChoices(ctx, f.Library), goalChoices(f.Goals)
	return v
}

// measureChoices are the measures by category; words have no line to show.
func measureChoices(ctx context.Context, library []quality.Indicator) []ui.OptionGroup {
	var groups []ui.OptionGroup
	for _, c := range quality.Categories() {
		g := ui.OptionGroup{Label: words.Category(ctx, c)}
		for _, i := range library {
			if i.Category == c && i.Kind.Numeric() {
				g.Options = append(g.Options, ui.Option{Value: page.Digits(i.ID), Label: nameOfMeasure(ctx, i.Definition)})
			}
		}
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// goalChoices are the goals by year, the newest first.
func goalChoices(goals []quality.Goal) []ui.OptionGroup {
	byYear := map[int][]ui.Option{}
	var years []int
	for _, g := range goals {
		if byYear[g.Year] == nil {
			years = append(years, g.Year)
		}
		byYear[g.Year] = append(byYear[g.Year], ui.Option{Value: page.Digits(g.ID), Label: g.Title})
	}
	slices.Sort(years)
	slices.Reverse(years)
	var groups []ui.OptionGroup
	for _, year := range years {
		groups = append(groups, ui.OptionGroup{Label: strconv.Itoa(year), Options: byYear[year]})
	}
	return groups
}
