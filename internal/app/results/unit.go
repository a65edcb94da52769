package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
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
				page.Askable, err = room.askable(ctx, tx, page.Dataset, question{own(unitsOf(actor, group), u.ID), rowsOf(page.Blocks)})
				return err
			}
		}
		return fault.ErrNotFound
	})
	return page, err
}
