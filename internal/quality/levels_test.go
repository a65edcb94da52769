package quality

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
)

func levelProblems(t *testing.T, err error) []string {
	t.Helper()
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		if err != nil {
			t.Fatal(err)
		}
		return nil
	}
	var codes []string
	for _, p := range invalid.Problems {
		codes = append(codes, p.Field+": "+p.Code)
	}
	return codes
}

func f64(v float64) *float64 { return &v }

func TestLocalGoalCheck(t *testing.T) {
	share := Indicator{Kind: Proportion, Definition: Version{Direction: Higher}}
	births := Indicator{Kind: Count, Definition: Version{Direction: NoDirection}}
	long := time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)
	ok := LocalGoal{Title: "Hud mot hud", SignText: "Alla gör det", State: LocalActive}
	for name, c := range map[string]struct {
		change  func(*LocalGoal)
		measure *Indicator
		want    []string
	}{
		"in words":         {func(*LocalGoal) {}, nil, nil},
		"with a value":     {func(g *LocalGoal) { g.SignText, g.IndicatorID, g.Threshold = "", 1, f64(75) }, &share, nil},
		"only followed":    {func(g *LocalGoal) { g.SignText, g.IndicatorID = "", 1 }, &births, nil},
		"no sign":          {func(g *LocalGoal) { g.SignText = "" }, nil, []string{"sign_text: sign_or_measure"}},
		"value of nothing": {func(g *LocalGoal) { g.Threshold = f64(1) }, nil, []string{"threshold: threshold_without_measure"}},
		"no better way":    {func(g *LocalGoal) { g.IndicatorID, g.Threshold = 1, f64(1) }, &births, []string{"threshold: no_value_to_reach"}},
		"over a hundred":   {func(g *LocalGoal) { g.IndicatorID, g.Threshold = 1, f64(101) }, &share, []string{"threshold: out_of_range"}},
		"too late":         {func(g *LocalGoal) { g.DueOn = &long }, nil, []string{"due_on: date_limits"}},
		"unheard of":       {func(g *LocalGoal) { g.State = "x" }, nil, []string{"state: unknown_choice"}},
		"not reached":      {func(g *LocalGoal) { g.State = LocalNotReached }, nil, []string{"outcome: say_why"}},
		"dropped, and why": {func(g *LocalGoal) { g.State, g.Outcome = LocalDropped, "Vi hann inte" }, nil, nil},
		"a child's number": {func(g *LocalGoal) { g.Method = "Barnet 20121212-1212" }, nil, []string{"method: personal_number"}},
	} {
		g := ok
		c.change(&g)
		if got := levelProblems(t, g.Check(c.measure)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	due := time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)
	g := LocalGoal{State: LocalActive, DueOn: &due}
	if g.Overdue(due) || !g.Overdue(due.AddDate(0, 0, 1)) {
		t.Error("a goal is late the day after its day, and not before")
	}
	if g.State = LocalReached; g.Overdue(due.AddDate(0, 0, 1)) {
		t.Error("what is reached is not late")
	}
}

func TestMilestoneCheckAndLevels(t *testing.T) {
	l := LongTermGoal{StartYear: 2025, EndYear: 2028}
	share := Indicator{Kind: Proportion, Definition: Version{Direction: Higher}}
	words := Milestone{Year: 2026, Text: "Alla har en rutin", State: MilestoneReached}
	measured := Milestone{Year: 2026, Text: "Tre av fyra", IndicatorID: 1, Threshold: f64(75), State: MilestoneAhead}
	for _, c := range []struct {
		m    Milestone
		i    *Indicator
		want []string
	}{
		{words, nil, nil},
		{measured, &share, nil},
		{Milestone{Year: 2029, Text: "x", State: MilestoneAhead}, nil, []string{"year: year_outside_goal"}},
		{Milestone{Year: 2026, Text: "x", IndicatorID: 1, State: MilestoneAhead}, &share, []string{"threshold: required"}},
		{Milestone{Year: 2026, Text: "x", IndicatorID: 1, Threshold: f64(7), State: MilestoneReached}, &share, []string{"state: measure_tells"}},
		{Milestone{Year: 2026, Text: "x", State: MilestoneNotReached}, nil, []string{"outcome: say_why"}},
		{Milestone{Year: 2026, State: "x"}, nil, []string{"text: required", "state: unknown_choice"}},
	} {
		if got := levelProblems(t, c.m.Check(l, c.i)); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.m, got, c.want)
		}
	}
	list := []Milestone{{Year: 2028, IndicatorID: 1, Threshold: f64(90)}, {Year: 2026, IndicatorID: 1, Threshold: f64(75)},
		{Year: 2025, IndicatorID: 2, Threshold: f64(1)}, {Year: 2025, Text: "ord"}}
	var got []float64
	for _, level := range MilestoneLevels(list, 1, 2025, 2029) {
		v := -1.0
		if level != nil {
			v = *level
		}
		got = append(got, v)
	}
	if want := []float64{-1, 75, 75, 90, 90}; !slices.Equal(got, want) {
		t.Errorf("levels %v, want %v", got, want)
	}
}

func TestWay(t *testing.T) {
	for _, c := range []struct {
		t    Travelled
		want Way
	}{
		{Travelled{}, WayNoFigure},
		{Travelled{Measured: true}, WayUnknown},
		{Travelled{Measured: true, Course: CourseBetter}, WayRight},
		{Travelled{Measured: true, Course: CourseWorse}, WayWrong},
		{Travelled{Measured: true, Due: Met, Course: CourseWorse}, WayOn},
		{Travelled{Measured: true, Due: ProbablyMet}, WayLikely},
		{Travelled{Measured: true, Due: NotMet, Course: CourseBetter}, WayBehind},
		{Travelled{Measured: true, Due: Uncertain, Course: CourseBetter}, WayUnknown},
		{Travelled{Measured: true, Due: MaskedStatus}, WayUnknown},
	} {
		if got := c.t.Way(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.t, got, c.want)
		}
	}
}

func TestHigherGoalCheck(t *testing.T) {
	library := []Indicator{{ID: 1, Kind: Proportion, Definition: Version{Direction: Higher}}, {ID: 2, Kind: Text}}
	all := []HigherGoal{{ID: 1, Level: NationalLevel}, {ID: 2, Level: HealthcareRegionLevel, ParentID: 1}, {ID: 3, Level: HealthcareRegionLevel, ParentID: 2}}
	ok := HigherGoal{Level: HealthcareRegionLevel, Title: "Jämlik vård", SetBy: "Nämnden", Source: "Beslut 2025-01-01", FromYear: 2025}
	for name, c := range map[string]struct {
		change func(*HigherGoal)
		want   []string
	}{
		"fine":                  {func(h *HigherGoal) { h.ParentID = 3 }, nil},
		"a region's":            {func(h *HigherGoal) { h.Level, h.RegionID = RegionLevel, 1 }, nil},
		"which region":          {func(h *HigherGoal) { h.Level = RegionLevel }, []string{"region: region_required"}},
		"no region's":           {func(h *HigherGoal) { h.RegionID = 1 }, []string{"region: only_for_region"}},
		"a parent there is not": {func(h *HigherGoal) { h.ParentID = 9 }, []string{"parent: unknown_choice"}},
		"a lower parent":        {func(h *HigherGoal) { h.Level, h.ParentID = NationalLevel, 2 }, []string{"parent: parent_lower"}},
		"itself":                {func(h *HigherGoal) { h.ID, h.ParentID = 2, 2 }, []string{"parent: parent_circle"}},
		"a circle":              {func(h *HigherGoal) { h.ID, h.ParentID = 2, 3 }, []string{"parent: parent_circle"}},
		"without a source":      {func(h *HigherGoal) { h.Source, h.SetBy = "", " " }, []string{"set_by: required", "source: required"}},
		"no first year":         {func(h *HigherGoal) { h.FromYear = 0 }, []string{"from_year: required"}},
		"backwards":             {func(h *HigherGoal) { h.ToYear = 2024 }, []string{"to_year: year_order"}},
		"a measure":             {func(h *HigherGoal) { h.Measures = []HigherMeasure{{}, {IndicatorID: 1, Threshold: f64(90)}} }, nil},
		"measured in words":     {func(h *HigherGoal) { h.Measures = []HigherMeasure{{IndicatorID: 2}} }, []string{"indicator1: unknown_choice"}},
		"another's measure":     {func(h *HigherGoal) { h.Measures = []HigherMeasure{{}, {IndicatorID: 9}} }, []string{"indicator2: unknown_choice"}},
		"the same twice":        {func(h *HigherGoal) { h.Measures = []HigherMeasure{{IndicatorID: 1}, {IndicatorID: 1}} }, []string{"indicator2: measure_twice"}},
		"over a hundred":        {func(h *HigherGoal) { h.Measures = []HigherMeasure{{IndicatorID: 1, Threshold: f64(101)}} }, []string{"threshold1: out_of_range"}},
		"a value of nothing":    {func(h *HigherGoal) { h.Measures = []HigherMeasure{{Threshold: f64(1)}} }, []string{"threshold1: threshold_without_measure"}},
		"not measured":          {func(h *HigherGoal) { h.NotMeasured = "Regionen gör det" }, nil},
		"measured after all": {func(h *HigherGoal) {
			h.NotMeasured, h.Measures = "Regionen gör det", []HigherMeasure{{IndicatorID: 1}}
		}, []string{"not_measured: measured_after_all"}},
	} {
		h := ok
		c.change(&h)
		if got := levelProblems(t, h.Check(all, library)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestTree(t *testing.T) {
	c := Cascade{
		Year: 2026,
		Higher: []HigherGoal{{ID: 1, FromYear: 2020}, {ID: 2, ParentID: 1, FromYear: 2020, ToYear: 2025}, {ID: 3, ParentID: 2, FromYear: 2026},
			{ID: 4, FromYear: 2027}},
		Goals: []Goal{{ID: 10}, {ID: 11}, {ID: 12}},
		// 10 serves one in force twice over, 11 only one that has ended, 12 one that has not begun.
		Serves:  []Serving{{10, 3}, {10, 1}, {11, 2}, {12, 4}},
		Locally: []LocalGoal{{ID: 100, GoalID: 10}, {ID: 101}, {ID: 102, GoalID: 12}, {ID: 103, GoalID: 99}},
	}
	tree := c.Tree()
	if len(tree.Branches) != 1 || tree.Branches[0].Higher.ID != 1 {
		t.Fatalf("%+v", tree.Branches)
	}
	top := tree.Branches[0]
	if len(top.Branches) != 1 || top.Branches[0].Higher.ID != 3 {
		t.Errorf("what served an ended goal has not moved up: %+v", top.Branches)
	}
	if len(top.Goals) != 2 || top.Goals[0].Goal.ID != 10 || top.Goals[1].Goal.ID != 11 || len(top.Goals[0].Locally) != 1 {
		t.Errorf("goals at the top: %+v", top.Goals)
	}
	if g := top.Branches[0].Goals; len(g) != 1 || g[0].Goal.ID != 10 {
		t.Errorf("goals below: %+v", g)
	}
	if len(tree.Loose) != 1 || tree.Loose[0].Goal.ID != 12 || len(tree.Loose[0].Locally) != 1 {
		t.Errorf("loose: %+v", tree.Loose)
	}
	if len(tree.Own) != 2 || tree.Own[0].ID != 101 || tree.Own[1].ID != 103 {
		t.Errorf("own: %+v", tree.Own)
	}
}

func TestTogether(t *testing.T) {
	for _, c := range []struct {
		list []Status
		want Status
	}{
		{nil, NoResult}, {[]Status{NoResult, Followed}, Followed}, {[]Status{Met, Followed}, Met}, {[]Status{Met, ProbablyMet}, ProbablyMet},
		{[]Status{Met, NotMet, Uncertain}, NotMet}, {[]Status{Met, Uncertain}, Uncertain}, {[]Status{MaskedStatus, NoResult}, MaskedStatus},
	} {
		if got := Together(c.list); got != c.want {
			t.Errorf("%v: %s, want %s", c.list, got, c.want)
		}
	}
}
