package disclosure

// TotalCell is the index that an Exposure has for the table's total.
const TotalCell = -1

// Exposure is a small number that is hidden in vain: it can be worked out.
type Exposure struct {
	// Cell is the index in Table.Cells, or TotalCell.
	Cell int
	// Value is the number that can be worked out, or that is not hidden at all.
	Value int64
}

// Audit lists the small numbers that a table gives away; none means that it is
// safe to publish. The reader that it guards against sees every cell that is
// not hidden and the total if it is not, adds and subtracts them, and knows of
// each hidden cell's numbers whether they are zero, small, or at least the
// threshold. A small number is given away when only one value of it is
// possible; a small number in a cell that is not hidden always is.
//
// The answer is exact. The numbers are the flows of a network (all = with +
// without in each cell, and the sums over cells), each kept within what the
// reader knows about it; in a network with whole-number bounds another value is
// possible just when a cycle of the residual network runs through the number's
// arc (Ahuja, Magnanti and Orlin: Network Flows, 1993, chapters 2 and 3).
func Audit(table Table, rule Rule) []Exposure {
	var exposures []Exposure
	network := newNetwork(table, rule)
	for index := range len(table.Cells) + 1 {
		cell := index
		if index == len(table.Cells) {
			cell = TotalCell
		}
		for q := with; q <= all; q++ {
			number := 3*index + int(q)
			value := network.arcs[number].value
			if rule.small(value) && !network.free(number) {
				exposures = append(exposures, Exposure{Cell: cell, Value: value})
				break
			}
		}
	}
	return exposures
}

// arc is one number: how much flows, and what the reader knows it lies within.
type arc struct {
	from, to         int
	value, low, high int64
}

// network has three arcs for each cell, in the order of quantity, and the
// total's three last. Its nodes are the sums and the cells.
type network struct {
	arcs  []arc
	nodes int
}

// The nodes; each cell's own follows, and the total's is last.
const (
	nodeAll = iota
	nodeWith
	nodeWithout
	firstCell
)

// unbounded is more than any number of children.
const unbounded = int64(1) << 60

func newNetwork(table Table, rule Rule) network {
	n := network{nodes: firstCell + len(table.Cells) + 1}
	for i, cell := range table.Cells {
		values := cell.counts(table.Kind)
		node := firstCell + i
		n.arcs = append(n.arcs,
			rule.arc(node, nodeWith, values[with], cell.Hidden),
			rule.arc(node, nodeWithout, values[without], cell.Hidden),
			rule.arc(nodeAll, node, values[all], cell.Hidden))
	}
	total := table.Total()
	values := total.counts(table.Kind)
	node := n.nodes - 1
	n.arcs = append(n.arcs,
		totalArc(nodeWith, node, values[with], total.Hidden),
		totalArc(nodeWithout, node, values[without], total.Hidden),
		totalArc(node, nodeAll, values[all], total.Hidden))
	return n
}

// arc bounds a cell's number by what the reader knows about it.
func (r Rule) arc(from, to int, value int64, hidden bool) arc {
	a := arc{from: from, to: to, value: value, low: value, high: value}
	switch {
	case !hidden || value <= 0:
	case r.small(value):
		a.low, a.high = 1, r.Threshold-1
	default:
		a.low, a.high = r.Threshold, unbounded
	}
	return a
}

// totalArc leaves a hidden total open, since the reader cannot tell whether it
// is hidden for its own sake or for the cells'.
func totalArc(from, to int, value int64, hidden bool) arc {
	a := arc{from: from, to: to, value: value, low: value, high: value}
	if hidden {
		a.low, a.high = 0, unbounded
	}
	return a
}

// free says whether the number could be another.
func (n network) free(number int) bool {
	a := n.arcs[number]
	return a.value < a.high && n.reaches(a.to, a.from, number) ||
		a.value > a.low && n.reaches(a.from, a.to, number)
}

// reaches says whether one child can be moved along the arcs from a node to
// another without touching the arc that is left out: forwards where a number
// may grow, backwards where it may shrink.
func (n network) reaches(from, to, leftOut int) bool {
	seen := make([]bool, n.nodes)
	seen[from] = true
	for grown := true; grown && !seen[to]; {
		grown = false
		for i, a := range n.arcs {
			if i == leftOut || seen[a.from] == seen[a.to] {
				continue
			}
			if seen[a.from] && a.value < a.high || seen[a.to] && a.value > a.low {
				seen[a.from], seen[a.to], grown = true, true, true
			}
		}
	}
	return seen[to]
}
