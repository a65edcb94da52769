package disclosure

// Exposure is a small number that is hidden in vain: it can be worked out.
type Exposure struct {
	// Cell is the index of the cell, TotalCell for a table's total, or TotalAt
	// of a sheet's.
	Cell int
	// Value is the number that can be worked out, or that is not hidden at all.
	Value int64
}

// Audit lists the small numbers that a table gives away; none means that it is
// safe to publish. See [Sheet.Audit].
func Audit(table Table, rule Rule) []Exposure { return table.sheet().Audit(rule) }

// Audit lists the small numbers that a sheet gives away, one for each cell and
// total; none means that it is safe to publish. The reader that it guards
// against is KnowsMost. A small number is given away when only one value of it is
// possible; a small number that is not hidden always is.
//
// A number passes only on the proof that it could be another: a second set of
// whole numbers that agrees with all that is shown and known. When the sums form
// a network (one total, rows and columns, rolling windows) the answer is exact.
// In a larger tangle the search for a proof may be given up, and the number then
// counts as given away.
func (s Sheet) Audit(rule Rule) []Exposure {
	return s.audit(inquiry{frame: newFrame(s), rule: rule, most: len(s.Cells) + len(s.Totals), patience: patience})
}

// inquiry is an audit of a sheet, one of several while cells are hidden and shown.
type inquiry struct {
	frame
	rule Rule
	// proofs are moves that were found before, for the numbers that they were
	// looked for; most of them still hold. Those that are found are added.
	proofs map[int]move
	// most is how many exposures are enough to know, and patience how many guesses
	// are made beyond the first few.
	most, patience int
}

func (s Sheet) audit(q inquiry) []Exposure {
	if !q.anySmall(s) {
		return nil
	}
	system := newSystem(s, q.frame, q.rule, KnowsMost)
	system.patience = q.patience
	free := make([]bool, len(system.numbers))
	var exposures []Exposure
	quantities := len(s.Kind.quantities())
	for n, place := range s.places() {
		for number := n * quantities; number < (n+1)*quantities; number++ {
			value := system.numbers[number].value
			if !q.rule.small(value) || free[number] {
				continue
			}
			proof := q.proofs[number]
			if !system.keeps(proof) {
				proof = system.prove(number)
			}
			if proof == nil {
				exposures = append(exposures, Exposure{Cell: place, Value: value})
				if len(exposures) == q.most {
					return exposures
				}
				break
			}
			if q.proofs != nil {
				q.proofs[number] = proof
			}
			for other := range proof { // it proves the same of them
				free[other] = true
			}
		}
	}
	return exposures
}

// anySmall reports whether there is anything to give away.
func (q inquiry) anySmall(s Sheet) bool {
	for _, counts := range q.counts {
		for _, quantity := range s.Kind.quantities() {
			if q.rule.small(counts[quantity]) {
				return true
			}
		}
	}
	return false
}

// prove finds a move of a number either way; nil when there is none.
func (y *system) prove(number int) move {
	if m, ok := y.find(number, +1); ok {
		return m
	}
	m, _ := y.find(number, -1)
	return m
}
