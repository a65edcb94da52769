package analysis

import (
	"time"

	"samsyn/internal/disclosure"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// TeamData is all there is of one measure of a team's, whoever reads it.
type TeamData struct {
	Measure improvement.TeamMeasure
	Units   []improvement.TeamUnit
	Periods []time.Time // that have ended, in order
	Figures []improvement.TeamFigure
}

// TeamReader says what somebody may see of a team's figures.
type TeamReader struct {
	// Sees reports whether the unit's own figures are shown.
	Sees func(org.UnitID) bool
	// Threshold is the smallest number of children that is shown of sums; zero shows all.
	Threshold int
}

// ReaderOfTeam says what the actor may see of the figures of a team of the group's with the
// units: those of one's own units, and, for whoever speaks for a unit that has opened its own
// or is of the team's expert group, those of the units that have. Everybody else sees sums, and
// readers outside the group those of more than a few children.
func ReaderOfTeam(actor org.Actor, group org.Group, units []improvement.TeamUnit, expert bool) TeamReader {
	own := func(u org.UnitID) bool { return actor.May(org.ViewUnitEntries, group.ID, u) }
	inside := actor.May(org.ViewUnmasked, group.ID, 0)
	shares, open := expert, map[org.UnitID]bool{}
	for _, u := range units {
		open[u.UnitID] = u.Open()
		shares = shares || u.Open() && own(u.UnitID)
	}
	shares = shares && inside
	r := TeamReader{Sees: func(u org.UnitID) bool { return own(u) || shares && open[u] }}
	if !inside {
		r.Threshold = group.MaskingThreshold
	}
	return r
}

// fewestUnits is how few units a sum may be made of when one of them is not shown.
const fewestUnits = 3

// Lines are the lines that the reader may see: all units together first, then those units
// whose results are shown, in the team's order. What the others have entered is in none of
// them but as part of sums that do not tell whose it is.
func (d TeamData) Lines(reader TeamReader) []TeamLine {
	figures := map[org.UnitID]map[time.Time]*improvement.TeamFigure{}
	for n := range d.Figures {
		f := &d.Figures[n]
		if f.MeasureID != d.Measure.ID {
			continue
		}
		if figures[f.UnitID] == nil {
			figures[f.UnitID] = map[time.Time]*improvement.TeamFigure{}
		}
		figures[f.UnitID][f.Period.UTC()] = f
	}
	lines := []TeamLine{newTeamLine(d.Measure, improvement.TeamUnit{}, d.sums(figures, reader))}
	for _, u := range d.Units {
		if !reader.Sees(u.UnitID) {
			continue
		}
		points := make([]TeamPoint, len(d.Periods))
		for n, period := range d.Periods {
			points[n] = teamPoint(period, figures[u.UnitID][period.UTC()])
		}
		lines = append(lines, newTeamLine(d.Measure, u, points))
	}
	return lines
}

// sums are the points of all units together, with what the reader may not see hidden.
func (d TeamData) sums(figures map[org.UnitID]map[time.Time]*improvement.TeamFigure, reader TeamReader) []TeamPoint {
	rule := disclosure.Rule{Threshold: int64(reader.Threshold)}
	points := make([]TeamPoint, len(d.Periods))
	for n, period := range d.Periods {
		sum, unseen := TeamPoint{Period: period, State: TeamNotEntered}, 0
		for _, u := range d.Units {
			p := teamPoint(period, figures[u.UnitID][period.UTC()])
			if p.State != TeamValue {
				continue
			}
			sum.State = TeamValue
			sum.Numerator += p.Numerator
			sum.Denominator += p.Denominator
			sum.Units++
			if !reader.Sees(u.UnitID) {
				unseen++
			}
		}
		cell := disclosure.Cell{Numerator: int64(sum.Numerator), Denominator: int64(sum.Denominator)}
		switch {
		case sum.State != TeamValue:
		case unseen == 1, unseen > 0 && sum.Units < fewestUnits:
			sum = TeamPoint{Period: period, State: TeamFewUnits}
		case rule.Small(disclosure.Proportion, cell):
			sum = TeamPoint{Period: period, State: TeamMasked}
		}
		points[n] = sum
	}
	if reader.Threshold > 0 && d.Measure.IndicatorID != 0 {
		hideQuarters(d.Measure.Rhythm, points)
	}
	return points
}

// hideQuarters hides every period of a quarter that is not whole: the quarter's own number
// of the same measure stands among the results, and less the periods that are shown it would
// tell of the one that is not.
func hideQuarters(rhythm improvement.Rhythm, points []TeamPoint) {
	quarter := improvement.Quarterly
	whole := map[time.Time]bool{}
	for _, p := range points {
		start := quarter.Start(p.Period)
		if _, known := whole[start]; !known {
			whole[start] = true
		}
		whole[start] = whole[start] && p.State == TeamValue
	}
	if len(points) > 0 { // what is left of a quarter at the ends would be told of by the rest
		first, last := points[0].Period, points[len(points)-1].Period
		if first.After(quarter.Start(first).AddDate(0, 0, 6)) { // a week may begin within it
			whole[quarter.Start(first)] = false
		}
		if rhythm.Next(last).Before(quarter.Next(quarter.Start(last))) {
			whole[quarter.Start(last)] = false
		}
	}
	for n, p := range points {
		if p.State == TeamValue && !whole[quarter.Start(p.Period)] {
			points[n] = TeamPoint{Period: p.Period, State: TeamMasked}
		}
	}
}
