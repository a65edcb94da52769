package words

import (
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// teamLine is the line of all units together of three months, of a unit each, for a reader to
// whom sums of fewer than the threshold are hidden.
func teamLine(m improvement.TeamMeasure, threshold int, figures ...[2]int) analysis.TeamLine {
	m.ID, m.Rhythm, m.Direction = 1, improvement.Monthly, quality.Lower
	d := analysis.TeamData{Measure: m, Units: []improvement.TeamUnit{{UnitID: 1}}}
	for n, f := range figures {
		d.Periods = append(d.Periods, time.Date(2026, time.January+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
		d.Figures = append(d.Figures, improvement.TeamFigure{MeasureID: 1, UnitID: 1, Period: d.Periods[n], State: improvement.FigureValue, Numerator: f[0], Denominator: f[1]})
	}
	return d.Lines(analysis.TeamReader{Sees: func(org.UnitID) bool { return true }, Threshold: threshold})[0]
}

// TestTeamSharesHaveTheDecimalsTheyNeed: six of 1 200 are not one per cent, and a line's
// shares, the latest together and their interval are all alike.
func TestTeamSharesHaveTheDecimalsTheyNeed(t *testing.T) {
	ctx := t.Context()
	whole, half := 80.0, 82.5
	for name, test := range map[string]struct {
		line              analysis.TeamLine
		point, recent     string
		interval, against string
	}{
		"small":                 {teamLine(improvement.TeamMeasure{}, 0, [2]int{6, 1200}), "0,5 %", "0,5 % (6 av 1 200;", "0,2–1,1 %", ""},
		"large":                 {teamLine(improvement.TeamMeasure{Target: &whole}, 0, [2]int{2, 3}), "67 %", "67 % (2 av 3;", "21–94 %", "högst 80 %"},
		"a target with one":     {teamLine(improvement.TeamMeasure{Target: &half}, 0, [2]int{2, 3}), "66,7 %", "66,7 % (2 av 3;", "20,8–93,9 %", "högst 82,5 %"},
		"the group's with two":  {teamLine(improvement.TeamMeasure{IndicatorID: 1, Decimals: 2}, 0, [2]int{2, 3}), "66,67 %", "66,67 % (2 av 3;", "20,77–93,85 %", ""},
		"the group's with none": {teamLine(improvement.TeamMeasure{IndicatorID: 1}, 0, [2]int{6, 1200}), "1 %", "1 % (6 av 1 200;", "0–1 %", ""},
	} {
		plain := func(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }
		if got := plain(TeamPoint(ctx, test.line, test.line.Points[0])); got != test.point {
			t.Errorf("%s: the point is %q, want %q", name, got, test.point)
		}
		course := plain(TeamCourse(ctx, test.line))
		for _, want := range []string{test.recent, test.interval, test.against} {
			if !strings.Contains(course, want) {
				t.Errorf("%s: no %q in %q", name, want, course)
			}
		}
	}
}

// TestTeamCourseTellsHiddenFromNothing: figures that are hidden are not said to be lacking.
func TestTeamCourseTellsHiddenFromNothing(t *testing.T) {
	ctx := t.Context()
	for want, line := range map[string]analysis.TeamLine{
		"Dolt (få barn).":           teamLine(improvement.TeamMeasure{}, 5, [2]int{1, 12}),
		"Inga siffror att visa än.": teamLine(improvement.TeamMeasure{}, 5),
	} {
		if got := TeamCourse(ctx, line); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
