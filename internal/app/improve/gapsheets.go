package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// GapSheets are the sheets about a year's goals, to see which units have one.
type GapSheets struct {
	Years []int // that there are goals for, oldest first
	Year  int   // zero when there are none
	Goals []quality.Goal
	Units []org.Unit // those that take part in the year, and report results
	// Written are the sheets, by goal and unit.
	Written []improvement.GapSheet
}

// Sheet is the unit's about the goal; false when none is written.
func (g GapSheets) Sheet(goal quality.GoalID, unit org.UnitID) (improvement.GapSheet, bool) {
	return first(g.Written, func(s improvement.GapSheet) bool { return s.GoalID == goal && s.UnitID == unit })
}

// GapSheets reads the year's; year zero is this year, or the last before it that there
// are goals for. fault.ErrNotFound for a year without goals.
func (room *Room) GapSheets(ctx context.Context, actor org.Actor, group org.GroupID, year int) (GapSheets, error) {
	if err := mayInside(actor, group); err != nil {
		return GapSheets{}, err
	}
	var g GapSheets
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		goals, err := tx.Goals(ctx, group, firstYear, lastYear)
		if err != nil {
			return err
		}
		for _, goal := range goals {
			if !slices.Contains(g.Years, goal.Year) {
				g.Years = append(g.Years, goal.Year)
			}
		}
		if g.Year = room.yearAmong(g.Years, year); g.Year == 0 && year != 0 {
			return fault.ErrNotFound
		}
		for _, goal := range goals {
			if goal.Year == g.Year {
				g.Goals = append(g.Goals, goal)
			}
		}
		whole := quality.WholeYear(max(g.Year, firstYear))
		if g.Units, err = tx.UnitsDuring(ctx, group, whole.Start(), whole.End()); err != nil {
			return err
		}
		g.Units = slices.DeleteFunc(g.Units, func(u org.Unit) bool { return u.Participation != org.Full })
		g.Written, err = tx.GapSheets(ctx, group, g.Year)
		return err
	})
	return g, err
}

// yearAmong is the wanted year when it is one of them, or for zero this year, the last
// before it, or else the first; zero when there is no such year.
func (room *Room) yearAmong(years []int, wanted int) (found int) {
	for _, y := range years {
		switch {
		case y == wanted:
			return y
		case wanted == 0 && (found == 0 || y <= room.today().Year()):
			found = y
		}
	}
	return found
}
