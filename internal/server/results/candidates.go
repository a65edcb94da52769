package results

import (
	"context"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
)

// mostNamed is how many units that miss a target are told one by one.
const mostNamed = 6

// candidate is a measure that meets a criterion for next year's goals, with what it
// rests on.
func (p variationPage) candidate(ctx context.Context, m analysis.MeasureVariation) view.Candidate {
	row := m.Row
	c := view.Candidate{Name: title(ctx, row.Definition), Part: row.Stratum.Name, URL: measureURL(row)}
	if m.Goal.ID != 0 {
		c.Goal = i18n.T(ctx, "Hör till målet ”%s”", m.Goal.Title)
	}
	if m.Unsatisfactory() {
		c.Criteria = append(c.Criteria, i18n.T(ctx, "Resultatet når inte målet"))
		c.Evidence = append(c.Evidence, p.shortfall(ctx, m))
	}
	if m.Varies() {
		c.Criteria = append(c.Criteria, i18n.T(ctx, "Mer variation än slumpen förklarar"))
		c.Evidence = append(c.Evidence, p.spread(ctx, m))
	}
	c.Act = p.who.act(ctx, org.Unit{}, page.NewAction{Measure: row.Measure.Code, Goal: int64(m.Goal.ID), Origin: string(improvement.FromVariation),
		Text: joined(" ", append([]string{c.Name + "."}, c.Evidence...)...)})
	return c
}

// told is a result with what it rests on: "69 % (74 av 108, 95 % säkerhet 59–77 %)".
func told(ctx context.Context, r analysis.Result) string {
	basis := words.Basis(ctx, r)
	if interval := words.Interval(ctx, r); interval != "" {
		basis = joined(", ", basis, i18n.T(ctx, "95 %% säkerhet %s", interval))
	}
	if basis == "" {
		return words.Value(ctx, r)
	}
	return words.Value(ctx, r) + " (" + basis + ")"
}

// shortfall says how the results miss their target.
func (p variationPage) shortfall(ctx context.Context, m analysis.MeasureVariation) string {
	row, period := m.Row, words.Period(ctx, m.Row.Period)
	var text []string
	if t := row.Total.Target; t != nil && t.Threshold != nil && row.Total.Known() {
		target := words.Target(ctx, *t, row.Measure.Kind, row.Definition)
		switch {
		case m.Group:
			text = append(text, i18n.T(ctx, "Alla enheter tillsammans hade %s %s. Målet är %s, och slumpen räcker inte som förklaring.", told(ctx, row.Total.Result), period, target))
		case m.Perhaps:
			text = append(text, i18n.T(ctx, "Alla enheter tillsammans hade %s %s. Målet är %s, men för alla tillsammans kan slumpen vara förklaringen.", told(ctx, row.Total.Result), period, target))
		default:
			text = append(text, i18n.T(ctx, "Alla enheter tillsammans hade %s %s. Målet är %s.", told(ctx, row.Total.Result), period, target))
		}
	}
	if len(m.Missed) > mostNamed {
		text = append(text, i18n.T(ctx, "%d enheter når säkert inte målet.", len(m.Missed)))
	} else if len(m.Missed) > 0 {
		var names []string
		for _, c := range m.Missed {
			name := c.Unit.ShortName + ", " + told(ctx, c.Result)
			if c.Target.UnitID != 0 {
				name += ", " + i18n.T(ctx, "eget mål %s", words.Target(ctx, *c.Target, row.Measure.Kind, row.Definition))
			}
			names = append(names, name)
		}
		text = append(text, i18n.T(ctx, "Säkert inte i mål: %s.", strings.Join(names, "; ")))
	}
	return strings.Join(text, " ")
}

// spread says how much the units differ, and how it was before.
func (p variationPage) spread(ctx context.Context, m analysis.MeasureVariation) string {
	row := m.Row
	kind, def := row.Measure.Kind, row.Definition
	text := i18n.T(ctx, "De %d enheternas resultat %s skiljer sig %s så mycket som slumpen ensam ger. Så stora skillnader ger slumpen %s.",
		m.Units, words.Period(ctx, row.Period), words.Times(ctx, m.Times), words.Chance(ctx, m.P))
	if m.Lowest != nil {
		text += " " + i18n.T(ctx, "Enheterna går från %s till %s.", words.Measured(ctx, kind, def, *m.Lowest), words.Measured(ctx, kind, def, *m.Highest))
	}
	if m.Between != nil && m.Before != nil && m.Before.Between != nil {
		text += " " + i18n.T(ctx, "Avståndet utan slump är %s, mot %s tiden före.", words.Apart(ctx, kind, def, m.Between), words.Apart(ctx, kind, def, m.Before.Between))
	}
	return text
}
