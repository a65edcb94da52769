package improvement

import (
	"time"

	"samsyn/internal/org"
)

// Units are reminded of a period from lackingFrom days after its end, and for lackingDays
// days: what nobody has said for so long is not going to be said because of a reminder.
const (
	lackingFrom = 3
	lackingDays = 70
)

// TeamLacking is what a unit has not said of the periods of a team's that have lately ended.
type TeamLacking struct {
	Team   Team
	Unit   TeamUnit
	Count  int
	Latest time.Time // the last day of the latest of the periods
}

// TeamLackingSince is the first day of the periods that can be lacking.
func TeamLackingSince(today time.Time) time.Time {
	return Quarterly.Start(today.AddDate(0, 0, -lackingDays)).AddDate(0, -3, 0)
}

// LackingOf is what the unit has not said of the running team's measures; Count is zero when
// nothing lacks. measures and figures may be other teams' too.
func LackingOf(t Team, unit TeamUnit, measures []TeamMeasure, figures []TeamFigure, today time.Time) TeamLacking {
	l := TeamLacking{Team: t, Unit: unit}
	if t.State != TeamRunning {
		return l
	}
	for _, m := range measures {
		if m.TeamID != t.ID || !m.Counted() {
			continue
		}
		for _, period := range m.Periods(t, today) {
			end := m.Rhythm.Next(period).AddDate(0, 0, -1)
			days := int(today.Sub(end).Hours() / 24)
			if days < lackingFrom || days > lackingDays || said(figures, m.ID, unit.UnitID, period) {
				continue
			}
			l.Count++
			if end.After(l.Latest) {
				l.Latest = end
			}
		}
	}
	return l
}

// said reports whether there is a figure of the period.
func said(figures []TeamFigure, measure TeamMeasureID, unit org.UnitID, period time.Time) bool {
	for _, f := range figures {
		if f.MeasureID == measure && f.UnitID == unit && f.Period.Equal(period) {
			return true
		}
	}
	return false
}
