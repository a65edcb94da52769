package stats

// XmRPlan is how a series is to be charted by the rules of NHS England's "Making
// data count". They are an alternative to Anhøj's, with more signals and more
// false ones (with twenty points that vary by chance, one series in seven has
// some): never show both for the same series.
type XmRPlan struct {
	// Screened is as in [Plan]. The NHS package screens; the NHS spreadsheet does
	// not.
	Screened bool
	Phases   []Phase
	// Better says what a signal means, and Target what is aimed for, in the
	// values' unit; nil without a target.
	Better Direction
	Target *float64
}

// Cause is what a point in an XmR chart is a sign of.
type Cause int

// The causes. A point that fits several has the first that applies, in this
// order: beyond a limit, part of a trend, two of three, seven on one side.
const (
	CommonCause Cause = iota
	AboveUpperLimit
	BelowLowerLimit
	RisingTrend  // seven points in a row, each above the one before
	FallingTrend // each below
	TwoOfThreeAbove
	TwoOfThreeBelow
	SevenAbove
	SevenBelow
)

// Meaning is what a point's cause means for the indicator.
type Meaning int

// The meanings.
const (
	NothingSpecial Meaning = iota
	Improvement
	Concern
	SpecialHigh // for an indicator with a neutral direction
	SpecialLow
)

// Assurance is what the limits say of reaching a target by chance.
type Assurance int

const (
	// NoAssurance: no target, no direction, or no limits to go by.
	NoAssurance Assurance = iota
	// Inconsistent: the target is between the limits, so it will be met now and
	// then.
	Inconsistent
	// ConsistentPass: the target will be met until something changes.
	ConsistentPass
	// ConsistentFail: it will not.
	ConsistentFail
)

// XmRPoint is a period in an XmR chart, in the values' unit.
type XmRPoint struct {
	// Value is nil for a missing period, Mean when the phase has no value.
	Value, Mean *float64
	// Lower and Upper are the process limits; nil when the phase has fewer than
	// two values in a row, or when its values do not vary.
	Lower, Upper *float64
	Cause        Cause
	Meaning      Meaning
}

// XmRPhase is a phase of an XmR chart.
type XmRPhase struct {
	Phase
	// End is the index after its last point, and Used how many values the lines
	// rest on.
	End, Used int
}

// Trial says that the limits rest on fewer than twelve points.
func (p XmRPhase) Trial() bool { return p.Used < 12 }

// XmR is a series with process limits and the signals of "Making data count".
type XmR struct {
	Screened bool
	Points   []XmRPoint // one per value
	Phases   []XmRPhase
	// Assurance goes by the limits of the last phase.
	Assurance Assurance
}

const (
	// processLimit is the distance of the limits from the mean in mean moving
	// ranges, rounded as in the NHS rules; nearLimit is two thirds of it.
	processLimit = 2.66
	nearLimit    = 2 * processLimit / 3
)

// NewXmR draws the process limits of values of periods in order and finds the
// signals; a nil is a missing period, which moving ranges do not reach over and
// the rules pass by. Each phase is judged by itself.
//
// The error is ErrPlan, ErrReason or ErrSeries (a value that is not finite).
//
// Source: NHS England, Making data count; as the package NHSRplotthedots 0.2.2.
func NewXmR(values []*float64, plan XmRPlan) (XmR, error) {
	phases, err := phasesOf(plan.Phases, len(values))
	if err != nil {
		return XmR{}, err
	}
	series := Values(values)
	if err := IChart.check(series); err != nil {
		return XmR{}, err
	}
	x := XmR{Screened: plan.Screened, Points: make([]XmRPoint, len(values))}
	for i, v := range values {
		if v != nil {
			x.Points[i].Value = new(*v)
		}
	}
	for i, p := range phases {
		x.draw(series, plan, XmRPhase{Phase: p, End: end(phases, i, len(values))})
	}
	if len(x.Points) > 0 {
		x.Assurance = assurance(x.Points[len(x.Points)-1], plan)
	}
	return x, nil
}

// draw adds a phase to the chart.
func (x *XmR) draw(series []Observation, plan XmRPlan, phase XmRPhase) {
	points := x.Points[phase.First:phase.End]
	var base []Observation
	var total float64
	for i := phase.First; i < phase.End; i++ {
		if v, ok := series[i].Value(); phase.inBaseline(i) {
			base = append(base, series[i])
			if ok {
				phase.Used++
				total += v
			}
		}
	}
	x.Phases = append(x.Phases, phase)
	if phase.Used == 0 {
		return
	}
	mean := total / float64(phase.Used)
	average, _ := movingRange(rangesOf(base, difference), plan.Screened, screenAt)
	for i := range points {
		points[i].Mean = &mean
		if average > 0 {
			points[i].Lower, points[i].Upper = new(mean-processLimit*average), new(mean+processLimit*average)
		}
	}
	judge(points, mean, average)
	for i := range points {
		points[i].Meaning = points[i].Cause.meaning(plan.Better)
	}
}

// assurance compares the target with a point's limits.
func assurance(last XmRPoint, plan XmRPlan) Assurance {
	if plan.Target == nil || plan.Better == Neutral || last.Lower == nil {
		return NoAssurance
	}
	switch {
	case *plan.Target > *last.Upper && plan.Better == HigherIsBetter,
		*plan.Target < *last.Lower && plan.Better == LowerIsBetter:
		return ConsistentFail
	case *plan.Target > *last.Upper, *plan.Target < *last.Lower:
		return ConsistentPass
	}
	return Inconsistent
}

func (c Cause) meaning(better Direction) Meaning {
	high := false
	switch c {
	case CommonCause:
		return NothingSpecial
	case AboveUpperLimit, RisingTrend, TwoOfThreeAbove, SevenAbove:
		high = true
	}
	switch {
	case better == Neutral && high:
		return SpecialHigh
	case better == Neutral:
		return SpecialLow
	case high == (better == HigherIsBetter):
		return Improvement
	}
	return Concern
}
