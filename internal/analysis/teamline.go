package analysis

import (
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// TeamPointState is what there is to show of a period of a team's line.
type TeamPointState string

// The states: zero, missing, not applicable and hidden are four things.
const (
	TeamValue         TeamPointState = "value"
	TeamNoChildren    TeamPointState = "no_children" // 0 of 0: no share
	TeamMissing       TeamPointState = "missing"     // with a reason
	TeamNotApplicable TeamPointState = "not_applicable"
	TeamNotEntered    TeamPointState = "not_entered"
	TeamMasked        TeamPointState = "masked"    // few children
	TeamFewUnits      TeamPointState = "few_units" // a sum that would tell of a single unit
)

// TeamPoint is one period of a team's line.
type TeamPoint struct {
	Period time.Time // its first day
	State  TeamPointState
	// Numerator and Denominator are counts of children; zero without a value.
	Numerator, Denominator int
	Reason                 string // of TeamMissing
	Units                  int    // how many units a sum is made of
	// InSignal says that the point is part of a run that is longer than chance explains.
	InSignal bool
}

// Share is the point's value as a fraction; nil without one.
func (p TeamPoint) Share() *float64 {
	if p.State != TeamValue {
		return nil
	}
	share := float64(p.Numerator) / float64(p.Denominator)
	return &share
}

// teamPoint is a unit's figure as a point; nil is a period that nobody has entered.
func teamPoint(period time.Time, f *improvement.TeamFigure) TeamPoint {
	p := TeamPoint{Period: period, State: TeamNotEntered}
	switch {
	case f == nil:
	case f.State == improvement.FigureMissing:
		p.State, p.Reason = TeamMissing, f.Reason
	case f.State == improvement.FigureNotApplicable:
		p.State = TeamNotApplicable
	case f.Denominator == 0:
		p.State = TeamNoChildren
	default:
		p.State, p.Numerator, p.Denominator = TeamValue, f.Numerator, f.Denominator
	}
	return p
}

// TeamLine is a unit's line of a team's measure, or that of all units together, as somebody
// may see it: everything here is worked out from the points that are shown, so that nothing
// tells of the others.
type TeamLine struct {
	Measure improvement.TeamMeasure
	Unit    improvement.TeamUnit // zero for all together
	Points  []TeamPoint
	// Median is that of all shares, as a fraction; nil without any.
	Median *float64
	Runs   stats.Runs
	// Recent is the latest shares together, Periods of them; nil without any.
	Recent *TeamRecent
}

// TeamRecent is the latest periods with a share, put together.
type TeamRecent struct {
	Numerator, Denominator int
	Periods                int
	Last                   time.Time      // the latest one's first day
	Interval               stats.Interval // Wilson's, 95 %, as fractions
	// Position is where the interval lies to the target; stats.Spans too when there is none.
	Position stats.Position
}

// recentPeriods is how many periods are put together to be held against the target: one
// alone is mostly a handful of children.
const recentPeriods = 3

// newTeamLine works the line out from its points.
func newTeamLine(m improvement.TeamMeasure, unit improvement.TeamUnit, points []TeamPoint) TeamLine {
	l := TeamLine{Measure: m, Unit: unit, Points: points}
	values := make([]*float64, len(points))
	var known []float64
	for n, p := range points {
		if values[n] = p.Share(); values[n] != nil {
			known = append(known, *values[n])
		}
	}
	if median, ok := stats.Median(known); ok {
		l.Median = &median
		l.Runs = stats.AnalyseRuns(values, median, stats.Anhoej)
		l.markRuns(values)
	}
	l.Recent = recent(m, points)
	return l
}

// markRuns marks the points of the runs that are longer than chance explains.
func (l *TeamLine) markRuns(values []*float64) {
	if l.Runs.Verdict() != stats.RunsSignal {
		return
	}
	for _, run := range stats.RunsOf(values, *l.Median) {
		for n := run.First; n <= run.Last && run.Length > l.Runs.LongestRunMax; n++ {
			l.Points[n].InSignal = values[n] != nil
		}
	}
}

// recent puts the latest shares together.
func recent(m improvement.TeamMeasure, points []TeamPoint) *TeamRecent {
	var r TeamRecent
	for n := len(points) - 1; n >= 0 && r.Periods < recentPeriods; n-- {
		if points[n].State != TeamValue {
			continue
		}
		if r.Periods == 0 {
			r.Last = points[n].Period
		}
		r.Periods++
		r.Numerator += points[n].Numerator
		r.Denominator += points[n].Denominator
	}
	share := stats.Proportion{Numerator: float64(r.Numerator), Denominator: float64(r.Denominator)}
	var ok bool
	if r.Interval, ok = share.Interval(stats.Confidence95); !ok {
		return nil
	}
	if m.Target != nil {
		r.Position = r.Interval.Against(*m.Target / 100)
	}
	return &r
}

// TeamTurn is what a line's runs say.
type TeamTurn string

// The turns. Where there is more than chance explains and it is not over, it is for better
// or worse by the measure's direction.
const (
	TeamTooFew   TeamTurn = "too_few"
	TeamSteady   TeamTurn = "steady"
	TeamBetter   TeamTurn = "better"
	TeamWorse    TeamTurn = "worse"
	TeamUnsteady TeamTurn = "unsteady" // a signal, but the latest values are not part of a long run
)

// Turn says what the line's runs say, and no more.
func (l TeamLine) Turn() TeamTurn {
	switch l.Runs.Verdict() {
	case stats.TooFew:
		return TeamTooFew
	case stats.NoRunsSignal:
		return TeamSteady
	}
	values := make([]*float64, len(l.Points))
	for n, p := range l.Points {
		values[n] = p.Share()
	}
	runs := stats.RunsOf(values, *l.Median)
	last := runs[len(runs)-1]
	if last.Length <= l.Runs.LongestRunMax {
		return TeamUnsteady
	}
	if last.Above == (l.Measure.Direction == quality.Higher) {
		return TeamBetter
	}
	return TeamWorse
}
