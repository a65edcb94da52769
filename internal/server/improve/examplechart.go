package improve

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/chart"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
)

// The pictures' addresses: one for each part of the measure, by its number, and drawn
// for phones when that is asked for.
const (
	chartStem   = "over-tid"
	chartWidth  = "bredd"
	chartNarrow = "smal"
)

// chartURL is where the chart of a part of the measure is a picture.
func chartURL(id improvement.ExampleID, part int) string {
	name := chartStem
	if part > 0 {
		name += "-" + strconv.Itoa(part+1)
	}
	return exampleURL(id) + "/diagram/" + name + ".svg"
}

// ShowExampleChart is the chart of an example's result as a picture, for pages without
// JavaScript and to take away.
func (h *Handlers) ShowExampleChart(w http.ResponseWriter, r *http.Request) error {
	name, isPicture := strings.CutSuffix(chi.URLParam(r, "name"), ".svg")
	rest, known := strings.CutPrefix(name, chartStem)
	part := 0
	if rest != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(rest, "-"))
		known = known && err == nil && n > 1 && "-"+strconv.Itoa(n) == rest
		part = n - 1
	}
	if !isPicture || !known {
		return fault.ErrNotFound
	}
	p, err := h.examplePage(r)
	if err != nil {
		return err
	}
	c, ok := exampleChart(r.Context(), p, part)
	if !ok {
		return fault.ErrNotFound
	}
	width := chart.Wide
	if page.Query(r).Value(chartWidth) == chartNarrow {
		width = chart.Narrow
	}
	svg, err := h.charts.SVG(r.Context(), c, width)
	if err != nil {
		return err
	}
	page.SendPicture(w, svg)
	return nil
}
