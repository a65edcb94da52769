package improve

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/improve"
	"samsyn/internal/chart"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	"samsyn/internal/stats"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// The names of the choices in a chart's address.
const (
	partName  = "del"
	widthName = "bredd"
	narrow    = "smal"
)

// addEffects says what the measure's line shows before and after the action, or why
// nothing can be said.
func addEffects(ctx context.Context, visitor page.Visitor, p improve.ActionPage, v *view.ActionView) error {
	switch {
	case p.IndicatorID == 0 && v.EditURL == "":
		v.NoEffect = i18n.T(ctx, "Åtgärden följs inte med något mått.")
	case p.BeganOn == nil && v.EditURL == "":
		v.NoEffect = i18n.T(ctx, "Åtgärden har inte börjat hos patienterna än.")
	case p.IndicatorID == 0:
		v.NoEffect = i18n.T(ctx, "Välj ett mått, så jämförs tiden före med tiden efter.")
	case p.Measure == nil:
		v.NoEffect = i18n.T(ctx, "Gruppen har inte samlat in måttet.")
	case !p.Measure.Charted():
		v.NoEffect = i18n.T(ctx, "Måttet följs inte period för period, så före och efter går inte att räkna.")
	case p.BeganOn == nil:
		v.NoEffect = i18n.T(ctx, "Fyll i när åtgärden började hos patienterna, så jämförs tiden före med tiden efter.")
	case len(p.Effects) == 0:
		v.NoEffect = i18n.T(ctx, "Det finns ingen sådan linje för enheten.")
	}
	for _, e := range p.Effects {
		shown, err := EffectView(ctx, Drawn{Effect: e, Subject: subjectOf(visitor, e), URL: page.ActionURL(p.ID) + "/diagram.svg"})
		if err != nil {
			return err
		}
		v.Effects = append(v.Effects, shown)
	}
	return nil
}

// subjectOf is what the picture is of, and for whom.
func subjectOf(visitor page.Visitor, e analysis.Effect) looks.Subject {
	own := visitor.Actor.Units(visitor.Group.ID)
	return looks.Subject{Measure: e.Control.Measure, Stratum: e.Control.Stratum, Own: func(id org.UnitID) bool { return slices.Contains(own, id) }}
}

// Drawn is an effect with what it takes to show it.
type Drawn struct {
	analysis.Effect
	Subject looks.Subject
	// URL is where the server draws the same picture.
	URL string
}

// EffectView shows an effect in words, with its chart and the table behind it.
func EffectView(ctx context.Context, d Drawn) (view.EffectView, error) {
	e := d.Effect
	v := view.EffectView{ID: "diagram-effekt", Part: d.Subject.Stratum.Name, Verdict: words.Effect(ctx, e), Kind: effectColor(e), Facts: effectFacts(ctx, e), Rows: effectRows(ctx, e),
		Note: i18n.T(ctx, "Fyrkanten med 1 visar när arbetet började.")}
	if part := d.Subject.Stratum.Code; part != "" {
		v.ID += "-" + part
	}
	if !drawable(e) {
		return v, nil
	}
	line := looks.EffectLine(ctx, d.Subject, e)
	option, err := line.Option()
	if err != nil {
		return v, err
	}
	q := url.Values{partName: {d.Subject.Stratum.Code}}
	v.Chart = &view.EffectChart{Title: line.Alt.Title, Alt: line.Alt.Description, Option: json.RawMessage(option), ImageURL: address(d.URL, q)}
	q.Set(widthName, narrow)
	v.Chart.NarrowImageURL = address(d.URL, q)
	return v, nil
}

// drawable reports whether there is a line to draw: two periods, and a value.
func drawable(e analysis.Effect) bool {
	return len(e.Control.Points) > 1 && slices.ContainsFunc(e.Control.Points, func(p analysis.ControlPoint) bool { return p.Charted != nil })
}

func effectColor(e analysis.Effect) ui.Color {
	switch {
	case e.Verdict != analysis.Lasts && e.Verdict != analysis.Differs:
		return ui.Neutral
	case e.Meaning == stats.Improvement:
		return ui.Success
	case e.Meaning == stats.Concern:
		return ui.Warning
	}
	return ui.Info
}

// effectFacts are the two sides and what is between them.
func effectFacts(ctx context.Context, e analysis.Effect) []ui.Definition {
	list := []ui.Definition{{Term: i18n.T(ctx, "Före"), Text: effectSide(ctx, e, e.Before, e.MedianBefore, e.ValuesBefore)},
		{Term: i18n.T(ctx, "Efter"), Text: effectSide(ctx, e, e.After, e.MedianAfter, e.ValuesAfter)}}
	if e.ValuesAfter >= analysis.FewestEachSide && e.ValuesBefore >= analysis.FewestEachSide {
		list = append(list, ui.Definition{Term: i18n.T(ctx, "Skillnad"), Text: words.EffectDifference(ctx, e)})
	}
	for _, s := range e.Control.Signals {
		list = append(list, ui.Definition{Term: i18n.T(ctx, "Signal"), Text: words.Signal(ctx, &e.Control, s)})
	}
	return list
}

// effectSide is one side in words: its value, what it is made of, its median.
func effectSide(ctx context.Context, e analysis.Effect, r analysis.Result, median *float64, values int) string {
	if values == 0 {
		return ""
	}
	text := ""
	if r.Known() {
		text = words.Value(ctx, r)
		if basis := words.Basis(ctx, r); basis != "" {
			text += " (" + basis + ")"
		}
	}
	if median != nil {
		m := e.Control.Measure
		text = joined(", ", text, i18n.T(ctx, "median %s", words.WithUnit(ctx, m.Kind, m.Definition, *median)))
	}
	return joined(", ", text, i18n.N(ctx, "%d värde", "%d värden", values, values))
}

// effectRows are the line's periods, for the table behind the chart.
func effectRows(ctx context.Context, e analysis.Effect) []view.EffectRow {
	var rows []view.EffectRow
	for n, p := range e.Control.Points {
		r := view.EffectRow{Period: words.ShortPeriod(ctx, e.Control.Timeline.Periods[n]), Side: words.EffectSide(ctx, e.Sides[n]), Value: words.Value(ctx, p.Result),
			Basis: words.Basis(ctx, p.Result), Median: i18n.NoValue, Note: words.Sentence(words.PointSignal(ctx, p))}
		if p.Center != nil {
			r.Median = words.OnChart(ctx, &e.Control, *p.Center)
		}
		rows = append(rows, r)
	}
	return rows
}

// ShowActionChart is an action's effect as a picture, for pages without JavaScript.
func (h *Handlers) ShowActionChart(w http.ResponseWriter, r *http.Request) error {
	p, err := h.action(r)
	if err != nil {
		return err
	}
	for _, e := range p.Effects {
		if e.Control.Stratum.Code == page.Query(r).Value(partName) && drawable(e) {
			return h.sendPicture(w, r, looks.EffectLine(r.Context(), subjectOf(page.VisitorOf(r), e), e))
		}
	}
	return fault.ErrNotFound
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
