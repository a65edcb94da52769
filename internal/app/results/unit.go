package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// UnitFilter says which unit's results to show.
type UnitFilter struct {
	Code string // the unit's
	Year int    // zero for the latest with figures
}

// UnitProfile is everything one unit has handed in for a year.
type UnitProfile struct {
	Years   Years
	Dataset *analysis.Dataset
	Unit    org.Unit
	Index   int // the unit's place in every analysis.Row
	Blocks  []analysis.Block
	// Deviations are those of all units, and Runs those of the unit's own lines, up to
	// the year.
	Deviations analysis.Deviations
	Runs       analysis.Runs
	// Steps are how its last results stand to those of the period before.
	Steps []analysis.Step
	// Askable are whom the unit, when it is the actor's own, could ask how they became
	// better.
	Askable []Askable
	// Seen is the last period of the year that a head of the clinic has seen, for those who
	// may see who has handed in what; nil when there is none.
	Seen *SeenPeriod
	// Learning is what the unit does to become better; nil for those who do not see that.
	Learning *Learning
}

// SeenPeriod is a period that a head of clinic has seen what was handed in for.
type SeenPeriod struct {
	Period quality.Period
	quality.FiguresSeen
}

// readSeen reads the last period of the year that a head of the unit's clinic has seen.
func (p *UnitProfile) readSeen(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID) error {
	if p.Seen = nil; !actor.May(org.ViewBoard, group, 0) {
		return nil
	}
	year := quality.WholeYear(p.Years.Chosen)
	submissions, err := tx.UnitSubmissions(ctx, group, []org.UnitID{p.Unit.ID}, year.Start(), year.End())
	if err != nil {
		return err
	}
	seen, err := tx.FiguresSeen(ctx, group, year.Start(), year.End())
	for _, s := range submissions {
		if of := quality.SeenOf(seen, s); len(of) > 0 {
			p.Seen = &SeenPeriod{s.Period, of[0]}
		}
	}
	return err
}

// UnitProfile reads one unit. fault.ErrNotFound for a unit that is not the
// group's, or a year it has nothing of.
func (room *Room) UnitProfile(ctx context.Context, actor org.Actor, group org.GroupID, f UnitFilter) (UnitProfile, error) {
	var page UnitProfile
	err := room.read(ctx, actor, group, func(tx *postgres.Tx) error {
		years, err := tx.ResultYears(ctx, group)
		if err != nil {
			return err
		}
		if page.Years, err = room.choose(years, f.Year); err != nil {
			return err
		}
		if page.Years.Chosen == 0 {
			return fault.ErrNotFound
		}
		// A line over time is as long as the group's years.
		ds, err := dataset.LoadLines(ctx, tx, group, min(page.Years.All[0], page.Years.Chosen-1), page.Years.Chosen)
		if err != nil {
			return err
		}
		page.Dataset = seen(actor, group, ds)
		page.Blocks = page.Dataset.Overview(page.Years.Chosen)
		for n, u := range page.Dataset.Units {
			if u.Code == f.Code {
				page.Unit, page.Index = u, n
				page.Steps = page.Dataset.Steps(n, page.Years.Chosen)
				page.Deviations = analysis.DeviationsOf(page.Blocks)
				if page.Runs, err = page.Dataset.RunSignalsOf(u.ID); err != nil {
					return err
				}
				if err := page.readSeen(ctx, tx, actor, group); err != nil {
					return err
				}
				if err := page.readLearning(ctx, tx, actor, learningAsked{group, room}); err != nil {
					return err
				}
				page.Askable, err = room.askable(ctx, tx, page.Dataset, question{own(unitsOf(actor, group), u.ID), rowsOf(page.Blocks)})
				return err
			}
		}
		return fault.ErrNotFound
	})
	return page, err
}
