package looks

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// EvidenceFor is what evidence is shown for.
type EvidenceFor struct {
	// Year is that of what somebody wants done: the figures are from before it.
	Year int
	// ID is the evidence's own within the page; by the measure when "".
	ID string
	// Proposed says that the results are held against something proposed, else against
	// the target of their year.
	Proposed bool
	// Only are the lines to show, by [EvidenceLine]; all when it is nil.
	Only []EvidenceLine
	// FiguresOnly leaves out what is published elsewhere.
	FiguresOnly bool
}

// EvidenceLine is one of the four things that figures say of a measure.
type EvidenceLine string

// The lines, in the order they are shown.
const (
	EvidenceState   EvidenceLine = "state"   // how it is
	EvidenceToward  EvidenceLine = "toward"  // how far that is from what is wanted
	EvidenceBetween EvidenceLine = "between" // whether the units differ
	EvidenceChange  EvidenceLine = "change"  // whether it has changed
)

// Evidence says what the figures tell of a measure, and what they do not.
func Evidence(ctx context.Context, e analysis.Evidence, f EvidenceFor) ui.EvidenceProps {
	v := ui.EvidenceProps{ID: f.ID, Measure: e.Indicator.Definition.Name, FiguresOnly: f.FiguresOnly}
	if v.ID == "" {
		v.ID = fmt.Sprintf("underlag-%d", e.Indicator.ID)
	}
	switch {
	case e.Year == 0:
		v.None = i18n.T(ctx, "Inga siffror finns för måttet de senaste åren före %d. Därför går det inte att säga hur läget är.", f.Year)
	case e.Year < f.Year-1:
		v.Note = i18n.T(ctx, "Inga siffror finns för %d. Det som står här är om %d.", f.Year-1, e.Year)
	}
	if e.Year != 0 {
		v.Year = strconv.Itoa(e.Year)
		v.ResultURL = "/resultat/matt/" + url.PathEscape(e.Indicator.Code) + "?ar=" + v.Year
	}
	for _, part := range e.Parts {
		v.Parts = append(v.Parts, ui.EvidencePart{Name: part.Row.Stratum.Name, Lines: evidenceLines(ctx, e, part, f)})
	}
	for _, r := range e.References {
		said := slices.DeleteFunc([]string{r.ValueText, r.Population, r.YearText}, func(part string) bool { return part == "" })
		v.References = append(v.References, strings.Join(said, ", ")+". "+i18n.T(ctx, "Källa: %s", r.Source))
	}
	return v
}

// evidenceLines is the four things that speak for or against a goal: how it is, how far
// that is from what is wanted, whether the units differ, and whether it has changed.
func evidenceLines(ctx context.Context, e analysis.Evidence, part analysis.EvidencePart, f EvidenceFor) []ui.Definition {
	total := part.Row.Total
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
	toward := ui.Definition{Term: i18n.T(ctx, "Till målet"), Text: towardTarget(ctx, e.Aim, part)}
	if f.Proposed {
		toward = ui.Definition{Term: i18n.T(ctx, "Till det föreslagna"), Text: towardProposed(ctx, e.Aim, part)}
	}
	all := map[EvidenceLine]ui.Definition{
		EvidenceState: {Term: i18n.T(ctx, "Läget"),
			Text: i18n.T(ctx, "Alla enheter tillsammans: %s. Siffror till och med %s.", words.Told(ctx, total.Result), words.Period(ctx, part.Latest))},
		EvidenceToward:  toward,
		EvidenceBetween: {Term: i18n.T(ctx, "Mellan enheterna"), Text: between},
		EvidenceChange:  {Term: i18n.T(ctx, "Förändring"), Text: change},
	}
	only := f.Only
	if only == nil {
		only = []EvidenceLine{EvidenceState, EvidenceToward, EvidenceBetween, EvidenceChange}
	}
	lines := make([]ui.Definition, len(only))
	for n, line := range only {
		lines[n] = all[line]
	}
	return lines
}

// towardProposed says how far the results are from what is proposed.
func towardProposed(ctx context.Context, aim quality.Target, part analysis.EvidencePart) string {
	toward := words.AgainstAim(ctx, part.Row.Measure, part.Toward)
	if toward == "" {
		toward = followed(ctx, aim, part)
	}
	if missing := words.MissesAim(ctx, part.Missing); missing != "" {
		toward += " " + missing
	}
	return toward
}

// towardTarget says how far the results are from the target that held for them.
func towardTarget(ctx context.Context, target quality.Target, part analysis.EvidencePart) string {
	if target.Kind == quality.FollowOnly {
		return i18n.T(ctx, "Måttet hade inget mål att nå.")
	}
	if told := words.Shortfall(ctx, part.MeasureVariation); told != "" {
		return told
	}
	return i18n.T(ctx, "Avståndet till målet går inte att säga.")
}

// followed says why a result cannot be held against what is proposed.
func followed(ctx context.Context, aim quality.Target, part analysis.EvidencePart) string {
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
