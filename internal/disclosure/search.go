package disclosure

import "slices"

const (
	// few is how many guesses a search makes at first, and patience how many more
	// before it is given up, if there can be anything to find.
	few, patience = 60, 400
	// far is farther than any number of children can be from another.
	far = int64(1) << 40
)

// tangle is a system that is no network, to be searched by trying. Only the cells'
// numbers are tried: the totals follow from them.
type tangle struct {
	y           *system
	numbers     []int       // the cells' numbers that are not known
	position    map[int]int // of a number among them
	constraints []constraint
	in          [][]int // the constraints of each position
	// combinations are what the constraints without room say; nil until asked for.
	combinations []combination
}

// constraint is terms (of positions) whose changes must add up to what a total may
// change by, or to nothing for the tie between a cell's own numbers.
type constraint struct {
	terms []term
	total int // its number, or -1
}

// newTangle takes the system's cells apart from its totals.
func newTangle(y *system, s Sheet) *tangle {
	t := &tangle{y: y, position: map[int]int{}}
	quantities := len(s.Kind.quantities())
	for number := range len(s.Cells) * quantities {
		if !y.numbers[number].known() {
			t.position[number] = len(t.numbers)
			t.numbers = append(t.numbers, number)
		}
	}
	t.in = make([][]int, len(t.numbers))
	if quantities == 3 {
		for i := range s.Cells {
			t.constrain(-1, term{3*i + int(With), 1}, term{3*i + int(Without), 1}, term{3*i + int(All), -1})
		}
	}
	for n, total := range s.Totals {
		for k := range quantities {
			var terms []term
			for _, cell := range total.Cells {
				terms = append(terms, term{cell*quantities + k, 1})
			}
			t.constrain((len(s.Cells)+n)*quantities+k, terms...)
		}
	}
	return t
}

func (t *tangle) constrain(total int, numbers ...term) {
	var terms []term
	for _, n := range numbers {
		if at, tried := t.position[n.number]; tried {
			terms = append(terms, term{at, n.sign})
			t.in[at] = append(t.in[at], len(t.constraints))
		}
	}
	t.constraints = append(t.constraints, constraint{terms: terms, total: total})
}

// trial is a search: how far each number may change, and each constraint's sum.
type trial struct {
	*tangle
	least, most []int64 // of the constraints
	guesses     int
}

// search finds a move that changes a number by so much, or by more the same way, by
// trying: the numbers are narrowed by the constraints, then one that a broken
// constraint needs is made to change, or not to. First only small changes are
// tried, which nearly always are enough.
func (t *tangle) search(number int, by int64) (move, bool) {
	try := &trial{tangle: t, guesses: few}
	size := max(by, -by)
	if m, ok := try.within(size, number, by); ok {
		return m, true
	}
	if t.y.patience == 0 || t.determined(number) {
		return nil, false
	}
	try.guesses = t.y.patience
	for _, size := range []int64{size, 3 * size, far} {
		if m, ok := try.within(size, number, by); ok {
			return m, true
		}
	}
	return nil, false
}

// within searches for a move in which no cell's number changes by more than size.
func (t *trial) within(size int64, number int, by int64) (move, bool) {
	b := bounds{make([]int64, len(t.numbers)), make([]int64, len(t.numbers))}
	for i, n := range t.numbers {
		b.low[i], b.high[i] = t.y.change(n, size)
	}
	t.least, t.most = make([]int64, len(t.constraints)), make([]int64, len(t.constraints))
	every := make([]int, len(t.constraints))
	for i, c := range t.constraints {
		every[i] = i
		if c.total >= 0 {
			t.least[i], t.most[i] = t.y.change(c.total, far)
		}
	}
	low, high := t.least, t.most
	at := slices.IndexFunc(t.constraints, func(c constraint) bool { return c.total == number })
	if position, cell := t.position[number]; cell {
		low, high, at = b.low, b.high, position
	}
	if by > 0 {
		low[at] = by
	} else {
		high[at] = by
	}
	if low[at] > high[at] {
		return nil, false
	}
	changes, ok := t.solve(b, every)
	if !ok {
		return nil, false
	}
	m := move{}
	for i, d := range changes {
		if d != 0 {
			m[t.numbers[i]] = d
		}
	}
	for _, c := range t.constraints {
		if d := c.sum(changes); c.total >= 0 && d != 0 {
			m[c.total] = d
		}
	}
	return m, true
}

// change is how much smaller and larger a number may become, at most by size.
func (y *system) change(number int, size int64) (low, high int64) {
	n := y.numbers[number]
	return max(-size, n.low-n.value), min(size, n.high-n.value)
}

func (c constraint) sum(changes []int64) (sum int64) {
	for _, t := range c.terms {
		sum += t.sign * changes[t.number]
	}
	return sum
}

// solve finds changes within the bounds that keep every constraint, if there are
// any; false also when the guesses run out. The constraints that are new or have
// new bounds narrow the others first. It changes the bounds.
func (t *trial) solve(b bounds, renewed []int) ([]int64, bool) {
	if t.guesses <= 0 || !t.narrow(b, renewed) {
		return nil, false
	}
	t.guesses--
	changes := make([]int64, len(b.low)) // as small as they can be
	for i := range changes {
		changes[i] = max(b.low[i], min(b.high[i], 0))
	}
	at, step, kept := t.broken(changes, b)
	if kept || step == 0 {
		return changes, kept
	}
	// Either the number changes as far as is needed, or not so far.
	farther := b.clone()
	if step > 0 {
		step = min(step, b.high[at]-changes[at])
		farther.low[at], b.high[at] = changes[at]+step, changes[at]+step-1
	} else {
		step = max(step, b.low[at]-changes[at])
		farther.high[at], b.low[at] = changes[at]+step, changes[at]+step+1
	}
	if found, ok := t.solve(farther, t.in[at]); ok {
		return found, true
	}
	return t.solve(b, t.in[at])
}

// broken is a number that a constraint which the changes do not keep needs to
// change, and by how much; 0 when none can. It is taken from the constraint with
// the fewest that could. kept when there is no such constraint.
func (t *trial) broken(changes []int64, b bounds) (at int, step int64, kept bool) {
	fewest := len(changes) + 1
	kept = true
	for i, c := range t.constraints {
		lacking := int64(0)
		switch sum := c.sum(changes); {
		case sum < t.least[i]:
			lacking = t.least[i] - sum
		case sum > t.most[i]:
			lacking = t.most[i] - sum
		default:
			continue
		}
		kept = false
		could, first, way := 0, 0, int64(0)
		for _, term := range c.terms {
			needed := lacking * term.sign
			if needed > 0 && changes[term.number] < b.high[term.number] || needed < 0 && changes[term.number] > b.low[term.number] {
				if could++; could == 1 {
					first, way = term.number, needed
				}
			}
		}
		if could < fewest {
			fewest, at, step = could, first, way
		}
	}
	return at, step, kept
}
