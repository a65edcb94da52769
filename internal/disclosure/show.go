package disclosure

// largeSheet is how many cells a sheet has for the long searches to be worth their time: with
// more, as of forty units with five strata, they take most of it and show little.
const largeSheet = 120

// Show returns the sheet with more of what is hidden in it shown: each of the places
// in turn, unless it would then give a small number away, and leaves the one it was
// given unchanged. It is for sums that are good to have but never worth hiding another
// number for; put the dearest first.
//
// A sum of cells that are all shown is no news and is always shown. A sheet that gives
// something away as it is gets no other sums. In a large sheet a place stays hidden when
// it is not soon seen that it can be shown.
func (s Sheet) Show(rule Rule, places []int) Sheet {
	p := protector{sheet: s.clone(), inquiry: inquiry{frame: newFrame(s), rule: rule, proofs: map[int]move{}, patience: patience}}
	var doubtful []int
	for _, place := range places {
		if !p.sheet.hidden(place) {
			continue
		}
		if p.sheet.told(place) {
			p.sheet.hide(place, false)
		} else {
			doubtful = append(doubtful, place)
		}
	}
	if len(doubtful) == 0 || !p.safe() {
		return p.sheet
	}
	if len(s.Cells) > largeSheet {
		p.patience = 0
	}
	for _, place := range doubtful {
		p.sheet.hide(place, false)
		if !p.safe() {
			p.sheet.hide(place, true)
		}
	}
	// Somebody who audits the result has no proofs from on the way to it.
	p.proofs, p.patience = map[int]move{}, patience
	for n := len(doubtful) - 1; n >= 0 && !p.safe(); n-- {
		p.sheet.hide(doubtful[n], true)
	}
	return p.sheet
}

// told reports whether a place is a sum of cells that are all shown.
func (s Sheet) told(place int) bool {
	if place >= 0 {
		return false
	}
	for _, cell := range s.Totals[TotalCell-place].Cells {
		if s.Cells[cell].Hidden {
			return false
		}
	}
	return true
}
