package analysis

import (
	"slices"

	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// RunSignal is a signal on a line over time: something has happened that is more
// than chance explains.
type RunSignal struct {
	Measure *Measure
	Stratum quality.Stratum // zero when the measure is not divided
	Unit    org.Unit        // zero for all units together
	// Rule is LongRun or FewCrossings.
	Rule Rule
	// First and Last are the periods of the run's ends: First is when it began. Each run
	// that is long enough is a signal of its own, so that a line may have one before a
	// change and one after. FewCrossings is about the whole of the latest phase.
	First, Last quality.Period
	// Lasting says that the run reaches the line's latest value: it is still going on.
	Lasting bool
	// Above is the side of the median; it says nothing for FewCrossings.
	Above bool
	// Count is how many points, or crossings, there are, and Limit the most, or for
	// crossings the fewest, that chance explains.
	Count, Limit int
	// Meaning is whether that side is the better one; stats.NothingSpecial for
	// FewCrossings.
	Meaning stats.Meaning
}

// Runs are the run signals of all lines, with how many lines could be judged, and how
// many are too short to tell anything from.
type Runs struct {
	Signals        []RunSignal
	Judged, TooFew int
}

// RunSignals are the signals by Anhøj's rules of every line over time, in the order
// of measures, strata and units, with all units together last; the first choice on a
// measure's own page says the same. They are about each line's current phase: what
// came before has been seen, and somebody has said why. Lines of fewer than ten
// useful points have none.
//
// A run is only as long as the years that the dataset holds: load all of them. For a
// masked dataset everything is computed from what is published, so nothing hidden
// can be told from it. The error is a figure that cannot be what it says.
func (ds *Dataset) RunSignals() (Runs, error) {
	return ds.runSignals(func(org.Unit) bool { return true })
}

// RunSignalsOf are RunSignals of the unit's own lines.
func (ds *Dataset) RunSignalsOf(unit org.UnitID) (Runs, error) {
	return ds.runSignals(func(u org.Unit) bool { return u.ID == unit })
}

func (ds *Dataset) runSignals(wanted func(org.Unit) bool) (Runs, error) {
	var all Runs
	for n := range ds.Measures {
		m := &ds.Measures[n]
		for _, course := range ds.Courses(m) {
			if !wanted(course.Line.Unit) {
				continue
			}
			c, err := ds.Control(course, RunChart)
			if err != nil {
				return Runs{}, err
			}
			if c.Verdict() == TooFewPoints {
				if c.any() {
					all.TooFew++
				}
				continue
			}
			all.Judged++
			all.Signals = append(all.Signals, c.runSignals()...)
		}
	}
	return all, nil
}

// Courses are the lines of a measure that are judged, stratum by stratum: one for
// each unit it applies to and one for all units together. None for a measure that is not
// Charted.
func (ds *Dataset) Courses(m *Measure) []Course {
	var all []Course
	if !m.Charted() {
		return nil
	}
	for _, part := range m.Counted() {
		all = append(all, ds.Timeline(m, part).Courses(m, part)...)
	}
	return all
}

// Courses are the lines of the timeline, which is of the measure's part, that are
// judged. A sum of counts is not: it hides what the units' own lines show.
func (t Timeline) Courses(m *Measure, part quality.Stratum) []Course {
	if !m.Charted() {
		return nil
	}
	var all []Course
	for _, line := range t.Units {
		all = append(all, Course{Measure: m, Stratum: part, Timeline: t, Line: line})
	}
	if m.Kind != quality.Count {
		all = append(all, Course{Measure: m, Stratum: part, Timeline: t, Line: t.Total})
	}
	return all
}

// runSignals are the signals of the current phase.
func (c *Control) runSignals() []RunSignal {
	var all []RunSignal
	for _, s := range c.Signals {
		if s.Phase != len(c.Phases)-1 {
			continue
		}
		all = append(all, c.Run(s))
	}
	return all
}

// any reports whether the line has a value at all.
func (c *Control) any() bool {
	return slices.ContainsFunc(c.Points, func(p ControlPoint) bool { return p.Charted != nil })
}

// Run is a signal by Anhøj's rules with what it takes to tell it without the line.
func (c *Control) Run(s Signal) RunSignal {
	return RunSignal{Measure: c.Measure, Stratum: c.Stratum, Unit: c.Line.Unit, Rule: s.Rule,
		First: c.Timeline.Periods[s.First], Last: c.Timeline.Periods[s.Last], Lasting: c.lasting(s),
		Above: s.Above, Count: s.Count, Limit: s.Limit, Meaning: s.Meaning}
}

// lasting reports whether no value that is judged comes after the signal.
func (c *Control) lasting(s Signal) bool {
	for _, p := range c.Points[s.Last+1:] {
		if p.Charted != nil && p.LeftOut == nil {
			return false
		}
	}
	return true
}
