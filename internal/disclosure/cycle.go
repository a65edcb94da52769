package disclosure

// cycle finds a move in a network: one child that is moved along numbers from
// equation to equation and back, each number growing or shrinking by one. In a
// network with whole-number bounds another value is possible just when there is
// one (Ahuja, Magnanti and Orlin: Network Flows, 1993, chapters 2 and 3).
func (y *system) cycle(p *part, number int, towards int64) (move, bool) {
	goal, start := y.from[number], y.to[number]
	if towards < 0 {
		goal, start = start, goal
	}
	// How each equation was come to; that outside is the last.
	came := make([]arrival, len(y.equations)+1)
	at := func(equation int) *arrival {
		if equation == noEquation {
			return &came[len(y.equations)]
		}
		return &came[equation]
	}
	at(start).seen = true
	for waiting := []int{start}; len(waiting) > 0; waiting = waiting[1:] {
		here := waiting[0]
		if here == goal {
			m := move{number: towards}
			for ; here != start; here = at(here).from {
				m[at(here).number] += at(here).change
			}
			return m, true
		}
		leave := func(i int) {
			n, next, change := y.numbers[i], y.to[i], int64(1)
			if y.from[i] != here {
				next, change = y.from[i], -1
			}
			blocked := change > 0 && n.value >= n.high || change < 0 && n.value <= n.low
			if to := at(next); i != number && !to.seen && !blocked {
				*to = arrival{seen: true, from: here, number: i, change: change}
				waiting = append(waiting, next)
			}
		}
		if here == noEquation {
			for _, i := range p.outside {
				leave(i)
			}
		} else {
			for _, t := range y.equations[here] {
				leave(t.number)
			}
		}
	}
	return nil, false
}

// arrival is how a child came to an equation.
type arrival struct {
	seen         bool
	from, number int
	change       int64
}
