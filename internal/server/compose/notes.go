package compose

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// notes are what a reader must know of a measure's results: another definition, years that
// cannot be compared, few children, figures that may still change.
func (c composer) notes(ctx context.Context, row analysis.Row) []string {
	var list []string
	if from := row.Total.BreakFrom; from != nil {
		list = append(list, i18n.T(ctx, "Värdena gäller tiden från %s, då definitionen ändrades så att siffror före och efter inte går att jämföra.", i18n.LongDate(ctx, *from)))
	}
	for year := c.Year - 2; year <= c.Year; year++ {
		for _, change := range changes(ctx, year, row) {
			list = append(list, i18n.T(ctx, "Ny definition: %s", change))
		}
	}
	var few, preliminary, changed []string
	for _, cell := range row.Units {
		if !c.tells(row, cell.Unit) {
			continue
		}
		if cell.Uncertain && cell.State == analysis.Reported {
			few = append(few, cell.Unit.ShortName)
		}
		if cell.Standing == quality.Preliminary {
			preliminary = append(preliminary, cell.Unit.ShortName)
		}
		if cell.Changed {
			changed = append(changed, cell.Unit.ShortName)
		}
	}
	if len(few) > 0 {
		if row.Measure.CountsChildren {
			list = append(list, i18n.T(ctx, "Få barn, så slumpen betyder mycket: %s.", enumerated(ctx, few)))
		} else {
			list = append(list, i18n.T(ctx, "Litet underlag, så slumpen betyder mycket: %s.", enumerated(ctx, few)))
		}
	}
	if len(preliminary) > 0 {
		list = append(list, i18n.T(ctx, "Preliminära siffror, som kan ändras: %s.", enumerated(ctx, preliminary)))
	}
	if len(changed) > 0 {
		list = append(list, i18n.T(ctx, "Ändrade efter att de godkändes: %s.", enumerated(ctx, changed)))
	}
	return append(list, c.ownTargets(ctx, row)...)
}

// ownTargets are the units that have another target than the rest.
func (c composer) ownTargets(ctx context.Context, row analysis.Row) (list []string) {
	for _, cell := range row.Units {
		if c.tells(row, cell.Unit) && cell.Target != nil && cell.Target.UnitID != 0 {
			list = append(list, i18n.T(ctx, "%s har ett eget mål: %s.", cell.Unit.ShortName, words.Target(ctx, *cell.Target, row.Measure.Kind, row.Definition)))
		}
	}
	return list
}
