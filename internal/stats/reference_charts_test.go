package stats_test

import (
	"math"
	"testing"

	"samsyn/internal/stats"
)

var chartMethods = map[string]method{
	"qic_run": qicCase(chartKind(stats.RunChart)),
	"qic_p":   qicCase(chartKind(stats.PChart)),
	"qic_u":   qicCase(chartKind(stats.UChart)),
	"qic_c":   qicCase(chartKind(stats.CChart)),
	"qic_i":   qicCase(chartKind(stats.IChart)),
	"qic_pp":  qicCase(chartKind(stats.PPrimeChart)),
	"qic_up":  qicCase(chartKind(stats.UPrimeChart)),
	"qic_ip":  qicCase(chartKind(stats.IPrimeChart)),
	"qic_g":   qicCase(chartKind(stats.GChart)),
	"qic_t":   qicCase(chartKind(stats.TChart)),
	"ptd_xmr": xmrCase,
}

var runMethods = map[string]method{
	"run_anhoej":      runCase(stats.Anhoej),
	"run_bestbox":     runCase(stats.BestBox),
	"run_cutbox":      runCase(stats.CutBox),
	"critical_values": runLimitsCase,
	"worked_example":  runLimitsCase,
}

// orNull is a number that the R package does not give, but this one does.
type orNull float64

func (v orNull) matches(want any, tolerance float64) (bool, float64) {
	w, ok := want.(float64)
	if !ok {
		return want == nil, 0
	}
	off := math.Abs(float64(v)-w) / max(1, math.Abs(w))
	return off <= tolerance, off
}

// qicCase charts a case. The cases count points from 1.
func qicCase(kind chartKind) method {
	return func(t *testing.T, c referenceCase) outcome {
		in := input[struct {
			series
			Values     []*float64
			Screened   bool `json:"screen_moving_ranges"`
			Freeze     int
			Exclude    []int
			Multiplier float64 `json:"multiply"`
		}](t, c)
		observations := stats.Values(in.Values)
		if in.Values == nil {
			observations = in.observations()
		}
		plan := stats.Plan{Kind: stats.ChartKind(kind), Screened: in.Screened, Multiplier: in.Multiplier}
		if in.Freeze > 0 {
			plan.Phases = []stats.Phase{{Baseline: in.Freeze, Reason: "reference"}}
		}
		for _, e := range in.Exclude {
			plan.Exclusions = append(plan.Exclusions, stats.Exclusion{Point: e - 1, Reason: "reference"})
		}
		chart, err := stats.NewChart(observations, plan)
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			return outcome{}
		}
		out := runsOutcome(chart.Phases[0].Runs)
		var y, center, lower, upper, signals []any
		for _, p := range chart.Points {
			y, center = append(y, p.Value), append(center, p.Center)
			if level := anyLimits(chart); p.Value == nil && kind.level() && level.Lower != nil {
				// qicharts2 goes on with limits that are the same everywhere.
				lower, upper = append(lower, orNull(*level.Lower)), append(upper, orNull(*level.Upper))
			} else {
				lower, upper = append(lower, limitOr(p.Lower, p.Center)), append(upper, limitOr(p.Upper, p.Center))
			}
			signals = append(signals, p.Beyond != stats.Between3SD)
		}
		out["y"], out["center"], out["lcl"], out["ucl"], out["sigma_signal"] = y, center, lower, upper, signals
		return out
	}
}

type chartKind stats.ChartKind

// level reports whether the kind's limits are the same at every point of a phase.
func (k chartKind) level() bool {
	switch stats.ChartKind(k) {
	case stats.IChart, stats.CChart, stats.GChart, stats.TChart:
		return true
	}
	return false
}

// anyLimits is a point with limits, if there is one.
func anyLimits(chart stats.Chart) stats.ChartPoint {
	for _, p := range chart.Points {
		if p.Lower != nil {
			return p
		}
	}
	return stats.ChartPoint{}
}

// limitOr is a limit. At the centre line it is one that qicharts2 does not give.
func limitOr(limit, center *float64) any {
	if limit != nil && center != nil && *limit == *center {
		return orNull(*limit)
	}
	return limit
}

func runsOutcome(r stats.Runs) outcome {
	known := r.Useful > 0
	return outcome{"n_obs": r.Observations, "n_useful": r.Useful, "longest_run": null(float64(r.LongestRun), known),
		"longest_run_max": null(float64(r.LongestRunMax), known), "crossings": null(float64(r.Crossings), known),
		"crossings_min": null(float64(r.CrossingsMin), known), "runs_signal": r.Signal, "signal": r.Signal}
}

func runCase(method stats.RunsMethod) method {
	return func(t *testing.T, c referenceCase) outcome {
		in := input[struct {
			Values []*float64
			Center *float64
		}](t, c)
		chart, err := stats.NewChart(stats.Values(in.Values), stats.Plan{Runs: method})
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			return outcome{}
		}
		runs, median := chart.Phases[0].Runs, chart.Points[0].Center
		if in.Center != nil {
			runs = stats.AnalyseRuns(in.Values, *in.Center, method)
		}
		out := runsOutcome(runs)
		out["median"] = median
		return out
	}
}

func runLimitsCase(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		Useful int `json:"n_useful"`
	}](t, c)
	run, crossings := stats.RunLimits(in.Useful)
	return outcome{"longest_run_max": run, "crossings_min": crossings}
}

func xmrCase(t *testing.T, c referenceCase) outcome {
	in := input[struct {
		Values   []*float64
		Better   string `json:"improvement_direction"`
		Target   *float64
		Screened bool `json:"screen_outliers"`
		Fixed    *int `json:"fix_after_n_points"`
		Rebase   any  `json:"rebase_at"`
	}](t, c)
	directions := map[string]stats.Direction{"increase": stats.HigherIsBetter, "decrease": stats.LowerIsBetter, "neutral": stats.Neutral}
	better, known := directions[in.Better]
	if !known {
		t.Errorf("%s: direction %q", c.ID, in.Better)
	}
	plan := stats.XmRPlan{Screened: in.Screened, Better: better, Target: in.Target}
	for _, first := range append([]int{0}, rebases(in.Rebase)...) {
		phase := stats.Phase{First: first, Reason: "reference"}
		if in.Fixed != nil {
			phase.Baseline = *in.Fixed
		}
		plan.Phases = append(plan.Phases, phase)
	}
	x, err := stats.NewXmR(in.Values, plan)
	if err != nil {
		t.Errorf("%s: %v", c.ID, err)
		return outcome{}
	}
	var mean, lower, upper, causes, meanings []any
	for _, p := range x.Points {
		mean, lower, upper = append(mean, p.Mean), append(lower, p.Lower), append(upper, p.Upper)
		causes, meanings = append(causes, causeWords[p.Cause]), append(meanings, meaningWords[p.Meaning])
	}
	out := outcome{"mean": mean, "lpl": lower, "upl": upper, "special_cause_type": causes, "point_type": meanings,
		"assurance": assuranceWords[x.Assurance]}
	if x.Assurance == stats.NoAssurance {
		out["assurance"] = nil
	}
	return out
}

// rebases are the indexes at which new phases start; the cases count from 1.
func rebases(at any) (first []int) {
	switch v := at.(type) {
	case float64:
		return []int{int(v) - 1}
	case []any:
		for _, one := range v {
			first = append(first, rebases(one)...)
		}
	}
	return first
}

var (
	causeWords = map[stats.Cause]string{stats.CommonCause: "Common Cause", stats.AboveUpperLimit: "Above UCL", stats.BelowLowerLimit: "Below LCL",
		stats.RisingTrend: "7 Point Trend (Increasing)", stats.FallingTrend: "7 Point Trend (Decreasing)",
		stats.TwoOfThreeAbove: "2 in 3 Above CL", stats.TwoOfThreeBelow: "2 in 3 Below CL",
		stats.SevenAbove: "7 Points Above CL", stats.SevenBelow: "7 Points Below CL"}
	meaningWords = map[stats.Meaning]string{stats.NothingSpecial: "common_cause", stats.Improvement: "special_cause_improvement",
		stats.Concern: "special_cause_concern", stats.SpecialHigh: "special_cause_neutral_high", stats.SpecialLow: "special_cause_neutral_low"}
	assuranceWords = map[stats.Assurance]string{stats.Inconsistent: "inconsistent", stats.ConsistentPass: "consistent_pass", stats.ConsistentFail: "consistent_fail"}
)
