package analysis

import (
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// segment is a part of a line whose periods can be compared with each other.
type segment struct {
	first, end int
	start      PhaseStart
}

// segments divide a line where periods cannot be compared with the ones before.
func (c Course) segments() []segment {
	var all []segment
	for n := range c.Line.Results {
		start := FromTheBeginning
		if n > 0 {
			start = c.breakAt(n)
		}
		if n == 0 || start != FromTheBeginning {
			all = append(all, segment{first: n, start: start})
		}
		all[len(all)-1].end = n + 1
	}
	return all
}

// breakAt is why the period cannot be compared with the one before;
// FromTheBeginning when it can.
func (c Course) breakAt(n int) PhaseStart {
	before, now := c.Timeline.Periods[n-1], c.Timeline.Periods[n]
	if _, broken := c.Measure.breakWithin(before.Start(), now.Start()); broken {
		return NewDefinition
	}
	if before.Months != now.Months || per(c.definition(n-1)) != per(c.definition(n)) {
		return NewPeriodLength
	}
	return FromTheBeginning
}

// definition is the one that the period is about.
func (c Course) definition(n int) quality.Version {
	return c.Measure.VersionOn(c.Timeline.Periods[n].Start())
}

// series are the line's figures as package stats takes them.
func (c Course) series(s segment) []stats.Observation {
	series := make([]stats.Observation, 0, s.end-s.first)
	for _, r := range c.Line.Results[s.first:s.end] {
		series = append(series, observation(r))
	}
	return series
}

// observation is one figure. A count and a mean stand for themselves.
func observation(r Result) stats.Observation {
	v := r.Value
	switch {
	case r.State == Nobody:
		return stats.Observation{}
	case !r.Known():
		return stats.Observation{Missing: true}
	case r.Kind == quality.Proportion || r.Kind == quality.Rate:
		return stats.Observation{Numerator: *v.Numerator, Denominator: *v.Denominator}
	}
	return stats.Observation{Numerator: *r.Point, Denominator: 1}
}

// plan is what the group has decided about a segment of the line.
type plan struct {
	stats.Plan
	// decisions are those behind the plan's phases, by their first point.
	decisions map[int]*quality.LineDecision
}

// plan finds the decisions about every line, and about this one, which go before
// them. A phase begins with its first period, or the first after it. Periods that
// are left out are noted at their points.
func (ds *Dataset) plan(c *Control, s segment) plan {
	p := plan{decisions: map[int]*quality.LineDecision{}}
	for n := range ds.Decisions {
		d := &ds.Decisions[n]
		if d.IndicatorID != c.Measure.ID || d.StratumID != c.Stratum.ID || d.UnitID != 0 && d.UnitID != c.Line.Unit.ID {
			continue
		}
		at, found := s.find(c.Timeline.Periods, *d)
		if !found {
			continue
		}
		of := &c.Points[s.first+at].LeftOut
		if d.Kind == quality.NewPhase {
			if known := p.decisions[at]; known == nil || known.UnitID == 0 || d.UnitID != 0 {
				p.decisions[at] = d
			}
		} else if *of == nil || d.UnitID != 0 {
			*of = d
		}
	}
	for at := range s.end - s.first {
		if d := p.decisions[at]; d != nil {
			p.Phases = append(p.Phases, stats.Phase{First: at, Baseline: d.Baseline, Reason: d.Reason})
		}
		if d := c.Points[s.first+at].LeftOut; d != nil {
			p.Exclusions = append(p.Exclusions, stats.Exclusion{Point: at, Reason: d.Reason})
		}
	}
	return p
}

// find is the point of the segment that the decision is about; false when it is
// about another time.
func (s segment) find(periods []quality.Period, d quality.LineDecision) (at int, found bool) {
	for n, p := range periods[s.first:s.end] {
		switch {
		case p == d.Period:
			return n, true
		case d.Kind == quality.NewPhase && n > 0 && p.Start().After(d.Period.Start()):
			return n, periods[s.first].Start().Before(d.Period.Start())
		}
	}
	return 0, false
}
