package analysis

import "samsyn/internal/quality"

// Against is the result held against another value target than the group's own, such as
// what a unit wants of itself, or a milestone. A result without a value says why.
func (c Cell) Against(t quality.Target) Cell {
	c.Target = &t
	c.Distance = nil
	if judged, done := without(c); done {
		c.Judgement = judged
		return c
	}
	c.Judgement = judge{}.value(c)
	c.Distance = distance(c)
	return c
}
