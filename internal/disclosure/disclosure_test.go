package disclosure

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// hides lists which cells are hidden; the total as TotalCell.
func hides(table Table) []int {
	var hidden []int
	for i, cell := range table.Cells {
		if cell.Hidden {
			hidden = append(hidden, i)
		}
	}
	if table.TotalHidden {
		hidden = append(hidden, TotalCell)
	}
	return hidden
}

func counts(values ...int64) Table {
	table := Table{Kind: Count}
	for _, value := range values {
		table.Cells = append(table.Cells, Cell{Numerator: value})
	}
	return table
}

func proportions(values ...[2]int64) Table {
	table := Table{Kind: Proportion}
	for _, value := range values {
		table.Cells = append(table.Cells, Cell{Numerator: value[0], Denominator: value[1]})
	}
	return table
}

func TestProtectHidesWhatItMust(t *testing.T) {
	tests := []struct {
		name  string
		table Table
		want  []int
	}{
		{"nothing small", counts(29, 27, 16), nil},
		{"zero is shown", counts(0, 27, 16), nil},
		{"one small cell takes the smallest that is enough", counts(3, 12, 25, 8), []int{0, 3}},
		{"a secondary cell at the threshold is not enough for 1", counts(1, 5, 12), []int{0, 2}},
		{"two small cells are enough together", counts(3, 2, 25, 8), []int{0, 1}},
		{"two ones need a third", counts(1, 1, 25, 8), []int{0, 1, 3}},
		{"a forced sum takes the total", counts(4, 4, 4), []int{0, 1, 2, TotalCell}},
		{"a small total", counts(4, 0, 0), []int{0, TotalCell}},
		{"zeros protect nobody", counts(3, 0, 20), []int{0, 2}},
		{"nothing but zeros beside", counts(3), []int{0, TotalCell}},
		{"small denominator", proportions([2]int64{0, 3}, [2]int64{20, 60}), []int{0, 1}},
		{"small complement", proportions([2]int64{56, 58}, [2]int64{20, 60}, [2]int64{40, 90}), []int{0, 1}},
		{"whole proportion", proportions([2]int64{20, 20}, [2]int64{0, 30}), nil},
		{"a cell without a figure is left alone", proportions([2]int64{}, [2]int64{2, 30}, [2]int64{20, 60}), []int{1, 2}},
		{"mean by its n", Table{Kind: Mean, Cells: []Cell{{Denominator: 3}, {Denominator: 40}, {Denominator: 30}}}, []int{0, 2}},
		{"rate by its numerator alone", Table{Kind: Rate, Cells: []Cell{{Numerator: 9, Denominator: 2}, {Numerator: 7, Denominator: 3}}}, nil},
		{"a rate may exceed its exposure", Table{Kind: Rate, Cells: []Cell{{Numerator: 3, Denominator: 2}, {Numerator: 70, Denominator: 30}}}, []int{0, 1}},
	}
	for _, test := range tests {
		before := slices.Clone(test.table.Cells)
		got := Protect(test.table, DefaultRule)
		if hidden := hides(got); !slices.Equal(hidden, test.want) {
			t.Errorf("%s: hides %v, want %v", test.name, hidden, test.want)
		}
		if exposures := Audit(got, DefaultRule); len(exposures) > 0 {
			t.Errorf("%s: gives away %v", test.name, exposures)
		}
		if !slices.Equal(before, test.table.Cells) {
			t.Errorf("%s: the table it was given was changed", test.name)
		}
	}
}

func TestATableWithoutTotalNeedsNoFurtherCell(t *testing.T) {
	table := counts(3, 12, 25)
	table.TotalHidden = true
	if hidden := hides(Protect(table, DefaultRule)); !slices.Equal(hidden, []int{0, TotalCell}) {
		t.Errorf("hides %v", hidden)
	}
}

func TestAuditNamesWhatIsGivenAway(t *testing.T) {
	table := proportions([2]int64{2, 30}, [2]int64{3, 40}, [2]int64{20, 60})
	table.Cells[0].Hidden = true
	want := []Exposure{{Cell: 0, Value: 2}, {Cell: 1, Value: 3}}
	if got := Audit(table, DefaultRule); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	small := counts(4, 0)
	small.Cells[0].Hidden = true
	want = []Exposure{{Cell: 0, Value: 4}, {Cell: TotalCell, Value: 4}}
	if got := Audit(small, DefaultRule); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestARuleThatIsOffHidesNothing(t *testing.T) {
	if hidden := hides(Protect(counts(1, 2, 3), Rule{})); hidden != nil {
		t.Errorf("hides %v", hidden)
	}
}

// TestProtectedTablesAreSafe makes many tables like those of small units.
func TestProtectedTablesAreSafe(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		table := randomTable(random, 1+random.IntN(9), 40)
		rule := Rule{Threshold: 4 + random.Int64N(7)}
		protected := Protect(table, rule)
		if exposures := Audit(protected, rule); len(exposures) > 0 {
			t.Fatalf("%+v with %+v gives away %v", protected, rule, exposures)
		}
		for i, cell := range protected.Cells {
			if rule.Small(table.Kind, cell) && !cell.Hidden {
				t.Fatalf("cell %d of %+v is small and shown", i, protected)
			}
		}
	}
}

// randomTable has that many cells, each number below limit.
func randomTable(random *rand.Rand, cells int, limit int64) Table {
	table := Table{Kind: Kind(random.IntN(4))}
	for range cells {
		n := random.Int64N(limit)
		table.Cells = append(table.Cells, Cell{Numerator: random.Int64N(n + 1), Denominator: n})
	}
	return table
}

func BenchmarkProtectFortyUnits(b *testing.B) {
	table := randomTable(rand.New(rand.NewPCG(3, 4)), 40, 100)
	table.Kind = Proportion
	for b.Loop() {
		Protect(table, DefaultRule)
	}
}

// randomGrid is that many units by periods, each number below limit.
func randomGrid(random *rand.Rand, units, periods int, limit int64) Grid {
	grid := Grid{Kind: Kind(random.IntN(4))}
	for range units {
		grid.Cells = append(grid.Cells, randomTable(random, periods, limit).Cells)
	}
	return grid
}
