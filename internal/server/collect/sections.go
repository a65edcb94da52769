package collect

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// newSections gathers the rows under their goals, the process measures last,
// each row made by the function given.
func newSections(ctx context.Context, form collect.Form, newRow func(collect.Row) view.Row) []view.Section {
	var sections []view.Section
	last := quality.GoalID(-1)
	for _, row := range form.Rows {
		if row.GoalID != last {
			sections = append(sections, newSection(ctx, form, row.GoalID))
			last = row.GoalID
		}
		s := &sections[len(sections)-1]
		s.Rows = append(s.Rows, newRow(row))
	}
	return sections
}

func newSection(ctx context.Context, form collect.Form, id quality.GoalID) view.Section {
	for _, g := range form.Goals {
		if g.ID == id && id != 0 {
			return view.Section{ID: fmt.Sprintf("mal-%d", id), Title: g.Title, Tag: words.Category(ctx, g.Category)}
		}
	}
	return view.Section{ID: "processmatt", Title: i18n.T(ctx, "Processmått"),
		Lead: i18n.T(ctx, "Hur ni arbetar och vilka förutsättningar ni har.")}
}

// commonRow is what a row shows whether it can be changed or not.
func commonRow(ctx context.Context, form collect.Form, row collect.Row) view.Row {
	list := reasonsOf(form)
	r := view.Row{
		ID: rowID(row.Key()), Name: row.Indicator.Definition.Name, About: about(ctx, form, row),
		Kind: string(row.Indicator.Kind), Definition: definition(ctx, row.Indicator),
		Now: list.value(ctx, row.Indicator, row.Figure),
	}
	for _, p := range row.Past {
		past := view.Past{Period: words.ShortPeriod(ctx, p.Period), Value: list.value(ctx, row.Indicator, p.Figure)}
		past.Value.Comment = ""
		if point, ok := p.Figure.Value.Point(row.Indicator.Kind, row.Indicator.Definition.RatePer); ok {
			// The strip is narrow: the unit stands at the row's own value.
			past.Value.Detail = basis(ctx, row.Indicator.Kind, p.Figure.Value)
			past.Value.Text = words.Measured(ctx, row.Indicator.Kind, row.Indicator.Definition, point)
		}
		if p.Figure.State != "" {
			past.Standing = ui.Standing(p.Standing)
		}
		r.Past = append(r.Past, past)
	}
	if row.Figure.Version > 0 && tells(form, row) {
		r.Saved = i18n.T(ctx, "Sparad %s", moment(ctx, row.Figure.EnteredAt, form.Today, row.EnteredBy))
	}
	return r
}

// tells reports whether who saved the row, and when, says more than what stands
// for the form as a whole.
func tells(form collect.Form, row collect.Row) bool {
	another := row.EnteredBy != form.LastSavedBy
	return another || row.EnteredBy.OnBehalf || form.LastSaved.Sub(row.Figure.EnteredAt) > 24*time.Hour
}

// rowID is a row's place on the page.
func rowID(key quality.FigureKey) string { return ui.FieldID(collect.FieldName(key, "row")) }

// about tells a row from others of the same measure: which children it counts,
// and its own period when that is not the form's.
func about(ctx context.Context, form collect.Form, row collect.Row) string {
	period := ""
	if row.Period != form.Period {
		period = words.Period(ctx, row.Period)
		if row.Period.Months == 12 {
			period = i18n.T(ctx, "hela %s", period)
		}
	}
	return joined(", ", row.Stratum.Name, period)
}

// definition is the whole definition, for those who wonder.
func definition(ctx context.Context, i quality.Indicator) []ui.Definition {
	def := i.Definition
	top, bottom := i18n.T(ctx, "Täljare"), i18n.T(ctx, "Nämnare")
	if i.Kind != quality.Proportion && i.Kind != quality.Rate {
		top, bottom = i18n.T(ctx, "Det som anges"), i18n.T(ctx, "Underlag")
	}
	return []ui.Definition{
		{Term: top, Text: known(def.NumeratorText)},
		{Term: bottom, Text: known(def.DenominatorText)},
		{Term: i18n.T(ctx, "Räknas inte med"), Text: known(def.Exclusions)},
		{Term: i18n.T(ctx, "Siffrorna hämtas från"), Text: known(def.DataSource)},
		{Term: i18n.T(ctx, "Källa till definitionen"), Text: known(def.Source)},
		{Term: i18n.T(ctx, "Att tänka på"), Text: known(def.Note)},
		{Term: i18n.T(ctx, "Gäller från"), Text: i18n.LongDate(ctx, def.ValidFrom)},
		{Term: i18n.T(ctx, "Senaste ändringen"), Text: def.ChangeNote},
		{Term: i18n.T(ctx, "Hur säker definitionen är"), Text: words.Certainty(ctx, i.Certainty)},
		{Term: i18n.T(ctx, "Kod"), Text: i.Code},
	}
}

// known is a definition's text; a lone dash in the library says that there is none.
func known(text string) string {
	if text == "–" || text == "-" {
		return ""
	}
	return text
}
