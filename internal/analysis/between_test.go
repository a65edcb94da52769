package analysis_test

import (
	"math"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// uneven is three units of which one lies far from the others: 45 of 50, 6 of 10
// and 89 of 90, together 140 of 150.
func uneven() *analysis.Dataset {
	return dataset(share(linkoping, 1, 45, 50), share(norrkoping, 1, 6, 10), share(kalmar, 1, 89, 90))
}

func near(a *float64, b float64) bool { return a != nil && math.Abs(*a-b) < 1e-6 }

func TestFunnelPlacesUnitsAroundTheirTotal(t *testing.T) {
	f, ok := row(uneven(), "warm").Funnel()
	if !ok || math.Abs(f.Average-100*140.0/150) > 1e-9 || f.MayWiden || f.Hidden != 0 {
		t.Fatalf("%v %+v", ok, f)
	}
	// P(X ≤ 6) among ten at 93.3 % is 0.003: beyond the inner limit alone.
	for n, want := range []stats.FunnelClass{stats.WithinLimits, stats.Low2SD, stats.High2SD, stats.WithinLimits} {
		if f.Places[n].Known != (n < 3) || f.Places[n].Class != want {
			t.Errorf("unit %d: %+v, want class %d", n, f.Places[n], want)
		}
	}
	curve := f.Curve()
	if first, last := curve[0], curve[len(curve)-1]; first.Size > 10 || last.Size < 90 || first.Limits.Lower998 > last.Limits.Lower998 {
		t.Errorf("from %+v to %+v", first, last)
	}
}

func TestFunnelsOfRatesAndMeans(t *testing.T) {
	rate := func(unit org.UnitID, x, n float64) analysis.Figure {
		return in(infections, unit, quality.Quarter(2025, 1), quality.Value{Numerator: &x, Denominator: &n})
	}
	mean := func(unit org.UnitID, mean, n float64, sd *float64) analysis.Figure {
		return in(hours, unit, quality.Quarter(2025, 1), quality.Value{Mean: &mean, Denominator: &n, SD: sd})
	}
	ds := dataset(rate(linkoping, 20, 1000), rate(norrkoping, 2, 1000), mean(linkoping, 10, 8, ptr(2.0)), mean(norrkoping, 20, 2, ptr(4.0)))
	f, ok := row(ds, "infections").Funnel()
	if !ok || f.Average != 11 || f.Places[0].Class != stats.High2SD || f.Places[1].Class != stats.Low2SD {
		t.Errorf("rates: %v %+v", ok, f)
	}
	if f, ok := row(ds, "hours").Funnel(); !ok || f.Average != 12 || f.Places[1].Class != stats.High3SD {
		t.Errorf("means: %v %+v", ok, f)
	}
	if _, ok := row(dataset(mean(linkoping, 10, 8, nil), mean(norrkoping, 20, 2, nil)), "hours").Funnel(); ok {
		t.Error("means without standard deviations have limits")
	}
	if _, ok := row(ds, "complaints").Funnel(); ok {
		t.Error("a count has no children to make limits of")
	}
}

// Ten units or more that differ more than chance explains may have wider limits.
func TestLimitsAreWidenedOnlyForMany(t *testing.T) {
	many := dataset()
	many.Units = nil
	for n := range 12 {
		many.Units = append(many.Units, org.Unit{ID: org.UnitID(n + 1), RegionID: 1, CareLevel: org.GeneralCare, Participation: org.Full, ActiveFrom: day(2000, 1, 1)})
		many.Figures = append(many.Figures, share(org.UnitID(n+1), 1, 100+float64(n*8), 200))
	}
	many.Index()
	plain, _ := row(many, "warm").Funnel()
	wide := plain.Widen()
	if !plain.MayWiden || plain.Widened || !wide.Widened {
		t.Fatalf("%v %v %v", plain.MayWiden, plain.Widened, wide.Widened)
	}
	if p, w := plain.Places[0].Limits, wide.Places[0].Limits; w.Lower95 >= p.Lower95 || w.Upper95 <= p.Upper95 {
		t.Errorf("%+v is not wider than %+v", w, p)
	}
	unusual := map[org.UnitID]bool{}
	for _, d := range many.Deviations(analysis.YearSpan(2025)).List {
		if d.Kind == analysis.Beyond3SD {
			unusual[d.Unit().ID] = !d.WithinWidened
		}
	}
	// 50 % to 94 %: the tenth's 86 % is far out by chance, but not among these units.
	if outside, found := unusual[10]; !found || outside || !unusual[12] {
		t.Errorf("beyond also what units differ by: %v", unusual)
	}
}

func TestUnitsAgainstTheOthers(t *testing.T) {
	list := row(uneven(), "warm").Differences()
	// 6 of 10 against 134 of 140; Fisher's probability 0.0015, of three 0.0045.
	small := list[1]
	if !small.Known || small.Ratio || math.Abs(small.Others-100*134.0/140) > 1e-9 || !near(small.Value, 60-100*134.0/140) {
		t.Errorf("%+v", small)
	}
	if small.Distinction != analysis.BelowOthers || small.Adjusted < small.P || *small.Lower >= *small.Value || *small.Upper >= 0 {
		t.Errorf("%+v", small)
	}
	if list[0].Distinction != analysis.NotDistinct {
		t.Errorf("45 of 50 against 95 of 100: %+v", list[0])
	}
	if list[3].Known {
		t.Error("a unit that the measure does not apply to is compared")
	}
	few := row(dataset(share(linkoping, 1, 1, 9), share(kalmar, 1, 89, 90)), "warm").Differences()
	if !few[0].Known || few[0].Distinction != analysis.NotTold {
		t.Errorf("nine children: %+v", few[0])
	}
	if alone := row(dataset(share(linkoping, 1, 1, 90)), "warm").Differences(); alone[0].Known {
		t.Errorf("alone: %+v", alone[0])
	}
}

func TestHowMuchUnitsVary(t *testing.T) {
	tests := map[string]struct {
		figures []analysis.Figure
		want    analysis.Verdict
	}{
		"more":          {[]analysis.Figure{share(linkoping, 1, 45, 50), share(norrkoping, 1, 60, 100), share(kalmar, 1, 89, 90)}, analysis.MoreThanChance},
		"chance":        {[]analysis.Figure{share(linkoping, 1, 25, 50), share(norrkoping, 1, 52, 100), share(kalmar, 1, 44, 90)}, analysis.ChanceEnough},
		"one unit":      {[]analysis.Figure{share(linkoping, 1, 45, 50)}, analysis.TooFew},
		"few cases":     {[]analysis.Figure{share(linkoping, 1, 1, 50), share(norrkoping, 1, 2, 100)}, analysis.TooFew},
		"nobody misses": {[]analysis.Figure{share(linkoping, 1, 50, 50), share(norrkoping, 1, 100, 100)}, analysis.TooFew},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ds := dataset(test.figures...)
			if got := ds.Variation(row(ds, "warm")); got.Verdict != test.want {
				t.Errorf("%s, want %s: %+v", got.Verdict, test.want, got)
			}
		})
	}
	ds := dataset(tests["more"].figures...)
	v := ds.Variation(row(ds, "warm"))
	// Pearson by hand: p = 194/240, Σ(x-np)²/(np(1-p)) = 49.66 with 2 degrees of freedom.
	if v.Times == nil || math.Abs(*v.Times-24.8319) > 0.001 || !near(v.Lowest, 60) || !near(v.Highest, 100*89.0/90) || v.Between == nil {
		t.Errorf("%+v, %v times", v, *v.Times)
	}
	if got := ds.Variation(row(ds, "cots")); got.Verdict != analysis.NotTested {
		t.Errorf("cots: %s", got.Verdict)
	}
}

func TestWhatDeviates(t *testing.T) {
	ds := uneven()
	ds.Targets = []quality.Target{value(90, 0)}
	all := ds.Deviations(analysis.YearSpan(2025))
	list := all.List
	if len(list) != 3 || all.Compared != 3 {
		t.Fatalf("%d of %d: %+v", len(list), all.Compared, list)
	}
	for n, want := range []struct {
		unit org.UnitID
		kind analysis.DeviationKind
		side analysis.Side
	}{{norrkoping, analysis.Beyond2SD, analysis.BadSide}, {norrkoping, analysis.TargetMissed, analysis.BadSide}, {kalmar, analysis.Beyond2SD, analysis.GoodSide}} {
		if d := list[n]; d.Unit().ID != want.unit || d.Kind != want.kind || d.Side != want.side {
			t.Errorf("%d: %s %s of %d, want %+v", n, d.Kind, d.Side, d.Unit().ID, want)
		}
	}
	if d := list[0]; d.Value != 60 || d.Size != 10 || d.Limits.Lower95 <= 60 || d.Row.Measure.Code != "warm" {
		t.Errorf("%+v", d)
	}
	if few := dataset(share(linkoping, 1, 1, 1)).Deviations(analysis.YearSpan(2025)); len(few.List) != 0 {
		t.Errorf("one child: %+v", few)
	}
}

func TestSpreadsYearByYear(t *testing.T) {
	ds := dataset(of(linkoping, quality.Quarter(2024, 1), 20, 40), of(norrkoping, quality.Quarter(2024, 2), 34, 40),
		of(linkoping, quality.Quarter(2025, 1), 30, 40), of(norrkoping, quality.Quarter(2025, 2), 34, 40))
	m, _ := ds.Measure("warm")
	years := ds.Spreads(m, quality.Stratum{})
	if len(years) != 2 || years[0].Year != 2024 || years[0].Units != 2 || !near(years[0].Lowest, 50) || !near(years[0].Highest, 85) {
		t.Fatalf("%+v", years)
	}
	if years[1].Between == nil || *years[1].Between >= *years[0].Between || *years[1].Total.Point != 80 {
		t.Errorf("%+v", years[1])
	}
	if masked := ds.Mask().Spreads(m, quality.Stratum{}); len(masked) != 2 || !near(masked[0].Highest, 85) {
		t.Errorf("%+v: there is nothing small in 2024", masked)
	}
	cots, _ := ds.Measure("cots")
	if ds.Spreads(cots, quality.Stratum{}) != nil {
		t.Error("counts have no spread to speak of")
	}
}

func TestCandidatesForGoals(t *testing.T) {
	ds := dataset(share(linkoping, 1, 45, 50), share(norrkoping, 1, 60, 100), share(kalmar, 1, 89, 90))
	ds.Targets = []quality.Target{value(90, 0)}
	list := ds.Variations(ds.Overview(2025))
	if list[0].Row.Measure.Code != "warm" || list[0].Adjusted == nil || !list[0].Varies() {
		t.Fatalf("%+v", list[0])
	}
	if !list[0].Unsatisfactory() || !list[0].Group || len(list[0].Missed) != 1 || list[0].Missed[0].Unit.ID != norrkoping {
		t.Errorf("%+v", list[0].Shortfall)
	}
	if chosen := analysis.Candidates(list); len(chosen) != 1 || chosen[0].Row.Measure.Code != "warm" {
		t.Errorf("%+v", chosen)
	}
}

// A masked dataset gives nothing that its totals and shown units do not.
func TestVariationOfAMaskedDataset(t *testing.T) {
	ds := dataset(share(linkoping, 1, 3, 40), share(norrkoping, 1, 20, 30), share(kalmar, 1, 20, 60)).Mask()
	r := row(ds, "warm")
	v := ds.Variation(r)
	if v.Verdict != analysis.HiddenUnits || v.Hidden != 2 || v.Times != nil || v.P != nil || v.Spread != (analysis.Spread{}) {
		t.Errorf("%+v", v)
	}
	f, ok := r.Funnel()
	if !ok || f.Hidden != 2 || f.Places[0].Known || !f.Places[2].Known || math.Abs(f.Average-100*43.0/130) > 1e-9 {
		t.Errorf("%v %+v", ok, f)
	}
	list := r.Differences()
	if list[0].Known || list[1].Known || !list[2].Known || math.Abs(list[2].Others-100*23.0/70) > 1e-9 {
		t.Errorf("%+v", list)
	}
	for _, d := range ds.Deviations(analysis.YearSpan(2025)).List {
		if d.Unit().ID != kalmar {
			t.Errorf("%s of a hidden unit", d.Kind)
		}
	}
	m, _ := ds.Measure("warm")
	for _, y := range ds.Spreads(m, quality.Stratum{}) {
		if y.Hidden > 0 && y.Spread != (analysis.Spread{}) {
			t.Errorf("%+v", y)
		}
	}
}
