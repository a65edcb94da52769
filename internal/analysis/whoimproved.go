package analysis

import (
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// WhoImproved are the units of the row that have become better since the span before by
// more than chance explains, and that one of the asking units could ask how: one that
// has not become better itself, or does not reach its target. They are in the group's own
// order, never by result.
//
// Nobody has anything to ask when every asking unit reaches its target for certain, or
// has improved and does not miss one. A row of a masked dataset has no answer, and
// neither has a measure of which nothing is better, or one that describes the sites.
func (ds *Dataset) WhoImproved(row Row, asking []org.UnitID) []Cell {
	if ds.Masked || row.Measure.Category == quality.Process {
		return nil
	}
	wants, own := false, map[org.UnitID]bool{}
	for _, id := range asking {
		own[id] = true
	}
	var improved []Cell
	for _, c := range row.Units {
		switch {
		case !row.Includes(c.Unit):
		case own[c.Unit.ID]:
			wants = wants || c.couldAsk(row.Definition.Direction)
		case c.hasImproved(row.Definition.Direction):
			improved = append(improved, c)
		}
	}
	if !wants {
		return nil
	}
	return improved
}

// hasImproved reports whether the result is better than in the span before by more than
// chance explains.
func (c Cell) hasImproved(d quality.Direction) bool {
	return c.Change != nil && c.Change.Real && c.Change.Better(d)
}

// couldAsk reports whether somebody with the result has a reason to ask others: it does
// not reach its target, or cannot be said for certain to and has not improved either.
func (c Cell) couldAsk(d quality.Direction) bool {
	switch c.Judgement.Status {
	case quality.Met, quality.NotApplied:
		return false
	case quality.NotMet, quality.Uncertain:
		return true
	}
	return !c.hasImproved(d)
}
