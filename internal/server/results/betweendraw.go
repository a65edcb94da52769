package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/server/looks"
	"samsyn/internal/stats"
)

// funnel is the row's, with the limits that are chosen.
func (p indicatorPage) funnel() (analysis.Funnel, bool) {
	f, ok := p.Row.Funnel()
	if p.chosen.Widened {
		f = f.Widen()
	}
	return f, ok
}

// drawFunnel is the funnel; false with fewer than two units in it.
func drawFunnel(ctx context.Context, p indicatorPage) (chart.Chart, bool) {
	f, ok := p.funnel()
	if !ok {
		return nil, false
	}
	c := looks.Funnel(ctx, p.subject(), p.Row, f)
	if len(c.Units) < 2 {
		return nil, false
	}
	beyond := 0
	for _, place := range f.Places {
		if place.Known && place.Class != stats.WithinLimits {
			beyond++
		}
	}
	c.Alt.Description = i18n.N(ctx, "%d av %d enheter ligger utanför gränserna för slumpen.", "%d av %d enheter ligger utanför gränserna för slumpen.", beyond, beyond, len(c.Units))
	return c, true
}

// drawDifferences is each unit against the others; false when none can be compared.
func drawDifferences(ctx context.Context, p indicatorPage) (chart.Chart, bool) {
	list := p.Row.Differences()
	compared, distinct := 0, 0
	for _, d := range list {
		if d.Known {
			compared++
		}
		if d.Distinction == analysis.AboveOthers || d.Distinction == analysis.BelowOthers {
			distinct++
		}
	}
	if compared == 0 {
		return nil, false
	}
	c := looks.Differences(ctx, p.subject(), p.Row, list)
	c.Alt.Description = i18n.N(ctx, "%d av %d enheter skiljer sig från de övriga mer än slumpen förklarar.", "%d av %d enheter skiljer sig från de övriga mer än slumpen förklarar.", distinct, distinct, compared)
	return c, true
}

// drawSpreads is the distance between units over the years; false for fewer than two
// years that can be told.
func drawSpreads(ctx context.Context, p indicatorPage) (chart.Chart, bool) {
	years := p.Dataset.Spreads(p.Measure, p.Stratum)
	told := 0
	few := false
	for _, y := range years {
		few = few || y.Few > 0
		if y.Lowest != nil {
			told++
		}
	}
	if told < 2 {
		return nil, false
	}
	c := looks.Spreads(ctx, p.subject(), years)
	c.Alt.Description = i18n.N(ctx, "%d år. Strecken går från lägsta till högsta enhet.", "%d år. Strecken går från lägsta till högsta enhet.", len(years), len(years))
	if few {
		c.Alt.Description += " " + i18n.T(ctx, "Enheter med färre än %d barn räknas inte in.", p.Dataset.Group.ReliabilityLimit)
	}
	return c, true
}
