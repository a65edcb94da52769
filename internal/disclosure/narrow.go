package disclosure

import "slices"

// rounds is how often each constraint narrows the bounds before the next guess.
const rounds = 20

// bounds are how far the positions' numbers may change.
type bounds struct {
	low, high []int64
}

func (b bounds) clone() bounds { return bounds{slices.Clone(b.low), slices.Clone(b.high)} }

// narrow draws the bounds together as far as the constraints do, beginning with
// those that are renewed; false when one cannot be kept.
func (t *trial) narrow(b bounds, renewed []int) bool {
	waiting := slices.Clone(renewed)
	queued := make([]bool, len(t.constraints))
	for _, c := range waiting {
		queued[c] = true
	}
	for left := rounds * len(t.constraints); len(waiting) > 0 && left > 0; left-- {
		c := waiting[0]
		waiting, queued[c] = waiting[1:], false
		var least, most int64
		for _, term := range t.constraints[c].terms {
			l, h := b.ends(term)
			least, most = least+l, most+h
		}
		if least > t.most[c] || most < t.least[c] {
			return false
		}
		for _, term := range t.constraints[c].terms {
			l, h := b.ends(term)
			// What the others can add up to leaves this for the term.
			low, high := max(l, t.least[c]-(most-h)), min(h, t.most[c]-(least-l))
			if low == l && high == h {
				continue
			}
			if low > high {
				return false
			}
			least, most = least-l+low, most-h+high
			if term.sign < 0 {
				low, high = -high, -low
			}
			b.low[term.number], b.high[term.number] = low, high
			for _, other := range t.in[term.number] {
				if !queued[other] {
					queued[other] = true
					waiting = append(waiting, other)
				}
			}
		}
	}
	return true
}

// ends are the least and the most that a term can be.
func (b bounds) ends(t term) (least, most int64) {
	if t.sign < 0 {
		return -b.high[t.number], -b.low[t.number]
	}
	return b.low[t.number], b.high[t.number]
}
