package analysis

import (
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// draw makes the run chart: the median of the values before the day, and the runs
// around it. There is none while there are too few values before.
func (e *Effect) draw(s segment, phase ControlPhase) error {
	c := &e.Control
	if e.ValuesBefore < FewestEachSide {
		return nil
	}
	plan := stats.Plan{Kind: stats.RunChart, Multiplier: multiplier(c.Measure.Kind, phase.Definition),
		Phases: []stats.Phase{{Reason: "the median before the day"}}}
	for n := s.first; n < s.end; n++ {
		switch {
		case e.Sides[n] == BeforeDay:
			plan.Phases[0].Baseline++
		case e.Sides[n] == AroundDay:
			plan.Exclusions = append(plan.Exclusions, stats.Exclusion{Point: n - s.first, Reason: "both before and after the day"})
		}
		if c.Points[n].LeftOut != nil && e.Sides[n] != AroundDay {
			plan.Exclusions = append(plan.Exclusions, stats.Exclusion{Point: n - s.first, Reason: c.Points[n].LeftOut.Reason})
		}
	}
	drawn, err := stats.NewChart(c.series(s), plan)
	if err != nil {
		return err
	}
	phase.Used, phase.Runs = drawn.Phases[0].Used, drawn.Phases[0].Runs
	phase.Useful, phase.Verdict = phase.Runs.Useful, NoSignal
	for n := s.first; n < s.end; n++ {
		c.Points[n].Center = drawn.Points[n-s.first].Center
		phase.Center = c.Points[n].Center
	}
	if phase.Useful < stats.FewestUseful {
		phase.Verdict = TooFewPoints
	}
	c.Phases = []ControlPhase{phase}
	e.findRuns(s)
	return nil
}

// findRuns adds the runs that are longer than chance explains and reach past the day.
func (e *Effect) findRuns(s segment) {
	c, phase := &e.Control, &e.Control.Phases[0]
	if phase.Verdict == TooFewPoints {
		return
	}
	values := make([]*float64, len(c.Points))
	for n := s.first; n < s.end; n++ {
		if e.Sides[n] != AroundDay && c.Points[n].LeftOut == nil {
			values[n] = c.Points[n].Charted
		}
	}
	for _, run := range stats.RunsOf(values, *phase.Center) {
		if run.Length <= phase.Runs.LongestRunMax || e.Sides[run.Last] != AfterDay {
			continue
		}
		phase.Verdict = HasSignal
		c.add(Signal{Rule: LongRun, First: run.First, Last: run.Last, Count: run.Length, Limit: phase.Runs.LongestRunMax, Above: run.Above})
		for n := run.First; n <= run.Last; n++ {
			c.Points[n].InSignal = values[n] != nil
		}
	}
}

// conclude gives the verdict, from what is known of both sides.
func (e *Effect) conclude() {
	switch {
	case e.ValuesBefore < FewestEachSide:
		e.Verdict = TooFewBefore
	case e.ValuesAfter == 0:
		e.Verdict = NothingAfter
	case e.ValuesAfter < FewestEachSide:
		e.Verdict = TooFewAfter
	default:
		e.Verdict = MaybeChance
		e.concludeChange()
	}
}

// begunEarlier is how many values of a run from before the day say that it had begun
// then. By chance the last value before a change lies on the side that it changes to
// half of the time, and the last four do one time in sixteen.
const begunEarlier = 4

// concludeChange tells a change that is more than chance explains. A run that says one
// thing and the children together another are no verdict.
func (e *Effect) concludeChange() {
	real := e.Change != nil && e.Change.Real
	for _, s := range e.Control.Signals {
		if real && s.Above != (e.Change.Difference > 0) {
			continue
		}
		before := 0
		for n := s.First; n <= s.Last; n++ {
			if e.Sides[n] == BeforeDay && e.Control.Points[n].InSignal {
				before++
			}
		}
		e.Meaning, e.Since, e.Verdict = s.Meaning, s.First, Lasts
		if before >= begunEarlier {
			e.Verdict = ChangedEarlier
		}
	}
	if real && len(e.Control.Signals) == 0 {
		e.Verdict, e.Meaning = Differs, e.meaningOf(e.Change.Difference)
	}
}

// meaningOf is whether a difference is for the better.
func (e *Effect) meaningOf(difference float64) stats.Meaning {
	direction := e.After.Definition.Direction
	c := Change{Difference: difference}
	switch {
	case c.Better(direction):
		return stats.Improvement
	case direction == quality.Higher || direction == quality.Lower:
		return stats.Concern
	case difference > 0:
		return stats.SpecialHigh
	}
	return stats.SpecialLow
}
