// Package results is the pages of the results room: the comparison, one measure
// and one unit, with their charts. Each page has a handler, which reads what the
// visitor may see, and a pure builder, which turns it into words and numbers. It
// must not know SQL, or decide what may be seen.
package results

import (
	"net/http"
	"slices"

	"samsyn/internal/app/results"
	"samsyn/internal/chart"
	"samsyn/internal/fault"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
)

// Handlers answers requests for the room.
type Handlers struct {
	room   *results.Room
	charts *chart.Renderer
}

// New gives the handlers; charts draws for pages without JavaScript.
func New(room *results.Room, charts *chart.Renderer) *Handlers {
	return &Handlers{room: room, charts: charts}
}

// scripts start ECharts in the browser.
var scripts = []string{"vendor/echarts/echarts.min.js", "js/chart-option.js", "js/charts.js"}

// choices are what the address says is to be shown.
type choices struct {
	Year     int    // zero when not chosen
	Time     string // a span's code
	Stratum  string // a stratum's code
	Category string
	Line     string // whose time line: a unit's code, together, or each for none
	Method   string // how one line is judged, by its name in the address; "" for the first choice
	Narrow   bool   // in a picture's address: the one drawn for phones
	Widened  bool   // a funnel's limits that allow for what units usually differ by
}

// The names of the choices in the address.
const (
	yearName     = "ar"
	timeName     = "tid"
	stratumName  = "grupp"
	categoryName = "omrade"
	lineName     = "enhet"
	methodName   = "metod"
	widthName    = "bredd"
	limitsName   = "granser"
)

// narrow is the choice of pictures drawn for phones.
const narrow = "smal"

// wide is the choice of a funnel's widened limits.
const wide = "vida"

// together is the choice of one time line for all units together.
const together = "tillsammans"

// parse reads the choices; what is not a year, or not an area, leads nowhere.
func parse(r *http.Request) (choices, error) {
	f := page.Query(r)
	c := choices{Time: f.Value(timeName), Stratum: f.Value(stratumName), Category: f.Value(categoryName), Line: f.Value(lineName),
		Method: f.Value(methodName), Widened: f.Value(limitsName) == wide}
	if year := f.Whole(yearName); year != nil {
		c.Year = int(*year)
	}
	if f.Err() != nil || c.Category != "" && !slices.Contains(quality.Categories(), quality.Category(c.Category)) {
		return c, fault.ErrNotFound
	}
	return c, nil
}
