package api

import (
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// medianCode names the method that has no name in the pages' addresses.
const medianCode = "median"

// methodOf is the method with the code, which is one of the API's.
func methodOf(code string) analysis.Method {
	if code == medianCode {
		code = ""
	}
	method, _ := results.ParseMethod(code)
	return method
}

func methodCode(m analysis.Method) string {
	if code := results.MethodCode(m); code != "" {
		return code
	}
	return medianCode
}

var (
	chartKinds = map[stats.ChartKind]string{stats.RunChart: "run", stats.PChart: "p", stats.PPrimeChart: "p_prime", stats.UChart: "u",
		stats.UPrimeChart: "u_prime", stats.CChart: "c", stats.IChart: "i", stats.GChart: "g", stats.TChart: "t"}
	assurances = map[stats.Assurance]string{stats.Inconsistent: "sometimes", stats.ConsistentPass: "always", stats.ConsistentFail: "never"}
	beyond     = map[stats.Side]string{stats.AboveLimit: "above", stats.BelowLimit: "below"}
)

// newLines judges each line of the part that is shown.
func newLines(read results.Indicator, method analysis.Method) ([]JudgedLine, error) {
	lines := []JudgedLine{}
	for _, course := range read.Timeline.Courses(read.Measure, read.Stratum) {
		c, err := read.Dataset.Control(course, method)
		if err == nil && method == analysis.RunChart {
			err = read.Dataset.Advise(&c)
		}
		if err != nil {
			return nil, err
		}
		lines = append(lines, newJudgedLine(&c))
	}
	return lines, nil
}

func newJudgedLine(c *analysis.Control) JudgedLine {
	l := JudgedLine{Unit: c.Line.Unit.Code, Method: methodCode(c.Method), Verdict: string(c.Verdict()), Phases: []Phase{}, Signals: []Signal{},
		Points: []LinePoint{}, Now: newLineNow(c.Now), MeetsTargets: assurances[c.Assurance]}
	switch {
	case c.RareAdvised:
		l.Advised = methodCode(analysis.BetweenEvents)
	case c.WideAdvised:
		l.Advised = methodCode(analysis.WideLimits)
	}
	if c.Method != analysis.XmRChart {
		l.Chart = chartKinds[c.Kind]
	}
	for _, p := range c.Phases {
		l.Phases = append(l.Phases, newPhase(c, p))
	}
	for _, s := range c.Signals {
		l.Signals = append(l.Signals, newSignal(c, s))
	}
	for n, p := range c.Points {
		l.Points = append(l.Points, newLinePoint(c, n, p))
	}
	return l
}

func newPhase(c *analysis.Control, p analysis.ControlPhase) Phase {
	periods := c.Timeline.Periods
	v := Phase{First: newPeriod(periods[p.First]), Last: newPeriod(periods[p.End-1]), Start: string(p.Start), Center: p.Center,
		Used: p.Used, Useful: p.Useful, Preliminary: c.Method != analysis.RunChart && p.PreliminaryLimits(), Verdict: string(p.Verdict)}
	if p.Start == analysis.NewDefinition {
		v.Definition = p.Definition.ValidFrom.Format(time.DateOnly)
	}
	if p.Decision != nil {
		v.Reason, v.Baseline = p.Decision.Reason, p.Decision.Baseline
	}
	if r := p.Runs; c.Method != analysis.XmRChart {
		v.Runs = &Runs{r.LongestRun, r.LongestRunMax, r.Crossings, r.CrossingsMin}
	}
	return v
}

func newSignal(c *analysis.Control, s analysis.Signal) Signal {
	run := c.Run(s)
	v := Signal{Rule: string(s.Rule), First: newPeriod(run.First), Last: newPeriod(run.Last), Side: "none", Lasts: run.Lasting,
		Current: s.Phase == len(c.Phases)-1}
	switch {
	case s.Rule == analysis.FewCrossings:
	case s.Rule == analysis.SevenTrend && s.Above:
		v.Where = "rising"
	case s.Rule == analysis.SevenTrend:
		v.Where = "falling"
	case s.Above:
		v.Where = "above"
	default:
		v.Where = "below"
	}
	if s.Rule == analysis.LongRun || s.Rule == analysis.FewCrossings {
		v.Count, v.Limit = &s.Count, &s.Limit
	}
	switch s.Meaning {
	case stats.Improvement:
		v.Side = string(analysis.GoodSide)
	case stats.Concern:
		v.Side = string(analysis.BadSide)
	}
	return v
}

func newLinePoint(c *analysis.Control, n int, p analysis.ControlPoint) LinePoint {
	v := LinePoint{Period: newPeriod(c.Timeline.Periods[n]), State: string(p.State), Value: p.Charted, Center: p.Center, Lower: p.Lower,
		Upper: p.Upper, Beyond: beyond[p.Beyond], InSignal: p.InSignal, Unsettled: p.Unsettled, Target: p.Target, Second: p.Second}
	if c.Method == analysis.BetweenEvents {
		v.Target, v.Second = nil, nil // they are not about what lies between events
	}
	if p.LeftOut != nil {
		v.LeftOut, v.Reason = true, p.LeftOut.Reason
	}
	return v
}

// newLineNow is told when there is a value target to hold it against, as on the page.
func newLineNow(now *analysis.Cell) *LineNow {
	if now == nil || now.Target == nil || now.Judgement.Status == quality.Followed {
		return nil
	}
	return &LineNow{Value: now.Point, Lower: now.Lower, Upper: now.Upper, Status: string(now.Judgement.Status),
		TargetYear: now.Target.Year, Target: now.Target.Threshold, Second: now.Target.Second}
}
