package disclosure

import "slices"

// system is a sheet's numbers with what a reader knows of each, and the sums that
// tie them together. Every equation is fulfilled by the values.
type system struct {
	numbers []number
	// equations tie only numbers that are not known; a number is in those of in,
	// with signs.
	equations []equation
	in        [][]int
	signs     [][]int64
	// from and to are the equations that a number in a network takes from and adds
	// to when it grows.
	from, to []int
	// partOf tells for each number which part of the system it belongs to, -1 when
	// nothing ties it.
	parts  []*part
	partOf []int
	sheet  Sheet
	tangle *tangle // nil until it is needed
	// patience is how many guesses a search in a tangle makes after the first few.
	patience int
}

// number is a value and what the reader knows that it lies within.
type number struct {
	value, low, high int64
}

func (n number) known() bool { return n.low == n.high }

// equation is terms that add up to zero.
type equation []term

type term struct {
	number int
	sign   int64 // 1 or -1
}

// newSystem has as many numbers for each place, in the order of Sheet.places, as
// the kind has quantities.
func newSystem(s Sheet, f frame, rule Rule, reader Reader) *system {
	quantities := s.Kind.quantities()
	y := &system{sheet: s, patience: patience}
	for n, place := range s.places() {
		hidden := s.hidden(place)
		for _, q := range quantities {
			value := f.counts[n][q]
			low, high := reader.bounds(rule, value, hidden, place < 0)
			y.numbers = append(y.numbers, number{value: value, low: low, high: high})
		}
	}
	y.in, y.signs = make([][]int, len(y.numbers)), make([][]int64, len(y.numbers))
	if len(quantities) == 3 {
		for i := range s.Cells {
			y.tie(equation{{3*i + int(With), 1}, {3*i + int(Without), 1}, {3*i + int(All), -1}})
		}
	}
	for t, summands := range f.sums {
		for k := range quantities {
			e := equation{{(len(s.Cells)+t)*len(quantities) + k, -1}}
			for _, summand := range summands {
				e = append(e, term{summand.number*len(quantities) + k, summand.sign})
			}
			y.tie(e)
		}
	}
	y.divide()
	return y
}

// tie adds an equation, without the numbers that are known.
func (y *system) tie(e equation) {
	e = slices.DeleteFunc(e, func(t term) bool { return y.numbers[t.number].known() })
	if len(e) == 0 {
		return
	}
	for _, t := range e {
		y.in[t.number] = append(y.in[t.number], len(y.equations))
		y.signs[t.number] = append(y.signs[t.number], t.sign)
	}
	y.equations = append(y.equations, e)
}
