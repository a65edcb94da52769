package results

import (
	"context"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// keyFigures are what to see first about a measure that is a number.
func keyFigures(ctx context.Context, p indicatorPage) []view.KeyFigure {
	if !p.Measure.Kind.Numeric() {
		return nil
	}
	figures := []view.KeyFigure{groupFigure(ctx, p)}
	if f, ok := targetFigure(ctx, p); ok {
		figures = append(figures, f)
	}
	if f, ok := reachedFigure(ctx, p); ok {
		figures = append(figures, f)
	}
	if c := p.Row.Total.Change; c != nil {
		now := changed(ctx, p.Row.Total)
		figures = append(figures, view.KeyFigure{KeyFigureProps: ui.KeyFigureProps{
			Label:  i18n.T(ctx, "Mot %s", words.Period(ctx, p.Row.Span.Before().Period)),
			Value:  now.Text,
			Detail: sentences(words.Sentence(now.Note), i18n.T(ctx, "Då %s.", words.WithUnit(ctx, p.Measure.Kind, p.Row.Definition, c.Before))),
		}})
	}
	return figures
}

// groupFigure is all units together.
func groupFigure(ctx context.Context, p indicatorPage) view.KeyFigure {
	total := p.Row.Total
	f := view.KeyFigure{Mark: mark(ctx, p.Row, total), KeyFigureProps: ui.KeyFigureProps{
		Label: i18n.T(ctx, "Alla enheter %s", p.period(ctx)), Value: i18n.NoValue}}
	f.Mark.Standing = standing(total)
	if total.State != analysis.Reported {
		return f
	}
	if total.Point != nil {
		f.Value = words.WithUnit(ctx, p.Measure.Kind, p.Row.Definition, *total.Point)
	}
	f.Detail = words.Basis(ctx, total.Result)
	f.Mark.More = more(ctx, p.Row, total)
	if interval := words.Interval(ctx, total.Result); interval != "" {
		f.Detail = sentences(f.Detail, i18n.T(ctx, "95 %% säkerhet: %s", interval))
	}
	return f
}

// targetFigure is the year's target for everybody.
func targetFigure(ctx context.Context, p indicatorPage) (view.KeyFigure, bool) {
	t := p.Row.Total.Target
	if t == nil {
		return view.KeyFigure{}, false
	}
	f := ui.KeyFigureProps{Label: i18n.T(ctx, "Mål %d", p.chosen.Year)}
	switch t.Kind {
	case quality.ValueTarget:
		f.Value = words.Target(ctx, *t, p.Measure.Kind, p.Row.Definition)
		f.Detail = words.LowestTarget(ctx, *t, p.Measure.Kind, p.Row.Definition)
	case quality.BetterHalf:
		f.Value, f.Detail = i18n.T(ctx, "Bättre halvan"), i18n.T(ctx, "Varje enhet bland den bättre halvan.")
	case quality.SmallerSpread:
		f.Value, f.Detail = i18n.T(ctx, "Mindre skillnad"), i18n.T(ctx, "Enheterna närmare varandra än året före.")
	case quality.FollowOnly:
		f.Value = i18n.T(ctx, "Följs")
	}
	if t.Basis != "" {
		f.Detail = sentences(f.Detail, i18n.T(ctx, "Grund: %s", t.Basis))
	}
	return view.KeyFigure{KeyFigureProps: f}, true
}

// reachedFigure is how many units' values reach their target, chance aside.
func reachedFigure(ctx context.Context, p indicatorPage) (view.KeyFigure, bool) {
	reached, judged := 0, 0
	for _, c := range p.Row.Units {
		if c.State == analysis.Masked {
			return view.KeyFigure{}, false // some are hidden: the number would be a guess
		}
		if c.State != analysis.Reported || c.Judgement.Status == quality.Followed {
			continue
		}
		judged++
		if c.Judgement.PointMeets {
			reached++
		}
	}
	if judged == 0 {
		return view.KeyFigure{}, false
	}
	return view.KeyFigure{KeyFigureProps: ui.KeyFigureProps{
		Label:  i18n.T(ctx, "Enheter vars värde når målet"),
		Value:  i18n.T(ctx, "%d av %d", reached, judged),
		Detail: i18n.T(ctx, "Utan hänsyn till slumpen."),
	}}, true
}

// sentences puts two short statements after each other; the first may be empty.
func sentences(first, second string) string {
	if first == "" {
		return second
	}
	return strings.TrimSuffix(first, ".") + ". " + second
}
