package analysis_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/disclosure"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// sexes divide the children of every measure in the tests of strata.
var sexes = []quality.Stratum{{ID: 1, Code: "flicka", Name: "Flicka"}, {ID: 2, Code: "pojke", Name: "Pojke"}, {ID: 3, Code: "okand", Name: "Uppgift saknas"}}

// divide divides the children of all the dataset's measures.
func divide(ds *analysis.Dataset, strata []quality.Stratum) *analysis.Dataset {
	for n := range ds.Measures {
		ds.Measures[n].Strata = strata
	}
	ds.Index()
	return ds
}

// ofStratum is the figure for one stratum.
func ofStratum(stratum quality.StratumID, f analysis.Figure) analysis.Figure {
	f.StratumID = stratum
	return f
}

func TestStrataTogether(t *testing.T) {
	ds := divide(dataset(
		ofStratum(1, share(linkoping, 1, 10, 20)), ofStratum(2, share(linkoping, 1, 30, 40)), ofStratum(3, share(linkoping, 1, 0, 0)),
		ofStratum(1, share(norrkoping, 1, 10, 20)), ofStratum(2, gone(norrkoping, 1)), ofStratum(3, share(norrkoping, 1, 0, 0)),
		ofStratum(1, share(kalmar, 1, 5, 10))), sexes)
	m, _ := ds.Measure("warm")
	rows := ds.Overview(2025)[0].Rows
	if len(rows) != 4 || !rows[0].Together() || rows[1].Stratum.Code != "flicka" || rows[1].Together() {
		t.Fatalf("all together is not first: %+v", rows)
	}
	whole := rows[0]
	if c := whole.Units[0]; *c.Value.Numerator != 40 || *c.Value.Denominator != 60 || c.Entered != 3 || c.Expected != 12 || c.Lower == nil {
		t.Errorf("the sum of the strata: %+v", c)
	}
	// Boys are missing: girls are not all children.
	if c := whole.Units[1]; c.State != analysis.Missing || len(c.Gaps) != 1 {
		t.Errorf("a unit with a stratum missing: %+v", c)
	}
	if c := whole.Units[2]; c.State != analysis.NotEntered || c.Entered != 1 {
		t.Errorf("a unit with strata not handed in: %+v", c)
	}
	if total := whole.Total; *total.Value.Denominator != 60 || total.Units != 1 || total.ExpectedUnits != 3 {
		t.Errorf("all units: %+v", total)
	}
	if !whole.Units[0].Added || !whole.Total.Added || rows[1].Total.Added {
		t.Error("only all together is handed in several times a period")
	}
	if girls := ds.Row(m, sexes[0], 2025).Total; *girls.Value.Denominator != 50 {
		t.Errorf("girls: %+v", girls)
	}
	line := ds.Timeline(m, quality.Stratum{})
	if len(line.Periods) != 1 || *line.Total.Results[0].Value.Denominator != 60 {
		t.Errorf("the time line: %+v", line.Periods)
	}
	if spark := ds.Spark(m, quality.Stratum{}, analysis.YearSpan(2025), 1); len(spark.Total) != 4 || spark.Total[0] == nil {
		t.Errorf("the small course: %+v", spark)
	}
	if p, ok := ds.Latest(m, quality.Stratum{}, 2025); !ok || p != quality.Quarter(2025, 1) {
		t.Errorf("the latest period: %v %v", p, ok)
	}
	for _, v := range ds.Variations(ds.Overview(2025)) {
		if v.Row.Together() {
			t.Error("units are compared by children that they have differently many of each kind of")
		}
	}
}

func TestPartsAreReportedWhileTheyHold(t *testing.T) {
	strata := slices.Clone(sexes)
	strata[2].ValidFrom = day(2025, 7, 1)
	strata[1].ValidTo = day(2025, 1, 1)
	ds := divide(dataset(ofStratum(1, share(linkoping, 3, 10, 20)), ofStratum(3, share(linkoping, 3, 5, 10))), strata)
	rows := ds.Overview(2025)[0].Rows
	if len(rows) != 3 {
		t.Fatalf("a part that has been retired has a row: %d", len(rows))
	}
	if c := rows[2].Units[0]; c.Expected != 2 || c.Entered != 1 {
		t.Errorf("a part from the third quarter on: %+v", c)
	}
	if c := rows[0].Units[0]; c.State != analysis.Reported || *c.Value.Denominator != 30 || c.Expected != 6 {
		t.Errorf("all together: %+v", c)
	}
	if rows := ds.Overview(2024)[0].Rows; len(rows) != 3 || rows[2].Stratum.Code != "pojke" {
		t.Errorf("the year before: %d rows", len(rows))
	}
}

// divided is quarters of few children of each stratum from every unit, and a stratum
// missing now and then.
func divided(random *rand.Rand) []analysis.Figure {
	var figures []analysis.Figure
	for _, s := range sexes {
		for _, f := range handful(random, 2023) {
			if f.Period.LastYear() >= 2020 && (f.Period.LastYear() != 2021 || random.IntN(12) > 0) {
				figures = append(figures, ofStratum(s.ID, f))
			}
		}
	}
	return figures
}

// TestStrataAndTheirSumsGiveNothingAway puts everything that readers outside the group
// are shown of random figures side by side, of each stratum and of all together, of
// units, regions and all, of years and of three years, and asks what can be worked out.
func TestStrataAndTheirSumsGiveNothingAway(t *testing.T) {
	random := rand.New(rand.NewPCG(43, 44))
	hidden, shown := map[bool]int{}, map[bool]int{} // of all together, or of one stratum
	for range 6 {
		whole := divide(manyYears(2023, divided(random)...), sexes)
		whole.FirstYear = 2020
		whole.Index()
		masked := whole.MaskWithin(whole)
		for _, code := range []string{"warm", "infections", "complaints", "hours"} {
			sheet := shownOfStrata(t, whole, masked, code)
			rule := disclosure.Rule{Threshold: int64(whole.Group.MaskingThreshold)}
			if exposures := exposed(random, sheet, rule); len(exposures) > 0 {
				t.Fatalf("%s: %v can be worked out", code, exposures)
			}
			if broken, ok := betray(sheet, rule); ok && len(broken.Audit(rule)) == 0 {
				t.Fatalf("%s: showing a small number is not seen", code)
			}
			m, _ := masked.Measure(code)
			for year := 2020; year <= 2023; year++ {
				for _, part := range m.Parts() {
					for _, c := range masked.Row(m, part, year).Units {
						hidden[part.ID == 0] += one(c.State == analysis.Masked)
						shown[part.ID == 0] += one(c.State == analysis.Reported)
					}
				}
			}
		}
	}
	for _, together := range []bool{false, true} {
		if hidden[together] < 20 || shown[together] < 100 {
			t.Errorf("together %v: %d are hidden and %d shown, too lopsided to prove anything", together, hidden[together], shown[together])
		}
	}
}

// stratumCell is a unit's stratum in a year.
type stratumCell struct {
	part quality.StratumID
	unit int
	year int
}

// shownOfStrata is all the figures of a divided measure with everything that the masked
// dataset shows of them as sums.
func shownOfStrata(t *testing.T, whole, masked *analysis.Dataset, code string) disclosure.Sheet {
	t.Helper()
	m, _ := whole.Measure(code)
	sheet := disclosure.Sheet{Kind: map[string]disclosure.Kind{"infections": disclosure.Rate, "complaints": disclosure.Count, "hours": disclosure.Mean}[code]}
	cells := map[stratumCell]int{}
	cell := func(r analysis.Result) (c disclosure.Cell) {
		if r.Value.Numerator != nil {
			c.Numerator = int64(*r.Value.Numerator)
		}
		if r.Value.Denominator != nil && code != "infections" {
			c.Denominator = int64(*r.Value.Denominator)
		}
		return c
	}
	for _, part := range m.Counted() {
		for year := whole.FirstYear; year <= whole.LastYear; year++ {
			open, shut := whole.Row(m, part, year), masked.Row(m, part, year)
			for n, c := range open.Units {
				if c.State == analysis.Reported {
					own := cell(c.Result)
					own.Hidden = shut.Units[n].State == analysis.Masked
					cells[stratumCell{part.ID, n, year}] = len(sheet.Cells)
					sheet.Cells = append(sheet.Cells, own)
				}
			}
		}
	}
	for _, part := range m.Parts() {
		for last := whole.FirstYear; last <= whole.LastYear; last++ {
			for _, span := range []analysis.Span{analysis.YearSpan(last), analysis.ThreeYearSpan(last)} {
				first := span.Period.Start().Year()
				if first < whole.FirstYear {
					continue
				}
				open, row := whole.RowOver(m, part, span), masked.RowOver(m, part, span)
				sum := func(r analysis.Result, belongs func(unit int) bool) {
					total := disclosure.Total{Hidden: r.State != analysis.Reported}
					for key, place := range cells {
						// All together is of the units that have all strata.
						counted := part.ID == key.part || part.ID == 0 && open.Units[key.unit].State == analysis.Reported
						if counted && key.year >= first && key.year <= last && belongs(key.unit) {
							total.Cells = append(total.Cells, place)
						}
					}
					slices.Sort(total.Cells)
					sheet.Totals = append(sheet.Totals, total)
					if got := sheet.At(disclosure.TotalAt(len(sheet.Totals) - 1)); !total.Hidden && (got.Numerator != cell(r).Numerator || got.Denominator != cell(r).Denominator) {
						t.Fatalf("%s: shown as %+v, the cells are %+v", code, r.Value, got)
					}
				}
				sum(row.Total.Result, func(int) bool { return true })
				for n, c := range row.Units {
					sum(c.Result, func(unit int) bool { return unit == n })
				}
				for _, region := range row.Regions {
					sum(region.Result, func(unit int) bool { return whole.Units[unit].RegionID == region.ID })
				}
			}
		}
	}
	return sheet
}

// TestNoHiddenCountIsTheOnlyOnePossible tries every table of counts that agrees with all
// that is shown of a year, and finds each hidden small count with more than one value: a
// check that knows nothing of how the hiding is done.
func TestNoHiddenCountIsTheOnlyOnePossible(t *testing.T) {
	random := rand.New(rand.NewPCG(45, 46))
	units := []org.UnitID{linkoping, norrkoping, kalmar}
	strata := sexes[:2]
	tried := 0
	for range 60 {
		var figures []analysis.Figure
		counts := map[[2]int]int{}
		for u, unit := range units {
			for s, stratum := range strata {
				n := random.IntN(9)
				counts[[2]int{u, s}] = n
				figures = append(figures, ofStratum(stratum.ID, in(complaints, unit, quality.Quarter(2025, 1), quality.Value{Numerator: ptr(float64(n))})))
			}
		}
		masked := divide(dataset(figures...), strata).Mask()
		m, _ := masked.Measure("complaints")
		var sums []shownSum
		for _, part := range m.Parts() {
			row := masked.Row(m, part, 2025)
			see := func(r analysis.Result, in func(unit int) bool) {
				if r.State != analysis.Reported {
					return
				}
				var cells [][2]int
				for u := range units {
					for s := range strata {
						if in(u) && (part.ID == 0 || strata[s].ID == part.ID) {
							cells = append(cells, [2]int{u, s})
						}
					}
				}
				sums = append(sums, shownSum{cells, int(*r.Value.Numerator)})
			}
			see(row.Total.Result, func(int) bool { return true })
			for u := range units {
				see(row.Units[u].Result, func(unit int) bool { return unit == u })
			}
			for _, region := range row.Regions {
				see(region.Result, func(unit int) bool { return masked.Units[unit].RegionID == region.ID })
			}
		}
		possible := map[[2]int]map[int]bool{}
		enumerate(sums, len(units), len(strata), func(table map[[2]int]int) (enough bool) {
			enough = true
			for cell, n := range table {
				if possible[cell] == nil {
					possible[cell] = map[int]bool{}
				}
				possible[cell][n] = true
				enough = enough && len(possible[cell]) > 1
			}
			return enough
		})
		for cell, n := range counts {
			if n >= 1 && n < 5 {
				tried++
				if len(possible[cell]) < 2 {
					t.Fatalf("%d of unit %d, stratum %d is the only count possible: %v", n, cell[0], cell[1], sums)
				}
			}
		}
	}
	if tried < 80 {
		t.Errorf("only %d small counts", tried)
	}
}

// shownSum is the sum of some counts, that is shown.
type shownSum struct {
	cells [][2]int
	sum   int
}

// enumerate tells every table of counts from 0 to 12 that has all the sums, until enough
// are told.
func enumerate(sums []shownSum, units, strata int, tell func(map[[2]int]int) (enough bool)) {
	table := map[[2]int]int{}
	enough := false
	var fill func(n int)
	fill = func(n int) {
		if enough {
			return
		}
		for _, s := range sums {
			sum, full := 0, true
			for _, c := range s.cells {
				v, set := table[c]
				sum, full = sum+v, full && set
			}
			if sum > s.sum || full && sum != s.sum {
				return
			}
		}
		if n == units*strata {
			enough = tell(table)
			return
		}
		cell := [2]int{n / strata, n % strata}
		for v := range 13 {
			table[cell] = v
			fill(n + 1)
		}
		delete(table, cell)
	}
	fill(0)
}

// TestDividingHidesNothingOfTheWhole: what is shown of all strata together is what would be
// shown of the measure undivided; the strata give way.
func TestDividingHidesNothingOfTheWhole(t *testing.T) {
	ds := divide(dataset(
		ofStratum(1, share(linkoping, 1, 2, 20)), ofStratum(2, share(linkoping, 1, 10, 20)),
		ofStratum(1, share(norrkoping, 1, 9, 20)), ofStratum(2, share(norrkoping, 1, 11, 20)),
		ofStratum(1, share(kalmar, 1, 8, 20)), ofStratum(2, share(kalmar, 1, 12, 20))), sexes[:2]).Mask()
	rows := ds.Overview(2025)[0].Rows
	for n, c := range rows[0].Units[:3] {
		if c.State != analysis.Reported {
			t.Errorf("unit %d is %s", n, c.State)
		}
	}
	if rows[0].Total.State != analysis.Reported || rows[1].Units[0].State != analysis.Masked {
		t.Errorf("all together: %s, the small stratum: %s", rows[0].Total.State, rows[1].Units[0].State)
	}
}
