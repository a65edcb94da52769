package analysis_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// quarterly is a dataset from 2020 on with the unit's numerators of 100 children,
// quarter by quarter; a negative one is a quarter that nothing was handed in for.
func quarterly(unit org.UnitID, numerators ...float64) *analysis.Dataset {
	var figures []analysis.Figure
	for n, x := range numerators {
		if x >= 0 {
			figures = append(figures, in(warm, unit, quality.Quarter(2020+n/4, n%4+1), quality.Value{Numerator: ptr(x), Denominator: ptr(100.0)}))
		}
	}
	ds := dataset(figures...)
	ds.FirstYear = 2020
	for year := 2020; year < 2024; year++ {
		ds.Selected = append(ds.Selected, analysis.Selection{Year: year, IndicatorID: warm})
	}
	return ds
}

// step is eight quarters at one level and eight at a higher one.
var step = []float64{60, 62, 61, 63, 60, 62, 61, 63, 80, 82, 81, 83, 80, 82, 81, 83}

func course(t *testing.T, ds *analysis.Dataset, unit org.UnitID) analysis.Course {
	t.Helper()
	for _, c := range ds.Courses(&ds.Measures[0]) {
		if c.Line.Unit.ID == unit {
			return c
		}
	}
	t.Fatalf("no line of unit %d", unit)
	return analysis.Course{}
}

func control(t *testing.T, ds *analysis.Dataset, method analysis.Method) analysis.Control {
	t.Helper()
	c, err := ds.Control(course(t, ds, linkoping), method)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
}

func TestALineIsJudgedByAnhojsRules(t *testing.T) {
	tests := map[string]struct {
		numerators []float64
		verdict    analysis.LineVerdict
		rules      []analysis.Rule
	}{
		"a step":             {step, analysis.HasSignal, []analysis.Rule{analysis.LongRun, analysis.LongRun, analysis.FewCrossings}},
		"a short step":       {step[3:13], analysis.HasSignal, []analysis.Rule{analysis.FewCrossings}},
		"nine are too few":   {step[4:13], analysis.TooFewPoints, nil},
		"gaps do not count":  {[]float64{60, 62, -1, -1, 60, 62, -1, -1, 80, 82, -1, -1, 80, 82}, analysis.TooFewPoints, nil},
		"chance":             {[]float64{60, 71, 61, 72, 73, 62, 74, 63, 64, 75, 65, 76}, analysis.NoSignal, nil},
		"all alike":          {[]float64{60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60}, analysis.TooFewPoints, nil},
		"nobody has a value": {nil, analysis.TooFewPoints, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := control(t, quarterly(linkoping, test.numerators...), analysis.RunChart)
			if c.Verdict() != test.verdict {
				t.Errorf("verdict %s, want %s", c.Verdict(), test.verdict)
			}
			var rules []analysis.Rule
			for _, s := range c.Signals {
				rules = append(rules, s.Rule)
			}
			same(t, "rules", rules, test.rules)
			for _, p := range c.Points {
				if p.Lower != nil || p.Beyond != stats.Between3SD {
					t.Fatal("a run chart has no limits")
				}
			}
		})
	}
}

func TestASignalSaysWhenItBeganAndWhichWay(t *testing.T) {
	c := control(t, quarterly(linkoping, step...), analysis.RunChart)
	// One before the change and one after.
	same(t, "signals", c.Signals, []analysis.Signal{
		{Rule: analysis.LongRun, First: 0, Last: 7, Count: 8, Limit: 7, Meaning: stats.Concern},
		{Rule: analysis.LongRun, First: 8, Last: 15, Above: true, Count: 8, Limit: 7, Meaning: stats.Improvement},
		{Rule: analysis.FewCrossings, First: 0, Last: 15, Count: 1, Limit: 4},
	})
	for n, p := range c.Points {
		if !p.InSignal {
			t.Errorf("point %d is not marked as part of a signal", n)
		}
	}
	if median := *c.Phases[0].Center; math.Abs(median-71.5) > 1e-9 {
		t.Errorf("the median is %v", median)
	}
}

func TestTwoSetsOfRulesAreNeverMixed(t *testing.T) {
	ds := quarterly(linkoping, step...)
	anhoj := map[analysis.Rule]bool{analysis.LongRun: true, analysis.FewCrossings: true}
	for _, method := range []analysis.Method{analysis.RunChart, analysis.ControlChart, analysis.WideLimits, analysis.XmRChart} {
		c := control(t, ds, method)
		if len(c.Signals) == 0 {
			t.Errorf("%s: no signal", method)
		}
		for _, s := range c.Signals {
			if s.Rule != analysis.OutsideLimits && anhoj[s.Rule] == (method == analysis.XmRChart) {
				t.Errorf("%s signals by the rule %s", method, s.Rule)
			}
		}
	}
}

func TestAControlChartIsTheOneForTheKind(t *testing.T) {
	c := control(t, quarterly(linkoping, step...), analysis.ControlChart)
	if c.Kind != stats.PChart || c.Points[0].Lower == nil || math.Abs(*c.Phases[0].Center-71.5) > 1e-9 {
		t.Errorf("kind %v around %v", c.Kind, c.Phases[0].Center)
	}
	if c.Points[0].Beyond != stats.Between3SD {
		t.Error("60 of 100 lies within three standard deviations of 71.5 %")
	}
	low := control(t, quarterly(linkoping, 80, 82, 81, 83, 80, 82, 81, 40, 80, 82, 81, 83), analysis.ControlChart)
	if low.Points[7].Beyond != stats.BelowLimit || low.Verdict() != analysis.HasSignal {
		t.Errorf("40 of 100 among eighties: %v, %s", low.Points[7].Beyond, low.Verdict())
	}
	few := control(t, quarterly(linkoping, 80, 82, 81, 83, 80, 82, 81, 40, 80), analysis.ControlChart)
	if few.Points[0].Upper != nil || few.Verdict() != analysis.TooFewPoints || len(few.Signals) != 0 {
		t.Error("limits that rest on nine points are shown")
	}
}

func TestADecisionMakesAPhase(t *testing.T) {
	ds := quarterly(linkoping, step...)
	d := quality.LineDecision{ID: 1, IndicatorID: warm, Kind: quality.NewPhase, Period: quality.Quarter(2022, 1), Reason: "Nya värmemadrasser"}
	ds.Decisions = []quality.LineDecision{d}
	c := control(t, ds, analysis.RunChart)
	if len(c.Phases) != 2 || c.Phases[1].First != 8 || c.Phases[1].Start != analysis.Decided || c.Phases[1].Decision.Reason != d.Reason {
		t.Fatalf("phases %+v", c.Phases)
	}
	if *c.Phases[0].Center != 61.5 || *c.Phases[1].Center != 81.5 || c.Verdict() != analysis.TooFewPoints {
		t.Error("each phase has a median of its own, and eight points are too few")
	}
	// A unit's own goes before everybody's, and another unit's is not about this line.
	ds.Decisions = append(ds.Decisions,
		quality.LineDecision{ID: 2, IndicatorID: warm, UnitID: linkoping, Kind: quality.NewPhase, Period: d.Period, Reason: "Egen"},
		quality.LineDecision{ID: 3, IndicatorID: warm, UnitID: kalmar, Kind: quality.NewPhase, Period: quality.Quarter(2021, 1), Reason: "Annan"})
	if c = control(t, ds, analysis.RunChart); len(c.Phases) != 2 || c.Phases[1].Decision.ID != 2 {
		t.Errorf("phases %+v", c.Phases)
	}
}

func TestAFrozenBaselineIsHeld(t *testing.T) {
	ds := quarterly(linkoping, append(append([]float64{}, 60, 62), step...)...)
	ds.LastYear = 2024
	ds.Decisions = []quality.LineDecision{{IndicatorID: warm, Kind: quality.NewPhase, Period: quality.Quarter(2020, 1), Baseline: 10, Reason: "Före bytet"}}
	c := control(t, ds, analysis.RunChart)
	if *c.Phases[0].Center != 61.5 || c.Phases[0].Used != 10 || c.Phases[0].Decision == nil {
		t.Fatalf("phase %+v", c.Phases[0])
	}
	if s := c.Signals[0]; s.Rule != analysis.LongRun || !s.Above || s.Meaning != stats.Improvement || s.Last != 17 {
		t.Errorf("what came after the baseline: %+v", s)
	}
}

func TestAPeriodThatIsLeftOutIsShownAndNotCounted(t *testing.T) {
	ds := quarterly(linkoping, 60, 62, 61, 63, 60, 99, 62, 61, 63, 60, 62)
	ds.Decisions = []quality.LineDecision{{IndicatorID: warm, Kind: quality.LeftOut, Period: quality.Quarter(2021, 2), Reason: "Stängt"}}
	for _, method := range []analysis.Method{analysis.RunChart, analysis.ControlChart, analysis.XmRChart} {
		c := control(t, ds, method)
		if c.Points[5].LeftOut == nil || !c.Points[5].Known() || c.Phases[0].Used != 10 {
			t.Errorf("%s: %+v", method, c.Phases[0])
		}
		for _, s := range c.Signals {
			if s.Rule == analysis.OutsideLimits {
				t.Errorf("%s: what is left out signals", method)
			}
		}
	}
}

func TestADefinitionThatCannotBeComparedBeginsALine(t *testing.T) {
	ds := quarterly(linkoping, step...)
	m := &ds.Measures[0]
	v := m.Versions[0]
	v.ValidFrom, v.Comparable = day(2022, 1, 1), false
	m.Versions = append(m.Versions, v)
	c := control(t, ds, analysis.RunChart)
	if len(c.Phases) != 2 || c.Phases[1].First != 8 || c.Phases[1].Start != analysis.NewDefinition || c.Verdict() != analysis.TooFewPoints {
		t.Errorf("phases %+v", c.Phases)
	}
	m.Versions[1].Comparable = true
	if c = control(t, ds, analysis.RunChart); len(c.Phases) != 1 {
		t.Error("a definition that can be compared breaks the line")
	}
}

func TestRunSignalsOfEveryLine(t *testing.T) {
	ds := quarterly(linkoping, step...)
	runs, err := ds.RunSignals()
	if err != nil || runs.Judged != 2 || runs.TooFew != 0 {
		t.Fatalf("%v: %d lines judged, %d too short", err, runs.Judged, runs.TooFew)
	}
	signals := runs.Signals
	if len(signals) != 6 {
		t.Fatalf("%d signals, want three for the unit and the same for all together", len(signals))
	}
	s := signals[0]
	if s.Measure.ID != warm || s.Unit.ID != linkoping || s.Rule != analysis.LongRun || s.First != quality.Quarter(2020, 1) ||
		s.Last != quality.Quarter(2021, 4) || s.Lasting || s.Above || s.Meaning != stats.Concern {
		t.Errorf("%+v", s)
	}
	if now := signals[1]; now.First != quality.Quarter(2022, 1) || !now.Lasting || !now.Above || now.Meaning != stats.Improvement {
		t.Errorf("%+v", now)
	}
	if signals[2].Rule != analysis.FewCrossings || !signals[2].Lasting || signals[3].Unit.ID != 0 {
		t.Errorf("%+v", signals[1:])
	}
	ds.Decisions = []quality.LineDecision{{IndicatorID: warm, Kind: quality.NewPhase, Period: quality.Quarter(2022, 1), Reason: "Nya värmemadrasser"}}
	if runs, err = ds.RunSignals(); err != nil || len(runs.Signals) != 0 {
		t.Errorf("signals from before the current phase: %v, %v", runs, err)
	}
}

// A reader outside the group must learn nothing from centre lines and signals that
// is not in what they may see: they are the same when every hidden number differs.
func TestAMaskedLineIsJudgedByWhatIsPublished(t *testing.T) {
	years := func(hidden float64) *analysis.Dataset {
		ds := quarterly(linkoping)
		ds.FirstYear, ds.LastYear = 2012, 2025
		for year := 2012; year <= 2025; year++ {
			ds.Selected = append(ds.Selected, analysis.Selection{Year: year, IndicatorID: warm})
			for n, unit := range []org.UnitID{linkoping, norrkoping, kalmar} {
				x := float64([]int{60, 80}[year/2019] + year%4)
				if year == 2016 { // the second unit's is hidden so that the first's cannot be told
					x = []float64{hidden, 63 - hidden, 60}[n]
				}
				ds.Figures = append(ds.Figures, in(warm, unit, quality.Quarter(year, 1), quality.Value{Numerator: ptr(x), Denominator: ptr(100.0)}))
			}
		}
		ds.Decisions = []quality.LineDecision{{IndicatorID: warm, Kind: quality.NewPhase, Period: quality.WholeYear(2020), Reason: "Inom gruppen"}}
		return ds.Mask()
	}
	one, other := years(1), years(3)
	for _, unit := range []org.UnitID{linkoping, norrkoping, kalmar} {
		for _, method := range []analysis.Method{analysis.RunChart, analysis.ControlChart, analysis.XmRChart} {
			a, err := one.Control(course(t, one, unit), method)
			if err != nil {
				t.Fatal(err)
			}
			b, err := other.Control(course(t, other, unit), method)
			if err != nil {
				t.Fatal(err)
			}
			same(t, string(method), a.Phases, b.Phases)
			same(t, string(method), a.Points, b.Points)
			if hides := unit != kalmar; (a.Points[4].State == analysis.Masked) != hides || a.Verdict() != analysis.HasSignal {
				t.Errorf("%s of unit %d: %s, %s", method, unit, a.Points[2].State, a.Verdict())
			}
		}
	}
	ours, err := one.RunSignals()
	if err != nil {
		t.Fatal(err)
	}
	theirs, _ := other.RunSignals()
	a, b := ours.Signals, theirs.Signals
	if len(a) < 4 || len(a) != len(b) {
		t.Fatalf("%d and %d signals", len(a), len(b))
	}
	for n := range a {
		a[n].Measure, b[n].Measure = nil, nil
	}
	same(t, "signals", a, b)
}

func TestWideLimitsAreForMoreThanChance(t *testing.T) {
	uneven := quarterly(linkoping, 40, 85, 45, 80, 42, 84, 44, 83, 41, 86, 43, 82, 45, 85)
	plain, wide := control(t, uneven, analysis.ControlChart), control(t, uneven, analysis.WideLimits)
	if !plain.WideAdvised || plain.Kind != stats.PChart || wide.Method != analysis.WideLimits || wide.Kind != stats.PPrimeChart {
		t.Fatalf("advised %v, charts %v and %v", plain.WideAdvised, plain.Kind, wide.Kind)
	}
	if plain.Points[0].Beyond == stats.Between3SD || wide.Points[0].Beyond != stats.Between3SD {
		t.Errorf("40 of 100 is beyond %v and %v", plain.Points[0].Beyond, wide.Points[0].Beyond)
	}
	even := control(t, quarterly(linkoping, 60, 71, 61, 72, 73, 62, 74, 63, 64, 75, 65, 76), analysis.WideLimits)
	if even.WideAdvised || even.Method != analysis.ControlChart || even.Kind != stats.PChart {
		t.Errorf("wide limits without reason: %s", even.Method)
	}
	run := control(t, uneven, analysis.RunChart)
	if err := uneven.Advise(&run); err != nil || !run.WideAdvised {
		t.Errorf("%v, advised %v", err, run.WideAdvised)
	}
}

func TestTheLevelNowIsHeldAgainstTheTarget(t *testing.T) {
	ds := quarterly(linkoping, 60, 71, 61, 72, 73, 62, 74, 63, 64, 75, 65, 76)
	ds.Targets = []quality.Target{{IndicatorID: warm, Year: 2022, Kind: quality.ValueTarget, Threshold: ptr(80.0)}}
	c := control(t, ds, analysis.XmRChart)
	if c.Now == nil || *c.Now.Value.Denominator != 1200 || c.Now.Judgement.Status != quality.NotMet || c.Assurance != stats.Inconsistent && c.Assurance != stats.ConsistentFail {
		t.Errorf("%+v, %v", c.Now, c.Assurance)
	}
	if p := c.Points[11]; p.Target == nil || *p.Target != 80 || c.Points[0].Target != nil {
		t.Error("the target is the year's own")
	}
	if stepped := control(t, quarterly(linkoping, step...), analysis.RunChart); stepped.Now != nil {
		t.Error("a line that has changed has one level")
	}
}
