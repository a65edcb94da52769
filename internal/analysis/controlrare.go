package analysis

import (
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// rare reports whether the segment's events are so few that most periods have none:
// fewer than one a period, and some. Only events that one wants few of are counted.
func (c *Control) rare(s segment) bool {
	if c.Measure.Kind != quality.Proportion && c.Measure.Kind != quality.Rate && c.Measure.Kind != quality.Count ||
		c.definition(s.end-1).Direction != quality.Lower {
		return false
	}
	var events, periods float64
	for _, p := range c.Points[s.first:s.end] {
		if p.Known() && p.LeftOut == nil {
			events, periods = events+*p.Value.Numerator, periods+1
		}
	}
	return events > 0 && events < periods
}

// space fills in what lies between the events of the segment: at each period with an
// event, how many there have been since the last period with one. Cases for a
// proportion, not counting the one it happened to, exposure for a rate and months for
// a count. Several events in a period share what lies between them alike. What began
// before the segment, or goes over a period that is not known, is not known either.
func (c *Control) space(s segment) {
	var since float64
	whole := false // everything since the last event is known
	for n := s.first; n < s.end; n++ {
		p := &c.Points[n]
		p.Charted = nil
		switch {
		case p.LeftOut != nil, p.State == Nobody:
			continue
		case !p.Known():
			whole = false
			continue
		}
		if c.Measure.Kind == quality.Count {
			since += float64(c.Timeline.Periods[n].Months)
		} else {
			since += *p.Value.Denominator
		}
		events := *p.Value.Numerator
		if events == 0 {
			continue
		}
		if whole && since > 0 {
			between := since / events
			if c.Measure.Kind == quality.Proportion {
				between--
			}
			p.Charted = &between
		}
		since, whole = 0, true
	}
}

// drawRare adds a segment as the space between its events: a g chart for cases, which
// are counted, and a t chart for exposure and time. The chart has a point for each
// event and none for the periods between them, so that moving ranges reach from event
// to event.
func (c *Control) drawRare(s segment, p plan) error {
	c.space(s)
	of := stats.Plan{Kind: stats.TChart, Screened: true}
	if c.Measure.Kind == quality.Proportion {
		of.Kind = stats.GChart
	}
	c.Kind = of.Kind
	var at []int // the period of each of the chart's points
	var series []stats.Observation
	for n := s.first; n < s.end; n++ {
		if v := c.Points[n].Charted; v != nil {
			at, series = append(at, n), append(series, stats.Observation{Numerator: *v, Denominator: 1})
		}
	}
	starts := []int{s.first} // the period that each of the chart's phases begins with
	for _, phase := range p.Phases {
		first, baseline := firstFrom(at, s.first+phase.First), 0
		if phase.Baseline > 0 {
			baseline = firstFrom(at, s.first+phase.First+phase.Baseline) - first
		}
		if first == len(at) && first > 0 {
			continue // nothing has happened in it
		}
		if n := len(of.Phases); first == 0 || n > 0 && of.Phases[n-1].First == first {
			of.Phases, starts = of.Phases[:max(n-1, 0)], starts[:len(starts)-1]
		}
		of.Phases, starts = append(of.Phases, stats.Phase{First: first, Baseline: baseline, Reason: phase.Reason}), append(starts, s.first+phase.First)
	}
	starts[0] = s.first
	drawn, err := stats.NewChart(series, of)
	if err != nil {
		return err
	}
	for n, phase := range drawn.Phases {
		end := s.end
		if n+1 < len(drawn.Phases) {
			end = starts[n+1]
		}
		c.addRare(s, p, rarePhase{ChartPhase: phase, at: at[phase.First:phase.End], points: drawn.Points[phase.First:phase.End],
			first: starts[n] - s.first, end: end - s.first})
	}
	return nil
}

// firstFrom is the index of the first of the periods from n on.
func firstFrom(at []int, n int) int {
	for i, period := range at {
		if period >= n {
			return i
		}
	}
	return len(at)
}

// rarePhase is a phase of a chart of events, with the periods of its points, and its
// own first period and the one after its last in the segment.
type rarePhase struct {
	stats.ChartPhase
	at         []int
	points     []stats.ChartPoint
	first, end int
}

// addRare takes over a phase; its lines hold for all its periods.
func (c *Control) addRare(s segment, p plan, phase rarePhase) {
	added := c.newPhase(s, p, stats.Phase{First: phase.first}, phase.end)
	added.Used, added.Runs = phase.Used, phase.Runs
	if len(phase.points) > 0 {
		one := phase.points[0]
		added.Center = one.Center
		for n := added.First; n < added.End; n++ {
			c.Points[n].Center = one.Center
			if phase.Used >= stats.FewestUseful {
				c.Points[n].Lower, c.Points[n].Upper = one.Lower, one.Upper
			}
		}
		for i, n := range phase.at {
			if phase.Used >= stats.FewestUseful {
				c.Points[n].Beyond = phase.points[i].Beyond
			}
		}
	}
	c.Phases = append(c.Phases, added)
	c.signalRuns(phase.at)
	c.judge(phase.Runs.Useful)
}
