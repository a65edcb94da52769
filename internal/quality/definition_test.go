package quality_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

// problemsIn is the error's problems as "field: code"; none for nil.
func problemsIn(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v, want problems", err)
	}
	var list []string
	for _, p := range invalid.Problems {
		list = append(list, p.Field+": "+p.Code)
	}
	return list
}

func at(n float64) *float64 { return &n }

func TestDefinitionCheck(t *testing.T) {
	good := quality.Version{Name: "Hud mot hud", NumeratorText: "Barn hud mot hud", DenominatorText: "Inskrivna barn",
		Direction: quality.Higher, ReportingMonths: 3, ValidFrom: time.Date(2026, time.April, 1, 0, 0, 0, 0, time.UTC)}
	for name, c := range map[string]struct {
		kind   quality.Kind
		change func(*quality.Version)
		want   []string
	}{
		"as it should be":            {quality.Proportion, func(*quality.Version) {}, nil},
		"no name":                    {quality.Proportion, func(d *quality.Version) { d.Name = " " }, []string{"name: required"}},
		"no numerator":               {quality.Proportion, func(d *quality.Version) { d.NumeratorText = "" }, []string{"numerator_text: required"}},
		"a count needs no numerator": {quality.Count, func(d *quality.Version) { d.NumeratorText = "" }, nil},
		"a rate per nothing":         {quality.Rate, func(*quality.Version) {}, []string{"rate_per: required"}},
		"a rate":                     {quality.Rate, func(d *quality.Version) { d.RatePer = 1000 }, nil},
		"a proportion per something": {quality.Proportion, func(d *quality.Version) { d.RatePer = 1000 }, []string{"rate_per: only_for_rate"}},
		"a scale for a proportion":   {quality.Proportion, func(d *quality.Version) { d.ScaleMax = at(5) }, []string{"scale_min: only_for_scale"}},
		"a score without a scale":    {quality.Score, func(*quality.Version) {}, []string{"scale_min: required", "scale_max: required"}},
		"a scale upside down":        {quality.Score, func(d *quality.Version) { d.ScaleMin, d.ScaleMax = at(5), at(1) }, []string{"scale_max: scale_order"}},
		"words with a direction":     {quality.YesNo, func(*quality.Version) {}, []string{"direction: direction_of_words"}},
		"words":                      {quality.Text, func(d *quality.Version) { d.Direction = quality.NoDirection }, nil},
		"half a decimal too many":    {quality.Proportion, func(d *quality.Version) { d.Decimals = 5 }, []string{"decimals: out_of_range"}},
		"every seven months":         {quality.Proportion, func(d *quality.Version) { d.ReportingMonths = 7 }, []string{"reporting_months: unknown_choice"}},
		"within a quarter":           {quality.Proportion, func(d *quality.Version) { d.ValidFrom = d.ValidFrom.AddDate(0, 1, 0) }, []string{"valid_from: not_period_start"}},
		"within a year":              {quality.Proportion, func(d *quality.Version) { d.ReportingMonths = 12 }, []string{"valid_from: not_period_start"}},
		"no day":                     {quality.Proportion, func(d *quality.Version) { d.ValidFrom = time.Time{} }, []string{"valid_from: not_period_start"}},
		"several years":              {quality.Proportion, func(d *quality.Version) { d.ReportingMonths, d.ValidFrom = 36, quality.WholeYear(2026).Start() }, nil},
		"several years, from April":  {quality.Proportion, func(d *quality.Version) { d.ReportingMonths = 36 }, []string{"valid_from: not_period_start"}},
	} {
		d := good
		c.change(&d)
		if got := problemsIn(t, d.Check(c.kind)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestSameBut(t *testing.T) {
	d := quality.Version{Name: "Ett", Direction: quality.Higher, ReportingMonths: 3, ScaleMin: at(1)}
	words := d
	words.Name, words.NumeratorText, words.Decimals, words.ScaleMin = "Två", "Barn", 2, at(1)
	if !d.SameBut(words) {
		t.Error("other words measure something else")
	}
	for what, change := range map[string]func(*quality.Version){
		"direction": func(d *quality.Version) { d.Direction = quality.Lower },
		"period":    func(d *quality.Version) { d.ReportingMonths = 12 },
		"exposure":  func(d *quality.Version) { d.RatePer = 100 },
		"scale":     func(d *quality.Version) { d.ScaleMin = nil },
		"day":       func(d *quality.Version) { d.ValidFrom = quality.WholeYear(2026).Start() },
	} {
		other := d
		change(&other)
		if d.SameBut(other) {
			t.Errorf("another %s measures the same", what)
		}
	}
}

func TestTargetCheck(t *testing.T) {
	measure := func(kind quality.Kind, direction quality.Direction) quality.Indicator {
		return quality.Indicator{Kind: kind, Definition: quality.Version{Direction: direction}}
	}
	score := measure(quality.Score, quality.Higher)
	score.Definition.ScaleMin, score.Definition.ScaleMax = at(1), at(5)
	for n, c := range []struct {
		target    quality.Target
		indicator quality.Indicator
		want      []string
	}{
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(90), Second: at(80)}, measure(quality.Proportion, quality.Higher), nil},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(90)}, measure(quality.Proportion, quality.Higher), nil},
		{quality.Target{Kind: quality.ValueTarget}, measure(quality.Proportion, quality.Higher), []string{"threshold: required"}},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(101)}, measure(quality.Proportion, quality.Higher), []string{"threshold: out_of_range"}},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(-1)}, measure(quality.Rate, quality.Lower), []string{"threshold: negative"}},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(-1)}, measure(quality.Mean, quality.Lower), nil},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(6)}, score, []string{"threshold: out_of_range"}},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(80), Second: at(80)}, measure(quality.Proportion, quality.Higher), []string{"second: lowest_above_target"}},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(5), Second: at(4)}, measure(quality.Rate, quality.Lower), []string{"second: highest_below_target"}},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(5), Second: at(6)}, measure(quality.Rate, quality.Lower), nil},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(5)}, measure(quality.Mean, quality.WithinRange), []string{"second: required"}},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(5), Second: at(5)}, measure(quality.Mean, quality.WithinRange), []string{"second: range_order"}},
		{quality.Target{Kind: quality.BetterHalf}, measure(quality.Mean, quality.WithinRange), []string{"kind: unknown_choice"}},
		{quality.Target{Kind: quality.BetterHalf, Threshold: at(5)}, measure(quality.Mean, quality.Higher), []string{"threshold: only_for_value_target"}},
		{quality.Target{Kind: quality.ValueTarget, Threshold: at(5)}, measure(quality.Count, quality.NoDirection), []string{"kind: unknown_choice"}},
		{quality.Target{Kind: quality.SmallerSpread}, measure(quality.Count, quality.NoDirection), nil},
		{quality.Target{Kind: quality.SmallerSpread}, measure(quality.YesNo, quality.NoDirection), []string{"kind: unknown_choice"}},
		{quality.Target{Kind: quality.FollowOnly}, measure(quality.YesNo, quality.NoDirection), nil},
		{quality.Target{}, measure(quality.Proportion, quality.Higher), []string{"kind: unknown_choice"}},
	} {
		if got := problemsIn(t, c.target.Check(c.indicator)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%d: %v, want %v", n, got, c.want)
		}
	}
}

func TestGaps(t *testing.T) {
	library := []quality.Indicator{{ID: 1, Scope: quality.ScopeAllUnits}, {ID: 2, Scope: quality.ScopeHighlySpecialised}}
	serves := []quality.PromiseID{1}
	for want, goals := range map[string][]quality.Goal{
		"[{medical   0} {nursing   0} {patient_satisfaction   0} { highly_specialised  0} { all_units  0}]": nil,
		"[{patient_satisfaction   0} { highly_specialised  0}]": {{Category: quality.Medical, Promises: serves, Indicators: []quality.IndicatorID{1}},
			{Category: quality.Nursing, Promises: serves}},
		"[]": {{Category: quality.Medical, Promises: serves, Indicators: []quality.IndicatorID{1, 2}}, {Category: quality.Nursing, Promises: serves},
			{Category: quality.PatientSatisfaction, Promises: serves}},
	} {
		if got := fmt.Sprint(quality.Gaps(goals, library, 0)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
