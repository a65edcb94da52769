package disclosure

import (
	"cmp"
	"math/bits"
	"slices"
)

// frame is what stays the same about a sheet when cells are hidden and shown.
type frame struct {
	// counts are the numbers at each place, in the order of Sheet.places.
	counts [][3]int64
	// sums say for each total how it is made of cells (by index) and of other
	// totals (len(Cells) + index), in as few terms as can easily be found: a grand
	// total of the row totals, a rolling sum of the one before, with a period more
	// and one less. Short sums make the search short.
	sums [][]term
}

func newFrame(s Sheet) frame {
	var f frame
	for _, place := range s.places() {
		f.counts = append(f.counts, s.At(place).counts(s.Kind))
	}
	f.sums = make([][]term, len(s.Totals))
	members := make([]set, len(s.Totals))
	order := make([]int, len(s.Totals)) // the small ones first
	for t, total := range s.Totals {
		order[t], members[t] = t, setOf(total.Cells, len(s.Cells))
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(s.Totals[a].Cells), len(s.Totals[b].Cells)) })
	for n, t := range order {
		smaller := order[:n]
		f.sums[t] = ofParts(s, members, t, smaller)
		nearest, fewest := 0, len(f.sums[t])
		for _, other := range smaller {
			if terms := 1 + members[t].differing(members[other]); terms < fewest {
				nearest, fewest = other, terms
			}
		}
		if fewest < len(f.sums[t]) {
			f.sums[t] = fromOther(s, members, t, nearest)
		}
	}
	return f
}

// ofParts is the total as smaller totals that do not overlap, from the largest,
// and the cells that are then left.
func ofParts(s Sheet, members []set, t int, smaller []int) []term {
	left := slices.Clone(members[t])
	var terms []term
	for _, other := range slices.Backward(smaller) {
		if len(s.Totals[other].Cells) > 1 && left.holds(members[other]) {
			terms = append(terms, term{len(s.Cells) + other, 1})
			left.remove(members[other])
		}
	}
	for _, cell := range s.Totals[t].Cells {
		if left.has(cell) {
			terms = append(terms, term{cell, 1})
		}
	}
	return terms
}

// fromOther is the total as another, with some cells more and some less.
func fromOther(s Sheet, members []set, t, other int) []term {
	terms := []term{{len(s.Cells) + other, 1}}
	for _, cell := range s.Totals[t].Cells {
		if !members[other].has(cell) {
			terms = append(terms, term{cell, 1})
		}
	}
	for _, cell := range s.Totals[other].Cells {
		if !members[t].has(cell) {
			terms = append(terms, term{cell, -1})
		}
	}
	return terms
}

// set is cells by their indexes, a bit for each.
type set []uint64

func setOf(cells []int, most int) set {
	s := make(set, (most+63)/64)
	for _, cell := range cells {
		s[cell/64] |= 1 << (cell % 64)
	}
	return s
}

func (s set) has(cell int) bool { return s[cell/64]&(1<<(cell%64)) != 0 }

// holds reports whether all of the other's cells are in the set.
func (s set) holds(other set) bool {
	for i, word := range other {
		if word&^s[i] != 0 {
			return false
		}
	}
	return true
}

func (s set) remove(other set) {
	for i, word := range other {
		s[i] &^= word
	}
}

// differing is how many cells are in one of the two only.
func (s set) differing(other set) (n int) {
	for i, word := range other {
		n += bits.OnesCount64(word ^ s[i])
	}
	return n
}
