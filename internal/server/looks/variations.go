package looks

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
)

// Variations is measures by how many times more their units differ than chance alone
// makes them; those without an answer are left out. They are drawn hollow when chance
// may be all there is. It is an order of measures, not of units.
func Variations(ctx context.Context, list []analysis.MeasureVariation, period string) chart.Comparison {
	const least = 0.1 // there is no place for 0 on the axis; the figure beside tells it
	c := chart.Comparison{
		Alt:  chart.Alt{Title: i18n.T(ctx, "Hur mycket mer enheterna skiljer sig än slumpen ger, %s", period)},
		Axis: chart.Axis{Title: i18n.T(ctx, "Gånger så stor variation som slumpen ensam ger"), Log: true, Format: chart.Format{Mark: i18n.DecimalMark(ctx)}},
		Words: chart.ComparisonWords{Unit: i18n.T(ctx, "Mer än slumpen förklarar"), OwnUnit: i18n.T(ctx, "Egen enhet"),
			Preliminary: i18n.T(ctx, "Kan vara slump, eller för få för att säga")},
		Levels: []chart.Level{{Kind: chart.TotalLevel, Name: i18n.T(ctx, "Så mycket som slumpen ger"), Value: 1}},
		Wordy:  true,
	}
	varies := 0
	for _, m := range list {
		if m.Times == nil {
			continue
		}
		if m.Varies() {
			varies++
		}
		name := m.Row.Definition.Name
		if i18n.LanguageOf(ctx) == i18n.English && m.Row.Definition.NameEnglish != "" {
			name = m.Row.Definition.NameEnglish
		}
		if m.Row.Stratum.Name != "" {
			name += ", " + m.Row.Stratum.Name
		}
		c.Rows = append(c.Rows, chart.Row{Name: name, Figure: words.Times(ctx, m.Times),
			Detail: i18n.N(ctx, "%d enhet", "%d enheter", m.Units, m.Units),
			Point:  chart.Point{Known: true, Value: max(least, *m.Times), Preliminary: !m.Varies(), Text: words.ShortVerdict(ctx, m.Verdict)}})
	}
	c.Alt.Description = i18n.N(ctx, "%d av %d mått varierar mer än slumpen förklarar.", "%d av %d mått varierar mer än slumpen förklarar.", varies, varies, len(c.Rows))
	return c
}
