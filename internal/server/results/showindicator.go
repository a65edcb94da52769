package results

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"

	"github.com/go-chi/chi/v5"
)

// ShowIndicator is one measure in depth.
func (h *Handlers) ShowIndicator(w http.ResponseWriter, r *http.Request) error {
	return h.showIndicator(w, r, typedOnLines{})
}

// showIndicator is the page with what was typed on it.
func (h *Handlers) showIndicator(w http.ResponseWriter, r *http.Request, typed typedOnLines) error {
	p, err := h.indicator(r)
	if err != nil {
		return err
	}
	v, err := newIndicatorView(r.Context(), p)
	if err != nil {
		return err
	}
	if err := addLines(r, p, typed, &v); err != nil {
		return err
	}
	if err := h.addTalks(r, p, &v); err != nil {
		return err
	}
	return page.Show(w, r, typed.status(), page.Page{Title: v.Title, Content: view.Indicator(v), Scripts: scripts})
}

// indicatorPage is what a measure's page, or one of its charts, is made from.
type indicatorPage struct {
	results.Indicator
	who    reader
	chosen choices
	// control is the chosen line with what it is judged by; nil when each has one, and
	// for measures that are not judged.
	control *analysis.Control
}

// indicator reads the measure that the address is about.
func (h *Handlers) indicator(r *http.Request) (indicatorPage, error) {
	visitor := page.VisitorOf(r)
	c, err := parse(r)
	if err != nil {
		return indicatorPage{}, err
	}
	span, err := c.span()
	if err != nil {
		return indicatorPage{}, err
	}
	read, err := h.room.Indicator(r.Context(), visitor.Actor, visitor.Group.ID,
		results.IndicatorFilter{Code: chi.URLParam(r, "code"), Span: span, Stratum: c.Stratum})
	if err != nil {
		return indicatorPage{}, err
	}
	c.Year, c.Stratum, c.Category = read.Years.Chosen, read.Stratum.Code, ""
	p := indicatorPage{Indicator: read, who: readerOf(page.VisitorOf(r), read.Dataset.Masked), chosen: c}
	if err := p.checkLine(); err != nil {
		return p, err
	}
	return p, p.judge()
}

// title is the measure's name in the chosen year.
func (p indicatorPage) title(ctx context.Context) string { return title(ctx, p.Row.Definition) }

// period is the time that the chosen year's results are about.
func (p indicatorPage) period(ctx context.Context) string { return words.Period(ctx, p.Row.Period) }

// chartTitle says what is drawn, and of which children.
func (p indicatorPage) chartTitle(ctx context.Context) string {
	if p.Stratum.ID == 0 {
		return p.title(ctx)
	}
	return p.title(ctx) + ", " + p.Stratum.Name
}

func newIndicatorView(ctx context.Context, p indicatorPage) (view.IndicatorView, error) {
	m := p.Measure
	v := view.IndicatorView{
		Trail: []ui.Link{{Text: i18n.T(ctx, "Resultat"), URL: choices{Year: p.chosen.Year}.query(roomPath)}},
		Title: p.title(ctx), Lead: lead(ctx, p),
		Tags:       []string{words.Category(ctx, m.Category), words.Scope(ctx, m.Scope)},
		Parts:      parts(ctx, p),
		Key:        keyFigures(ctx, p),
		Comparison: comparing(ctx, p),
		Asking:     newAsking(ctx, p.Askable, false),
		Time:       timeLine(ctx, p),
		Comments:   comments(ctx, p),
		Definition: definitions(ctx, p),
		Legend:     p.who.legend(ctx),
	}
	for _, of := range p.Programmes {
		v.Programmes = append(v.Programmes, ui.Way{Link: ui.Link{Text: of.Title, URL: page.ProgrammeURL(of.Kind, of.ID)}, Text: words.ProgrammeKind(ctx, of.Kind)})
	}
	if p.who.actor.May(org.ProposeGoals, p.who.group.ID, 0) && m.Category != quality.Process {
		v.PackageURL = "/forbattring/datapaket/nytt?" + url.Values{"matt": {m.Code}}.Encode()
	}
	if p.Row.Together() {
		v.Together = i18n.T(ctx, "Alla grupper av barn tillsammans, räknat på summorna. Enheterna har olika många barn i varje grupp: jämför dem grupp för grupp.")
	}
	if len(p.Spans) > 1 {
		v.Filter = view.Filter{Action: indicatorPath + m.Code,
			Selects: []ui.SelectProps{timeSelect(ctx, times{p.Spans, p.Span, p.Dataset.Group.CollectionMonths})}}
	}
	if p.chosen.Stratum != "" {
		v.Filter.Keep = []ui.Hidden{{Name: stratumName, Value: p.chosen.Stratum}}
	}
	if from := p.Row.Total.BreakFrom; from != nil {
		v.BreakNote = i18n.T(ctx, "Värdena är om tiden från %s. Tal från före det datumet går inte att jämföra och räknas inte in.",
			i18n.LongDate(ctx, *from))
	}
	var err error
	if v.Between, err = betweenUnits(ctx, p); err != nil {
		return v, err
	}
	if p.Measure.Kind.Numeric() && p.Measure.Category != quality.Process {
		v.Beside = besideSheet(ctx, p).view(i18n.T(ctx, "Enhet"))
	}
	err = draw(ctx, p, &v)
	return v, err
}

// draw adds the charts' descriptions.
func draw(ctx context.Context, p indicatorPage, v *view.IndicatorView) error {
	for _, each := range []struct {
		drawn *view.Chart
		chart func(context.Context) (chart.Chart, bool)
	}{{&v.Comparison.Chart, p.comparisonChart}, {&v.Time.Chart, p.timeChart}} {
		c, ok := each.chart(ctx)
		if !ok {
			continue
		}
		option, err := c.Option()
		if err != nil {
			return err
		}
		each.drawn.Option = json.RawMessage(option)
	}
	return nil
}

// lead says which goal the measure follows, or that it describes the sites.
func lead(ctx context.Context, p indicatorPage) string {
	if p.Goal.ID != 0 {
		return i18n.T(ctx, "Hör till målet ”%s”", p.Goal.Title)
	}
	if p.Measure.Category == quality.Process {
		return i18n.T(ctx, "Processmått: beskriver orternas förutsättningar och arbetssätt.")
	}
	return ""
}

// parts are the links between the measure's strata, and all of them together.
func parts(ctx context.Context, p indicatorPage) []ui.Link {
	var links []ui.Link
	if len(p.Measure.Strata) == 0 {
		return nil
	}
	for _, s := range p.Measure.Parts() {
		name := s.Name
		if s.ID == 0 {
			name = i18n.T(ctx, "Alla tillsammans")
		}
		links = append(links, ui.Link{Text: name, Current: s.ID == p.Stratum.ID,
			URL: indicatorURL(p.Measure.Code, choices{Year: p.chosen.Year, Time: p.chosen.Time, Stratum: s.Code})})
	}
	return links
}

// comments are what the units have written with the year's figures.
func comments(ctx context.Context, p indicatorPage) []view.Comment {
	var list []view.Comment
	for _, c := range p.Row.Units {
		for _, comment := range c.Comments {
			list = append(list, view.Comment{
				Who: c.Unit.ShortName + ", " + words.Period(ctx, comment.Period), Text: comment.Text})
		}
	}
	return list
}
