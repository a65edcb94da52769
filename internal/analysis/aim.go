package analysis

import "samsyn/internal/quality"

// Toward is the result held against another value to reach, such as one that is
// proposed for the year to come, with how far it is from it. Targets about the units'
// order or distance cannot be held against one result alone: they leave it followed.
func (c Cell) Toward(t quality.Target) Cell {
	c.Target, c.Distance = &t, nil
	if judged, done := without(c); done {
		c.Judgement = judged
		return c
	}
	c.Judgement = quality.Judgement{Status: quality.Followed}
	if t.Kind == quality.ValueTarget {
		c.Judgement = judge{}.value(c)
		c.Distance = distance(c)
	}
	return c
}
