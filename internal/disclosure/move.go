package disclosure

import "slices"

// move is a change of some numbers that keeps all sums and all that the reader
// knows.
type move map[int]int64

// find looks for a move that makes a number larger (towards 1) or smaller
// (towards -1). None is found when there is none, or, in a part that is no
// network, when the search becomes too long.
func (y *system) find(number int, towards int64) (move, bool) {
	n := y.numbers[number]
	if towards > 0 && n.value >= n.high || towards < 0 && n.value <= n.low {
		return nil, false
	}
	if y.partOf[number] < 0 {
		return move{number: towards}, true // nothing ties it
	}
	p := y.parts[y.partOf[number]]
	if p.network {
		return y.cycle(p, number, towards)
	}
	if y.tangle == nil {
		y.tangle = newTangle(y, y.sheet)
	}
	return y.tangle.search(number, towards)
}

// keeps reports whether a move that was found before is one still.
func (y *system) keeps(m move) bool {
	for i, d := range m {
		n := y.numbers[i]
		if n.value+d < n.low || n.value+d > n.high {
			return false
		}
	}
	return len(m) > 0
}

// farthest is the largest (towards 1) or smallest value that a number can be seen
// to have; at least the value's own.
func (y *system) farthest(number int, towards int64) int64 {
	value := y.numbers[number].value
	if _, ok := y.find(number, towards); !ok {
		return value
	}
	if p := y.partOf[number]; p >= 0 && !y.parts[p].network {
		return y.farthestInTangle(number, towards)
	}
	before := slices.Clone(y.numbers)
	defer func() { y.numbers = before }()
	for {
		m, ok := y.find(number, towards)
		if !ok {
			return y.numbers[number].value
		}
		length := y.room(m)
		if length == Unbounded {
			return towards * Unbounded
		}
		y.numbers = slices.Clone(y.numbers)
		for i, d := range m {
			y.numbers[i].value += length * d
		}
	}
}

// farthestInTangle doubles the distance as long as there are moves that far, and
// then halves the doubt.
func (y *system) farthestInTangle(number int, towards int64) int64 {
	reached, tooFar := int64(0), far
	for by := int64(1); by < far/2 && tooFar == far; by *= 2 {
		if m, ok := y.tangle.search(number, towards*by); ok {
			reached = towards * m[number]
		} else {
			tooFar = by
		}
	}
	if tooFar == far {
		return towards * Unbounded
	}
	for reached+1 < tooFar {
		middle := (reached + tooFar) / 2
		if m, ok := y.tangle.search(number, towards*middle); ok {
			reached = towards * m[number]
		} else {
			tooFar = middle
		}
	}
	return y.numbers[number].value + towards*reached
}

// room is how many times a move can be made.
func (y *system) room(m move) int64 {
	times := Unbounded
	for i, d := range m {
		n := y.numbers[i]
		switch {
		case d > 0 && n.high < Unbounded:
			times = min(times, (n.high-n.value)/d)
		case d < 0 && n.low > -Unbounded:
			times = min(times, (n.value-n.low)/-d)
		}
	}
	return times
}
