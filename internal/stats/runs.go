package stats

import "math"

// RunsMethod is how a series is judged by its runs.
type RunsMethod int

const (
	// Anhoej: a signal is an unusually long run or unusually few crossings.
	Anhoej RunsMethod = iota
	// BestBox has the same two limits for 10 to 100 useful points, chosen for the
	// greatest power against a shift. Outside that range it is as Anhoej.
	BestBox
	// CutBox is BestBox with the corner of both limits cut off.
	CutBox
)

// FewestUseful is the fewest useful points that Anhøj's rules can tell something
// from.
const FewestUseful = 10

// RunsVerdict is what the runs of a series allow one to say.
type RunsVerdict int

const (
	// TooFew: fewer than ten useful points. Around a median not even a perfect
	// step can then be a signal, so "no signal" would say more than is known.
	TooFew RunsVerdict = iota
	// NoRunsSignal: the series varies as chance does.
	NoRunsSignal
	// RunsSignal: a shift or a trend, more than chance explains.
	RunsSignal
)

// Runs is the analysis of a series around a centre line.
type Runs struct {
	// Observations are the points, missing ones included; Useful are those that
	// are neither missing nor on the centre line.
	Observations, Useful int
	// LongestRun is the most useful points in a row on one side of the centre
	// line, First and Last the indexes of its ends in the series, and
	// LongestRunMax the longest that is not a signal. All are 0 without useful
	// points.
	LongestRun, LongestRunMax, First, Last int
	// Crossings is how often useful points in a row lie on different sides, and
	// CrossingsMin the fewest that are not a signal.
	Crossings, CrossingsMin int
	// Signal is what the rules say, however few the points. Show Verdict.
	Signal bool
}

// Verdict is what to say of the series.
func (r Runs) Verdict() RunsVerdict {
	switch {
	case r.Useful < FewestUseful:
		return TooFew
	case r.Signal:
		return RunsSignal
	}
	return NoRunsSignal
}

// AnalyseRuns judges values of periods in order around a centre line; a nil is a
// missing period, which a run goes straight through. A value counts as on the
// centre line within the error of rounding. Rolling sums must not be judged: they
// share periods.
//
// Sources: Anhøj J, Olesen AV, PLoS ONE 2014;9:e113825; the limits
// [RunLimits]; best box and cut box: Anhøj J, Wentzel-Larsen T, PLoS ONE
// 2020;15:e0233920; as the package qicharts2 0.8.
func AnalyseRuns(values []*float64, center float64, method RunsMethod) Runs {
	r := Runs{Observations: len(values)}
	runs := RunsOf(values, center)
	for _, run := range runs {
		r.Useful += run.Length
		if run.Length > r.LongestRun {
			r.LongestRun, r.First, r.Last = run.Length, run.First, run.Last
		}
	}
	if r.Useful > 0 {
		r.Crossings = len(runs) - 1
		r.LongestRunMax, r.CrossingsMin = RunLimits(r.Useful)
		r.Signal = r.signal(method)
	}
	return r
}

// Run is useful points in a row on one side of a centre line.
type Run struct {
	First, Last int // the indexes of its ends in the series
	Length      int // without what lies between them and is not useful
	Above       bool
}

// RunsOf are all the runs of values around a centre line, in order, as AnalyseRuns
// counts them.
func RunsOf(values []*float64, center float64) []Run {
	var runs []Run
	for i, v := range values {
		if v == nil || equal(*v, center) {
			continue
		}
		above := *v > center
		if n := len(runs); n == 0 || runs[n-1].Above != above {
			runs = append(runs, Run{First: i, Above: above})
		}
		latest := &runs[len(runs)-1]
		latest.Last, latest.Length = i, latest.Length+1
	}
	return runs
}

func (r Runs) signal(method RunsMethod) bool {
	box, tabulated := boxFor(r.Useful)
	switch {
	case tabulated && method == BestBox:
		return r.Crossings < box.crossings || r.LongestRun > box.run
	case tabulated && method == CutBox:
		return !box.cut(r.Crossings, r.LongestRun)
	}
	return r.Crossings < r.CrossingsMin || r.LongestRun > r.LongestRunMax
}

// RunLimits are the longest run and the fewest crossings that are not a signal,
// for a number of useful points of 1 or more: round(log2 n) + 3, and the 5 %
// point of the binomial distribution of n-1 with probability one half. For
// thirteen points a run of seven is none, only one of eight.
//
// Sources: Schilling MF, Math Mag 2012;85:141-9; Chen Z, Model Assist Stat Appl
// 2010;5:73-7.
func RunLimits(useful int) (longestRun, crossings int) {
	if useful < 1 {
		return 0, 0
	}
	n := float64(useful)
	chance := binomial{n: n - 1, p: 0.5}
	for useful > 1 && chance.atMost(float64(crossings)) < 0.05*(1-1e-12) {
		crossings++
	}
	return int(math.RoundToEven(math.Log2(n))) + 3, crossings
}
