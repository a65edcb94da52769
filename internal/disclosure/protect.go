package disclosure

import (
	"cmp"
	"slices"
)

// Protect returns the table with everything hidden that the rule requires, and
// leaves the one it was given unchanged. See [Sheet.Protect].
func Protect(table Table, rule Rule) Table {
	protected := table.sheet().Protect(rule)
	table.Cells, table.TotalHidden = protected.Cells, protected.Totals[0].Hidden
	return table
}

// Protect returns the sheet with everything hidden that the rule requires, and
// leaves the one it was given unchanged. What is hidden already stays hidden.
// Few further cells are hidden, small ones before large: in a small sheet no
// fewer would do. Totals are hidden only when hiding cells is not enough. For
// thresholds of 4 and more, Audit of the result finds nothing.
func (s Sheet) Protect(rule Rule) Sheet {
	p := protector{sheet: s.clone(), inquiry: inquiry{frame: newFrame(s), rule: rule, proofs: map[int]move{}}}
	for n, place := range s.places() {
		for _, q := range s.Kind.quantities() {
			if rule.small(p.counts[n][q]) {
				p.sheet.hide(place, true)
			}
		}
	}
	if p.safe() {
		return p.sheet
	}
	if !p.hideFewest() {
		left := p.hideMore()
		p.showAgain(left)
	}
	// Somebody who audits the result has no proofs from on the way to it.
	p.proofs, p.patience = map[int]move{}, patience
	p.hideMore()
	return p.sheet
}

// protector hides what a sheet gives away. It gives up its searches early: what
// it cannot soon see to be safe it hides more for.
type protector struct {
	sheet Sheet
	inquiry
	added []int // the places hidden for others' sake
}

// exposures are at most so many of what the sheet gives away.
func (p *protector) exposures(most int) []Exposure {
	p.most = most
	return p.sheet.audit(p.inquiry)
}

func (p *protector) safe() bool { return len(p.exposures(1)) == 0 }

// mostTries is how many sets of cells of each size are tried in search of the
// smallest that is enough.
const mostTries = 400

// hideFewest hides up to four cells if they are enough, the fewest and smallest
// that are, as long as there are not too many sets to try.
func (p *protector) hideFewest() bool {
	candidates := p.candidates()
	sets := 1
	for size := 1; size <= 4; size++ {
		sets = sets * (len(candidates) - size + 1) / size
		if sets > mostTries {
			return false
		}
		if p.hideSet(candidates, size) {
			return true
		}
	}
	return false
}

// hideSet hides the first so many of the candidates that are enough together.
func (p *protector) hideSet(candidates []int, size int) bool {
	for i, place := range candidates {
		p.sheet.hide(place, true)
		if size == 1 && p.safe() || size > 1 && p.hideSet(candidates[i+1:], size-1) {
			return true
		}
		p.sheet.hide(place, false)
	}
	return false
}

// hideMore hides cells, for each number that is given away the smallest that is
// in a sum with it, until none is; then, where there are no more cells, the sums.
// It returns how many cannot be helped.
func (p *protector) hideMore() int {
	for {
		left := p.exposures(len(p.counts))
		if len(left) == 0 || !p.hideBeside(left) {
			return len(left)
		}
	}
}

// showAgain shows, from the largest down, cells before sums, what was hidden
// without need: when no more than so many are given away without it.
func (p *protector) showAgain(left int) {
	slices.SortStableFunc(p.added, func(a, b int) int {
		if (a < 0) != (b < 0) {
			return cmp.Compare(b, a)
		}
		return cmp.Compare(p.size(b), p.size(a))
	})
	for _, place := range p.added {
		p.sheet.hide(place, false)
		if len(p.exposures(left+1)) > left {
			p.sheet.hide(place, true)
		}
	}
}

// hideBeside hides a cell for each that is given away; if there are none left a
// sum. False when all are hidden.
func (p *protector) hideBeside(exposures []Exposure) bool {
	before := len(p.added)
	for _, exposure := range exposures {
		p.addSmallest(p.cellsBeside(exposure.Cell))
	}
	if len(p.added) > before {
		return true
	}
	for _, exposure := range exposures {
		p.addSmallest(p.sumsOver(exposure.Cell))
	}
	return len(p.added) > before
}

// addSmallest hides the place about the fewest children.
func (p *protector) addSmallest(places []int) {
	if len(places) == 0 {
		return
	}
	place := slices.MinFunc(places, func(a, b int) int { return cmp.Compare(p.size(a), p.size(b)) })
	p.sheet.hide(place, true)
	p.added = append(p.added, place)
}

// sumsOver are the shown sums with a cell in common with a place.
func (p *protector) sumsOver(place int) []int {
	cells := []int{place}
	if place < 0 {
		cells = p.sheet.Totals[TotalCell-place].Cells
	}
	var sums []int
	for t, total := range p.sheet.Totals {
		shared := slices.ContainsFunc(cells, func(cell int) bool { return slices.Contains(total.Cells, cell) })
		if shared && !total.Hidden {
			sums = append(sums, TotalAt(t))
		}
	}
	return sums
}

// cellsBeside are the cells that may be hidden for a place's sake: those in a sum
// with it.
func (p *protector) cellsBeside(place int) []int {
	var cells []int
	for _, sum := range p.sumsOver(place) {
		for _, cell := range p.sheet.Totals[TotalCell-sum].Cells {
			if p.mayHide(cell) {
				cells = append(cells, cell)
			}
		}
	}
	return cells
}

// candidates are the cells that may be hidden for others' sake, the one about the
// fewest children first.
func (p *protector) candidates() []int {
	var places []int
	for i := range p.sheet.Cells {
		if p.mayHide(i) {
			places = append(places, i)
		}
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(p.size(a), p.size(b)) })
	return places
}

// mayHide reports whether a cell is shown and not empty.
func (p *protector) mayHide(cell int) bool { return !p.sheet.Cells[cell].Hidden && p.size(cell) > 0 }

// size is how many children a place is known to be about.
func (p *protector) size(place int) int64 {
	if place < 0 {
		place = len(p.sheet.Cells) + TotalCell - place
	}
	counts := p.counts[place]
	return max(counts[With], counts[All])
}
