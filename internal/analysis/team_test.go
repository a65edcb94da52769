package analysis

import (
	"testing"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// monthly is a team of three units with a figure each for so many months: of gives a unit's.
func monthly(months int, of func(unit org.UnitID, month int) *improvement.TeamFigure) TeamData {
	d := TeamData{Measure: improvement.TeamMeasure{ID: 1, Rhythm: improvement.Monthly, Direction: quality.Higher},
		Units: []improvement.TeamUnit{{UnitID: 1}, {UnitID: 2}, {UnitID: 3}}}
	for n := range months {
		d.Periods = append(d.Periods, time.Date(2025, time.January+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
		for _, u := range d.Units {
			if f := of(u.UnitID, n); f != nil {
				f.MeasureID, f.UnitID, f.Period = 1, u.UnitID, d.Periods[n]
				d.Figures = append(d.Figures, *f)
			}
		}
	}
	return d
}

func ofSo(numerator, denominator int) *improvement.TeamFigure {
	return &improvement.TeamFigure{State: improvement.FigureValue, Numerator: numerator, Denominator: denominator}
}

var (
	seesAll  = TeamReader{Sees: func(org.UnitID) bool { return true }}
	nobodys  = TeamReader{Sees: func(org.UnitID) bool { return false }}
	outsider = TeamReader{Sees: nobodys.Sees, Threshold: 5}
)

func states(l TeamLine) (list []TeamPointState) {
	for _, p := range l.Points {
		list = append(list, p.State)
	}
	return list
}

// TestTeamSums: zero, missing, not applicable and nothing are four things, and a sum is of
// what there is.
func TestTeamSums(t *testing.T) {
	d := monthly(1, func(u org.UnitID, _ int) *improvement.TeamFigure {
		return map[org.UnitID]*improvement.TeamFigure{1: ofSo(0, 12), 2: {State: improvement.FigureMissing, Reason: "Låg nere"}}[u]
	})
	lines := d.Lines(seesAll)
	if len(lines) != 4 || lines[0].Points[0].Units != 1 || lines[0].Points[0].Denominator != 12 || *lines[0].Points[0].Share() != 0 {
		t.Fatalf("together %+v", lines[0])
	}
	for n, want := range []TeamPointState{TeamValue, TeamMissing, TeamNotEntered} {
		if got := lines[n+1].Points[0]; got.State != want || want == TeamMissing && got.Reason != "Låg nere" {
			t.Errorf("unit %d: %+v", n+1, got)
		}
	}
	d.Figures[0] = *ofSo(0, 0)
	d.Figures[0].MeasureID, d.Figures[0].UnitID, d.Figures[0].Period = 1, 1, d.Periods[0]
	if got := d.Lines(seesAll)[1].Points[0]; got.State != TeamNoChildren || got.Share() != nil {
		t.Errorf("no children: %+v", got)
	}
}

// TestTeamSumsTellOfNoUnit: who sees no unit, or all but one, must not be able to work one out.
func TestTeamSumsTellOfNoUnit(t *testing.T) {
	all := func(org.UnitID, int) *improvement.TeamFigure { return ofSo(10, 20) }
	two := func(u org.UnitID, n int) *improvement.TeamFigure {
		if u == 3 {
			return nil
		}
		return all(u, n)
	}
	sees := func(units ...org.UnitID) TeamReader {
		return TeamReader{Sees: func(id org.UnitID) bool {
			for _, u := range units {
				if u == id {
					return true
				}
			}
			return false
		}}
	}
	for name, test := range map[string]struct {
		of     func(org.UnitID, int) *improvement.TeamFigure
		reader TeamReader
		want   TeamPointState
		lines  int
	}{
		"three, none seen":          {all, nobodys, TeamValue, 1},
		"three, one's own seen":     {all, sees(1), TeamValue, 2},
		"three, all but one seen":   {all, sees(1, 2), TeamFewUnits, 3},
		"two, none seen":            {two, nobodys, TeamFewUnits, 1},
		"two, one's own seen":       {two, sees(1), TeamFewUnits, 2},
		"two, both seen":            {two, sees(1, 2), TeamValue, 3},
		"two, one who is not there": {two, sees(3), TeamFewUnits, 2},
	} {
		lines := monthly(1, test.of).Lines(test.reader)
		if got := lines[0].Points[0]; got.State != test.want || len(lines) != test.lines || test.want == TeamFewUnits && got.Denominator != 0 {
			t.Errorf("%s: %+v, %d lines", name, got, len(lines))
		}
	}
}

// TestTeamSumsAreMasked: small numbers are hidden from readers outside the group, and where
// the quarter's own number stands among the results, the whole quarter with them.
func TestTeamSumsAreMasked(t *testing.T) {
	few := func(_ org.UnitID, n int) *improvement.TeamFigure {
		if n == 1 {
			return ofSo(1, 20) // three children together
		}
		return ofSo(10, 20)
	}
	d := monthly(7, few)
	if got := states(d.Lines(nobodys)[0]); got[1] != TeamValue {
		t.Errorf("inside the group: %v", got)
	}
	if got := states(d.Lines(outsider)[0]); got[1] != TeamMasked || got[0] != TeamValue || got[6] != TeamValue {
		t.Errorf("the team's own measure: %v", got)
	}
	d.Measure.IndicatorID = 4
	want := []TeamPointState{TeamMasked, TeamMasked, TeamMasked, TeamValue, TeamValue, TeamValue, TeamMasked}
	for n, got := range states(d.Lines(outsider)[0]) {
		if got != want[n] {
			t.Errorf("the group's measure, month %d: %s, want %s", n+1, got, want[n])
		}
	}
	for _, p := range d.Lines(outsider)[0].Points {
		if p.State == TeamMasked && p.Numerator+p.Denominator+p.Units != 0 {
			t.Errorf("masked, and told: %+v", p)
		}
	}
	late := monthly(6, func(org.UnitID, int) *improvement.TeamFigure { return ofSo(10, 20) })
	late.Measure.IndicatorID, late.Periods = 4, late.Periods[1:] // begins within a quarter
	if got := states(late.Lines(outsider)[0]); got[0] != TeamMasked || got[1] != TeamMasked || got[2] != TeamValue {
		t.Errorf("what is left of a quarter: %v", got)
	}
}

// TestTeamTurns: nothing is claimed of few values, a shift is seen with its direction, and the
// latest periods are held against the target with their interval.
func TestTeamTurns(t *testing.T) {
	shift := func(low, high int) func(org.UnitID, int) *improvement.TeamFigure {
		return func(_ org.UnitID, n int) *improvement.TeamFigure {
			if n < 10 {
				return ofSo(low+n%2, 20)
			}
			return ofSo(high+n%2, 20)
		}
	}
	target := 60.0
	for name, test := range map[string]struct {
		months    int
		of        func(org.UnitID, int) *improvement.TeamFigure
		direction quality.Direction
		want      TeamTurn
	}{
		"few":    {6, shift(8, 14), quality.Higher, TeamTooFew},
		"steady": {20, func(_ org.UnitID, n int) *improvement.TeamFigure { return ofSo([]int{8, 12, 9, 11}[n%4], 20) }, quality.Higher, TeamSteady},
		"better": {20, shift(8, 14), quality.Higher, TeamBetter},
		"worse":  {20, shift(8, 14), quality.Lower, TeamWorse},
		"over": {26, func(u org.UnitID, n int) *improvement.TeamFigure {
			if n >= 20 {
				return ofSo([]int{8, 14, 9}[n%3], 20)
			}
			return shift(8, 14)(u, n)
		}, quality.Higher, TeamUnsteady},
	} {
		d := monthly(test.months, test.of)
		d.Measure.Direction, d.Measure.Target = test.direction, &target
		l := d.Lines(seesAll)[0]
		if got := l.Turn(); got != test.want {
			t.Errorf("%s: %s, want %s (%+v)", name, got, test.want, l.Runs)
		}
		marked := 0
		for _, p := range l.Points {
			if p.InSignal {
				marked++
			}
		}
		if (marked > 0) != (test.want == TeamBetter || test.want == TeamWorse || test.want == TeamUnsteady) {
			t.Errorf("%s: %d points in signals", name, marked)
		}
	}
	l := monthly(20, shift(8, 14)).Lines(seesAll)[0]
	if l.Recent.Periods != 3 || l.Recent.Denominator != 180 || l.Recent.Last != time.Date(2026, time.August, 1, 0, 0, 0, 0, time.UTC) || l.Recent.Position != stats.Spans {
		t.Errorf("recent without a target: %+v", l.Recent)
	}
	d := monthly(20, shift(8, 19))
	d.Measure.Target = &target
	if got := d.Lines(seesAll)[0].Recent.Position; got != stats.Above {
		t.Errorf("well above the target: %v", got)
	}
	if got := (TeamData{Units: d.Units}).Lines(seesAll)[0]; got.Recent != nil || got.Median != nil || got.Turn() != TeamTooFew {
		t.Errorf("nothing: %+v", got)
	}
}
