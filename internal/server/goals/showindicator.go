package goals

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// ShowIndicator shows one measure with all its definitions.
func (h *Handlers) ShowIndicator(w http.ResponseWriter, r *http.Request) error {
	p, err := h.indicatorPage(r)
	if err != nil {
		return err
	}
	v := newIndicatorView(r.Context(), p, page.VisitorOf(r).Today())
	v.CanEdit = canEdit(r)
	v.Readings = unitReadings(r.Context(), page.VisitorOf(r), p)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Name, Content: view.Indicator(v)})
}

// indicatorPage reads the measure that the address names.
func (h *Handlers) indicatorPage(r *http.Request) (goals.IndicatorPage, error) {
	visitor := page.VisitorOf(r)
	return h.room.Indicator(r.Context(), visitor.Actor, visitor.Group.ID, chi.URLParam(r, "code"))
}

func newIndicatorView(ctx context.Context, p goals.IndicatorPage, today time.Time) view.IndicatorView {
	i := p.Indicator
	v := view.IndicatorView{
		Code: i.Code, Name: i.Definition.Name, Category: words.Category(ctx, i.Category), Scope: words.Scope(ctx, i.Scope),
		Certainty: words.Certainty(ctx, i.Certainty) + ".", ResultURL: "/resultat" + strings.TrimPrefix(measureURL(i.Code), "/mal"),
		NewVersionURL: measureURL(i.Code) + "/ny-definition", Facts: facts(ctx, p), Uses: uses(p),
		Targets: targets(ctx, p), Changed: changed(ctx, p.Last),
	}
	switch divisible := i.CountsChildren && i.Kind.Numeric() && !i.CarriesOver; {
	case divisible && p.Figures == 0:
		v.DivideURL = measureURL(i.Code) + "/uppdelning"
	case divisible: // figures of all children cannot become figures of some
		v.NoDivision = i18n.T(ctx, "Måttet har siffror, så hur barnen delas upp ligger fast. Lägg till ett nytt mått för att dela upp dem på ett annat sätt.")
	}
	for n, d := range slices.Backward(p.Versions) {
		v.Versions = append(v.Versions, newVersionCard(ctx, i, d, n == 0))
	}
	for n := range v.Versions {
		d := p.Versions[len(p.Versions)-1-n]
		v.Versions[n].Current = d.ValidFrom.Equal(i.Definition.ValidFrom)
		v.Versions[n].Title = versionTitle(ctx, d, today, v.Versions[n].Current)
	}
	for _, reference := range p.References {
		v.References = append(v.References, view.ReferenceRow{Value: reference.ValueText, Population: reference.Population,
			Year: reference.YearText, Source: reference.Source})
	}
	v.Links, v.Methods, v.Documents = libraryWays(ctx, p), methodWays(ctx, p), documentWays(ctx, p.Documents)
	v.Programmes = programmeWays(ctx, p)
	return v
}

func versionTitle(ctx context.Context, d quality.Version, today time.Time, current bool) string {
	from := i18n.LongDate(ctx, d.ValidFrom)
	switch {
	case d.ValidFrom.After(today):
		return i18n.T(ctx, "Gäller från %s, har inte börjat än", from)
	case current:
		return i18n.T(ctx, "Gäller nu, från %s", from)
	}
	return i18n.T(ctx, "Gällde från %s", from)
}

func newVersionCard(ctx context.Context, i quality.Indicator, d quality.Version, first bool) view.VersionCard {
	from := i18n.Date(ctx, d.ValidFrom)
	card := view.VersionCard{ID: "fran-" + from, Change: d.ChangeNote,
		CorrectURL: measureURL(i.Code) + "/ratta?fran=" + from}
	switch {
	case first:
	case d.Comparable:
		card.Comparison = i18n.T(ctx, "Siffrorna går att jämföra med dem från före ändringen.")
	default:
		card.Comparison = i18n.T(ctx, "Siffrorna går inte att jämföra med dem från före ändringen.")
	}
	card.Parts = append(definitionWords(ctx, d), measuring(ctx, d)...)
	return card
}

// definitionWords is the wording of a definition.
func definitionWords(ctx context.Context, d quality.Version) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Namn"), Text: d.Name},
		{Term: i18n.T(ctx, "Namn på engelska"), Text: d.NameEnglish},
		{Term: i18n.T(ctx, "Täljare"), Text: d.NumeratorText},
		{Term: i18n.T(ctx, "Nämnare"), Text: d.DenominatorText},
		{Term: i18n.T(ctx, "Räknas inte med"), Text: d.Exclusions},
		{Term: i18n.T(ctx, "Diagnoskoder"), Text: d.ICD10},
		{Term: i18n.T(ctx, "Graviditetslängd"), Text: d.Gestation},
		{Term: i18n.T(ctx, "Enhet på värdet"), Text: d.UnitLabel},
		{Term: i18n.T(ctx, "Siffrorna hämtas från"), Text: d.DataSource},
		{Term: i18n.T(ctx, "Källa till definitionen"), Text: d.Source},
		{Term: i18n.T(ctx, "Att tänka på"), Text: d.Note},
	}
}

// measuring is what a definition measures beside its wording.
func measuring(ctx context.Context, d quality.Version) []ui.Definition {
	list := []ui.Definition{
		{Term: i18n.T(ctx, "Riktning"), Text: words.Direction(ctx, d.Direction)},
		{Term: i18n.T(ctx, "Lämnas in"), Text: words.ReportingLength(ctx, d.ReportingMonths)},
	}
	if d.RatePer != 0 {
		list = append(list, ui.Definition{Term: i18n.T(ctx, "Visas per"), Text: i18n.Number(ctx, d.RatePer, 0)})
	}
	if d.ScaleMin != nil && d.ScaleMax != nil {
		list = append(list, ui.Definition{Term: i18n.T(ctx, "Skala"),
			Text: typedNumber(d.ScaleMin) + "–" + typedNumber(d.ScaleMax)})
	}
	return list
}

func facts(ctx context.Context, p goals.IndicatorPage) []ui.Definition {
	var levels, promises, strata []string
	for _, level := range p.Indicator.ReportedBy {
		levels = append(levels, words.CareLevel(ctx, level))
	}
	for _, promise := range p.Promises {
		if slices.Contains(p.Serves, promise.ID) {
			promises = append(promises, promise.Code+" "+promise.Text)
		}
	}
	for _, s := range p.Indicator.Strata {
		strata = append(strata, s.Name)
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Kod"), Text: p.Indicator.Code},
		{Term: i18n.T(ctx, "Slag av mått"), Text: words.Kind(ctx, p.Indicator.Kind)},
		{Term: i18n.T(ctx, "Lämnas in av"), Text: strings.Join(levels, ", ")},
		{Term: i18n.T(ctx, "Delas upp på"), Text: strings.Join(strata, ", ")},
		{Term: i18n.T(ctx, "Steg i vårdkedjan"), Text: p.Indicator.CareStep},
		{Term: i18n.T(ctx, "Patientlöften"), Text: strings.Join(promises, ", ")},
	}
}

// uses is the years that the measure is collected for, the latest first.
func uses(p goals.IndicatorPage) []ui.Link {
	var links []ui.Link
	for _, s := range slices.Backward(p.Selected) {
		link := ui.Link{Text: strconv.Itoa(s.Year), URL: yearURL("/mal", s.Year)}
		for _, g := range p.Goals {
			if g.ID == s.GoalID {
				link.Text += ": " + g.Title
				link.URL = "/mal/" + number(g.ID)
			}
		}
		links = append(links, link)
	}
	return links
}

// targets is the targets of all years in words, the latest first.
func targets(ctx context.Context, p goals.IndicatorPage) []string {
	var list []string
	for _, t := range slices.Backward(p.Targets) {
		text := targetText(ctx, p.Indicator, t)
		if t.UnitID == 0 {
			line := strconv.Itoa(t.Year) + ": " + text
			if t.Basis != "" {
				line += " (" + t.Basis + ")"
			}
			list = append(list, line)
			continue
		}
		list = append(list, i18n.T(ctx, "%s, %s: %s", strconv.Itoa(t.Year), unitName(p.Units, t.UnitID), text))
	}
	return list
}

func unitName(units []org.Unit, id org.UnitID) string {
	for _, u := range units {
		if u.ID == id {
			return u.ShortName
		}
	}
	return ""
}
