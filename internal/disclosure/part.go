package disclosure

// part is numbers and equations that hang together; nothing outside it matters to
// what can be worked out in it.
type part struct {
	equations []int
	// network says that the equations can be turned (their signs changed) so that
	// every number adds to one and takes from another, or is in one only. The
	// numbers are then the flows of a network whose nodes are the equations.
	network bool
	// outside are the numbers that are in one equation only: in a network, flows
	// from or to the outside.
	outside []int
}

// noEquation is the node outside a network.
const noEquation = -1

// divide finds the parts.
func (y *system) divide() {
	y.partOf = make([]int, len(y.numbers))
	for i := range y.partOf {
		y.partOf[i] = -1
	}
	y.from, y.to = make([]int, len(y.numbers)), make([]int, len(y.numbers))
	seen := make([]bool, len(y.equations))
	for first := range y.equations {
		if seen[first] {
			continue
		}
		p := &part{equations: []int{first}}
		seen[first] = true
		for n := 0; n < len(p.equations); n++ {
			for _, t := range y.equations[p.equations[n]] {
				y.partOf[t.number] = len(y.parts)
				for _, other := range y.in[t.number] {
					if !seen[other] {
						seen[other] = true
						p.equations = append(p.equations, other)
					}
				}
			}
		}
		y.turn(p)
		y.parts = append(y.parts, p)
	}
}

// turn makes the part a network if it is one. The numbers get the equation that
// they take from and the one that they add to when they grow.
func (y *system) turn(p *part) {
	turned := make(map[int]int64, len(p.equations)) // the sign of each equation
	turned[p.equations[0]] = 1
	for _, e := range p.equations { // each is near one before it
		for _, t := range y.equations[e] {
			switch len(y.in[t.number]) {
			case 1:
				p.outside = append(p.outside, t.number)
				y.from[t.number], y.to[t.number] = noEquation, noEquation
			case 2:
			default:
				return
			}
			adds := turned[e] * t.sign
			for _, other := range y.in[t.number] {
				if other == e {
					continue
				}
				switch needed := -adds * y.sign(other, t.number); turned[other] {
				case 0:
					turned[other] = needed
				case -needed:
					return
				}
			}
			if adds > 0 {
				y.to[t.number] = e
			} else {
				y.from[t.number] = e
			}
		}
	}
	p.network = true
}

// sign is that of a number in an equation.
func (y *system) sign(equation, number int) int64 {
	for n, e := range y.in[number] {
		if e == equation {
			return y.signs[number][n]
		}
	}
	return 0
}
