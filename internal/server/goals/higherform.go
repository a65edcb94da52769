package goals

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// readHigher reads a goal above as it was typed.
func readHigher(form *page.Form, group org.GroupID) quality.HigherGoal {
	g := quality.HigherGoal{GroupID: group, Level: quality.HigherLevel(form.Value("level")), RegionID: org.RegionID(form.ID("region")),
		ParentID: quality.HigherGoalID(form.ID("parent")), Title: form.Text("title", maxTyped), Body: form.Text("body", maxTyped),
		SetBy: form.Text("set_by", maxTyped), Source: form.Text("source", maxTyped), NotMeasured: form.Text("not_measured", maxTyped)}
	for name, to := range map[string]*int{"from_year": &g.FromYear, "to_year": &g.ToYear, "version": &g.Version} {
		if n := form.Whole(name); n != nil {
			*to = int(*n)
		}
	}
	for n := range quality.MostHigherMeasures {
		indicator, threshold := measureFields(n)
		g.Measures = append(g.Measures, quality.HigherMeasure{IndicatorID: quality.IndicatorID(form.ID(indicator)), Threshold: form.Decimal(threshold)})
	}
	return g
}

// measureFields are the names of the fields of a goal's measure, the first being zero.
func measureFields(n int) (indicator, threshold string) {
	number := strconv.Itoa(n + 1)
	return "indicator" + number, "threshold" + number
}

// higherValues is a stored goal above as if it had been typed.
func higherValues(g quality.HigherGoal) url.Values {
	values := url.Values{"level": {string(g.Level)}, "title": {g.Title}, "body": {g.Body}, "set_by": {g.SetBy}, "source": {g.Source},
		"from_year": {strconv.Itoa(g.FromYear)}, "version": {strconv.Itoa(g.Version)}, "not_measured": {g.NotMeasured}}
	for n, m := range g.Measures {
		indicator, threshold := measureFields(n)
		values.Set(indicator, number(m.IndicatorID))
		values.Set(threshold, typedNumber(m.Threshold))
	}
	if g.ToYear != 0 {
		values.Set("to_year", strconv.Itoa(g.ToYear))
	}
	if g.RegionID != 0 {
		values.Set("region", number(g.RegionID))
	}
	if g.ParentID != 0 {
		values.Set("parent", number(g.ParentID))
	}
	return values
}

func newHigherFormView(ctx context.Context, form *page.Form, p goals.HigherGoalPage) view.HigherFormView {
	v := view.HigherFormView{
		FormState: ui.FormState{Action: levelsURL + "/nytt", BackURL: levelsURL, Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Title: i18n.T(ctx, "Skriv in ett överordnat mål"), Level: form.Value("level"),
		Region: ui.SelectProps{Name: "region", Label: i18n.T(ctx, "Region, för en regions mål"), Value: form.Value("region"), Error: form.Error(ctx, "region"),
			Empty: i18n.T(ctx, "Ingen"), Optional: true},
		Parent: ui.SelectProps{Name: "parent", Label: i18n.T(ctx, "Tjänar i sin tur"), Value: form.Value("parent"), Error: form.Error(ctx, "parent"),
			Empty: i18n.T(ctx, "Inget högre mål"), Optional: true},
		GoalTitle: form.Value("title"), Body: form.Value("body"), SetBy: form.Value("set_by"), Source: form.Value("source"),
		FromYear: form.Value("from_year"), ToYear: form.Value("to_year"), NotMeasured: form.Value("not_measured"),
	}
	for n := range quality.MostHigherMeasures {
		v.Measures = append(v.Measures, newHigherMeasure(ctx, form, p, n))
	}
	for _, l := range quality.HigherLevels() {
		v.Levels = append(v.Levels, ui.Option{Value: string(l), Label: words.HigherLevel(ctx, l)})
	}
	for _, u := range p.Units {
		if !slices.ContainsFunc(v.Region.Options, func(o ui.Option) bool { return o.Value == number(u.RegionID) }) {
			v.Region.Options = append(v.Region.Options, ui.Option{Value: number(u.RegionID), Label: u.RegionName})
		}
	}
	for _, other := range p.All {
		if other.ID != p.Goal.ID {
			v.Parent.Options = append(v.Parent.Options, ui.Option{Value: number(other.ID), Label: higherName(ctx, other, p.Units)})
		}
	}
	if p.Goal.ID != 0 {
		v.Title, v.Action = i18n.T(ctx, "Ändra ett överordnat mål"), levelsURL+"/"+number(p.Goal.ID)
		v.DeleteURL = v.Action + "/ta-bort"
	}
	return v
}

// newHigherMeasure is the fields of one of the goal's measures.
func newHigherMeasure(ctx context.Context, form *page.Form, p goals.HigherGoalPage, n int) view.HigherMeasure {
	indicator, threshold := measureFields(n)
	s := measureSelect(ctx, form, p.Library, func(i quality.Indicator) bool { return i.Kind.Numeric() })
	s.Name, s.Value, s.Error = indicator, form.Value(indicator), form.Error(ctx, indicator)
	s.Label = i18n.T(ctx, "Mått %d", n+1)
	return view.HigherMeasure{Measure: s, Threshold: ui.FieldProps{Name: threshold, Label: i18n.T(ctx, "Värde att nå, mått %d", n+1),
		Value: form.Value(threshold), Error: form.Error(ctx, threshold), Optional: true}}
}

// higherName is a goal above with its level and years, to choose it by.
func higherName(ctx context.Context, h quality.HigherGoal, units []org.Unit) string {
	return i18n.T(ctx, "%s (%s, %s)", h.Title, higherLevel(ctx, h, units), validYears(ctx, h))
}

// higherLevel is the level of a goal above; that of a region by the region's name, which its
// units tell.
func higherLevel(ctx context.Context, h quality.HigherGoal, units []org.Unit) string {
	for _, u := range units {
		if h.RegionID != 0 && u.RegionID == h.RegionID {
			return u.RegionName
		}
	}
	return words.HigherLevel(ctx, h.Level)
}

// higherFacts is a goal above in words, to hold two against each other.
func higherFacts(ctx context.Context, p goals.HigherGoalPage, g quality.HigherGoal) []ui.Definition {
	region, parent, to := "", "", ""
	for _, u := range p.Units {
		if u.RegionID == g.RegionID {
			region = u.RegionName
		}
	}
	for _, other := range p.All {
		if other.ID == g.ParentID {
			parent = other.Title
		}
	}
	if g.ToYear != 0 {
		to = strconv.Itoa(g.ToYear)
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Nivå"), Text: words.HigherLevel(ctx, g.Level)},
		{Term: i18n.T(ctx, "Region"), Text: region},
		{Term: i18n.T(ctx, "Målet"), Text: g.Title},
		{Term: i18n.T(ctx, "Vad det säger"), Text: g.Body},
		{Term: i18n.T(ctx, "Satt av"), Text: g.SetBy},
		{Term: i18n.T(ctx, "Källa"), Text: g.Source},
		{Term: i18n.T(ctx, "Från år"), Text: strconv.Itoa(g.FromYear)},
		{Term: i18n.T(ctx, "Till och med år"), Text: to},
		{Term: i18n.T(ctx, "Tjänar i sin tur"), Text: parent},
		{Term: i18n.T(ctx, "Mått"), Text: higherMeasures(ctx, p.Library, g)},
		{Term: i18n.T(ctx, "Varför gruppen inte mäter det"), Text: g.NotMeasured},
	}
}

// higherMeasures are the measures of a goal above with what is to be reached, in words.
func higherMeasures(ctx context.Context, library []quality.Indicator, g quality.HigherGoal) string {
	var list []string
	for _, m := range g.Measures {
		for _, i := range library {
			if i.ID != m.IndicatorID {
				continue
			}
			text := aimWords(ctx, i, m.Threshold)
			if text == "" {
				text = i.Definition.Name
			}
			list = append(list, text)
		}
	}
	return strings.Join(list, "; ")
}

func showHigher(w http.ResponseWriter, r *http.Request, v view.HigherFormView, status int) error {
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.HigherForm(v)})
}
