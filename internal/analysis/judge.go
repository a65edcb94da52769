package analysis

import (
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// target is the unit's own target for the year, else everybody's; nil when there
// is none. Zero for the unit asks for everybody's.
func (ds *Dataset) target(id quality.IndicatorID, year int, unit org.UnitID) *quality.Target {
	var everybodys *quality.Target
	for n := range ds.Targets {
		t := &ds.Targets[n]
		if t.IndicatorID != id || t.Year != year {
			continue
		}
		if t.UnitID == 0 {
			everybodys = t
		} else if t.UnitID == unit {
			return t
		}
	}
	return everybodys
}

// judge holds the results of a measure's part for a year, among which targets
// about the units' order and distance are judged.
type judge struct {
	ds          *Dataset
	measure     *Measure
	year        int
	now, before []Result // before is nil when the years cannot be compared
}

// withoutValue are the statuses of results that have no value.
var withoutValue = map[State]quality.Status{
	Nobody: quality.NoResult, NotEntered: quality.NoResult, NotDue: quality.NoResult, Missing: quality.MissingStatus,
	NotApplicable: quality.NotApplied, Masked: quality.MaskedStatus,
}

// without says what there is to say of a result without a value; false when it
// has one.
func without(c Cell) (quality.Judgement, bool) {
	if status := withoutValue[c.State]; status != "" {
		return quality.Judgement{Status: status}, true
	}
	if c.Target == nil || c.Point == nil {
		return quality.Judgement{Status: quality.Followed}, true
	}
	return quality.Judgement{}, false
}

func (j judge) unit(c Cell) quality.Judgement {
	if judged, done := without(c); done {
		return judged
	}
	switch c.Target.Kind {
	case quality.ValueTarget:
		return j.value(c)
	case quality.BetterHalf:
		return j.half(c)
	}
	return quality.Judgement{Status: quality.Followed}
}

// region is judged only against a value: the other kinds are about units.
func (j judge) region(c Cell) quality.Judgement {
	if judged, done := without(c); done {
		return judged
	}
	if c.Target.Kind == quality.ValueTarget {
		return j.value(c)
	}
	return quality.Judgement{Status: quality.Followed}
}

func (j judge) total(c Cell) quality.Judgement {
	if judged, done := without(c); done {
		return judged
	}
	switch c.Target.Kind {
	case quality.ValueTarget:
		return j.value(c)
	case quality.SmallerSpread:
		return quality.JudgeSpread(j.distances())
	}
	return quality.Judgement{Status: quality.Followed}
}

// value judges against a value target. A count that is not complete yet can only
// grow: it may already have reached a target, or gone past it, but otherwise
// nothing can be said.
func (j judge) value(c Cell) quality.Judgement {
	judged := c.Target.Judge(c.Kind, per(c.Definition), c.Definition.Direction, c.judged())
	if c.Uncertain {
		judged.Status = unsure(judged.Status)
	}
	if c.Kind != quality.Count || c.Complete() || judged.Status == quality.Followed {
		return judged
	}
	settled := c.Definition.Direction == quality.Higher && judged.PointMeets ||
		c.Definition.Direction == quality.Lower && !judged.PointMeets
	if !settled {
		judged.Status = quality.Uncertain
	}
	return judged
}

// unsure is the status of a value that rests on fewer children than the group's
// limit: one child of one is never a sure answer, whatever the interval says.
func unsure(s quality.Status) quality.Status {
	switch s {
	case quality.Met:
		return quality.ProbablyMet
	case quality.NotMet:
		return quality.Uncertain
	}
	return s
}

// half judges against the middle of all units. With a unit hidden from the
// reader the middle is not known.
func (j judge) half(c Cell) quality.Judgement {
	var points []float64
	for _, r := range j.now {
		if r.State == Masked {
			return quality.Judgement{Status: quality.Uncertain}
		}
		if r.Known() {
			points = append(points, *r.Point)
		}
	}
	median, _ := stats.Median(points)
	return quality.JudgeHalf(c.Definition.Direction, *c.Point, median, len(points))
}

// distances are the distances between the highest and the lowest unit in the
// year and the year before, among the units that have a value in both. Not known
// with fewer than two of them, or when one of the units is hidden.
func (j judge) distances() (now, before float64, known bool) {
	var these, those []float64
	for n, r := range j.now {
		if j.before == nil || r.State == Masked || j.before[n].State == Masked {
			return 0, 0, false
		}
		if r.Known() && j.before[n].Known() {
			these, those = append(these, *r.Point), append(those, *j.before[n].Point)
		}
	}
	if len(these) < 2 {
		return 0, 0, false
	}
	return width(these), width(those), true
}

// width is the distance between the smallest and the largest.
func width(points []float64) float64 {
	low, high := points[0], points[0]
	for _, p := range points[1:] {
		low, high = min(low, p), max(high, p)
	}
	return high - low
}
