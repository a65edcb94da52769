package disclosure

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestProtectedSheetsAreSafe masks random sheets of every kind and looks at what
// the strongest reader can work out: every small number that is hidden has at
// least two possible values, and none is shown.
func TestProtectedSheetsAreSafe(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	further := 0
	for range 300 {
		grid := randomGrid(random, 1+random.IntN(5), 1+random.IntN(8), 30)
		if periods := grid.periods(); periods >= 4 {
			grid.Windows = Rolling(periods, 4)
		}
		sheet := grid.Sheet()
		rule := Rule{Threshold: 4 + random.Int64N(4)}
		before := sheet.clone()
		protected := sheet.Protect(rule)
		if !slices.Equal(before.Cells, sheet.Cells) {
			t.Fatal("the sheet that was given is changed")
		}
		if exposures := protected.Audit(rule); len(exposures) > 0 {
			t.Fatalf("%+v gives away %v", protected, exposures)
		}
		for _, place := range protected.places() {
			small := rule.Small(sheet.Kind, sheet.At(place))
			if small && !protected.hidden(place) {
				t.Fatalf("place %d of %+v is small and shown", place, protected)
			}
			if protected.hidden(place) && !small {
				further++
			}
		}
		if len(sheet.Cells) > 8 {
			continue
		}
		for _, r := range protected.Ranges(KnowsMost, rule) {
			value := protected.At(r.Place).counts(sheet.Kind)[r.Quantity]
			if r.Low > value || r.High < value || rule.small(value) && r.Exact() {
				t.Fatalf("%+v: %+v, the value is %d", protected, r, value)
			}
		}
	}
	if further == 0 {
		t.Error("nothing was hidden for others' sake")
	}
}

// TestMovesKeepEverySum tries the proofs that the audit goes by.
func TestMovesKeepEverySum(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	found, tangles := 0, 0
	for range 300 {
		grid := randomGrid(random, 1+random.IntN(4), 1+random.IntN(6), 12)
		grid.Windows = Rolling(grid.periods(), 3)
		sheet := grid.Sheet()
		for _, place := range sheet.places() {
			sheet.hide(place, random.IntN(3) > 0)
		}
		reader := Reader(random.IntN(4))
		y := newSystem(sheet, newFrame(sheet), DefaultRule, reader)
		for number := range y.numbers {
			m, ok := y.find(number, 1-2*random.Int64N(2))
			if !ok {
				continue
			}
			found++
			if m[number] == 0 {
				t.Fatalf("the number does not move: %v", m)
			}
			after := slices.Clone(y.numbers)
			for i, d := range m {
				after[i].value += d
				if after[i].value < after[i].low || after[i].value > after[i].high {
					t.Fatalf("number %d becomes %+v", i, after[i])
				}
			}
			assertSums(t, sheet, after)
			if p := y.partOf[number]; p >= 0 && !y.parts[p].network {
				tangles++
			}
		}
	}
	if found < 1000 || tangles < 1000 {
		t.Errorf("%d moves, %d of them in no network", found, tangles)
	}
}

// assertSums adds the cells up, by their plain definition.
func assertSums(t *testing.T, sheet Sheet, numbers []number) {
	t.Helper()
	quantities := len(sheet.Kind.quantities())
	at := func(place, k int) int64 {
		if place < 0 {
			place = len(sheet.Cells) + TotalCell - place
		}
		return numbers[place*quantities+k].value
	}
	for _, place := range sheet.places() {
		if quantities == 3 && at(place, 0)+at(place, 1) != at(place, 2) {
			t.Fatalf("place %d: %d with and %d without are not %d", place, at(place, 0), at(place, 1), at(place, 2))
		}
		if place >= 0 {
			continue
		}
		for k := range quantities {
			var sum int64
			for _, cell := range sheet.Totals[TotalCell-place].Cells {
				sum += at(cell, k)
			}
			if sum != at(place, k) {
				t.Fatalf("total %d is %d, its cells are %d", place, at(place, k), sum)
			}
		}
	}
}

func TestAReaderWhoKnowsMoreIsNeverLessSure(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	for range 200 {
		grid := randomGrid(random, 1+random.IntN(4), 1+random.IntN(4), 12)
		grid.Kind = Count // a network, so that the ranges are exact
		sheet := grid.Sheet()
		for _, place := range sheet.places() {
			sheet.hide(place, random.IntN(2) == 0)
		}
		var before []Range
		for _, reader := range []Reader{Subtracts, Counts, KnowsRule} {
			ranges := sheet.Ranges(reader, DefaultRule)
			for i, r := range ranges {
				if before != nil && (r.Low < before[i].Low || r.High > before[i].High) {
					t.Fatalf("%+v: %+v by a reader who knows more than for %+v", sheet, r, before[i])
				}
			}
			before = ranges
		}
	}
}

func TestGridPlaces(t *testing.T) {
	grid := Grid{Kind: Count, Windows: Rolling(5, 4)}
	for unit := range 3 {
		var row []Cell
		for period := range 5 {
			row = append(row, Cell{Numerator: int64(100*unit + period)})
		}
		grid.Cells = append(grid.Cells, row)
	}
	sheet := grid.Sheet()
	for name, test := range map[string]struct {
		place int
		want  int64
	}{
		"unit 1, period 4":           {grid.Place(1, 4), 104},
		"all, period 2":              {grid.PeriodTotal(2), 306},
		"unit 2, the second window":  {grid.WindowTotal(2, 1), 810},
		"unit 0, the first window":   {grid.WindowTotal(0, 0), 6},
		"everybody, the last window": {grid.WindowOfAll(1), 1230},
	} {
		if got := sheet.At(test.place).Numerator; got != test.want {
			t.Errorf("%s: %d, want %d", name, got, test.want)
		}
	}
	if len(sheet.Totals) != 5+3*2+2 || Rolling(3, 4) != nil || Rolling(3, 0) != nil {
		t.Errorf("%d totals", len(sheet.Totals))
	}
}

// TestEarlierTotalsAreTotals: what was published before a figure came in.
func TestEarlierTotalsAreTotals(t *testing.T) {
	sheet := Sheet{Kind: Count, Cells: []Cell{{Numerator: 30}, {Numerator: 40}, {Numerator: 3, Hidden: true}},
		Totals: []Total{{Cells: []int{0, 1, 2}, Hidden: true}}}
	if got := sheet.Audit(DefaultRule); len(got) > 0 {
		t.Fatalf("one page gives away %v", got)
	}
	sheet.Totals = append(sheet.Totals, Total{Cells: []int{1, 2}})
	if got := sheet.Audit(DefaultRule); !slices.Equal(got, []Exposure{{Cell: 2, Value: 3}}) {
		t.Errorf("with the total of yesterday: %v", got)
	}
}

func TestZeroCanBeSmall(t *testing.T) {
	rule := Rule{Threshold: 5, ZeroIsSmall: true}
	protected := Protect(counts(0, 12, 25), rule)
	if hidden := hides(protected); !slices.Equal(hidden, []int{0, 1}) {
		t.Errorf("hides %v", hidden)
	}
	if why := rule.Why(Proportion, Cell{Numerator: 20, Denominator: 20}); why != (Reasons{Complement: true}) {
		t.Errorf("everybody of twenty: %+v", why)
	}
}

// ten units over three years, with rolling four quarters.
func benchmarkGrid(kind Kind, limit int64) Sheet {
	grid := randomGrid(rand.New(rand.NewPCG(17, 18)), 10, 12, limit)
	grid.Kind, grid.Windows = kind, Rolling(12, 4)
	return grid.Sheet()
}

func BenchmarkProtectCountGrid(b *testing.B) {
	sheet := benchmarkGrid(Count, 60)
	for b.Loop() {
		sheet.Protect(DefaultRule)
	}
}

func BenchmarkProtectProportionGrid(b *testing.B) {
	sheet := benchmarkGrid(Proportion, 60)
	for b.Loop() {
		sheet.Protect(DefaultRule)
	}
}

func BenchmarkAuditProportionGrid(b *testing.B) {
	sheet := benchmarkGrid(Proportion, 60).Protect(DefaultRule)
	for b.Loop() {
		if len(sheet.Audit(DefaultRule)) > 0 {
			b.Fatal("gives something away")
		}
	}
}
