package results

import (
	"context"
	"encoding/json"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// The charts between units, by their names in the address.
const (
	funnelChart     = "tratt"
	differenceChart = "mot-ovriga"
	spreadChart     = "avstand"
)

// betweenChart is one of the charts between units, with the table behind it.
type betweenChart struct {
	name  string
	draw  func(context.Context, indicatorPage) (chart.Chart, bool)
	sheet func(context.Context, indicatorPage) sheet
}

// betweenCharts are those there are, as they stand on the page.
var betweenCharts = []betweenChart{
	{funnelChart, drawFunnel, funnelSheet},
	{differenceChart, drawDifferences, differenceSheet},
	{spreadChart, drawSpreads, spreadSheet},
}

// betweenUnits is how the units differ in the chosen year: whether it is more than
// chance explains, where each lies, and how it has been. The zero value for measures
// whose differences are not tested.
func betweenUnits(ctx context.Context, p indicatorPage) (view.Between, error) {
	variation := p.Dataset.Variation(p.Row)
	if variation.Verdict == analysis.NotTested {
		return view.Between{}, nil
	}
	v := view.Between{
		Title:    i18n.T(ctx, "Skiljer sig enheterna mer än slumpen förklarar?"),
		Verdict:  words.Verdict(ctx, variation),
		Evidence: evidence(ctx, variation),
		Measures: spreadMeasures(ctx, p.Measure.Kind, p.Row.Definition, variation),
	}
	for n, to := range []*view.Part{&v.Funnel, &v.Differences, &v.Spreads} {
		if err := p.fillPart(ctx, betweenCharts[n], to); err != nil {
			return v, err
		}
	}
	p.funnelNotes(ctx, &v)
	return v, nil
}

// fillPart adds a chart, when there is anything to draw, and its table.
func (p indicatorPage) fillPart(ctx context.Context, b betweenChart, to *view.Part) error {
	c, ok := b.draw(ctx, p)
	if !ok {
		return nil
	}
	option, err := c.Option()
	if err != nil {
		return err
	}
	alt := altOf(c)
	to.Chart = view.Chart{ID: "diagram-" + b.name, Title: alt.Title, Alt: alt.Description, Option: json.RawMessage(option), CSVURL: p.fileURL(b.name)}
	to.Chart.ImageURL, to.Chart.NarrowImageURL = p.imageURLs(b.name)
	to.Table = b.sheet(ctx, p).view(firstOf(ctx, b.name))
	return nil
}

// altOf is the words for a chart of any kind.
func altOf(c chart.Chart) chart.Alt {
	switch c := c.(type) {
	case chart.Funnel:
		return c.Alt
	case chart.Comparison:
		return c.Alt
	case chart.TimeLine:
		return c.Alt
	}
	return chart.Alt{}
}

// firstOf is the heading of a chart's table's names.
func firstOf(ctx context.Context, name string) string {
	if name == spreadChart {
		return i18n.T(ctx, "År")
	}
	return i18n.T(ctx, "Enhet")
}

// evidence is what a verdict rests on, in a sentence or two.
func evidence(ctx context.Context, v analysis.Variation) string {
	if v.Times == nil || v.P == nil {
		return ""
	}
	return i18n.T(ctx, "Skillnaderna mellan de %d enheterna är %s så stora som slumpen ensam brukar ge. Vore vården och barnen lika överallt skulle så stora skillnader uppstå %s.",
		v.Units, words.Times(ctx, v.Times), words.Chance(ctx, v.P))
}

// spreadMeasures are the figures behind a verdict.
func spreadMeasures(ctx context.Context, kind quality.Kind, def quality.Version, v analysis.Variation) []ui.Definition {
	list := []ui.Definition{{Term: i18n.T(ctx, "Avstånd mellan enheterna när slumpen är borträknad"), Text: words.Apart(ctx, kind, def, v.Between)}}
	if v.Lowest != nil {
		list = append(list, ui.Definition{Term: i18n.T(ctx, "Lägsta och högsta enhet"), Text: i18n.T(ctx, "%s till %s",
			words.Measured(ctx, kind, def, *v.Lowest), words.Measured(ctx, kind, def, *v.Highest))})
	}
	list = append(list, ui.Definition{Term: i18n.T(ctx, "Avstånd mellan enheterna som de är (standardavvikelse)"), Text: words.Apart(ctx, kind, def, v.Seen)})
	if v.SCV != nil {
		list = append(list, ui.Definition{Term: i18n.T(ctx, "Systematisk variation (SCV × 100)"), Text: i18n.Number(ctx, *v.SCV*100, 1)})
	}
	if v.Quotient != nil {
		list = append(list, ui.Definition{Term: i18n.T(ctx, "80/20-kvot, dragen mot mitten"), Text: i18n.Number(ctx, *v.Quotient, 2)})
	}
	how := i18n.T(ctx, "chitvåtest")
	switch {
	case v.P == nil:
		return list
	case v.Simulated:
		how = i18n.T(ctx, "chitvåtest med slumpad fördelning, eftersom fallen är få")
	case kind == quality.Mean || kind == quality.Score:
		how = i18n.T(ctx, "Cochrans Q")
	}
	p := "p = " + i18n.Number(ctx, *v.P, 3)
	if *v.P < 0.001 {
		p = "p < " + i18n.Number(ctx, 0.001, 3)
	}
	return append(list, ui.Definition{Term: i18n.T(ctx, "Prövning"), Text: how + ", " + p})
}

// funnelNotes say which limits are drawn, and what is not.
func (p indicatorPage) funnelNotes(ctx context.Context, v *view.Between) {
	f, ok := p.funnel()
	if !ok {
		return
	}
	v.Spreads.Note = v.Spreads.Chart.Alt // says what the lines are, and who is left out
	if f.Hidden > 0 {
		v.Funnel.Note = i18n.T(ctx, "Enheter med få barn visas inte.")
	}
	if !f.MayWiden || len(v.Funnel.Chart.Option) == 0 {
		return
	}
	plain, wide := p.chosen, p.chosen
	plain.Widened, wide.Widened = false, true
	v.Limits = []ui.Link{
		{Text: i18n.T(ctx, "Bara slumpen"), URL: indicatorURL(p.Measure.Code, plain) + "#" + funnelID, Current: !f.Widened},
		{Text: i18n.T(ctx, "Slumpen och den vanliga skillnaden"), URL: indicatorURL(p.Measure.Code, wide) + "#" + funnelID, Current: f.Widened},
	}
}

// funnelID is the section's address within the page.
const funnelID = "skillnader"
