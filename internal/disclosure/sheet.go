package disclosure

import "slices"

// Sheet is cells and the sums of them that are published, on one page or on
// several: whatever a reader can put side by side. What was published earlier,
// over fewer units or before a figure was corrected, is one more total of its
// own.
type Sheet struct {
	Kind   Kind
	Cells  []Cell
	Totals []Total
}

// Total is the sum of some of a sheet's cells.
type Total struct {
	// Cells are their indexes, each once.
	Cells []int
	// Hidden says that the sum is not shown, nor anything computed from it.
	Hidden bool
}

// TotalCell is the place that a [Table]'s total, which is a sheet's first, has
// among cells. [TotalAt] gives that of the others.
const TotalCell = -1

// TotalAt is the place of a sheet's total with index i: -1, -2 and so on.
func TotalAt(i int) int { return TotalCell - i }

// At is the cell or total at a place: a cell's index, or TotalAt of a total's.
func (s Sheet) At(place int) Cell {
	if place >= 0 {
		return s.Cells[place]
	}
	total := s.Totals[TotalCell-place]
	sum := Cell{Hidden: total.Hidden}
	for _, i := range total.Cells {
		sum.Numerator += s.Cells[i].Numerator
		sum.Denominator += s.Cells[i].Denominator
	}
	return sum
}

// hidden reports whether what is at a place is.
func (s Sheet) hidden(place int) bool {
	if place >= 0 {
		return s.Cells[place].Hidden
	}
	return s.Totals[TotalCell-place].Hidden
}

// hide shows or hides what is at a place.
func (s Sheet) hide(place int, hidden bool) {
	if place >= 0 {
		s.Cells[place].Hidden = hidden
	} else {
		s.Totals[TotalCell-place].Hidden = hidden
	}
}

// places are all cells and then all totals.
func (s Sheet) places() []int {
	places := make([]int, 0, len(s.Cells)+len(s.Totals))
	for i := range s.Cells {
		places = append(places, i)
	}
	for i := range s.Totals {
		places = append(places, TotalAt(i))
	}
	return places
}

// clone copies what hide changes.
func (s Sheet) clone() Sheet {
	s.Cells, s.Totals = slices.Clone(s.Cells), slices.Clone(s.Totals)
	return s
}

// sheet is the table as a sheet with one total.
func (t Table) sheet() Sheet {
	all := make([]int, len(t.Cells))
	for i := range all {
		all[i] = i
	}
	return Sheet{Kind: t.Kind, Cells: t.Cells, Totals: []Total{{Cells: all, Hidden: t.TotalHidden}}}
}
