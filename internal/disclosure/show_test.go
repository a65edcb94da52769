package disclosure

import (
	"math/rand/v2"
	"testing"
)

// TestShownSumsGiveNothingAway protects the months of random units and then shows what
// can be shown of their sums over time.
func TestShownSumsGiveNothingAway(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	shown, refused := 0, 0
	for range 150 {
		grid := randomGrid(random, 2+random.IntN(4), 3+random.IntN(5), 20)
		grid.Windows = Rolling(grid.periods(), 3)
		rule := Rule{Threshold: 4 + random.Int64N(4)}
		sheet := grid.Sheet()
		var windows []int
		for t := grid.periods(); t < len(sheet.Totals); t++ {
			sheet.Totals[t].Hidden = true
			windows = append(windows, TotalAt(t))
		}
		years := sheet.Protect(rule)
		got := years.Show(rule, windows)
		if exposures := got.Audit(rule); len(exposures) > 0 {
			t.Fatalf("%+v gives away %v", got, exposures)
		}
		for _, place := range got.places() {
			switch hidden := got.hidden(place); {
			case hidden && !years.hidden(place):
				t.Fatalf("place %d is hidden for a sum's sake", place)
			case hidden && got.told(place):
				t.Fatalf("place %d is hidden, its cells are shown", place)
			case place < -grid.periods() && hidden:
				refused++
			case place < -grid.periods() && !got.told(place):
				shown++
			}
		}
	}
	if shown < 100 || refused < 100 {
		t.Errorf("%d sums of hidden cells are shown, %d are not: too lopsided to prove anything", shown, refused)
	}
}

func TestShowTakesTheFirstThatCanBe(t *testing.T) {
	sheet := Sheet{Kind: Count, Cells: []Cell{{Numerator: 3, Hidden: true}, {Numerator: 9, Hidden: true}, {Numerator: 20}},
		Totals: []Total{{Cells: []int{0, 1, 2}}, {Cells: []int{0, 2}, Hidden: true}, {Cells: []int{1, 2}, Hidden: true}, {Cells: []int{2}, Hidden: true}}}
	got := sheet.Show(DefaultRule, []int{TotalAt(1), TotalAt(2), TotalAt(3)})
	// 3 + 20 and 9 + 20 give the 3 away, with 20 and by the total of all.
	for i, want := range []bool{false, true, true, false} {
		if got.Totals[i].Hidden != want {
			t.Errorf("total %d hidden: %t", i, !want)
		}
	}
	if !sheet.Totals[3].Hidden {
		t.Error("the sheet it was given was changed")
	}
	small := Sheet{Kind: Count, Cells: []Cell{{Numerator: 3}}, Totals: []Total{{Cells: []int{0}, Hidden: true}}}
	small.Cells = append(small.Cells, Cell{Numerator: 9, Hidden: true}, Cell{Numerator: 9, Hidden: true})
	small.Totals = append(small.Totals, Total{Cells: []int{1, 2}, Hidden: true})
	if got := small.Show(DefaultRule, []int{TotalAt(1)}); !got.Totals[1].Hidden {
		t.Error("a sheet that gives something away gets another sum")
	}
}
