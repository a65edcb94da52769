package results

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"samsyn/internal/app/results"
	"samsyn/internal/chart"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"

	"github.com/go-chi/chi/v5"
)

// The charts of a measure's page, by their names in the address.
const (
	unitsChart = "enheter"
	timeChart  = "over-tid"
)

// ShowChart is one of a measure's charts as a picture, wide or for phones, for
// pages without JavaScript.
func (h *Handlers) ShowChart(w http.ResponseWriter, r *http.Request) error {
	p, err := h.indicator(r)
	if err != nil {
		return err
	}
	name := chi.URLParam(r, "name")
	if file, asked := strings.CutSuffix(name, ".csv"); asked {
		return p.sendFigures(w, r, file)
	}
	draw, known := map[string]func(context.Context) (chart.Chart, bool){
		unitsChart + ".svg": p.comparisonChart, timeChart + ".svg": p.timeChart,
	}[name]
	for _, b := range betweenCharts {
		if name == b.name+".svg" {
			draw, known = func(ctx context.Context) (chart.Chart, bool) { return b.draw(ctx, p) }, true
		}
	}
	if !known {
		return fault.ErrNotFound
	}
	c, ok := draw(r.Context())
	if !ok {
		return fault.ErrNotFound
	}
	return h.sendPicture(w, r, c)
}

// sendPicture draws the chart as wide as is asked for.
func (h *Handlers) sendPicture(w http.ResponseWriter, r *http.Request, c chart.Chart) error {
	width := chart.Wide
	if page.Query(r).Value(widthName) == narrow {
		width = chart.Narrow
	}
	svg, err := h.charts.SVG(r.Context(), c, width)
	if err != nil {
		return err
	}
	page.SendPicture(w, svg)
	return nil
}

// imageURLs are where the chart is drawn as a picture, wide and for phones.
func (p indicatorPage) imageURLs(name string) (wide, forPhones string) {
	path := indicatorPath + url.PathEscape(p.Measure.Code) + "/diagram/" + name + ".svg"
	c := p.chosen
	c.Narrow = true
	return p.chosen.query(path), c.query(path)
}

// fileURL is where a chart's figures are a file.
func (p indicatorPage) fileURL(name string) string {
	return p.chosen.query(indicatorPath + url.PathEscape(p.Measure.Code) + "/diagram/" + name + ".csv")
}

// sendFigures hands out the figures behind a chart.
func (p indicatorPage) sendFigures(w http.ResponseWriter, r *http.Request, name string) error {
	ctx := r.Context()
	if name == timeChart {
		return p.sendLines(w, r)
	}
	for _, b := range append([]betweenChart{{unitsChart, drawUnits, unitsSheet}}, betweenCharts...) {
		if b.name != name {
			continue
		}
		if _, ok := b.draw(ctx, p); !ok {
			break
		}
		return page.Send(w, r, page.Download{Name: p.fileName(name), Type: page.CSVType,
			Content: b.sheet(ctx, p).file(firstOf(ctx, name)).CSV()})
	}
	return fault.ErrNotFound
}

// fileName names a file of a chart's figures, and says when they are examples.
func (p indicatorPage) fileName(name string) string {
	file := name + "-" + p.Measure.Code + "-" + results.SpanCode(p.Span, p.Dataset.Group.CollectionMonths)
	if p.who.group.ExampleData {
		file += "-exempeldata"
	}
	return file + ".csv"
}

// subject is what the pictures are of, and for whom.
func (p indicatorPage) subject() looks.Subject {
	return looks.Subject{Measure: p.Measure, Stratum: p.Stratum, Own: p.who.isOwn}
}

// comparisonChart is the units beside each other; false when no unit has a
// number, or the measure is words.
func (p indicatorPage) comparisonChart(ctx context.Context) (chart.Chart, bool) {
	if known, _ := p.units(); known == 0 {
		return nil, false
	}
	c := looks.Comparison(ctx, p.subject(), p.Row, p.period(ctx))
	c.Alt.Description = p.comparisonAlt(ctx)
	return c, true
}

func drawUnits(ctx context.Context, p indicatorPage) (chart.Chart, bool) {
	return p.comparisonChart(ctx)
}

// comparisonAlt says in a sentence what the comparison shows.
func (p indicatorPage) comparisonAlt(ctx context.Context) string {
	known, of := p.units()
	return i18n.T(ctx, "%d av %d enheter har ett värde. Alla enheter tillsammans: %s.", known, of, words.Value(ctx, p.Row.Total.Result))
}

// units is how many units the measure applies to, and how many of them have a
// number to draw.
func (p indicatorPage) units() (known, of int) {
	for _, c := range p.Row.Units {
		if p.Row.Includes(c.Unit) {
			of++
			if c.Known() {
				known++
			}
		}
	}
	return known, of
}
