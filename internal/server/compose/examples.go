package compose

import (
	"context"
	"fmt"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// examples are the good examples that were published in the year, with what the unit's
// figures say and how they have spread; earlier ones in a line each.
func (c composer) examples(ctx context.Context) ([]edition.Block, error) {
	var blocks []edition.Block
	var earlier []string
	for _, e := range c.Work.Examples {
		if e.PublishedAt.Before(quality.WholeYear(c.Year).Start()) {
			line := fmt.Sprintf("%s (%s)", e.Title, c.unitName(e.UnitID))
			if spread := words.Spread(ctx, e.Spread); spread != "" {
				line += ": " + spread
			}
			earlier = append(earlier, line)
			continue
		}
		facts, err := c.example(ctx, e)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, edition.Block{Heading: e.Title}, edition.Block{Terms: facts})
	}
	if len(earlier) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Exempel från tidigare år")}, edition.Block{List: earlier})
	}
	return blocks, nil
}

// example is what an example says of itself, and what its figures do.
func (c composer) example(ctx context.Context, e report.Example) ([]edition.Term, error) {
	list := []edition.Term{{Term: i18n.T(ctx, "Enhet"), Text: c.unitName(e.UnitID)}}
	add := func(term, text string) {
		if text != "" {
			list = append(list, edition.Term{Term: term, Text: text})
		}
	}
	add(i18n.T(ctx, "Problemet"), e.Problem)
	add(i18n.T(ctx, "Vad vi gjorde"), e.Done)
	add(i18n.T(ctx, "Vad det kräver"), e.Conditions)
	add(i18n.T(ctx, "Vad det gav"), e.Result)
	add(i18n.T(ctx, "Varför det lyckades"), e.SuccessFactors)
	effect, err := c.effect(ctx, e.IndicatorID, e.UnitID, e.BeganOn)
	if err != nil {
		return nil, err
	}
	if effect != "" {
		for _, m := range c.Data.Measures {
			if m.ID == e.IndicatorID {
				effect = i18n.T(ctx, "%s, sedan %s. %s", m.Definition.Name, i18n.LongDate(ctx, *e.BeganOn), effect)
			}
		}
		add(i18n.T(ctx, "Vad siffrorna säger"), effect)
	}
	spread := words.Spread(ctx, e.Spread)
	if spread == "" {
		spread = i18n.T(ctx, "ingen annan enhet har sagt något ännu")
	}
	add(i18n.T(ctx, "Spridning"), words.Sentence(spread))
	return list, nil
}
