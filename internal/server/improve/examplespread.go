package improve

import (
	"context"
	"unicode"

	"samsyn/internal/analysis"
	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// newSpreadView is how far the other units have come with the example.
func newSpreadView(ctx context.Context, p improve.ExamplePage) *view.SpreadView {
	at := exampleURL(p.Example.ID)
	v := &view.SpreadView{TryURL: at + "/vi-provar"}
	var all []improvement.Adoption
	for _, a := range p.Adoptions {
		all = append(all, a.Noted.Adoption)
		row := view.SpreadRow{Unit: a.Unit.ShortName, Own: a.Own, State: words.AdoptionState(ctx, a.Noted.State), Kind: string(a.Noted.State), Why: a.Noted.Why}
		if a.Noted.State != "" {
			row.Since = i18n.LongDate(ctx, a.Noted.Since)
		}
		for _, e := range a.Effects {
			row.Effects = append(row.Effects, partEffect(ctx, e))
		}
		row.Uses = a.Noted.State.Uses()
		if a.CanNote {
			row.EditURL = at + "/lage/" + a.Unit.Code
			row.EditText = i18n.T(ctx, "Ändra")
			if a.Noted.State == "" {
				row.EditText = i18n.T(ctx, "Ta ställning")
			}
			if row.Uses {
				row.ActionURL = newActionURL(p.Example.ID, a.Unit.Code)
			}
		}
		if a.CanNote && a.Own && !a.Noted.State.Uses() {
			v.Try = append(v.Try, ui.Option{Value: a.Unit.Code, Label: a.Unit.ShortName})
		}
		v.Rows = append(v.Rows, row)
	}
	v.Summary = i18n.T(ctx, "Ingen annan enhet har tagit ställning än.")
	if spread := []rune(words.Spread(ctx, improvement.SpreadOf(all))); len(spread) > 0 {
		v.Summary = string(unicode.ToUpper(spread[0])) + string(spread[1:]) + "."
	}
	v.HasEffects = p.Shown != nil
	return v
}

// partEffect is what one line shows before and after, named by its part of the measure.
func partEffect(ctx context.Context, e analysis.Effect) view.PartEffect {
	return view.PartEffect{Part: e.Control.Stratum.Name, Short: words.ShortEffect(ctx, e), Text: words.Effect(ctx, e), Difference: difference(ctx, e)}
}

// difference is how the time after differs from the time before; "" while there is too
// little of either for it to tell anything.
func difference(ctx context.Context, e analysis.Effect) string {
	switch e.Verdict {
	case analysis.NothingAfter, analysis.TooFewBefore, analysis.TooFewAfter, analysis.NotComparable:
		return ""
	}
	return words.EffectDifference(ctx, e)
}
