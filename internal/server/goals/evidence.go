package goals

import (
	"context"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// newEvidenceView says what the figures tell of a measure, and what they do not; year is
// the proposal's.
func newEvidenceView(ctx context.Context, e goals.Evidence, year int) view.EvidenceView {
	v := view.EvidenceView{ID: "underlag-" + number(e.Indicator.ID), Measure: e.Indicator.Definition.Name}
	switch {
	case e.Year == 0:
		v.None = i18n.T(ctx, "Inga siffror finns för måttet de senaste åren före %d. Därför går det inte att säga hur läget är.", year)
	case e.Year < year-1:
		v.Note = i18n.T(ctx, "Inga siffror finns för %d. Det som står här är om %d.", year-1, e.Year)
	}
	if e.Year != 0 {
		v.ResultURL, v.Year = resultURL(e.Indicator.Code, e.Year), strconv.Itoa(e.Year)
	}
	for _, part := range e.Parts {
		v.Parts = append(v.Parts, view.EvidencePart{Name: part.Row.Stratum.Name, Lines: evidenceLines(ctx, e, part)})
	}
	for _, r := range e.References {
		v.References = append(v.References, view.ReferenceRow{Value: r.ValueText, Population: r.Population, Year: r.YearText, Source: r.Source})
	}
	return v
}

// evidenceLines is the four things that speak for or against a goal: how it is, how far
// that is from what is proposed, whether the units differ, and whether it has changed.
func evidenceLines(ctx context.Context, e goals.Evidence, part goals.EvidencePart) []ui.Definition {
	total := part.Row.Total
	result := i18n.T(ctx, "Alla enheter tillsammans: %s. Siffror till och med %s.", words.Told(ctx, total.Result), words.Period(ctx, part.Latest))
	toward := words.AgainstAim(ctx, part.Row.Measure, part.Toward)
	if toward == "" {
		toward = followed(ctx, e.Aim, part)
	}
	if missing := words.MissesAim(ctx, part.Missing); missing != "" {
		toward += " " + missing
	}
	between := words.Verdict(ctx, part.Variation)
	if part.Varies() {
		between += " " + words.Spreading(ctx, part.MeasureVariation)
	}
	if between == "" {
		between = i18n.T(ctx, "Skillnader mellan enheter prövas inte för ett sådant mått.")
	}
	change := words.SinceBefore(ctx, total.Result, total.Change)
	if change == "" {
		change = i18n.T(ctx, "Det finns inget år före att jämföra med.")
	}
	if part.Line != nil {
		change += " " + i18n.T(ctx, "Över tid: %s", words.LineVerdict(ctx, part.Line))
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Läget"), Text: result},
		{Term: i18n.T(ctx, "Till det föreslagna"), Text: toward},
		{Term: i18n.T(ctx, "Mellan enheterna"), Text: between},
		{Term: i18n.T(ctx, "Förändring"), Text: change},
	}
}

// followed says why a result cannot be held against what is proposed.
func followed(ctx context.Context, aim quality.Target, part goals.EvidencePart) string {
	switch {
	case aim.Kind == quality.FollowOnly:
		return i18n.T(ctx, "Måttet ska bara följas, så det finns inget avstånd.")
	case aim.Kind != quality.ValueTarget:
		return i18n.T(ctx, "Det föreslagna gäller hur enheterna ligger mot varandra, inte ett värde att nå.")
	case !part.Row.Total.Known():
		return i18n.T(ctx, "Det finns inget värde för alla enheter tillsammans, så avståndet går inte att säga.")
	}
	return i18n.T(ctx, "Avståndet går inte att säga.")
}
