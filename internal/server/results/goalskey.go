package results

import (
	"context"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// key are the figures to see first.
func (p goalsPage) key(ctx context.Context, blocks []analysis.Block) []view.KeyFigure {
	figure := func(label, value, detail string) view.KeyFigure {
		return view.KeyFigure{KeyFigureProps: ui.KeyFigureProps{Label: label, Value: value, Detail: detail}}
	}
	c := countGoals(ctx, blocks)
	var list []view.KeyFigure
	if c.judged > 0 {
		list = append(list, figure(i18n.T(ctx, "Mått vars värde når målet"), i18n.T(ctx, "%d av %d", c.reached, c.judged), i18n.T(ctx, "Alla enheter tillsammans, utan hänsyn till slumpen.")))
	}
	if c.tested > 0 {
		list = append(list, figure(i18n.T(ctx, "Bättre än %d", p.Years.Chosen-1), strconv.Itoa(c.better),
			i18n.T(ctx, "%d sämre. Resten av %d jämförda kan vara slump.", c.worse, c.tested)))
	}
	if c.compared > 0 {
		list = append(list, figure(i18n.T(ctx, "Enheters resultat utanför 3 SD"), strconv.Itoa(c.far),
			i18n.N(ctx, "%d resultat missar säkert sitt mål. Se Signaler.", "%d resultat missar säkert sina mål. Se Signaler.", c.missed, c.missed)))
	}
	if c.expected > 0 {
		list = append(list, figure(i18n.T(ctx, "Inlämnat för året"), i18n.Percent(ctx, float64(c.filled)/float64(c.expected), 0),
			i18n.T(ctx, "%d av %d uppgifter har ett värde.", c.filled, c.expected)))
	}
	return list
}

// goalCounts are how many measures, all units together, reach their target of those that
// have one, and have changed for certain of those that could be tested; how many of the
// units' results are far out, or miss their target; and how many figures are in.
type goalCounts struct {
	reached, judged       int
	better, worse, tested int
	far, missed, compared int
	filled, expected      int
}

func countGoals(ctx context.Context, blocks []analysis.Block) goalCounts {
	var n goalCounts
	for _, b := range blocks {
		for _, row := range b.Rows {
			c := row.Total
			if words.Reached(ctx, c.Judgement) != "" {
				n.judged++
				if c.Judgement.PointMeets {
					n.reached++
				}
			}
			if c.Change != nil && c.Change.Tested {
				n.tested++
				switch {
				case !c.Change.Real:
				case c.Change.Better(c.Definition.Direction):
					n.better++
				case c.Definition.Direction == quality.Higher || c.Definition.Direction == quality.Lower:
					n.worse++
				}
			}
			n.filled, n.expected = n.filled+c.Filled(), n.expected+c.Expected
		}
	}
	all := analysis.DeviationsOf(blocks)
	n.compared = all.Compared
	for _, d := range all.List {
		switch d.Kind {
		case analysis.Beyond3SD:
			n.far++
		case analysis.TargetMissed:
			n.missed++
		}
	}
	return n
}
