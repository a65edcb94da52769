package results

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// definitions are the definition in the chosen year, all of them, and what has
// been published elsewhere.
func definitions(ctx context.Context, p indicatorPage) view.Definition {
	v := view.Definition{Current: append(definition(ctx, p.Measure.Kind, p.Row.Definition),
		ui.Definition{Term: i18n.T(ctx, "Patientlöften"), Text: promises(p)},
		ui.Definition{Term: i18n.T(ctx, "Hur säker definitionen är"), Text: words.Certainty(ctx, p.Measure.Certainty)})}
	for n, version := range p.Measure.Versions {
		each := view.Version{Title: i18n.T(ctx, "Från %s", i18n.LongDate(ctx, version.ValidFrom)),
			Note: version.ChangeNote, Items: definition(ctx, p.Measure.Kind, version)}
		if n > 0 && !version.Comparable {
			each.Title = i18n.T(ctx, "Från %s, går inte att jämföra med tiden före", i18n.LongDate(ctx, version.ValidFrom))
		}
		v.Versions = append(v.Versions, each)
	}
	for _, r := range p.Measure.References {
		v.References = append(v.References, view.Reference{
			Value: r.ValueText, Population: r.Population, Year: r.YearText, Source: r.Source})
	}
	return v
}

// definition is one definition, term by term.
func definition(ctx context.Context, kind quality.Kind, d quality.Version) []ui.Definition {
	items := []ui.Definition{{Term: i18n.T(ctx, "Det som anges"), Text: d.NumeratorText}}
	if kind.Numeric() {
		items = []ui.Definition{
			{Term: i18n.T(ctx, "Täljare"), Text: d.NumeratorText},
			{Term: i18n.T(ctx, "Nämnare"), Text: d.DenominatorText},
			{Term: i18n.T(ctx, "Räknas inte med"), Text: d.Exclusions},
			{Term: i18n.T(ctx, "Diagnoskoder"), Text: d.ICD10},
			{Term: i18n.T(ctx, "Graviditetslängd"), Text: d.Gestation},
			{Term: i18n.T(ctx, "Riktning"), Text: words.Direction(ctx, d.Direction)},
		}
	}
	return append(items,
		ui.Definition{Term: i18n.T(ctx, "Siffrorna hämtas från"), Text: d.DataSource},
		ui.Definition{Term: i18n.T(ctx, "Källa till definitionen"), Text: d.Source},
		ui.Definition{Term: i18n.T(ctx, "Att tänka på"), Text: d.Note},
		ui.Definition{Term: i18n.T(ctx, "Gäller från"), Text: i18n.LongDate(ctx, d.ValidFrom)})
}

// promises are the patient promises that the measure serves, with a dot between them.
func promises(p indicatorPage) string {
	text := ""
	for _, promise := range p.Dataset.Promises {
		for _, id := range p.Measure.Promises {
			if id == promise.ID {
				if text != "" {
					text += " · "
				}
				text += promise.Text
			}
		}
	}
	return text
}
