package analysis

import (
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Method is how a line over time is judged. The rules of two methods are never
// mixed on one line.
type Method string

// The methods.
const (
	// RunChart is the median alone, by Anhøj's rules: the first choice.
	RunChart Method = "run"
	// ControlChart is the mean level with limits of three standard deviations, by
	// the kind of measure, and Anhøj's rules.
	ControlChart Method = "control"
	// WideLimits is ControlChart with limits that also hold the variation between
	// periods. It is only for lines that it is advised for.
	WideLimits Method = "wide"
	// BetweenEvents is how much there is between rare events, with limits and Anhøj's
	// rules: where most periods have none, a median of the events tells nothing. It is
	// only for lines that it is advised for. More is better.
	BetweenEvents Method = "between"
	// XmRChart is the rules of NHS England's "Making data count": more signals, and
	// more false ones.
	XmRChart Method = "xmr"
)

// Course is a measure's part over time, and the one line of it that is judged.
type Course struct {
	Measure  *Measure
	Stratum  quality.Stratum // zero when the measure is not divided
	Timeline Timeline
	Line     Line
}

// Charted reports whether lines of the measure are judged over time: words have
// none, and what tells how something is, such as cots, does not vary by chance.
func (m *Measure) Charted() bool { return m.Kind.Numeric() && !m.CarriesOver }

// LineVerdict is what a line's phase allows one to say.
type LineVerdict string

// The verdicts.
const (
	// TooFewPoints: fewer than ten points that lie off the centre line. Nothing can
	// be told, not even that nothing has happened.
	TooFewPoints LineVerdict = "too_few"
	NoSignal     LineVerdict = "no_signal"
	HasSignal    LineVerdict = "signal"
)

// PhaseStart is why a phase begins where it does.
type PhaseStart string

// The reasons.
const (
	FromTheBeginning PhaseStart = "beginning"
	NewDefinition    PhaseStart = "definition" // figures before cannot be compared
	NewPeriodLength  PhaseStart = "length"     // reported more or less often, or per another exposure
	Decided          PhaseStart = "decided"    // the group has decided so
)

// Control is a line over time with its centre lines, limits and signals.
type Control struct {
	Course
	Method Method
	// Kind is what was drawn; it says nothing for XmRChart.
	Kind   stats.ChartKind
	Points []ControlPoint // one per period
	// Phases are in order and without gaps. The last is the current one, whose
	// verdict is the line's.
	Phases  []ControlPhase
	Signals []Signal // phase by phase
	// WideAdvised and RareAdvised say that there is reason to choose WideLimits and
	// BetweenEvents. For RunChart they are what Advise has found.
	WideAdvised, RareAdvised bool
	// Assurance is what the current limits say of reaching the target; for XmRChart.
	Assurance stats.Assurance
	// Now is the current phase as one result against the line's target, and not the
	// time before it; nil unless the phase varies as chance does, since otherwise there
	// is no level that holds for all of it.
	Now *Cell
}

// ControlPoint is a period of a line, with numbers in the unit shown; for
// BetweenEvents in cases, exposure or months between events.
type ControlPoint struct {
	Result
	// Charted is the value that is drawn and judged: the result's own, or for
	// BetweenEvents what lies between the last period's events and this one's. Nil when
	// there is none.
	Charted *float64
	// Center, Lower and Upper are nil where there is none. A limit may lie where no
	// value can; cut it off where it is shown.
	Center, Lower, Upper *float64
	// Beyond is that the value lies outside the limits, and InSignal that it is part
	// of a run or a trend that is a signal.
	Beyond   stats.Side
	InSignal bool
	// LeftOut is the decision that the period takes no part; nil when it does.
	LeftOut *quality.LineDecision
	// Unsettled is a preliminary figure, or a total without some of its units.
	Unsettled bool
	// Target and Second are the line's own target, as Timeline has everybody's.
	Target, Second *float64
}

// ControlPhase is a part of a line that is judged by itself.
type ControlPhase struct {
	First, End int // the points' indexes; End is the one after the last
	Start      PhaseStart
	// Decision is what the phase follows from, or what freezes the first one; nil
	// when there is none.
	Decision *quality.LineDecision
	// Definition is the one that holds at its end.
	Definition quality.Version
	// Center is the centre line, in the unit shown; nil when nothing is known of it.
	Center *float64
	// Used is how many values the lines rest on. With fewer than twelve the limits
	// are preliminary, and with fewer than ten there are none.
	Used int
	// Useful is how many values can tell something: those that take part and, except
	// for XmRChart, do not lie on the centre line.
	Useful int
	// Runs is Anhøj's analysis; zero for XmRChart.
	Runs    stats.Runs
	Verdict LineVerdict
}

// PreliminaryLimits says that there are limits, but that they rest on few values.
func (p ControlPhase) PreliminaryLimits() bool {
	return p.Used >= stats.FewestUseful && stats.ChartPhase{Used: p.Used}.Preliminary()
}

// Current is the line's last phase; false for a line without points.
func (c *Control) Current() (ControlPhase, bool) {
	if len(c.Phases) == 0 {
		return ControlPhase{}, false
	}
	return c.Phases[len(c.Phases)-1], true
}

// Verdict is what can be said of the line now.
func (c *Control) Verdict() LineVerdict {
	current, any := c.Current()
	if !any {
		return TooFewPoints
	}
	return current.Verdict
}

// Control judges a line of a measure that is Charted. A definition that cannot be
// compared with the one before, and another length of periods, begin a line of
// their own; within it the group's decisions make phases. A masked dataset is judged
// by what it publishes alone, where a hidden result is a gap, and by no decisions.
// WideLimits and BetweenEvents that are not advised become ControlChart. The error is
// a figure that cannot be what it says.
func (ds *Dataset) Control(course Course, method Method) (Control, error) {
	c := Control{Course: course, Method: method, Points: make([]ControlPoint, len(course.Line.Results))}
	for n, r := range course.Line.Results {
		c.Points[n] = ControlPoint{Result: r, Charted: r.Point,
			Unsettled: r.Standing == quality.Preliminary || course.Line.Unit.ID == 0 && r.Units < r.ExpectedUnits}
		if t := ds.target(course.Measure.ID, course.Timeline.Periods[n].LastYear(), course.Line.Unit.ID); t != nil && t.Kind == quality.ValueTarget {
			c.Points[n].Target, c.Points[n].Second = t.Threshold, t.Second
		}
	}
	segments := course.segments()
	if method != RunChart {
		if err := ds.Advise(&c); err != nil {
			return Control{}, err
		}
	}
	if method == WideLimits && !c.WideAdvised || method == BetweenEvents && !c.RareAdvised {
		c.Method = ControlChart
	}
	for _, s := range segments {
		plan := ds.plan(&c, s)
		draw := c.drawControl
		switch c.Method {
		case XmRChart:
			draw = c.drawXmR
		case BetweenEvents:
			draw = c.drawRare
		}
		if err := draw(s, plan); err != nil {
			return Control{}, err
		}
	}
	c.Now = ds.now(&c)
	return c, nil
}

// now pools the current phase and holds it against the latest target of the line. A
// count is not added up over a phase: its target is about a year.
func (ds *Dataset) now(c *Control) *Cell {
	current, any := c.Current()
	if !any || c.Method == BetweenEvents || current.Verdict != NoSignal || c.Measure.Kind == quality.Count {
		return nil
	}
	var values []quality.Value
	r := Result{State: Reported, Kind: c.Measure.Kind, Definition: current.Definition}
	for _, p := range c.Points[current.First:current.End] {
		if p.Known() && p.LeftOut == nil {
			values = append(values, p.Value)
			r.settle(p.Standing)
		}
	}
	if len(values) == 0 {
		return nil
	}
	r.Value = sum(r.Kind, values)
	r.measured(ds.Group.ReliabilityLimit)
	year := c.Timeline.Periods[current.End-1].LastYear()
	cell := Cell{Result: r, Unit: c.Line.Unit, Target: ds.target(c.Measure.ID, year, c.Line.Unit.ID)}
	cell.Judgement = judge{ds: ds, measure: c.Measure}.region(cell)
	return &cell
}
