package goals

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Overview is everything around one year's goals.
type Overview struct {
	Year int
	// Years are those with goals or measures, and this year and the next, which
	// can be chosen for.
	Years       []int
	Goals       []quality.Goal
	LongTerm    []quality.LongTermGoal
	Promises    []quality.Promise
	Units       []org.Unit
	Library     []quality.Indicator // with the definitions at the end of the year
	Selected    []postgres.Selected // what is collected in the year
	Targets     []quality.Target    // of the year
	Gaps        []quality.Gap
	References  []postgres.Reference
	Serves      []postgres.IndicatorPromise
	Measured    map[quality.IndicatorID]int // how many figures there are about the year
	GoalsBefore int                         // how many goals of the year before were not retired
	AllGoals    []quality.Goal              // of all years
	Settled     []quality.GoalYear          // those that are locked, or have been
	Ceiling     int                         // how many goals the group means to have at most
}

// Lock is whether the year is locked.
func (o Overview) Lock() quality.GoalYear { return lockOf(o.Settled, o.Year) }

// Overview reads a year. Year zero is the present one, or the latest that has
// goals when the present has none.
func (room *Room) Overview(ctx context.Context, actor org.Actor, group org.GroupID, year int) (Overview, error) {
	if err := mayView(actor, group); err != nil {
		return Overview{}, err
	}
	if year != 0 && (year < firstYear || year > lastYear) {
		return Overview{}, fault.ErrNotFound
	}
	var o Overview
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		o, err = room.overview(ctx, tx, group, year)
		return err
	})
	return o, err
}

// yearWanted is the year asked for, zero for none, and the present one.
type yearWanted struct{ asked, present int }

func (w yearWanted) among(years []int) int {
	if w.asked != 0 {
		return w.asked
	}
	year := w.present
	if !slices.Contains(years, year) {
		for _, y := range years {
			if y < w.present {
				year = y
			}
		}
	}
	return year
}

func (room *Room) overview(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) (Overview, error) {
	var o Overview
	wanted := yearWanted{year, room.now().Year()}
	years, err := tx.GoalYears(ctx, group)
	if err != nil {
		return o, err
	}
	o.Year = wanted.among(years)
	o.Years = append(years, wanted.present, wanted.present+1, o.Year)
	slices.Sort(o.Years)
	o.Years = slices.Compact(o.Years)
	if o.AllGoals, err = tx.Goals(ctx, group, firstYear, lastYear); err != nil {
		return o, err
	}
	for _, g := range o.AllGoals {
		switch g.Year {
		case o.Year:
			o.Goals = append(o.Goals, g)
		case o.Year - 1:
			if g.Retired == (quality.Retirement{}) {
				o.GoalsBefore++
			}
		}
	}
	if err := o.readParts(ctx, tx, group); err != nil {
		return o, err
	}
	if o.Settled, err = room.settled(ctx, tx, group); err != nil {
		return o, err
	}
	g, err := tx.Group(ctx, group)
	if err != nil {
		return o, err
	}
	o.Ceiling = g.GoalCeiling
	o.Gaps = quality.Gaps(o.Goals, o.Library, o.Ceiling)
	return o, nil
}

func (o *Overview) readParts(ctx context.Context, tx *postgres.Tx, group org.GroupID) (err error) {
	if o.LongTerm, err = tx.LongTermGoals(ctx, group); err != nil {
		return err
	}
	if o.Promises, err = tx.Promises(ctx, group); err != nil {
		return err
	}
	first := time.Date(o.Year, time.January, 1, 0, 0, 0, 0, time.UTC)
	if o.Units, err = tx.UnitsDuring(ctx, group, first, endOf(o.Year)); err != nil {
		return err
	}
	if o.Library, err = tx.Indicators(ctx, group, endOf(o.Year)); err != nil {
		return err
	}
	if o.Selected, err = tx.SelectedIndicators(ctx, group, o.Year, o.Year); err != nil {
		return err
	}
	if o.Targets, err = tx.Targets(ctx, group, o.Year, o.Year); err != nil {
		return err
	}
	if o.References, err = tx.References(ctx, group); err != nil {
		return err
	}
	if o.Serves, err = tx.IndicatorPromises(ctx, group); err != nil {
		return err
	}
	o.Measured, err = tx.FigureCounts(ctx, group, o.Year)
	return err
}

// Indicator is the measure with the id; false when it is not in the library.
func (o Overview) Indicator(id quality.IndicatorID) (quality.Indicator, bool) {
	n := slices.IndexFunc(o.Library, func(i quality.Indicator) bool { return i.ID == id })
	if n < 0 {
		return quality.Indicator{}, false
	}
	return o.Library[n], true
}

// TargetsOf is the indicator's targets of the year: everybody's first, if there
// is one, then the units' own.
func (o Overview) TargetsOf(id quality.IndicatorID) []quality.Target {
	var own []quality.Target
	for _, t := range o.Targets {
		if t.IndicatorID == id {
			own = append(own, t)
		}
	}
	return own
}

// IsMeasured reports whether there are figures about the year for any of the
// goal's indicators: then the goal cannot be removed.
func (o Overview) IsMeasured(g quality.Goal) bool {
	return slices.ContainsFunc(g.Indicators, func(id quality.IndicatorID) bool { return o.Measured[id] > 0 })
}
