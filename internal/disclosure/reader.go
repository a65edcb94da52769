package disclosure

// Reader is what somebody who tries to work out hidden numbers knows besides
// what is shown. Each knows what those before do.
type Reader int

const (
	// Subtracts adds and subtracts what is shown.
	Subtracts Reader = iota
	// Counts knows that no number of children is below zero.
	Counts
	// KnowsRule knows the rule, and so that what was hidden for its own sake is
	// from 1 (0 when zeros are small) to the threshold less one.
	KnowsRule
	// KnowsMost also knows of each hidden cell's numbers whether they are zero,
	// small, or at least the threshold. Nobody is told so, but somebody at a unit
	// may know; it is the reader that [Audit] and [Protect] guard against.
	KnowsMost
)

// Unbounded stands for a number that a reader cannot say how large it is at most;
// less Unbounded for one that may be as far below zero.
const Unbounded = int64(1) << 60

// bounds are what the reader knows that a number lies within, from its value and
// whether it is shown and a cell's or a total's.
func (reader Reader) bounds(rule Rule, value int64, hidden, total bool) (low, high int64) {
	smallest := int64(1)
	if rule.ZeroIsSmall {
		smallest = 0
	}
	switch {
	case !hidden:
		return value, value
	case reader == Subtracts:
		return -Unbounded, Unbounded
	case reader == KnowsRule && rule.small(value), reader == KnowsMost && rule.small(value) && !total:
		return smallest, rule.Threshold - 1
	case reader == KnowsMost && !total && value == 0:
		return 0, 0
	case reader == KnowsMost && !total && value >= rule.Threshold:
		return rule.Threshold, Unbounded
	}
	// A hidden total is open even to those who know most: it may be hidden for
	// its own sake or for the cells'.
	return 0, Unbounded
}

// Range is what a reader can work out about a hidden number: it is from Low to
// High, and each whole number between that nothing else forbids is possible.
type Range struct {
	// Place is that of the cell or total, see [Sheet.At].
	Place     int
	Quantity  Quantity
	Low, High int64
}

// Exact says that the reader knows the number.
func (r Range) Exact() bool { return r.Low == r.High }

// Ranges are what a reader can work out about all that is hidden in a sheet: cells
// first, then totals.
//
// Both ends are possible. They are the very ends when the sums form a network
// (rows and columns, or rolling windows); in a larger tangle the search for more
// distant ones may be given up, and the true range is then wider.
func (s Sheet) Ranges(reader Reader, rule Rule) []Range {
	system := newSystem(s, newFrame(s), rule, reader)
	var ranges []Range
	for n, place := range s.places() {
		if !s.hidden(place) {
			continue
		}
		for k, q := range s.Kind.quantities() {
			number := n*len(s.Kind.quantities()) + k
			ranges = append(ranges, Range{Place: place, Quantity: q,
				Low: system.farthest(number, -1), High: system.farthest(number, +1)})
		}
	}
	return ranges
}
