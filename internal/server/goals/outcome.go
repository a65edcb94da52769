package goals

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// newOutcome is a result held against what its target asks, with its name and address.
func newOutcome(ctx context.Context, row analysis.Row, c analysis.Cell) view.Outcome {
	o := view.Outcome{Name: partName(row.Definition, row.Stratum), URL: resultURL(row.Measure.Code, row.Year),
		Status: looks.Status(c), Details: details(ctx, row, c)}
	if c.State == analysis.Reported {
		o.Value, o.Standing = words.Value(ctx, c.Result), words.Standing(ctx, c.Standing)
	}
	if c.Target != nil && c.Target.Kind != quality.FollowOnly {
		o.Aim = words.Sentence(words.Target(ctx, *c.Target, row.Measure.Kind, row.Definition))
	}
	if o.Status == ui.StatusFollowed {
		o.Status = ""
	}
	return o
}

// partName is a measure's name with that of its part, when it is divided.
func partName(def quality.Version, part quality.Stratum) string {
	if part.Name == "" {
		return def.Name
	}
	return def.Name + ", " + part.Name
}

// details are what a value rests on: its interval, its children and how much of the time
// it is about.
func details(ctx context.Context, row analysis.Row, c analysis.Cell) []string {
	if c.State != analysis.Reported {
		return nil
	}
	var list []string
	if basis := words.Basis(ctx, c.Result); basis != "" {
		list = append(list, basis)
	}
	if interval := words.Interval(ctx, c.Result); interval != "" {
		list = append(list, i18n.T(ctx, "95 %% säkerhet: %s", interval))
	}
	switch {
	case c.Complete() || !row.Measure.Kind.Numeric():
	case c.Unit.ID == 0 && c.Units < c.ExpectedUnits:
		list = append(list, i18n.N(ctx, "%d av %d enhet", "%d av %d enheter", c.ExpectedUnits, c.Units, c.ExpectedUnits))
	default:
		list = append(list, words.Handed(ctx, c.Result, row.Definition.ReportingMonths))
	}
	if c.Uncertain {
		list = append(list, i18n.T(ctx, "få barn"))
	}
	return list
}

// aimWords is a single value to reach in a measure, in words; "" when there is none.
func aimWords(ctx context.Context, i quality.Indicator, threshold *float64) string {
	if threshold == nil {
		return ""
	}
	t := quality.Target{Kind: quality.ValueTarget, Threshold: threshold}
	return i18n.T(ctx, "%s %s", i.Definition.Name, words.Target(ctx, t, i.Kind, i.Definition))
}

// maskedNote says to those who do not see small numbers what they see instead; "" to
// others.
func maskedNote(ctx context.Context, ds *analysis.Dataset) string {
	if ds == nil || !ds.Masked {
		return ""
	}
	return i18n.T(ctx, "Resultat som gäller få barn är dolda.")
}
