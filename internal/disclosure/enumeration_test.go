package disclosure

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAuditAgreesWithTryingEveryNumber compares Audit with the slow and plain
// way: go through every set of numbers that the reader cannot rule out, and see
// which small numbers are the same in all of them.
func TestAuditAgreesWithTryingEveryNumber(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	rule := Rule{Threshold: 4}
	exposed := 0
	for range 1500 {
		table := randomTable(random, 1+random.IntN(4), 9)
		for i := range table.Cells {
			table.Cells[i].Hidden = random.IntN(4) > 0
		}
		want := enumerate(table, rule)
		if got := Audit(table, rule); !slices.Equal(got, want) {
			t.Fatalf("%+v: audit says %v, trying every number %v", table, got, want)
		}
		exposed += min(1, len(want))
	}
	if exposed < 100 || exposed > 1400 {
		t.Errorf("%d of the 1500 tables give something away: too lopsided to prove anything", exposed)
	}
}

// enumerate is Audit by exhaustion, for a table whose total is published.
func enumerate(table Table, rule Rule) []Exposure {
	seen := make([][3]map[int64]bool, len(table.Cells))
	for i := range seen {
		seen[i] = [3]map[int64]bool{{}, {}, {}}
	}
	total := table.Total().counts(table.Kind)
	var guess [][3]int64
	var try func(left [3]int64)
	try = func(left [3]int64) {
		if len(guess) == len(table.Cells) {
			if left == [3]int64{} {
				for i, counts := range guess {
					for q, value := range counts {
						seen[i][q][value] = true
					}
				}
			}
			return
		}
		truth := table.Cells[len(guess)]
		for x := range left[with] + 1 {
			for y := range left[without] + 1 {
				counts := [3]int64{x, y, x + y}
				if possible(counts, truth, table.Kind, rule) {
					guess = append(guess, counts)
					try([3]int64{left[with] - x, left[without] - y, left[all] - x - y})
					guess = guess[:len(guess)-1]
				}
			}
		}
	}
	try(total)
	var exposures []Exposure
	for i, cell := range table.Cells {
		for q, value := range cell.counts(table.Kind) {
			if rule.small(value) && len(seen[i][q]) == 1 {
				exposures = append(exposures, Exposure{Cell: i, Value: value})
				break
			}
		}
	}
	for _, value := range total {
		if rule.small(value) {
			return append(exposures, Exposure{Cell: TotalCell, Value: value})
		}
	}
	return exposures
}

// possible says whether a reader could believe the counts of a cell: the truth
// itself when it is shown, otherwise the same of zero, small and large.
func possible(counts [3]int64, cell Cell, kind Kind, rule Rule) bool {
	for q, value := range cell.counts(kind) {
		same := (counts[q] == 0) == (value == 0) && rule.small(counts[q]) == rule.small(value)
		if !same || !cell.Hidden && counts[q] != value {
			return false
		}
	}
	return true
}
