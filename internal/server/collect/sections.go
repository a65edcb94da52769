package collect

import (
	"context"
	"fmt"

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
		{Term: i18n.T(ctx, "Diagnoskoder"), Text: def.ICD10},
		{Term: i18n.T(ctx, "Graviditetslängd"), Text: def.Gestation},
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

// newLater is what is handed in with other periods of the year.
func newLater(ctx context.Context, form collect.Form) []view.Later {
	list := reasonsOf(form)
	var later []view.Later
	for _, l := range form.Later {
		row := view.Later{Name: l.Indicator.Definition.Name, About: about(ctx, form, collect.Row{Due: l.Due}),
			With: i18n.T(ctx, "Lämnas med %s", words.Period(ctx, l.With)), WithURL: entryURL(form.Unit, l.With)}
		if l.With.Start().After(form.Today) {
			row.WithURL = ""
		}
		row.Now = list.value(ctx, l.Indicator, l.Figure)
		if l.Figure.State != "" {
			row.Standing = ui.Standing(l.Standing)
		}
		if l.Last.Figure.State != "" {
			row.Last = joined(": ", words.ShortPeriod(ctx, l.Last.Period), list.line(ctx, l.Indicator, l.Last.Figure))
		}
		later = append(later, row)
	}
	return later
}
