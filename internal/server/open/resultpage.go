package open

import (
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/app/open"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

// resultNotes are what a reader has to know before the numbers.
func resultNotes(ctx context.Context, r open.Results) []string {
	return []string{
		i18n.T(ctx, "Resultat som bygger på färre än %d barn visas inte, för att ingen ska kunna kännas igen. Ibland döljs något mer, så att det dolda inte går att räkna ut.", r.Settings.MaskingThreshold),
		i18n.T(ctx, "Bara hela år visas, och bara när alla siffror är granskade och godkända."),
		i18n.T(ctx, "Enheterna vårdar olika sjuka barn. En skillnad mellan dem säger inte att vården är bättre eller sämre."),
	}
}

// resultsPage is what everybody may read of the results: a sentence and a row for each measure.
func (h *Handlers) resultsPage(ctx context.Context, asked open.Asked) (content, error) {
	v, err := h.resultsView(ctx, asked)
	return made(i18n.T(ctx, "Resultat")+", "+v.TabsLabel, v), err
}

func (h *Handlers) resultsView(ctx context.Context, asked open.Asked) (view.PublicView, error) {
	r, err := h.room.Results(ctx, asked)
	if err != nil {
		return view.PublicView{}, err
	}
	v := view.PublicView{Preview: previewed(ctx, asked), Notes: resultNotes(ctx, r), Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Resultat"), Trail: trail(ctx, r.Group),
		Lead: i18n.T(ctx, "Så går det för hela gruppen. Välj ett mått för att se enheterna.")}}
	leads := slices.Contains(r.Group.Kinds, org.OpenResults) // otherwise there is no page of a measure's to lead to yet
	if !leads {
		v.Heading.Lead = i18n.T(ctx, "Så går det för hela gruppen.")
	}
	for _, category := range quality.Categories() {
		t := view.Table{ID: string(category) + "-tabell", Caption: words.Category(ctx, category), Columns: []string{i18n.T(ctx, "Mått"), i18n.T(ctx, "År"), i18n.T(ctx, "Resultat"), i18n.T(ctx, "Mot målet")}}
		for _, m := range r.Measures {
			row := m.Latest()
			if row.Measure.Category != category {
				continue
			}
			url := groupURL(ctx, r.Group, "/resultat/"+row.Measure.Code)
			if !leads {
				url = ""
			}
			t.Rows = append(t.Rows, []view.Cell{{Text: name(row), Note: targetText(ctx, row), URL: url, Lang: written(ctx)}, {Text: strconv.Itoa(row.Year)},
				{Text: words.Value(ctx, row.Total.Result), Note: basis(ctx, row.Total)}, status(row.Total)})
		}
		if len(t.Rows) > 0 {
			v.Sections = append(v.Sections, view.Section{ID: string(category), Title: words.Category(ctx, category), Tables: []view.Table{t}})
		}
	}
	if len(v.Sections) == 0 {
		v.Sections = []view.Section{{ID: "inget", Title: i18n.T(ctx, "Inget att visa än"), Empty: i18n.T(ctx, "När ett års siffror är granskade och godkända visas de här.")}}
	}
	return frame(ctx, r.Group, "resultat", v), nil
}

// measurePage is one measure: how it goes in words, each unit in a picture and a table, and
// the years.
func (h *Handlers) measurePage(ctx context.Context, asked open.Asked, code string) (content, error) {
	r, err := h.room.Measure(ctx, asked, code)
	if err != nil {
		return content{}, err
	}
	latest := r.Measures[0].Latest()
	v := view.PublicView{Notes: resultNotes(ctx, r), Heading: ui.PageHeadingProps{Title: latest.Definition.Name, Lang: written(ctx), LeadLang: written(ctx), Lead: latest.Definition.NumeratorText,
		Trail: trail(ctx, r.Group, ui.Link{Text: i18n.T(ctx, "Resultat"), URL: groupURL(ctx, r.Group, "/resultat")})}}
	for n, m := range r.Measures {
		sections, err := h.measureSections(ctx, m, strconv.Itoa(n+1))
		if err != nil {
			return content{}, err
		}
		v.Sections = append(v.Sections, sections...)
	}
	return content{page.Page{Title: latest.Definition.Name + ", " + r.Group.Name, Content: view.Public(frame(ctx, r.Group, "resultat/"+code, v))}, told(ctx, latest)}, nil
}

func (h *Handlers) measureSections(ctx context.Context, m open.PublicMeasure, id string) ([]view.Section, error) {
	row := m.Latest()
	period := words.Period(ctx, row.Period)
	told := view.Section{ID: "laget-" + id, Title: name(row) + ", " + period, Lang: written(ctx), Paragraphs: []string{told(ctx, row)}}
	if said := changed(ctx, row.Total); said != "" {
		told.Paragraphs = append(told.Paragraphs, said)
	}
	for _, year := range m.Changed {
		told.Paragraphs = append(told.Paragraphs, i18n.T(ctx, "Siffror för %s har ändrats sedan årsrapporten fastställdes. Året visas här igen när det finns en ny utgåva av rapporten.", strconv.Itoa(year)))
	}
	units := view.Section{ID: "enheter-" + id, Title: i18n.T(ctx, "Enheterna, %s", period)}
	drawn, err := h.drawn(ctx, row, "bild-"+id, period)
	if err != nil {
		return nil, err
	}
	units.Chart = drawn
	units.Tables = []view.Table{unitTable(ctx, row, "enheter-"+id+"-tabell", period)}
	years := view.Table{ID: "ar-" + id + "-tabell", Caption: i18n.T(ctx, "År för år, hela gruppen"), Columns: []string{i18n.T(ctx, "År"), i18n.T(ctx, "Resultat"), i18n.T(ctx, "Mot målet")}}
	for _, y := range m.Years {
		years.Rows = append(years.Rows, []view.Cell{{Text: words.Period(ctx, y.Period)}, {Text: words.Value(ctx, y.Total.Result), Note: basis(ctx, y.Total)}, status(y.Total)})
	}
	sections := []view.Section{told, units, {ID: "ar-" + id, Title: years.Caption, Tables: []view.Table{years}}}
	if m.Sum != nil {
		sections = append(sections, view.Section{ID: "tre-ar-" + id, Title: i18n.T(ctx, "Tre år tillsammans"),
			Lead:   i18n.T(ctx, "Med fler barn i varje tal går det att visa fler enheter, och slumpen betyder mindre."),
			Tables: []view.Table{unitTable(ctx, *m.Sum, "tre-ar-"+id+"-tabell", words.Period(ctx, m.Sum.Period))}})
	}
	return sections, nil
}

// name is the measure's part in words.
func name(row analysis.Row) string {
	return looks.Subject{Measure: &analysis.Measure{Indicator: quality.Indicator{Definition: row.Definition}}, Stratum: row.Stratum}.Title()
}

// told is how it went, what it was to be, and whether it was reached. There is no verdict on
// what is not shown.
func told(ctx context.Context, row analysis.Row) string {
	text := toldResult(ctx, row.Total.Result)
	t := row.Total.Target
	switch {
	case t == nil || t.Kind == quality.FollowOnly:
		return text
	case t.Kind == quality.ValueTarget:
		text += " " + i18n.T(ctx, "Målet är %s.", words.Target(ctx, *t, row.Measure.Kind, row.Definition))
	default:
		text += " " + targetText(ctx, row) + "."
	}
	if row.Total.State != analysis.Reported || row.Total.Judgement.Status == quality.Followed {
		return text
	}
	return text + " " + reached(ctx, looks.Status(row.Total))
}

// toldResult is the whole group's result in a sentence.
func toldResult(ctx context.Context, r analysis.Result) string {
	value, basis := words.Value(ctx, r), words.Basis(ctx, r)
	switch {
	case r.State == analysis.Masked:
		return i18n.T(ctx, "Resultatet för hela gruppen visas inte, eftersom barnen är få.")
	case r.State != analysis.Reported:
		return i18n.T(ctx, "Det finns inget resultat för hela gruppen: %s.", strings.ToLower(value))
	case basis != "":
		return i18n.T(ctx, "Resultatet för hela gruppen är %s (%s).", value, basis)
	}
	return i18n.T(ctx, "Resultatet för hela gruppen är %s.", value)
}

// reached says whether the target is met.
func reached(ctx context.Context, s ui.Status) string {
	switch s {
	case ui.StatusMet:
		return i18n.T(ctx, "Målet är nått.")
	case ui.StatusProbablyMet:
		return i18n.T(ctx, "Målet är troligen nått, men slumpen kan spela in.")
	case ui.StatusNotMet, ui.StatusNear:
		return i18n.T(ctx, "Målet är inte nått.")
	}
	return i18n.T(ctx, "Det går inte att säga säkert om målet är nått.")
}

// changed says how the result has changed since the year before, no more than there is.
func changed(ctx context.Context, c analysis.Cell) string {
	switch {
	case c.Change == nil || !c.Change.Tested:
		return ""
	case !c.Change.Real:
		return i18n.T(ctx, "Skillnaden mot året före är inte större än vad slumpen kan ge.")
	case c.Definition.Direction == quality.NoDirection || c.Definition.Direction == quality.WithinRange:
		return i18n.T(ctx, "Resultatet har ändrats sedan året före, mer än slumpen förklarar.")
	case c.Change.Better(c.Definition.Direction):
		return i18n.T(ctx, "Resultatet är bättre än året före, mer än slumpen förklarar.")
	}
	return i18n.T(ctx, "Resultatet är sämre än året före, mer än slumpen förklarar.")
}

func unitTable(ctx context.Context, row analysis.Row, id, period string) view.Table {
	t := view.Table{ID: id, Caption: name(row) + ", " + period, Columns: []string{i18n.T(ctx, "Enhet"), i18n.T(ctx, "Resultat"), i18n.T(ctx, "Mot målet")}}
	for _, c := range row.Units {
		if row.Includes(c.Unit) {
			t.Rows = append(t.Rows, []view.Cell{{Text: c.Unit.Name, Lang: written(ctx)}, {Text: words.Value(ctx, c.Result), Note: basis(ctx, c)}, status(c)})
		}
	}
	t.Rows = append(t.Rows, []view.Cell{{Text: i18n.T(ctx, "Hela gruppen")}, {Text: words.Value(ctx, row.Total.Result), Note: basis(ctx, row.Total)}, status(row.Total)})
	return t
}

// basis is how many children a value is about, and how sure it is.
func basis(ctx context.Context, c analysis.Cell) string {
	text := words.Basis(ctx, c.Result)
	if interval := words.Interval(ctx, c.Result); interval != "" {
		if text != "" {
			text += ", "
		}
		text += i18n.T(ctx, "95 %% säkerhet: %s", interval)
	}
	return text
}

// status is the result held against its target; nothing where the value's own words say why
// there is none.
func status(c analysis.Cell) view.Cell {
	if c.State != analysis.Reported {
		return view.Cell{Text: "–"}
	}
	return view.Cell{Status: looks.Status(c)}
}

// targetText is what is to be reached, a number or not, as the page of goals says it; "" for
// what is only followed.
func targetText(ctx context.Context, row analysis.Row) string {
	if t := row.Total.Target; t != nil && t.Kind != quality.FollowOnly {
		return i18n.T(ctx, "Mål: %s", words.Target(ctx, *t, row.Measure.Kind, row.Definition))
	}
	return ""
}

// drawn is the units in a picture that is part of the page, so that the page is whole when it
// is kept, and that says in words what it shows.
func (h *Handlers) drawn(ctx context.Context, row analysis.Row, id, period string) (*ui.ChartProps, error) {
	comparison := looks.Comparison(ctx, looks.Subject{Measure: row.Measure, Stratum: row.Stratum}, row, period)
	props := &ui.ChartProps{ID: id, Title: name(row) + ", " + period, Alt: comparison.Alt.Description, ShowTable: true}
	for _, d := range []struct {
		width int
		url   *string
	}{{chart.Wide, &props.ImageURL}, {chart.Narrow, &props.NarrowImageURL}} {
		svg, err := h.charts.SVG(ctx, comparison, d.width)
		if err != nil {
			return nil, err
		}
		*d.url = "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg)
	}
	return props, nil
}
