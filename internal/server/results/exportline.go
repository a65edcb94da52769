package results

import (
	"context"
	"net/http"

	"samsyn/internal/analysis"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
)

// sendLines hands out what is behind the time line: the chosen line, or each of them.
func (p indicatorPage) sendLines(w http.ResponseWriter, r *http.Request) error {
	if len(p.courses()) == 0 {
		return fault.ErrNotFound
	}
	t, err := p.lineTable(r.Context())
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: p.fileName(timeChart), Type: page.CSVType, Content: t.CSV()})
}

// lineTable is a row for each period of each line that is shown.
func (p indicatorPage) lineTable(ctx context.Context) (exchange.Table, error) {
	t := exchange.Table{Name: i18n.T(ctx, "Över tid"), Header: []string{
		i18n.T(ctx, "Mått"), i18n.T(ctx, "Måttets namn"), i18n.T(ctx, "Delgrupp"), i18n.T(ctx, "Linje"), i18n.T(ctx, "Period"), i18n.T(ctx, "Läge"),
		i18n.T(ctx, "Täljare"), i18n.T(ctx, "Nämnare"), i18n.T(ctx, "Värde"), i18n.T(ctx, "Mellan händelser"), i18n.T(ctx, "Mittlinjens namn"), i18n.T(ctx, "Mittlinje"),
		i18n.T(ctx, "Undre gräns"), i18n.T(ctx, "Övre gräns"), i18n.T(ctx, "Mål"), i18n.T(ctx, "Signal"), i18n.T(ctx, "Vad linjen säger"), i18n.T(ctx, "Anmärkning")}}
	courses := p.courses()
	method := analysis.RunChart
	if p.control != nil {
		courses, method = []analysis.Course{p.control.Course}, p.control.Method
	}
	remark := ""
	if p.Dataset.Group.ExampleData {
		remark = i18n.T(ctx, "Exempeldata")
	}
	for _, course := range courses {
		c, err := p.Dataset.Control(course, method)
		if err != nil {
			return t, err
		}
		for n, point := range c.Points {
			state := words.NoValue(ctx, point.State)
			if state == "" {
				state = i18n.T(ctx, "Inrapporterad")
			}
			t.Rows = append(t.Rows, []any{p.Measure.Code, p.title(ctx), p.Stratum.Name, p.unitName(ctx, course.Line.Unit.ID),
				words.Period(ctx, course.Timeline.Periods[n]), state, point.Value.Numerator, point.Value.Denominator, point.Point, between(c.Method, point),
				words.Center(ctx, c.Method), point.Center, point.Lower, point.Upper, point.Target, words.PointSignal(ctx, point), words.LineVerdict(ctx, &c), remark})
		}
	}
	return t, nil
}

// between is what lies between events, when that is what is drawn.
func between(method analysis.Method, p analysis.ControlPoint) *float64 {
	if method != analysis.BetweenEvents {
		return nil
	}
	return p.Charted
}
