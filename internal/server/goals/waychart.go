package goals

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/analysis"
	"samsyn/internal/app/goals"
	"samsyn/internal/chart"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// The names of the choices in a chart's address.
const (
	partParam  = "grupp"
	widthParam = "bredd"
	narrow     = "smal"
)

// newWayChart is one measure on the way: the answer, the chart and the table behind it.
func newWayChart(ctx context.Context, p goals.Way, way analysis.Way) (view.WayChart, error) {
	title := partName(way.Measure.Definition, way.Stratum)
	c := view.WayChart{ID: "vag-" + way.Measure.Code + way.Stratum.Code, Title: title, URL: measureURL(way.Measure.Code), Rows: wayRows(ctx, way)}
	c.Answer, c.Sentence = wayAnswer(ctx, way)
	line, drawn := wayLine(ctx, way)
	if !drawn {
		return c, nil
	}
	option, err := line.Option()
	if err != nil {
		return c, err
	}
	address := func(ending, width string) string {
		q := url.Values{}
		if way.Stratum.Code != "" {
			q.Set(partParam, way.Stratum.Code)
		}
		if width != "" {
			q.Set(widthParam, width)
		}
		path := longTermURL + "/" + number(p.Goal.ID) + "/diagram/" + url.PathEscape(way.Measure.Code) + ending
		return strings.TrimSuffix(path+"?"+q.Encode(), "?")
	}
	c.Chart = ui.ChartProps{ID: "diagram-" + c.ID, Title: i18n.T(ctx, "Vägen till målet: %s", title), Level: 4, Alt: line.Alt.Description,
		Option: json.RawMessage(option), ImageURL: address(".svg", ""), NarrowImageURL: address(".svg", narrow), CSVURL: address(".csv", "")}
	return c, nil
}

// wayLine is the chart; false when there is nothing to draw.
func wayLine(ctx context.Context, way analysis.Way) (chart.TimeLine, bool) {
	if !slices.ContainsFunc(way.Totals, func(c analysis.Cell) bool { return c.Known() }) {
		return chart.TimeLine{}, false
	}
	line := looks.Way(ctx, looks.Subject{Measure: way.Measure, Stratum: way.Stratum}, way)
	_, sentence := wayAnswer(ctx, way)
	line.Alt.Description = i18n.T(ctx, "Hela gruppens värde år för år med delmålen som trappsteg. %s", sentence)
	return line, true
}

// wayAnswer says whether the measure is on its way, in a word and a sentence.
func wayAnswer(ctx context.Context, way analysis.Way) (ui.GoalBadgeProps, string) {
	badge := ui.GoalBadgeProps{State: ui.GoalState(way.Answer), Text: words.Way(ctx, way.Answer)}
	switch {
	case way.Answer == quality.WayNoFigure && slices.ContainsFunc(way.Totals, func(c analysis.Cell) bool { return c.State == analysis.Masked }):
		return ui.GoalBadgeProps{State: ui.WayUnknown, Text: words.Way(ctx, quality.WayUnknown)}, i18n.T(ctx, "Resultaten gäller få barn och är dolda.")
	case way.Answer == quality.WayNoFigure:
		return badge, i18n.T(ctx, "Inget år på vägen har någon siffra än.")
	case way.Latest < 0:
		return badge, i18n.T(ctx, "Inget år på vägen är slut än.")
	}
	c := way.Totals[way.Latest]
	year, value := strconv.Itoa(way.Years[way.Latest]), words.Value(ctx, c.Result)
	aim := ""
	if c.Target != nil && way.Levels[way.Latest] != nil {
		aim = words.Target(ctx, *c.Target, way.Measure.Kind, c.Definition)
	}
	switch way.Answer {
	case quality.WayOn:
		return badge, i18n.T(ctx, "%s var värdet %s. Delmålet (%s) är nått, och slumpen räcker inte som förklaring.", year, value, aim)
	case quality.WayLikely:
		return badge, i18n.T(ctx, "%s var värdet %s. Det når delmålet (%s), men slumpen kan ha avgjort.", year, value, aim)
	case quality.WayBehind:
		return badge, i18n.T(ctx, "%s var värdet %s. Det når inte delmålet (%s), och slumpen räcker inte som förklaring.", year, value, aim)
	case quality.WayRight:
		return badge, i18n.T(ctx, "Inget delmål har passerat än. Från %d till %d har värdet blivit bättre, mer än slumpen förklarar.", way.CourseFrom, way.CourseTo)
	case quality.WayWrong:
		return badge, i18n.T(ctx, "Inget delmål har passerat än. Från %d till %d har värdet blivit sämre, mer än slumpen förklarar.", way.CourseFrom, way.CourseTo)
	}
	switch {
	case aim != "":
		return badge, i18n.T(ctx, "%s var värdet %s, och delmålet är %s. Slumpen kan ha avgjort, så det kan inte sägas än.", year, value, aim)
	case way.Course != nil:
		return badge, i18n.T(ctx, "Inget delmål har passerat än. Skillnaden mellan %d och %d kan vara slump.", way.CourseFrom, way.CourseTo)
	}
	return badge, i18n.T(ctx, "Inget delmål har passerat än, och det finns inte två år att jämföra.")
}

// wayRows is the table behind the chart.
func wayRows(ctx context.Context, way analysis.Way) []view.WayRow {
	var rows []view.WayRow
	for n, year := range way.Years {
		c := way.Totals[n]
		o := newOutcome(ctx, analysis.Row{Measure: way.Measure, Stratum: way.Stratum, Year: year, Definition: c.Definition}, c)
		row := view.WayRow{Year: strconv.Itoa(year), Value: words.Value(ctx, c.Result), Details: o.Details, Aim: i18n.NoValue}
		if way.Broken[n] {
			row.Note = i18n.T(ctx, "Ny definition, går inte att jämföra")
		}
		if level := way.Levels[n]; level != nil {
			row.Aim = words.Sentence(words.Target(ctx, quality.Target{Kind: quality.ValueTarget, Threshold: level}, way.Measure.Kind, c.Definition))
			if c.State == analysis.Reported {
				row.Status = o.Status
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// ShowWayChart is a chart of a long-term goal's way as a picture, wide or for phones, or
// its figures as a file.
func (h *Handlers) ShowWayChart(w http.ResponseWriter, r *http.Request) error {
	p, err := h.way(r)
	if err != nil {
		return err
	}
	name := chi.URLParam(r, "name")
	file, csv := strings.CutSuffix(name, ".csv")
	code, svg := strings.CutSuffix(name, ".svg")
	if csv {
		code = file
	}
	query := page.Query(r)
	n := slices.IndexFunc(p.Measured, func(m analysis.Way) bool {
		return m.Measure.Code == code && m.Stratum.Code == query.Value(partParam)
	})
	if n < 0 || !csv && !svg {
		return fault.ErrNotFound
	}
	if csv {
		return sendWay(w, r, p, p.Measured[n])
	}
	line, drawn := wayLine(r.Context(), p.Measured[n])
	if !drawn {
		return fault.ErrNotFound
	}
	width := chart.Wide
	if query.Value(widthParam) == narrow {
		width = chart.Narrow
	}
	picture, err := h.charts.SVG(r.Context(), line, width)
	if err != nil {
		return err
	}
	page.SendPicture(w, picture)
	return nil
}

// sendWay hands out the figures behind the chart.
func sendWay(w http.ResponseWriter, r *http.Request, p goals.Way, way analysis.Way) error {
	ctx := r.Context()
	t := exchange.Table{Header: []string{i18n.T(ctx, "År"), i18n.T(ctx, "Läge"), i18n.T(ctx, "Täljare"), i18n.T(ctx, "Nämnare"),
		i18n.T(ctx, "Värde"), i18n.T(ctx, "95 % från"), i18n.T(ctx, "95 % till"), i18n.T(ctx, "Delmål"), i18n.T(ctx, "Mot delmålet")}}
	for n, year := range way.Years {
		c := way.Totals[n]
		state, status := words.NoValue(ctx, c.State), ""
		if state == "" {
			state = i18n.T(ctx, "Inrapporterad")
		}
		if way.Levels[n] != nil {
			status = words.Status(ctx, c.Judgement.Status)
		}
		t.Rows = append(t.Rows, []any{year, state, c.Value.Numerator, c.Value.Denominator, c.Point, c.Lower, c.Upper, way.Levels[n], status})
	}
	name := "vagen-" + strings.TrimSuffix(way.Measure.Code+"-"+way.Stratum.Code, "-")
	if p.Dataset.Group.ExampleData {
		name += "-exempeldata"
	}
	return page.Send(w, r, page.Download{Name: name + ".csv", Type: page.CSVType, Content: t.CSV()})
}
