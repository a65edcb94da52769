package disclosure

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAuditAgreesWithTryingEveryNumber compares Audit with the slow and plain
// way: go through every set of numbers that the reader cannot rule out, and see
// which small numbers are the same in all of them. The tables are networks; the
// sheets, proportions in rows and columns, are not.
func TestAuditAgreesWithTryingEveryNumber(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	rule := Rule{Threshold: 4}
	for name, make := range map[string]func() Sheet{
		"tables": func() Sheet { return randomTable(random, 1+random.IntN(4), 9).sheet() },
		"sheets": func() Sheet { return randomGrid(random, 2, 2, 8).Sheet() },
		"windows": func() Sheet {
			grid := randomGrid(random, 1, 4, 8)
			grid.Windows = Rolling(4, 2)
			return grid.Sheet()
		},
	} {
		exposed := 0
		const tries = 400
		for range tries {
			sheet := make()
			for i := range sheet.Cells {
				sheet.Cells[i].Hidden = random.IntN(4) > 0
			}
			want := enumerate(sheet, rule)
			if got := sheet.Audit(rule); !slices.Equal(got, want) {
				t.Fatalf("%s: %+v: audit says %v, trying every number %v", name, sheet, got, want)
			}
			exposed += min(1, len(want))
		}
		if exposed < tries/20 || exposed > tries*19/20 {
			t.Errorf("%s: %d of %d give something away: too lopsided to prove anything", name, exposed, tries)
		}
	}
}

// enumerate is Audit by exhaustion, for a sheet whose totals are all published.
func enumerate(sheet Sheet, rule Rule) []Exposure {
	seen := make([][3]map[int64]bool, len(sheet.Cells))
	for i := range seen {
		seen[i] = [3]map[int64]bool{{}, {}, {}}
	}
	left := make([][3]int64, len(sheet.Totals)) // of each total, for the cells to come
	for t := range left {
		left[t] = sheet.At(TotalAt(t)).counts(sheet.Kind)
	}
	var guess [][3]int64
	var try func()
	try = func() {
		cell := len(guess)
		if cell == len(sheet.Cells) {
			for i, counts := range guess {
				for q, value := range counts {
					seen[i][q][value] = true
				}
			}
			return
		}
		for _, counts := range possible(sheet, cell, rule, left) {
			spend(sheet, left, cell, counts, 1)
			if fits(sheet, left, cell) {
				guess = append(guess, counts)
				try()
				guess = guess[:len(guess)-1]
			}
			spend(sheet, left, cell, counts, -1)
		}
	}
	try()
	var exposures []Exposure
	for _, place := range sheet.places() {
		for q, value := range sheet.At(place).counts(sheet.Kind) {
			if rule.small(value) && value > 0 && (place < 0 || len(seen[place][q]) == 1) {
				exposures = append(exposures, Exposure{Cell: place, Value: value})
				break
			}
		}
	}
	return exposures
}

// possible lists the counts that a reader could believe of a cell: the truth
// itself when it is shown, otherwise the same of zero, small and large, and no
// more than what is left of its totals.
func possible(sheet Sheet, index int, rule Rule, left [][3]int64) (all [][3]int64) {
	cell := sheet.Cells[index]
	truth := cell.counts(sheet.Kind)
	if !cell.Hidden {
		return [][3]int64{truth}
	}
	most := [3]int64{60, 60, 60}
	for t, total := range sheet.Totals {
		if slices.Contains(total.Cells, index) {
			for q := range most {
				most[q] = min(most[q], left[t][q])
			}
		}
	}
	same := func(q int, value int64) bool {
		return (value == 0) == (truth[q] == 0) && rule.small(value) == rule.small(truth[q])
	}
	for x := range most[With] + 1 {
		for y := range most[Without] + 1 {
			counts := [3]int64{x, y, 0}
			switch sheet.Kind {
			case Proportion:
				counts[All] = x + y
			case Mean:
				for n := range most[All] + 1 {
					if same(int(All), n) {
						all = append(all, [3]int64{All: n})
					}
				}
				return all
			}
			if same(0, counts[0]) && same(1, counts[1]) && same(2, counts[2]) {
				all = append(all, counts)
			}
		}
	}
	return all
}

// spend takes a cell's counts (or gives them back) from what is left of its totals.
func spend(sheet Sheet, left [][3]int64, cell int, counts [3]int64, times int64) {
	for t, total := range sheet.Totals {
		if slices.Contains(total.Cells, cell) {
			for q, value := range counts {
				left[t][q] -= times * value
			}
		}
	}
}

// fits reports whether the totals can still be kept after a cell.
func fits(sheet Sheet, left [][3]int64, cell int) bool {
	for t, total := range sheet.Totals {
		last := slices.Max(total.Cells)
		for _, value := range left[t] {
			if value < 0 || cell >= last && value != 0 {
				return false
			}
		}
	}
	return true
}
