package improve

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/app/improve"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// chartScripts start ECharts in the browser.
var chartScripts = []string{"vendor/echarts/echarts.min.js", "js/chart-option.js", "js/charts.js"}

// ShowExample is one good example, with the figures that show its result.
func (h *Handlers) ShowExample(w http.ResponseWriter, r *http.Request) error {
	return h.showExample(w, r, page.NewForm(nil))
}

// showExample is the page with what was wrong with what was sent from it.
func (h *Handlers) showExample(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	p, err := h.examplePage(r)
	if err != nil {
		return err
	}
	v, err := newExampleView(r.Context(), p)
	if err != nil {
		return err
	}
	v.Problems, v.Errors = form.Summary(r.Context()), form.Errors(r.Context())
	v.Talk = looks.Talk(r.Context(), p.Talk, page.VisitorOf(r).Now)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.Example(v), Scripts: chartScripts})
}

func (h *Handlers) examplePage(r *http.Request) (improve.ExamplePage, error) {
	visitor := page.VisitorOf(r)
	ref, err := exampleRef(r, nil)
	if err != nil {
		return improve.ExamplePage{}, err
	}
	return h.room.Example(r.Context(), visitor.Actor, visitor.Group.ID, ref.ID)
}

func newExampleView(ctx context.Context, p improve.ExamplePage) (view.ExampleView, error) {
	e, at := p.Example, exampleURL(p.Example.ID)
	v := view.ExampleView{
		Trail: []ui.Link{{Text: i18n.T(ctx, "Goda exempel"), URL: examplesURL}},
		Title: e.Title, Unit: unitLink(p.Unit), Tags: e.Tags, Version: page.Digits(e.Version),
		Texts:   exampleTexts(ctx, e),
		Contact: exampleContact(ctx, p), Facts: exampleFacts(ctx, p),
		Files: exampleFiles(ctx, p), Published: e.State == improvement.ExamplePublished,
	}
	if p.Last.ActorName != "" {
		v.Changed = i18n.T(ctx, "Senast ändrat av %s %s.", p.Last.ActorName, i18n.LongDate(ctx, p.Last.At))
	}
	if !v.Published {
		v.State = words.ExampleState(ctx, e.State)
	}
	for _, promise := range p.Promises {
		v.Promises = append(v.Promises, ui.Definition{Term: promise.Code, Text: promise.Text})
	}
	if p.CanEdit {
		v.EditURL, v.PublishURL, v.WithdrawURL = at+"/andra", at+"/publicera", at+"/dra-tillbaka"
		v.AttachURL = at + "/bilagor"
		if e.PublishedAt == nil {
			v.DeleteURL = at + "/ta-bort"
		}
	}
	if v.Published {
		v.Spread = newSpreadView(ctx, p)
	}
	var err error
	v.Results, err = exampleResults(ctx, p)
	return v, err
}

func exampleTexts(ctx context.Context, e improvement.Example) []view.ExampleText {
	var list []view.ExampleText
	for _, t := range []view.ExampleText{
		{ID: "problemet", Title: i18n.T(ctx, "Problemet"), Text: e.Problem},
		{ID: "gjorde", Title: i18n.T(ctx, "Det här gjorde vi"), Text: e.Done},
		{ID: "kravs", Title: i18n.T(ctx, "Det här krävs"), Text: e.Conditions},
		{ID: "resultatet", Title: i18n.T(ctx, "Resultatet"), Text: e.Result},
		{ID: "framgang", Title: i18n.T(ctx, "Framgångsfaktorer"), Text: e.SuccessFactors},
	} {
		if strings.TrimSpace(t.Text) != "" {
			list = append(list, t)
		}
	}
	return list
}

func exampleContact(ctx context.Context, p improve.ExamplePage) view.Contact {
	c := view.Contact{Text: p.Example.ContactText}
	if p.Contact.ID != 0 {
		c.Name, c.Email = p.Contact.Name, p.Contact.Email
		if p.Contact.HasLeft(p.Today) {
			c.Email, c.Note = "", i18n.T(ctx, "har slutat")
		}
	}
	return c
}

func exampleFacts(ctx context.Context, p improve.ExamplePage) []view.ExampleFact {
	var list []view.ExampleFact
	if p.Example.BeganOn != nil {
		list = append(list, view.ExampleFact{Term: i18n.T(ctx, "Började"), Text: i18n.LongDate(ctx, *p.Example.BeganOn)})
	}
	if p.Shown != nil {
		list = append(list, view.ExampleFact{Term: i18n.T(ctx, "Mått"), Text: nameOfMeasure(ctx, p.Shown.Measure.Definition), URL: measureURL(p.Shown.Measure.Code)})
	}
	if p.Goal.ID != 0 {
		list = append(list, view.ExampleFact{Term: i18n.T(ctx, "Mål %d", p.Goal.Year), Text: p.Goal.Title, URL: "/mal/" + page.Digits(p.Goal.ID)})
	}
	if p.Example.PublishedAt != nil && p.Example.State == improvement.ExamplePublished {
		list = append(list, view.ExampleFact{Term: i18n.T(ctx, "Publicerat"), Text: i18n.LongDate(ctx, *p.Example.PublishedAt)})
	}
	return list
}

func measureURL(code string) string { return "/resultat/matt/" + code }

func exampleFiles(ctx context.Context, p improve.ExamplePage) []view.ExampleFile {
	var list []view.ExampleFile
	for _, a := range p.Attachments {
		f := view.ExampleFile{Name: a.Name, URL: exampleURL(p.Example.ID) + "/bilagor/" + page.Digits(a.ID), Size: words.FileSize(ctx, a.Size)}
		if p.CanEdit {
			f.RemoveURL = f.URL + "/ta-bort"
		}
		list = append(list, f)
	}
	return list
}

// exampleResults is what the unit's own figures show, part by part of the measure.
func exampleResults(ctx context.Context, p improve.ExamplePage) ([]view.ExampleResult, error) {
	if p.Shown == nil {
		return nil, nil
	}
	var list []view.ExampleResult
	for n, e := range p.Shown.Effects {
		c, ok := exampleChart(ctx, p, n)
		result := view.ExampleResult{Effect: words.Effect(ctx, e), Difference: difference(ctx, e),
			Masked: p.Shown.Dataset.Masked, Rows: exampleRows(ctx, e)}
		if ok {
			option, err := c.Option()
			if err != nil {
				return nil, err
			}
			picture := chartURL(p.Example.ID, n)
			result.Chart = ui.ChartProps{ID: "diagram-" + page.Digits(n+1), Title: c.Alt.Title, Alt: c.Alt.Description, Option: json.RawMessage(option),
				ImageURL: picture, NarrowImageURL: picture + "?" + chartWidth + "=" + chartNarrow,
				Note: i18n.T(ctx, "1 märker ut dagen då det började: %s.", i18n.LongDate(ctx, e.Began))}
		}
		list = append(list, result)
	}
	return list, nil
}

// exampleChart is the unit's line in the part of the measure with the number; false when
// there is nothing to draw.
func exampleChart(ctx context.Context, p improve.ExamplePage, n int) (chart.TimeLine, bool) {
	if p.Shown == nil || n < 0 || n >= len(p.Shown.Effects) {
		return chart.TimeLine{}, false
	}
	e := p.Shown.Effects[n]
	known := 0
	for _, r := range e.Control.Line.Results {
		if r.Known() {
			known++
		}
	}
	if known == 0 || len(e.Control.Timeline.Periods) < 2 {
		return chart.TimeLine{}, false
	}
	s := looks.Subject{Measure: p.Shown.Measure, Stratum: e.Control.Stratum, Own: func(u org.UnitID) bool { return u == p.Unit.ID }}
	line := looks.EffectLine(ctx, s, e)
	line.Alt.Title = i18n.T(ctx, "%s i %s", s.Title(), p.Unit.ShortName)
	return line, true
}

// exampleRows are the periods behind the chart.
func exampleRows(ctx context.Context, e analysis.Effect) []view.ExamplePeriod {
	var rows []view.ExamplePeriod
	for n, r := range e.Control.Line.Results {
		rows = append(rows, view.ExamplePeriod{Period: words.ShortPeriod(ctx, e.Control.Timeline.Periods[n]), Value: words.Value(ctx, r),
			Basis: words.Basis(ctx, r), Side: words.EffectSide(ctx, e.Sides[n])})
	}
	return rows
}
