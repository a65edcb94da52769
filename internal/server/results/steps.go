package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
)

// newSteps tells what has changed in the unit's results since the period before the
// last; nil when nothing can be compared.
func newSteps(ctx context.Context, p results.UnitProfile) *view.StepsView {
	tested, real := 0, 0
	v := &view.StepsView{Title: i18n.T(ctx, "Nytt sedan förra perioden")}
	if p.Dataset.Group.CollectionMonths == 3 {
		v.Title = i18n.T(ctx, "Nytt sedan förra kvartalet")
	}
	for _, s := range p.Steps {
		if s.Change != nil && s.Change.Tested {
			tested++
		}
		if s.Change != nil && s.Change.Real {
			real++
		}
		if s.Told() {
			v.Rows = append(v.Rows, stepRow(ctx, s, p.Years.Chosen))
		}
	}
	switch {
	case tested == 0 && len(v.Rows) == 0:
		return nil
	case real == 0:
		v.Lead = i18n.N(ctx, "Ett mått kan jämföras, och det har inte ändrats mer än slumpen förklarar.",
			"%d mått kan jämföras, och inget har ändrats mer än slumpen förklarar.", tested, tested)
	default:
		v.Lead = i18n.T(ctx, "%d av %d mått som kan jämföras har ändrats mer än slumpen förklarar.", real, tested)
		v.Note = i18n.T(ctx, "Ungefär ett av tjugo jämförda mått hamnar här av en slump. Se om ändringen håller i sig innan ni drar slutsatser.")
	}
	return v
}

func stepRow(ctx context.Context, s analysis.Step, year int) view.StepRow {
	r := view.StepRow{Name: title(ctx, s.Now.Definition), Part: s.Stratum.Name, Unit: unitLabel(s.Measure, s.Now.Definition),
		URL:    indicatorURL(s.Measure.Code, choices{Year: year, Stratum: s.Stratum.Code}),
		Before: stepValue(ctx, s.Before, s.Earlier), Now: stepValue(ctx, s.Now, s.Period)}
	if c := s.Change; c != nil {
		r.Change = view.Change{Text: words.Difference(ctx, s.Now, c.Difference), Note: words.ChangeCertainty(ctx, c)}
		switch direction := s.Now.Definition.Direction; {
		case !c.Real || direction != quality.Higher && direction != quality.Lower:
		case c.Better(direction):
			r.Change.Kind = view.Better
		default:
			r.Change.Kind = view.Worse
		}
	}
	if s.Turned() {
		r.Was, r.Is = looks.Status(s.Was), looks.Status(s.Year)
	}
	return r
}

func stepValue(ctx context.Context, r analysis.Result, p quality.Period) view.StepValue {
	return view.StepValue{Period: words.Period(ctx, p), Value: shown(ctx, r), Basis: words.Basis(ctx, r)}
}
