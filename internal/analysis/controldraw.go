package analysis

import (
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// chartKind is the control chart for a kind of measure; plain and with limits for
// more variation than chance. A count and a mean have the same for both.
func chartKind(kind quality.Kind) (plain, wide stats.ChartKind) {
	switch kind {
	case quality.Proportion:
		return stats.PChart, stats.PPrimeChart
	case quality.Rate:
		return stats.UChart, stats.UPrimeChart
	case quality.Count:
		return stats.CChart, stats.CChart
	}
	return stats.IChart, stats.IChart
}

// multiplier turns a numerator by its denominator into the unit shown.
func multiplier(kind quality.Kind, v quality.Version) float64 {
	switch kind {
	case quality.Proportion:
		return 100
	case quality.Rate:
		return per(v)
	}
	return 1
}

// drawControl adds a segment as a run chart or a control chart. Moving ranges are
// screened, as in the package that Anhøj has written.
func (c *Control) drawControl(s segment, p plan) error {
	p.chart(c, s)
	drawn, err := stats.NewChart(c.series(s), p.Plan)
	if err != nil {
		return err
	}
	c.Kind = drawn.Kind
	for _, phase := range drawn.Phases {
		c.addPhase(s, p, drawn, phase)
	}
	return nil
}

// chart fills in how the segment is charted.
func (p *plan) chart(c *Control, s segment) {
	p.Screened, p.Multiplier = true, multiplier(c.Measure.Kind, c.definition(s.end-1))
	plain, wide := chartKind(c.Measure.Kind)
	switch c.Method {
	case RunChart:
		p.Kind = stats.RunChart
	case WideLimits:
		p.Kind = wide
	default:
		p.Kind = plain
	}
}

// Advise finds out what there is reason to choose for the line as it is now: what lies
// between events where they are rare, or limits that are wider than chance makes them.
// Control has done so, except for RunChart, which is for many lines at once.
func (ds *Dataset) Advise(c *Control) error {
	segments := c.segments()
	if len(segments) == 0 {
		return nil
	}
	plain, wide := chartKind(c.Measure.Kind)
	s := segments[len(segments)-1]
	p := ds.plan(c, s)
	if c.RareAdvised = c.rare(s); c.RareAdvised || plain == wide {
		return nil
	}
	p.chart(c, s)
	p.Kind = wide
	drawn, err := stats.NewChart(c.series(s), p.Plan)
	if err == nil {
		latest := drawn.Phases[len(drawn.Phases)-1]
		c.WideAdvised = latest.PrimeAdvised() && c.uneven(s.first+latest.First, s.end)
	}
	return err
}

// uneven reports whether the periods' values differ more than chance explains: half
// of all lines that vary by chance alone would have somewhat wider limits.
func (c *Control) uneven(first, end int) bool {
	var shares []stats.Proportion
	var rates []stats.Rate
	for _, p := range c.Points[first:end] {
		if p.Known() && p.LeftOut == nil {
			shares, rates = append(shares, share(p.Result)), append(rates, rate(p.Result))
		}
	}
	var h stats.Heterogeneity
	ok := false
	switch c.Measure.Kind {
	case quality.Proportion:
		h, ok = stats.ProportionHeterogeneity(shares)
	case quality.Rate:
		h, ok = stats.RateHeterogeneity(rates)
	}
	const rarelyByChance = 0.05
	return ok && h.Best() != nil && *h.Best() < rarelyByChance
}

// addPhase takes over a phase of a drawn chart. Limits that rest on fewer than ten
// values are left out: they would be read as if they said something.
func (c *Control) addPhase(s segment, p plan, drawn stats.Chart, phase stats.ChartPhase) {
	added := c.newPhase(s, p, phase.Phase, phase.End)
	added.Used, added.Runs = phase.Used, phase.Runs
	for n := phase.First; n < phase.End; n++ {
		from, to := drawn.Points[n], &c.Points[s.first+n]
		to.Center = from.Center
		added.Center = from.Center
		if phase.Used >= stats.FewestUseful {
			to.Lower, to.Upper, to.Beyond = from.Lower, from.Upper, from.Beyond
		}
	}
	c.Phases = append(c.Phases, added)
	c.signalRuns(c.judgedPeriods(added))
	c.judge(phase.Runs.Useful)
}

// newPhase is a phase of the segment without what was found in it.
func (c *Control) newPhase(s segment, p plan, phase stats.Phase, end int) ControlPhase {
	added := ControlPhase{First: s.first + phase.First, End: s.first + end, Start: s.start,
		Decision: p.decisions[phase.First], Definition: c.definition(s.first + end - 1)}
	if phase.First > 0 {
		added.Start = Decided
	}
	return added
}

// judge gives the latest phase its verdict, from its signals and how many of its
// points are of use.
func (c *Control) judge(useful int) {
	latest := len(c.Phases) - 1
	c.Phases[latest].Useful = useful
	c.Phases[latest].Verdict = NoSignal
	if useful < stats.FewestUseful {
		c.Phases[latest].Verdict = TooFewPoints
	}
	if n := len(c.Signals); n > 0 && c.Signals[n-1].Phase == latest {
		c.Phases[latest].Verdict = HasSignal
	}
}
