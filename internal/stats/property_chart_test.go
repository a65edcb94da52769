package stats_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"samsyn/internal/stats"
)

// randomSeries is values with a missing period now and then.
func randomSeries(random *rand.Rand) []*float64 {
	values := make([]*float64, 1+random.IntN(40))
	level := 0.0
	for i := range values {
		level += random.NormFloat64() / 3
		if random.IntN(8) > 0 {
			values[i] = new(math.Round(10*(level+random.NormFloat64())) / 10)
		}
	}
	return values
}

func mirrored(values []*float64) []*float64 {
	back := make([]*float64, len(values))
	for i, v := range values {
		if v != nil {
			back[i] = new(-*v)
		}
	}
	return back
}

func TestRunsAreTheSameInAMirror(t *testing.T) {
	random := rand.New(rand.NewPCG(31, 32))
	signals := 0
	for range 2000 {
		values := randomSeries(random)
		method := stats.RunsMethod(random.IntN(3))
		center := math.Round(10*random.NormFloat64()) / 10
		got := stats.AnalyseRuns(values, center, method)
		if in := stats.AnalyseRuns(mirrored(values), -center, method); in != got {
			t.Fatalf("upside down: %+v and %+v", got, in)
		}
		back := stats.AnalyseRuns(reversed(values), center, method)
		back.First, back.Last = got.First, got.Last // of runs of equal length the first is named
		if back != got {
			t.Fatalf("backwards: %+v and %+v", got, back)
		}
		if got.Signal {
			signals++
		}
		if got.Useful < stats.FewestUseful && got.Verdict() != stats.TooFew || got.Useful >= stats.FewestUseful && got.Verdict() == stats.TooFew {
			t.Fatalf("%+v is judged %v", got, got.Verdict())
		}
		if got.LongestRun > 0 && (values[got.First] == nil || values[got.Last] == nil || got.Last-got.First+1 < got.LongestRun) {
			t.Fatalf("the longest run is not where it is said to be: %+v", got)
		}
	}
	if signals < 100 || signals > 1900 {
		t.Errorf("%d of 2000 are signals: too lopsided to prove anything", signals)
	}
}

func TestFewPointsAroundAMedianNeverSignal(t *testing.T) {
	for n := 1; n < stats.FewestUseful; n++ {
		values := make([]*float64, n)
		for i := range values {
			values[i] = new(float64(i / max(1, n/2))) // a perfect step
		}
		chart, err := stats.NewChart(stats.Values(values), stats.Plan{})
		if err != nil || chart.Phases[0].Runs.Verdict() != stats.TooFew {
			t.Errorf("%d points: %+v %v", n, chart.Phases[0].Runs, err)
		}
	}
}

func TestRoundingIsNotACrossing(t *testing.T) {
	var values []*float64
	sevenths := 0.0
	for range 7 {
		sevenths += 0.1
	}
	for i := range 12 {
		values = append(values, []*float64{new(0.7), new(sevenths)}[i%2])
	}
	if got := stats.AnalyseRuns(values, 0.7, stats.Anhoej); got.Useful != 0 {
		t.Errorf("%+v", got)
	}
}

// chartKinds are those whose lines turn with the values.
var chartKinds = []stats.ChartKind{stats.RunChart, stats.IChart}

func TestChartsAreTheSameInAMirror(t *testing.T) {
	random := rand.New(rand.NewPCG(33, 34))
	beyond := 0
	for range 1000 {
		values := randomSeries(random)
		plan := stats.Plan{Kind: chartKinds[random.IntN(2)], Screened: random.IntN(2) == 0}
		up, err := stats.NewChart(stats.Values(values), plan)
		down, errDown := stats.NewChart(stats.Values(mirrored(values)), plan)
		if err != nil || errDown != nil || up.Phases[0].Runs != down.Phases[0].Runs {
			t.Fatalf("%+v and %+v", up.Phases, down.Phases)
		}
		for i, p := range up.Points {
			q := down.Points[i]
			if p.Beyond == stats.AboveLimit != (q.Beyond == stats.BelowLimit) || p.Lower != nil && !within(*p.Lower, -*q.Upper, 1e-12) {
				t.Fatalf("point %d: %+v and %+v", i, p, q)
			}
			if p.Beyond != stats.Between3SD {
				beyond++
			}
			if p.Value == nil && p.Lower != nil {
				t.Fatalf("a missing point has limits: %+v", p)
			}
		}
	}
	if beyond == 0 {
		t.Error("no point was beyond a limit")
	}
}

func TestProportionChartsAreTheSameForTheOthers(t *testing.T) {
	random := rand.New(rand.NewPCG(35, 36))
	for range 500 {
		series, others := make([]stats.Observation, 20), make([]stats.Observation, 20)
		for i := range series {
			n := float64(1 + random.IntN(60))
			x := float64(random.IntN(int(n) + 1))
			series[i], others[i] = stats.Observation{Numerator: x, Denominator: n}, stats.Observation{Numerator: n - x, Denominator: n}
		}
		for _, kind := range []stats.ChartKind{stats.PChart, stats.PPrimeChart} {
			with, _ := stats.NewChart(series, stats.Plan{Kind: kind})
			without, _ := stats.NewChart(others, stats.Plan{Kind: kind})
			for i, p := range with.Points {
				q := without.Points[i]
				if !within(*p.Center, 1-*q.Center, 1e-12) || !within(*p.Lower, 1-*q.Upper, 1e-9) || !within(*p.Upper, 1-*q.Lower, 1e-9) || *p.Lower < 0 || *p.Upper > 1 {
					t.Fatalf("point %d: %+v and %+v", i, p, q)
				}
			}
		}
	}
}

func TestPhasesAreChartsOfTheirOwn(t *testing.T) {
	random := rand.New(rand.NewPCG(37, 38))
	for range 300 {
		values := randomSeries(random)
		if len(values) < 4 {
			continue
		}
		cut := 1 + random.IntN(len(values)-2)
		plan := stats.Plan{Kind: stats.IChart, Phases: []stats.Phase{{First: cut, Reason: "ny rutin"}}}
		whole, err := stats.NewChart(stats.Values(values), plan)
		before, _ := stats.NewChart(stats.Values(values[:cut]), stats.Plan{Kind: stats.IChart})
		after, _ := stats.NewChart(stats.Values(values[cut:]), stats.Plan{Kind: stats.IChart})
		if err != nil || len(whole.Phases) != 2 || whole.Phases[0].End != cut || whole.Phases[1].Reason != "ny rutin" {
			t.Fatalf("%+v %v", whole.Phases, err)
		}
		if !reflect.DeepEqual(whole.Points, append(before.Points, after.Points...)) {
			t.Fatal("the phases are not what their points are alone")
		}
	}
}

func TestFrozenBaselinesHold(t *testing.T) {
	values := []*float64{new(1.0), new(3.0), new(2.0), new(90.0), new(95.0)}
	frozen := stats.Plan{Kind: stats.IChart, Phases: []stats.Phase{{Baseline: 3, Reason: "före åtgärden"}}}
	chart, err := stats.NewChart(stats.Values(values), frozen)
	if err != nil || *chart.Points[4].Center != 2 || chart.Points[3].Beyond != stats.AboveLimit || chart.Phases[0].Used != 3 || !chart.Phases[0].Preliminary() {
		t.Errorf("%+v %v", chart, err)
	}
	excluded := stats.Plan{Kind: stats.IChart, Exclusions: []stats.Exclusion{{Point: 3, Reason: "fel i källan"}, {Point: 4, Reason: "fel i källan"}}}
	chart, err = stats.NewChart(stats.Values(values), excluded)
	if err != nil || *chart.Points[3].Center != 2 || chart.Points[3].Beyond != stats.AboveLimit || !chart.Points[3].Excluded || chart.Phases[0].Runs.Observations != 3 {
		t.Errorf("%+v %v", chart, err)
	}
	// A moving range passes over an excluded point, but not over a missing one.
	gap := []*float64{new(1.0), new(50.0), new(2.0)}
	over, _ := stats.NewChart(stats.Values(gap), stats.Plan{Kind: stats.IChart, Exclusions: []stats.Exclusion{{Point: 1, Reason: "fel"}}})
	none, _ := stats.NewChart(stats.Values([]*float64{gap[0], nil, gap[2]}), stats.Plan{Kind: stats.IChart})
	if over.Points[0].Upper == nil || none.Points[0].Upper != nil || *none.Points[0].Center != 1.5 || none.Points[1].Center == nil {
		t.Errorf("%+v and %+v", over.Points, none.Points)
	}
}

func TestPlansNeedReasonsThatFit(t *testing.T) {
	series := stats.Values([]*float64{new(1.0), new(2.0), new(3.0)})
	for name, test := range map[string]struct {
		plan stats.Plan
		want error
	}{
		"a new phase":           {stats.Plan{Phases: []stats.Phase{{First: 1, Reason: " "}}}, stats.ErrReason},
		"a frozen baseline":     {stats.Plan{Phases: []stats.Phase{{Baseline: 2}}}, stats.ErrReason},
		"an exclusion":          {stats.Plan{Exclusions: []stats.Exclusion{{Point: 1}}}, stats.ErrReason},
		"after the end":         {stats.Plan{Phases: []stats.Phase{{First: 3, Reason: "x"}}}, stats.ErrPlan},
		"before the start":      {stats.Plan{Phases: []stats.Phase{{First: -1, Reason: "x"}}}, stats.ErrPlan},
		"twice at a place":      {stats.Plan{Phases: []stats.Phase{{First: 1, Reason: "x"}, {First: 1, Reason: "y"}}}, stats.ErrPlan},
		"a negative baseline":   {stats.Plan{Phases: []stats.Phase{{Baseline: -1, Reason: "x"}}}, stats.ErrPlan},
		"no such point":         {stats.Plan{Exclusions: []stats.Exclusion{{Point: 3, Reason: "x"}}}, stats.ErrPlan},
		"more cases than all":   {stats.Plan{Kind: stats.PChart}, stats.ErrSeries},
		"the first phase alone": {stats.Plan{Phases: []stats.Phase{{}}}, nil},
		"a reason for each":     {stats.Plan{Phases: []stats.Phase{{First: 2, Baseline: 1, Reason: "x"}}}, nil},
	} {
		if _, err := stats.NewChart(series, test.plan); !errors.Is(err, test.want) || (err == nil) != (test.want == nil) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := stats.NewXmR([]*float64{new(1.0)}, stats.XmRPlan{Phases: []stats.Phase{{Baseline: 1}}}); !errors.Is(err, stats.ErrReason) {
		t.Errorf("XmR: %v", err)
	}
	for kind, bad := range map[stats.ChartKind]stats.Observation{stats.TChart: {Denominator: 1}, stats.GChart: {Numerator: -1, Denominator: 1},
		stats.UChart: {Numerator: -1, Denominator: 9}, stats.IChart: {Numerator: math.NaN(), Denominator: 1}, stats.RunChart: {Numerator: 1, Denominator: -1}} {
		if _, err := stats.NewChart([]stats.Observation{bad}, stats.Plan{Kind: kind}); !errors.Is(err, stats.ErrSeries) {
			t.Errorf("kind %v holds %+v: %v", kind, bad, err)
		}
	}
}

func TestXmRIsTheSameInAMirror(t *testing.T) {
	random := rand.New(rand.NewPCG(39, 40))
	opposite := map[stats.Cause]stats.Cause{stats.CommonCause: stats.CommonCause, stats.AboveUpperLimit: stats.BelowLowerLimit, stats.RisingTrend: stats.FallingTrend,
		stats.TwoOfThreeAbove: stats.TwoOfThreeBelow, stats.SevenAbove: stats.SevenBelow}
	for cause, other := range opposite {
		opposite[other] = cause
	}
	seen := map[stats.Cause]int{}
	for range 3000 {
		values := randomSeries(random)
		if random.IntN(10) == 0 { // a long climb
			for i := range values {
				values[i] = new(float64(i) + float64(random.IntN(3)))
			}
		}
		up, err := stats.NewXmR(values, stats.XmRPlan{Screened: true, Better: stats.HigherIsBetter, Target: new(0.5)})
		down, errDown := stats.NewXmR(mirrored(values), stats.XmRPlan{Screened: true, Better: stats.LowerIsBetter, Target: new(-0.5)})
		if err != nil || errDown != nil || up.Assurance != down.Assurance {
			t.Fatalf("%v %v: %v and %v", err, errDown, up.Assurance, down.Assurance)
		}
		for i, p := range up.Points {
			seen[p.Cause]++
			if q := down.Points[i]; q.Cause != opposite[p.Cause] || q.Meaning != p.Meaning {
				t.Fatalf("point %d: %+v and %+v", i, p, q)
			}
			if p.Value == nil && p.Cause != stats.CommonCause {
				t.Fatalf("a missing point has a cause: %+v", p)
			}
		}
	}
	for cause := range opposite {
		if seen[cause] == 0 {
			t.Errorf("no point had the cause %v", cause)
		}
	}
}

func TestRareEventCharts(t *testing.T) {
	between := stats.Values([]*float64{new(10.0), new(30.0), nil, new(20.0), new(0.0)})
	chart, err := stats.NewChart(between, stats.Plan{Kind: stats.GChart})
	mean := 15.0
	if err != nil || *chart.Points[0].Center != 15 || !within(*chart.Points[0].Upper, mean+3*math.Sqrt(mean*(mean+1)), 1e-12) || *chart.Points[0].Lower != 0 {
		t.Errorf("%+v %v", chart.Points, err)
	}
	if chart.Points[2].Value != nil || chart.Points[2].Upper != nil || chart.Points[2].Center == nil {
		t.Errorf("the missing point: %+v", chart.Points[2])
	}
}
