package stats

// ChartKind is a kind of run or control chart.
type ChartKind int

const (
	// RunChart: the median alone, for any value. The first choice.
	RunChart ChartKind = iota
	// PChart: proportions. The limits follow each period's denominator.
	PChart
	// UChart: events by exposure.
	UChart
	// CChart: counts over the same exposure in every period.
	CChart
	// IChart: single values, such as means; limits from the moving ranges. They
	// are not cut off where the value's scale ends.
	IChart
	// PPrimeChart (Laney): as PChart, with limits that also hold the variation
	// between periods. For very large denominators; a clinic's are not.
	PPrimeChart
	// UPrimeChart (Laney): the same for UChart.
	UPrimeChart
	// IPrimeChart (Taylor): values whose sureness follows the denominator. The
	// limits are not cut off.
	IPrimeChart
	// GChart: cases between rare events; the centre line is the median.
	GChart
	// TChart: time between rare events, above 0.
	TChart
)

// Plan is how a series is to be charted.
type Plan struct {
	Kind ChartKind
	// Screened leaves out moving ranges that are more than 3.267 times their mean
	// (Nelson LS, J Qual Technol 1982;14:172-3), once, so that a single outlier
	// does not widen the limits that should find it. It is qicharts2's choice and
	// not that of the NHS spreadsheets: say on the chart which it is. For IChart
	// and the prime and t charts.
	Screened bool
	// Multiplier is the exposure that values are shown per; 0 is 1.
	Multiplier float64
	Phases     []Phase
	Exclusions []Exclusion
	Runs       RunsMethod
}

// Side is where a point lies in relation to its limits.
type Side int

// The sides. A point at a limit is between them.
const (
	Between3SD Side = iota
	BelowLimit
	AboveLimit
)

// ChartPoint is a period in a chart, in the chart's unit.
type ChartPoint struct {
	// Value is nil for a period that is missing or has nobody to count.
	Value *float64
	// Center is the phase's centre line, nil when nothing is known of it.
	Center *float64
	// Lower and Upper are the limits at three standard deviations. Nil without a
	// value, in a run chart, and when one value is all there is.
	Lower, Upper *float64
	// Beyond is the signal of a single point.
	Beyond Side
	// Excluded is a point left out of lines and runs, by the plan.
	Excluded bool
}

// ChartPhase is a phase of a chart.
type ChartPhase struct {
	Phase
	// End is the index after its last point.
	End int
	// Used is how many points with a value the lines rest on. Below twelve, call
	// the limits preliminary.
	Used int
	// Runs is the analysis of the phase's points. Charts with rolling sums have
	// no use for it.
	Runs Runs
	// SigmaZ is how many times wider the limits are than chance alone makes them;
	// nil except for PPrimeChart and UPrimeChart.
	SigmaZ *float64
}

// Preliminary says that the limits rest on fewer than twelve points.
func (p ChartPhase) Preliminary() bool { return p.Used < 12 }

// PrimeAdvised says that there is reason to use the prime chart in place of the
// plain one: more variation than chance gives, seen in twelve points or more.
func (p ChartPhase) PrimeAdvised() bool {
	return p.SigmaZ != nil && *p.SigmaZ > 1 && !p.Preliminary()
}

// Chart is a series with its lines and signals.
type Chart struct {
	Kind     ChartKind
	Screened bool
	Points   []ChartPoint // one per observation
	Phases   []ChartPhase
}

// NewChart draws centre line and limits and finds the signals. A missing period,
// or one with nobody to count, leaves the lines as they are; moving ranges that
// touch it are not used, and runs go straight through it. A period that is
// excluded is passed over by the moving ranges too.
//
// The error is ErrPlan, ErrReason or ErrSeries: a numerator that is negative (or
// larger than its denominator for proportions), a time between events that is
// not above 0, or a number that is not finite.
//
// Source: Montgomery DC, Introduction to statistical quality control, as the
// package qicharts2 0.8, except that the prime I chart keeps to the baseline
// too, and that limits without any variation to be computed from are at the
// centre line, where the package has none.
func NewChart(series []Observation, plan Plan) (Chart, error) {
	phases, err := phasesOf(plan.Phases, len(series))
	if err != nil {
		return Chart{}, err
	}
	excluded, err := excludedOf(plan.Exclusions, len(series))
	if err != nil {
		return Chart{}, err
	}
	if err := plan.Kind.check(series); err != nil {
		return Chart{}, err
	}
	if plan.Multiplier == 0 {
		plan.Multiplier = 1
	}
	chart := Chart{Kind: plan.Kind, Screened: plan.Screened, Points: make([]ChartPoint, len(series))}
	for i := range excluded {
		chart.Points[i].Excluded = true
	}
	for i, p := range phases {
		chart.draw(series, plan, ChartPhase{Phase: p, End: end(phases, i, len(series))})
	}
	return chart, nil
}

// draw adds a phase to the chart.
func (c *Chart) draw(series []Observation, plan Plan, phase ChartPhase) {
	var base []Observation
	for i := phase.First; i < phase.End; i++ {
		if phase.inBaseline(i) && !c.Points[i].Excluded {
			base = append(base, series[i])
			if _, ok := series[i].Value(); ok {
				phase.Used++
			}
		}
	}
	lines := plan.Kind.lines(base, plan.Screened)
	phase.SigmaZ = lines.sigmaZ
	var judged []*float64
	for i := phase.First; i < phase.End; i++ {
		point := &c.Points[i]
		point.place(series[i], lines, plan.Multiplier)
		if !point.Excluded {
			judged = append(judged, point.Value)
		}
	}
	if lines.defined {
		phase.Runs = AnalyseRuns(judged, lines.center*plan.Multiplier, plan.Runs)
	} else {
		phase.Runs.Observations = len(judged)
	}
	c.Phases = append(c.Phases, phase)
}

// place fills in a point by its phase's lines.
func (p *ChartPoint) place(o Observation, l lines, multiplier float64) {
	if l.defined {
		p.Center = new(l.center * multiplier)
	}
	value, ok := o.Value()
	if !ok {
		return
	}
	p.Value = new(value * multiplier)
	if l.sd == nil {
		return
	}
	lower, upper := l.limits(o.Denominator)
	p.Lower, p.Upper = new(lower*multiplier), new(upper*multiplier)
	switch {
	case *p.Value < *p.Lower && !equal(*p.Value, *p.Lower):
		p.Beyond = BelowLimit
	case *p.Value > *p.Upper && !equal(*p.Value, *p.Upper):
		p.Beyond = AboveLimit
	}
}
