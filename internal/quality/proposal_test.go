package quality

import (
	"fmt"
	"testing"
	"time"

	"samsyn/internal/org"
)

var (
	share8  = Indicator{ID: 1, Category: Nursing, Kind: Proportion, Definition: Version{Direction: Higher}}
	rate8   = Indicator{ID: 2, Category: Medical, Kind: Rate, Definition: Version{Direction: Lower}}
	warmth8 = Indicator{ID: 3, Category: Medical, Kind: Mean, Definition: Version{Direction: WithinRange}}
	beds8   = Indicator{ID: 4, Category: Process, Kind: Count, Definition: Version{Direction: NoDirection}}
	all8    = []Indicator{share8, rate8, warmth8, beds8}
)

func proposed8() GoalProposal {
	return GoalProposal{Year: 2027, Category: Nursing, Title: "Hud mot hud", ValueForChildren: "Närhet", PatientView: "Med föräldrar", Scope: ScopeAllUnits,
		Promises: []PromiseID{1}, Carries: NewGoal, Aims: []Target{{IndicatorID: 1, Kind: ValueTarget, Threshold: num(80)}}}
}

func TestAProposalSaysWhatIsToBeReached(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*GoalProposal)
		want   []string
	}{
		{"whole", func(*GoalProposal) {}, nil},
		{"nothing", func(p *GoalProposal) { *p = GoalProposal{} }, []string{"title required", "value_for_children required",
			"category unknown_choice", "promises promise_required", "patient_view required", "scope unknown_choice", "carries unknown_choice", "indicators indicator_required"}},
		{"keeps nothing", func(p *GoalProposal) { p.Carries = KeepsGoal }, []string{"previous_goal required"}},
		{"keeps last year's", func(p *GoalProposal) { p.Carries, p.PreviousGoalID = KeepsGoal, 7 }, nil},
		{"a measure without an aim", func(p *GoalProposal) { p.Aims = []Target{{IndicatorID: 1}} }, []string{"aim.1.kind required"}},
		{"a value without a number", func(p *GoalProposal) { p.Aims = []Target{{IndicatorID: 1, Kind: ValueTarget}} }, []string{"aim.1.threshold required"}},
		{"a process measure", func(p *GoalProposal) { p.Aims = []Target{{IndicatorID: 4, Kind: FollowOnly}} }, []string{"indicators unknown_choice"}},
		{"another group's measure", func(p *GoalProposal) { p.Aims = []Target{{IndicatorID: 99, Kind: FollowOnly}} }, []string{"indicators unknown_choice"}},
		{"a personal number", func(p *GoalProposal) { p.ICD10 = "19121212-1212" }, []string{"icd10 personal_number"}},
	} {
		p := proposed8()
		test.change(&p)
		if got := problems(p.Check(all8)); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestTheChallengingLevelLiesBeyondTheTarget(t *testing.T) {
	for _, test := range []struct {
		name                           string
		on                             Indicator
		threshold, second, challenging *float64
		want                           []string
	}{
		{"three levels", share8, num(80), num(60), num(90), nil},
		{"without the lowest", share8, num(80), nil, num(90), nil},
		{"the target itself", share8, num(80), num(60), num(80), []string{"challenging challenging_not_above"}},
		{"short of the target", share8, num(80), num(60), num(70), []string{"challenging challenging_not_above"}},
		{"more than all", share8, num(80), num(60), num(101), []string{"challenging out_of_range"}},
		{"low is good", rate8, num(2), num(3), num(1), nil},
		{"low is good, above", rate8, num(2), num(3), num(2.5), []string{"challenging challenging_not_below"}},
		{"below nothing", rate8, num(2), nil, num(-1), []string{"challenging negative"}},
		{"the lowest on the wrong side", share8, num(80), num(85), num(90), []string{"second lowest_above_target"}},
		{"a range", warmth8, num(36.5), num(37.5), num(37), []string{"challenging challenging_of_range"}},
	} {
		target := Target{Kind: ValueTarget, Threshold: test.threshold, Second: test.second, Challenging: test.challenging}
		if got := problems(target.Check(test.on)); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	other := Target{Kind: BetterHalf, Challenging: num(90)}
	if got := problems(other.Check(share8)); fmt.Sprint(got) != "[threshold only_for_value_target]" {
		t.Errorf("no value to reach: %v", got)
	}
	if (Target{Kind: ValueTarget, Threshold: num(1)}).SameAim(Target{Kind: ValueTarget, Threshold: num(1), Challenging: num(2)}) {
		t.Error("another challenging level is the same aim")
	}
}

func TestRaisingAsksForMore(t *testing.T) {
	value := func(v float64) Target { return Target{IndicatorID: 1, Kind: ValueTarget, Threshold: &v} }
	within := func(low, high float64) Target {
		return Target{IndicatorID: 3, Kind: ValueTarget, Threshold: &low, Second: &high}
	}
	low := func(v float64) Target { t := value(v); t.IndicatorID = 2; return t }
	follow := func(id IndicatorID) Target { return Target{IndicatorID: id, Kind: FollowOnly} }
	own := value(70)
	own.UnitID = 5
	for _, test := range []struct {
		name         string
		before, aims []Target
		raised       bool
	}{
		{"higher", []Target{value(80)}, []Target{value(85)}, true},
		{"the same", []Target{value(80)}, []Target{value(80)}, false},
		{"lower", []Target{value(80)}, []Target{value(75)}, false},
		{"a unit's own is not everybody's", []Target{own, value(80)}, []Target{value(75)}, false},
		{"low is good", []Target{low(2)}, []Target{low(1.5)}, true},
		{"low is good, higher", []Target{low(2)}, []Target{low(2.5)}, false},
		{"a narrower range", []Target{within(36, 38)}, []Target{within(36.5, 37.5)}, true},
		{"a wider range", []Target{within(36.5, 37.5)}, []Target{within(36, 38)}, false},
		{"from watching to a value", []Target{follow(1)}, []Target{value(50)}, true},
		{"from a value to watching", []Target{value(50)}, []Target{follow(1)}, false},
		{"one of two", []Target{value(80), low(2)}, []Target{value(80), low(1)}, true},
		{"a measure more", []Target{value(80)}, []Target{value(80), follow(2)}, true},
	} {
		p := proposed8()
		p.Carries, p.PreviousGoalID, p.Aims = RaisesIt, 1, test.aims
		if got := p.CheckRaise(test.before, all8) == nil; got != test.raised {
			t.Errorf("%s: raised %v", test.name, got)
		}
		p.Carries = KeepsGoal
		if p.CheckRaise(test.before, all8) != nil {
			t.Errorf("%s: keeping needs no more", test.name)
		}
	}
}

func TestAProposalBecomesAGoal(t *testing.T) {
	p := proposed8()
	p.PreviousGoalID = 7
	if g := p.Goal(); g.PreviousGoalID != 0 || g.Raised || fmt.Sprint(g.Indicators) != "[1]" || g.Check() != nil {
		t.Errorf("a new one: %+v", g)
	}
	p.Carries = RaisesIt
	if g := p.Goal(); g.PreviousGoalID != 7 || !g.Raised {
		t.Errorf("one that is raised: %+v", g)
	}
	q := p
	q.Aims = []Target{{IndicatorID: 1, Kind: ValueTarget, Threshold: num(80), Challenging: num(90)}}
	if !p.Asks(p) || p.Asks(q) {
		t.Error("another challenging level asks for the same")
	}
}

func TestDecisions(t *testing.T) {
	today := day8("2026-10-14")
	tomorrow := today.AddDate(0, 0, 1)
	for _, test := range []struct {
		name string
		to   ProposalState
		d    Decision
		want []string
	}{
		{"chosen without a reason", Chosen, Decision{On: *today}, nil},
		{"declined without a reason", Declined, Decision{On: *today}, []string{"decision_reason required"}},
		{"declined", Declined, Decision{On: *today, Reason: "Därför"}, nil},
		{"no day", Chosen, Decision{}, []string{"decided_on required"}},
		{"a day to come", Chosen, Decision{On: tomorrow}, []string{"decided_on date_to_come"}},
	} {
		if got := problems(CheckDecision(test.to, test.d, *today)); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestStands(t *testing.T) {
	for _, test := range []struct {
		s    Stand
		want []string
	}{
		{Stand{Kind: Supports}, nil},
		{Stand{Kind: Supports, Remark: "Bra"}, nil},
		{Stand{Kind: WithRemark}, []string{"remark required"}},
		{Stand{Kind: Against, Remark: " "}, []string{"remark required"}},
		{Stand{Kind: Against, Remark: "Nej"}, nil},
		{Stand{}, []string{"stand unknown_choice"}},
	} {
		if got := problems(test.s.Check()); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%+v: %v, want %v", test.s, got, test.want)
		}
	}
	asked := []org.Unit{{ID: 1}, {ID: 2}, {ID: 3}, {ID: 4}}
	got := CountStands([]Stand{{UnitID: 1, Kind: Supports}, {UnitID: 3, Kind: Against}, {UnitID: 4, Kind: WithRemark}, {UnitID: 9, Kind: Supports}}, asked)
	if got != (StandCount{Supports: 1, WithRemark: 1, Against: 1, Silent: 1}) {
		t.Errorf("%+v", got)
	}
	day := *day8("2026-05-04")
	left := day.AddDate(0, -1, 0)
	for _, test := range []struct {
		u    org.Unit
		want bool
	}{
		{org.Unit{Participation: org.Full}, true},
		{org.Unit{Participation: org.ProcessOnly}, false},
		{org.Unit{Participation: org.Full, ActiveTo: &left}, false},
	} {
		if TakesStand(test.u, day) != test.want {
			t.Errorf("%+v is asked: %v", test.u, !test.want)
		}
	}
}

func TestLockedYears(t *testing.T) {
	locked := GoalYear{Year: 2026, LockedAt: time.Date(2025, 11, 18, 10, 0, 0, 0, time.UTC)}
	if (GoalYear{Year: 2026}).Open() != nil || fmt.Sprint(problems(locked.Open())) != "[ year_locked]" {
		t.Error("open and locked are confused")
	}
	years := []GoalYear{{Year: 2025}, locked, {Year: 2027, LockedAt: locked.LockedAt}}
	for _, test := range []struct {
		name        string
		used        []int
		from, until string
		want        string
	}{
		{"from next year on", []int{2026}, "2027-01-01", "", "[]"},
		{"within the year", []int{2026}, "2026-10-01", "", "[2026]"},
		{"the year's last day", []int{2026}, "2026-12-31", "", "[2026]"},
		{"always", []int{2025, 2026, 2027}, "", "", "[2026 2027]"},
		{"until the year", []int{2026, 2027}, "2024-01-01", "2026-01-01", "[]"},
		{"until within the year", []int{2026, 2027}, "2024-01-01", "2026-04-01", "[2026]"},
		{"not collected then", []int{2025}, "", "", "[]"},
	} {
		var from, until time.Time
		if test.from != "" {
			from = *day8(test.from)
		}
		if test.until != "" {
			until = *day8(test.until)
		}
		got := []int{}
		for _, y := range Ruled(years, test.used, from, until) {
			got = append(got, y.Year)
		}
		if fmt.Sprint(got) != test.want {
			t.Errorf("%s: %v, want %s", test.name, got, test.want)
		}
	}
}

func TestAChainOfGoals(t *testing.T) {
	all := []Goal{{ID: 5, Year: 2027, PreviousGoalID: 3}, {ID: 1, Year: 2024}, {ID: 2, Year: 2025, PreviousGoalID: 1},
		{ID: 3, Year: 2026, PreviousGoalID: 2}, {ID: 4, Year: 2026}, {ID: 6, Year: 2027, PreviousGoalID: 3}}
	for id, want := range map[GoalID]string{1: "[1 2 3 5 6]", 3: "[1 2 3 5 6]", 5: "[1 2 3 5]", 4: "[4]", 99: "[]"} {
		ids := []GoalID{}
		for _, g := range Chain(all, id) {
			ids = append(ids, g.ID)
		}
		if fmt.Sprint(ids) != want {
			t.Errorf("%d: %v, want %s", id, ids, want)
		}
	}
	if carried := CarriedGoals(all); !carried[3] || carried[5] || len(carried) != 3 {
		t.Errorf("carried %v", carried)
	}
}

func TestMoreGoalsThanTheGroupMeansToHave(t *testing.T) {
	library := []Indicator{{ID: 1, Scope: ScopeAllUnits}, {ID: 2, Scope: ScopeHighlySpecialised}}
	goals := []Goal{{Category: Medical, Promises: []PromiseID{1}, Indicators: []IndicatorID{1}}, {Category: Nursing, Promises: []PromiseID{1}, Indicators: []IndicatorID{2}},
		{Category: PatientSatisfaction, Title: "Utan löfte"}}
	for ceiling, want := range map[int]string{0: "[{  Utan löfte 0}]", 3: "[{  Utan löfte 0}]", 2: "[{  Utan löfte 0} {   3}]"} {
		if got := fmt.Sprint(Gaps(goals, library, ceiling)); got != want {
			t.Errorf("at most %d: %s, want %s", ceiling, got, want)
		}
	}
}
