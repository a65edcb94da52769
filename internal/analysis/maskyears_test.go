package analysis_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/disclosure"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// manyYears is the dataset of the fixture with six reporting units, from 2019 to last.
func manyYears(last int, figures ...analysis.Figure) *analysis.Dataset {
	ds := dataset(figures...)
	ds.FirstYear, ds.LastYear = 2019, last
	for id := varnamo + 1; id <= varnamo+3; id++ {
		u := ds.Units[1]
		u.ID, u.Code, u.RegionID = id, u.Code+string('0'+rune(id)), org.RegionID(2+int(id)%2)
		ds.Units = append(ds.Units, u)
	}
	for n := range ds.Measures {
		ds.Measures[n].Versions[0].ValidFrom = day(2010, 1, 1)
	}
	return ds
}

// partOfYears is the dataset with the figures of some of its years.
func partOfYears(ds *analysis.Dataset, first, last int) *analysis.Dataset {
	some := *ds
	some.FirstYear, some.LastYear, some.Figures = first, last, nil
	for _, f := range ds.Figures {
		if y := f.Period.LastYear(); y >= first && y <= last {
			some.Figures = append(some.Figures, f)
		}
	}
	some.Index()
	return &some
}

// handful is quarters of few children from every unit but one now and then.
func handful(random *rand.Rand, last int) []analysis.Figure {
	var figures []analysis.Figure
	for _, unit := range manyYears(last).Units {
		if unit.CareLevel == org.BirthSite {
			continue
		}
		size := 1 + random.IntN(14)
		for year := 2019; year <= last; year++ {
			if random.IntN(8) == 0 {
				continue
			}
			for quarter := 1; quarter <= 4; quarter++ {
				n := random.IntN(size + 1)
				x := random.IntN(n + 1)
				if random.IntN(3) == 0 {
					x = 0
				}
				of, with := float64(n), float64(x)
				p := quality.Quarter(year, quarter)
				figures = append(figures,
					in(warm, unit.ID, p, quality.Value{Numerator: &with, Denominator: &of}),
					in(infections, unit.ID, p, quality.Value{Numerator: &with, Denominator: ptr(of*10 + .5)}),
					in(complaints, unit.ID, p, quality.Value{Numerator: &with}))
				if n > 0 {
					figures = append(figures, in(hours, unit.ID, p, quality.Value{Denominator: &of, Mean: ptr(3.5), SD: ptr(1.0)}))
				}
			}
		}
	}
	return figures
}

// TestYearsAndTheirSumsGiveNothingAway puts everything that readers outside the group
// are shown of random figures side by side, and asks package disclosure what can be
// worked out: by somebody who adds, subtracts, knows the rule, and knows of each
// hidden number whether it is small.
func TestYearsAndTheirSumsGiveNothingAway(t *testing.T) {
	random := rand.New(rand.NewPCG(41, 42))
	hiddenYears, hiddenSums, gained := 0, 0, 0
	for range 25 {
		whole := manyYears(2025, handful(random, 2025)...)
		masked := whole.MaskWithin(whole)
		for _, code := range []string{"warm", "infections", "complaints", "hours"} {
			sheet := shownOf(t, whole, masked, code)
			rule := disclosure.Rule{Threshold: int64(whole.Group.MaskingThreshold)}
			if exposures := exposed(random, sheet, rule); len(exposures) > 0 {
				t.Fatalf("%s: %v can be worked out", code, exposures)
			}
			if broken, ok := betray(sheet, rule); ok && len(broken.Audit(rule)) == 0 {
				t.Fatalf("%s: showing a small number is not seen", code)
			}
			for year := 2021; year <= 2025; year++ {
				m, _ := masked.Measure(code)
				sums := masked.RowOver(m, quality.Stratum{}, analysis.ThreeYearSpan(year))
				for n, c := range masked.Row(m, quality.Stratum{}, year).Units {
					hidden := c.State == analysis.Masked
					hiddenYears += one(hidden)
					hiddenSums += one(sums.Units[n].State == analysis.Masked)
					gained += one(hidden && sums.Units[n].State == analysis.Reported)
				}
			}
		}
	}
	if hiddenYears < 500 || hiddenSums < 100 || gained < 200 {
		t.Errorf("%d years and %d sums are hidden, %d hidden years are in a sum that is shown: too lopsided to prove anything", hiddenYears, hiddenSums, gained)
	}
}

// exposed is what a sheet gives away. An audit may give up a long search for another
// possibility and count the number as given away; a search in another order may still
// find it, and finding it once is proof.
func exposed(random *rand.Rand, sheet disclosure.Sheet, rule disclosure.Rule) []disclosure.Exposure {
	exposures := sheet.Audit(rule)
	for try := 0; try < 40 && len(exposures) > 0; try++ {
		for _, total := range sheet.Totals {
			random.Shuffle(len(total.Cells), func(i, j int) { total.Cells[i], total.Cells[j] = total.Cells[j], total.Cells[i] })
		}
		again := sheet.Audit(rule)
		exposures = slices.DeleteFunc(exposures, func(e disclosure.Exposure) bool { return !slices.Contains(again, e) })
	}
	return exposures
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// betray shows the first small number of a sheet that is hidden; false without any.
func betray(sheet disclosure.Sheet, rule disclosure.Rule) (disclosure.Sheet, bool) {
	broken := sheet
	broken.Cells = append([]disclosure.Cell{}, sheet.Cells...)
	for i, c := range broken.Cells {
		if c.Hidden && rule.Small(sheet.Kind, c) {
			broken.Cells[i].Hidden = false
			return broken, true
		}
	}
	return broken, false
}

// shownOf is what the masked dataset shows of a measure's years and sums of years, with
// the numbers from the whole one. That a shown number is the sum of its cells is checked.
func shownOf(t *testing.T, whole, masked *analysis.Dataset, code string) disclosure.Sheet {
	t.Helper()
	m, _ := whole.Measure(code)
	sheet := disclosure.Sheet{Kind: map[string]disclosure.Kind{"infections": disclosure.Rate, "complaints": disclosure.Count, "hours": disclosure.Mean}[code]}
	cells := map[[2]int]int{} // unit's place and year
	cell := func(r analysis.Result) (c disclosure.Cell) {
		if r.Value.Numerator != nil {
			c.Numerator = int64(*r.Value.Numerator)
		}
		if r.Value.Denominator != nil && code != "infections" {
			c.Denominator = int64(*r.Value.Denominator)
		}
		return c
	}
	sum := func(r analysis.Result, belongs func(unit, year int) bool) {
		total := disclosure.Total{Hidden: r.State != analysis.Reported}
		for key, place := range cells {
			if belongs(key[0], key[1]) {
				total.Cells = append(total.Cells, place)
			}
		}
		slices.Sort(total.Cells)
		sheet.Totals = append(sheet.Totals, total)
		if got := sheet.At(disclosure.TotalAt(len(sheet.Totals) - 1)); !total.Hidden && (got.Numerator != cell(r).Numerator || got.Denominator != cell(r).Denominator) {
			t.Fatalf("%s: shown as %+v, the cells are %+v", code, r.Value, got)
		}
	}
	for year := whole.FirstYear; year <= whole.LastYear; year++ {
		open, shut := whole.Row(m, quality.Stratum{}, year), masked.Row(m, quality.Stratum{}, year)
		for n, c := range open.Units {
			if c.State == analysis.Reported {
				cells[[2]int{n, year}] = len(sheet.Cells)
				own := cell(c.Result)
				own.Hidden = shut.Units[n].State == analysis.Masked
				sheet.Cells = append(sheet.Cells, own)
			}
		}
	}
	for last := whole.FirstYear; last <= whole.LastYear; last++ {
		for _, span := range []analysis.Span{analysis.YearSpan(last), analysis.ThreeYearSpan(last)} {
			if span.Kind == analysis.ThreeYears && last < whole.FirstYear+2 {
				continue
			}
			row, first := masked.RowOver(m, quality.Stratum{}, span), span.Period.Start().Year()
			within := func(year int) bool { return year >= first && year <= last }
			sum(row.Total.Result, func(_, year int) bool { return within(year) })
			for n, c := range row.Units {
				sum(c.Result, func(unit, year int) bool { return unit == n && within(year) })
			}
			for _, region := range row.Regions {
				sum(region.Result, func(unit, year int) bool { return whole.Units[unit].RegionID == region.ID && within(year) })
			}
		}
	}
	return sheet
}

// TestTheSameIsHiddenOnEveryPage: what is shown of a time does not depend on which
// years a page is about, nor on what comes later.
func TestTheSameIsHiddenOnEveryPage(t *testing.T) {
	random := rand.New(rand.NewPCG(43, 44))
	for range 10 {
		whole := manyYears(2025, handful(random, 2025)...)
		all := whole.MaskWithin(whole)
		for last := 2021; last <= 2025; last++ {
			for _, first := range []int{2019, last - 2} {
				page := partOfYears(whole, first, last).MaskWithin(partOfYears(whole, 2019, last))
				for _, code := range []string{"warm", "infections", "complaints", "hours"} {
					m, _ := whole.Measure(code)
					for _, span := range []analysis.Span{analysis.YearSpan(last), analysis.ThreeYearSpan(last)} {
						a, b := all.RowOver(m, quality.Stratum{}, span), page.RowOver(m, quality.Stratum{}, span)
						for n := range a.Units {
							if !reflect.DeepEqual(a.Units[n].Result, b.Units[n].Result) {
								t.Fatalf("%s, %v, unit %d: %+v with all years, %+v with %d–%d", code, span, n, a.Units[n].Result, b.Units[n].Result, first, last)
							}
						}
						for n := range a.Regions {
							if !reflect.DeepEqual(a.Regions[n].Result, b.Regions[n].Result) {
								t.Fatalf("%s, %v: region %d differs", code, span, n)
							}
						}
						if !reflect.DeepEqual(a.Total.Result, b.Total.Result) {
							t.Fatalf("%s, %v: the total differs", code, span)
						}
					}
				}
			}
		}
	}
}

// TestAHiddenYearIsNotWhatASumLacks: two shown years and their three-year sum would
// give the third.
func TestAHiddenYearIsNotWhatASumLacks(t *testing.T) {
	year := func(unit org.UnitID, year int, x, n float64) analysis.Figure {
		return in(warm, unit, quality.Quarter(year, 1), quality.Value{Numerator: &x, Denominator: &n})
	}
	figures := []analysis.Figure{
		year(linkoping, 2023, 20, 60), year(linkoping, 2024, 20, 60), year(linkoping, 2025, 3, 60),
		year(norrkoping, 2023, 20, 50), year(norrkoping, 2024, 20, 50), year(norrkoping, 2025, 12, 50),
		year(kalmar, 2023, 3, 40), year(kalmar, 2024, 4, 40), year(kalmar, 2025, 20, 40),
	}
	ds := partOfYears(manyYears(2025, figures...), 2023, 2025)
	masked := ds.MaskWithin(ds)
	m, _ := masked.Measure("warm")
	now, sums := masked.Row(m, quality.Stratum{}, 2025), masked.RowOver(m, quality.Stratum{}, analysis.ThreeYearSpan(2025))
	if now.Units[0].State != analysis.Masked || sums.Units[0].State != analysis.Masked {
		t.Errorf("Linköping's 3 of 2025 is %s and its three years %s: 43 less 40", now.Units[0].State, sums.Units[0].State)
	}
	if c := sums.Units[2]; c.State != analysis.Reported || *c.Value.Numerator != 27 {
		t.Errorf("Kalmar's 3 and 4 hide each other in the sum: %s", c.State)
	}
	if sums.Total.State != analysis.Reported || sums.Total.Change != nil {
		t.Errorf("all together: %s", sums.Total.State)
	}
}

// TestSumsAcrossADefinitionThatCannotBeCompared are about the time after it alone.
func TestSumsAcrossADefinitionThatCannotBeCompared(t *testing.T) {
	random := rand.New(rand.NewPCG(45, 46))
	shown := 0
	for range 10 {
		whole := manyYears(2025, handful(random, 2025)...)
		for n := range whole.Measures {
			v := whole.Measures[n].Versions[0]
			v.ValidFrom, v.Comparable = day(2024, 7, 1), false
			whole.Measures[n].Versions = append(whole.Measures[n].Versions, v)
		}
		masked := whole.MaskWithin(whole)
		m, _ := masked.Measure("warm")
		for n, c := range masked.RowOver(m, quality.Stratum{}, analysis.ThreeYearSpan(2025)).Units {
			want := whole.RowOver(m, quality.Stratum{}, analysis.ThreeYearSpan(2025)).Units[n]
			if c.State == analysis.Reported {
				shown++
				if *c.Value.Denominator != *want.Value.Denominator {
					t.Errorf("%v, want %v", *c.Value.Denominator, *want.Value.Denominator)
				}
			}
			// The years of the sum are 2024 from July and 2025.
			first, last := masked.Row(m, quality.Stratum{}, 2024).Units[n], masked.Row(m, quality.Stratum{}, 2025).Units[n]
			if c.State == analysis.Reported && (first.State == analysis.Masked) != (last.State == analysis.Masked) {
				t.Errorf("one of two years is hidden, and their sum is shown: %+v", c.Value)
			}
		}
	}
	if shown < 10 {
		t.Errorf("%d sums are shown", shown)
	}
}

func BenchmarkMaskWithin(b *testing.B) {
	whole := manyYears(2025, handful(rand.New(rand.NewPCG(47, 48)), 2025)...)
	whole.Index()
	for b.Loop() {
		whole.MaskWithin(whole)
	}
}

func BenchmarkMask(b *testing.B) {
	whole := manyYears(2025, handful(rand.New(rand.NewPCG(47, 48)), 2025)...)
	whole.Index()
	for b.Loop() {
		whole.Mask()
	}
}
