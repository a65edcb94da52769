package analysis

import (
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Rule is a rule that signals more than chance.
type Rule string

// The rules: the first two are Anhøj's, OutsideLimits is every control chart's, and
// the last three are those of the NHS.
const (
	LongRun       Rule = "long_run"      // unusually many points in a row on one side
	FewCrossings  Rule = "few_crossings" // the line crosses the centre unusually seldom
	OutsideLimits Rule = "outside"       // a point beyond three standard deviations
	SevenTrend    Rule = "trend"         // seven points or more that all rise, or all fall
	TwoOfThree    Rule = "two_of_three"  // two of three points near the same limit
	SevenInARow   Rule = "seven"         // seven points or more on one side
)

// Signal is where a rule signalled.
type Signal struct {
	Rule  Rule
	Phase int // the index in Control.Phases
	// First and Last are the indexes of its ends among the points; a whole phase for
	// FewCrossings.
	First, Last int
	// Above is the side, or that a trend rises; it says nothing for FewCrossings.
	Above bool
	// Count is how many points, or crossings, there are, and Limit the most, or for
	// crossings the fewest, that chance explains. Only for Anhøj's rules.
	Count, Limit int
	// Meaning is whether that side is the better one.
	Meaning stats.Meaning
}

// judgedPeriods are those of the phase that take part.
func (c *Control) judgedPeriods(phase ControlPhase) []int {
	var judged []int
	for n := phase.First; n < phase.End; n++ {
		if c.Points[n].LeftOut == nil {
			judged = append(judged, n)
		}
	}
	return judged
}

// signalRuns adds the signals of the latest phase by Anhøj's rules and its limits,
// from the runs of the periods that are judged.
func (c *Control) signalRuns(judged []int) {
	latest := len(c.Phases) - 1
	phase := c.Phases[latest]
	if r := phase.Runs; r.Verdict() == stats.RunsSignal {
		c.signalLongRuns(judged)
		if r.Crossings < r.CrossingsMin {
			c.add(Signal{Rule: FewCrossings, Phase: latest, First: phase.First, Last: phase.End - 1, Count: r.Crossings, Limit: r.CrossingsMin})
		}
	}
	for _, n := range judged {
		if side := c.Points[n].Beyond; side != stats.Between3SD {
			c.add(Signal{Rule: OutsideLimits, Phase: latest, First: n, Last: n, Above: side == stats.AboveLimit})
		}
	}
}

// signalLongRuns adds each run of the latest phase that is longer than chance makes
// them: after a change there is often one before it and one after.
func (c *Control) signalLongRuns(judged []int) {
	latest := len(c.Phases) - 1
	phase := c.Phases[latest]
	var values []*float64
	for _, n := range judged {
		values = append(values, c.Points[n].Charted)
	}
	for _, run := range stats.RunsOf(values, *phase.Center) {
		if run.Length <= phase.Runs.LongestRunMax {
			continue
		}
		first, last := judged[run.First], judged[run.Last]
		c.add(Signal{Rule: LongRun, Phase: latest, First: first, Last: last, Count: run.Length, Limit: phase.Runs.LongestRunMax, Above: run.Above})
		c.mark(first, last)
	}
}

// mark notes the points with a value that are part of a signal.
func (c *Control) mark(first, last int) {
	for n := first; n <= last; n++ {
		c.Points[n].InSignal = c.Points[n].Charted != nil && c.Points[n].LeftOut == nil
	}
}

// add adds a signal with what it means for the measure.
func (c *Control) add(s Signal) {
	direction := c.Phases[s.Phase].Definition.Direction
	if c.Method == BetweenEvents {
		direction = quality.Higher // the longer between them the better
	}
	switch {
	case s.Rule == FewCrossings:
	case direction == quality.Higher && s.Above, direction == quality.Lower && !s.Above:
		s.Meaning = stats.Improvement
	case direction == quality.Higher, direction == quality.Lower:
		s.Meaning = stats.Concern
	case s.Above:
		s.Meaning = stats.SpecialHigh
	default:
		s.Meaning = stats.SpecialLow
	}
	c.Signals = append(c.Signals, s)
}

// signalCauses adds the signals of the latest phase by the NHS rules, from its
// points. Each point outside the limits is a signal of its own; others that follow
// on each other with the same cause are one, also past a point outside.
func (c *Control) signalCauses(points []stats.XmRPoint) {
	latest := len(c.Phases) - 1
	first := c.Phases[latest].First
	open, cause := -1, stats.CommonCause // the signal that may go on
	since := 0                           // points with a value since its last
	for n, p := range points {
		if p.Value == nil {
			continue
		}
		at := first + n
		rule, above := ruleOf(p.Cause)
		since++
		switch {
		case p.Cause == stats.CommonCause:
			// Between two of three near a limit there may be one that is not.
			if cause != stats.TwoOfThreeAbove && cause != stats.TwoOfThreeBelow || since > 1 {
				cause = stats.CommonCause
			}
		case rule == OutsideLimits:
			c.Points[at].Beyond = stats.BelowLimit
			if above {
				c.Points[at].Beyond = stats.AboveLimit
			}
			c.add(Signal{Rule: rule, Phase: latest, First: at, Last: at, Above: above})
		case p.Cause == cause:
			c.Signals[open].Last, since = at, 0
			c.mark(at, at)
		default:
			open, cause, since = len(c.Signals), p.Cause, 0
			c.add(Signal{Rule: rule, Phase: latest, First: at, Last: at, Above: above})
			c.mark(at, at)
		}
	}
}

func ruleOf(cause stats.Cause) (rule Rule, above bool) {
	switch cause {
	case stats.AboveUpperLimit, stats.BelowLowerLimit:
		return OutsideLimits, cause == stats.AboveUpperLimit
	case stats.RisingTrend, stats.FallingTrend:
		return SevenTrend, cause == stats.RisingTrend
	case stats.TwoOfThreeAbove, stats.TwoOfThreeBelow:
		return TwoOfThree, cause == stats.TwoOfThreeAbove
	}
	return SevenInARow, cause == stats.SevenAbove
}
