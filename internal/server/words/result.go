package words

import (
	"context"
	"math"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

// Measured is a number of the kind as it is shown: "77,4 %", "2,1", "5,5". The
// value is in the unit shown, so 77.4 for a percentage.
func Measured(ctx context.Context, kind quality.Kind, def quality.Version, v float64) string {
	if kind == quality.Proportion {
		return i18n.Percent(ctx, v/100, def.Decimals)
	}
	return i18n.Number(ctx, v, def.Decimals)
}

// WithUnit is Measured with the unit after it: "2,1 per 1 000 vårddygn". A
// percentage says its unit itself.
func WithUnit(ctx context.Context, kind quality.Kind, def quality.Version, v float64) string {
	text := Measured(ctx, kind, def, v)
	if kind == quality.Proportion || def.UnitLabel == "" {
		return text
	}
	return text + "\u00a0" + def.UnitLabel
}

// Value is a result's value, or its words, or why there is none.
func Value(ctx context.Context, r analysis.Result) string {
	switch {
	case r.State != analysis.Reported:
		return NoValue(ctx, r.State)
	case r.Point != nil:
		return Measured(ctx, r.Kind, r.Definition, *r.Point)
	case r.Kind.Words():
		return r.Value.Text
	case r.Value.Yes != nil:
		return YesNo(ctx, *r.Value.Yes)
	case r.Kind == quality.YesNo && r.Value.Denominator != nil:
		return i18n.T(ctx, "%s av %s svarar ja", whole(ctx, r.Value.Numerator), whole(ctx, r.Value.Denominator))
	}
	return i18n.NoValue
}

// YesNo is yes or no, in words.
func YesNo(ctx context.Context, yes bool) string {
	if yes {
		return i18n.T(ctx, "Ja")
	}
	return i18n.T(ctx, "Nej")
}

// Basis is what a result's value is made of, Counts, and for a survey's how many have
// answered: "40 mätvärden, svarsfrekvens 52 % (40 av 77)".
func Basis(ctx context.Context, r analysis.Result) string {
	text := Counts(ctx, r)
	if r.Response == nil {
		return text
	}
	if text != "" {
		text += ", "
	}
	return text + ResponseRate(ctx, *r.Response)
}

// ResponseRate is how many have answered a survey, with a word of warning where they are few.
func ResponseRate(ctx context.Context, r analysis.Response) string {
	rate := i18n.Percent(ctx, r.Answered/r.Asked, 0)
	if r.Low {
		return i18n.T(ctx, "låg svarsfrekvens, %s (%s av %s): läs med försiktighet", rate, whole(ctx, &r.Answered), whole(ctx, &r.Asked))
	}
	return i18n.T(ctx, "svarsfrekvens %s (%s av %s)", rate, whole(ctx, &r.Answered), whole(ctx, &r.Asked))
}

// Counts is what a result's value is made of: "77 av 86", "3 på 1 450", "40
// mätvärden"; "" when it is a number alone or there is none.
func Counts(ctx context.Context, r analysis.Result) string {
	if r.State != analysis.Reported && r.State != analysis.Nobody {
		return ""
	}
	switch r.Kind {
	case quality.Proportion:
		return i18n.T(ctx, "%s av %s", whole(ctx, r.Value.Numerator), whole(ctx, r.Value.Denominator))
	case quality.Rate:
		return i18n.T(ctx, "%s på %s", whole(ctx, r.Value.Numerator), whole(ctx, r.Value.Denominator))
	case quality.Mean, quality.Score:
		n := 0
		if r.Value.Denominator != nil {
			n = int(*r.Value.Denominator)
		}
		return i18n.N(ctx, "Ett mätvärde", "%s mätvärden", n, i18n.Integer(ctx, int64(n)))
	}
	return ""
}

// whole writes a numerator or denominator; exposures may have decimals, which
// are not shown. Without a number it is zero: nobody.
func whole(ctx context.Context, v *float64) string {
	if v == nil {
		return "0"
	}
	return i18n.Number(ctx, *v, 0)
}

// Interval is a result's 95 % interval, "81,2–94,4 %"; "" when there is none.
func Interval(ctx context.Context, r analysis.Result) string {
	if r.Lower == nil || r.Upper == nil {
		return ""
	}
	return i18n.Number(ctx, *r.Lower, r.Definition.Decimals) + "–" + Measured(ctx, r.Kind, r.Definition, *r.Upper)
}

// Difference is a change of a value in the unit shown: "+3,2 procentenheter",
// "−0,4"; "oförändrat" when it rounds to nothing.
func Difference(ctx context.Context, r analysis.Result, d float64) string {
	text := i18n.Number(ctx, d, r.Definition.Decimals)
	if text == i18n.Number(ctx, 0, r.Definition.Decimals) {
		return i18n.T(ctx, "oförändrat")
	}
	points := 2
	if i18n.Number(ctx, math.Abs(d), r.Definition.Decimals) == "1" {
		points = 1
	}
	if d > 0 {
		text = "+" + text
	}
	if r.Kind == quality.Proportion {
		return i18n.N(ctx, "%s procentenhet", "%s procentenheter", points, text)
	}
	return text
}

// Handed is how much of what is expected there is a value for: "3 av 4 kvartal"; for strata
// together, where a quarter is handed in for each, "9 av 12 uppgifter". months is the length
// of the reporting periods.
func Handed(ctx context.Context, r analysis.Result, months int) string {
	if r.Added {
		months = 0
	}
	switch months {
	case 3:
		return i18n.N(ctx, "%d av %d kvartal", "%d av %d kvartal", r.Expected, r.Filled(), r.Expected)
	case 4:
		return i18n.N(ctx, "%d av %d tertial", "%d av %d tertial", r.Expected, r.Filled(), r.Expected)
	case 1:
		return i18n.N(ctx, "%d av %d månad", "%d av %d månader", r.Expected, r.Filled(), r.Expected)
	}
	return i18n.N(ctx, "%d av %d uppgift", "%d av %d uppgifter", r.Expected, r.Filled(), r.Expected)
}
