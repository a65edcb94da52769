package disclosure

import "slices"

// prime is what the elimination counts modulo: the largest below 2³¹.
const prime = 1<<31 - 1

// determined reports whether adding and subtracting alone gives a number away:
// whether it is a combination of the ties and the totals that are shown. Counting
// modulo a prime can, in theory, find one combination too many, and the number is
// then hidden better than it had to be, or one too few, which the search then
// finds no move for.
func (t *tangle) determined(number int) bool {
	var terms []term
	if at, cell := t.position[number]; cell {
		terms = []term{{at, 1}}
	} else {
		at := slices.IndexFunc(t.constraints, func(c constraint) bool { return c.total == number })
		terms = t.constraints[at].terms
	}
	if len(terms) == 0 {
		return true
	}
	row := map[int]int64{}
	for _, term := range terms {
		row[term.number] = (term.sign + prime) % prime
	}
	for _, known := range t.echelon() {
		known.clear(row)
	}
	return len(row) == 0
}

// combination is a row in echelon form: 1 at its pivot, and there nothing in the
// others after it.
type combination struct {
	pivot int
	row   map[int]int64
}

// clear takes the combination from a row as often as makes its pivot disappear.
func (c combination) clear(row map[int]int64) {
	times := row[c.pivot]
	if times == 0 {
		return
	}
	for at, v := range c.row {
		if left := (row[at] + (prime-times)*v) % prime; left == 0 {
			delete(row, at)
		} else {
			row[at] = left
		}
	}
}

// echelon is all that the ties and the shown totals say, by Gauss's elimination.
func (t *tangle) echelon() []combination {
	if t.combinations != nil {
		return t.combinations
	}
	t.combinations = []combination{}
	for _, c := range t.constraints {
		if c.total >= 0 && !t.y.numbers[c.total].known() {
			continue
		}
		row := map[int]int64{}
		for _, term := range c.terms {
			row[term.number] = (term.sign + prime) % prime
		}
		for _, known := range t.combinations {
			known.clear(row)
		}
		if len(row) == 0 {
			continue
		}
		pivot := -1
		for at := range row {
			if pivot < 0 || at < pivot {
				pivot = at
			}
		}
		scale := inverse(row[pivot])
		for at, v := range row {
			row[at] = v * scale % prime
		}
		t.combinations = append(t.combinations, combination{pivot, row})
	}
	return t.combinations
}

// inverse is what gives 1 when multiplied by v, by Fermat's little theorem.
func inverse(v int64) int64 {
	result, power := int64(1), v
	for exponent := int64(prime - 2); exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			result = result * power % prime
		}
		power = power * power % prime
	}
	return result
}
