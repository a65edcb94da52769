package results

import (
	"context"
	"net/url"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
)

// candidate is a measure that meets a criterion for next year's goals, with what it
// rests on.
func (p variationPage) candidate(ctx context.Context, m analysis.MeasureVariation) view.Candidate {
	row := m.Row
	c := view.Candidate{Name: title(ctx, row.Definition), Part: row.Stratum.Name, URL: measureURL(row)}
	if p.proposing != 0 {
		c.NominateURL = "/forbattring/omgangar/nominera?" + url.Values{"matt": {row.Measure.Code}}.Encode()
		c.ProposeURL = "/mal/forslag/nytt?" + url.Values{"ar": {strconv.Itoa(p.proposing)}, "matt": {row.Measure.Code}}.Encode()
	}
	if m.Goal.ID != 0 {
		c.Goal = i18n.T(ctx, "Hör till målet ”%s”", m.Goal.Title)
	}
	if m.Unsatisfactory() {
		c.Criteria = append(c.Criteria, i18n.T(ctx, "Resultatet når inte målet"))
		c.Evidence = append(c.Evidence, words.Shortfall(ctx, m))
	}
	if m.Varies() {
		c.Criteria = append(c.Criteria, i18n.T(ctx, "Mer variation än slumpen förklarar"))
		c.Evidence = append(c.Evidence, words.Spreading(ctx, m))
	}
	c.Act = p.who.act(ctx, org.Unit{}, page.NewAction{Measure: row.Measure.Code, Goal: int64(m.Goal.ID), Origin: string(improvement.FromVariation),
		Text: joined(" ", append([]string{c.Name + "."}, c.Evidence...)...)})
	return c
}
