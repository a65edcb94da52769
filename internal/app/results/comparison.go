package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Comparison is every unit's result in everything the group collects in a year.
type Comparison struct {
	Years   Years
	Dataset *analysis.Dataset // nil when the group collects nothing in any year
	Blocks  []analysis.Block
}

// Comparison reads the comparison for the year, zero for the latest with figures.
func (room *Room) Comparison(ctx context.Context, actor org.Actor, group org.GroupID, year int) (Comparison, error) {
	var c Comparison
	err := room.read(ctx, actor, group, func(tx *postgres.Tx) error {
		years, err := tx.ResultYears(ctx, group)
		if err != nil {
			return err
		}
		if c.Years, err = room.choose(years, year); err != nil || c.Years.Chosen == 0 {
			return err
		}
		ds, err := dataset.Load(ctx, tx, group, c.Years.Chosen-1, c.Years.Chosen)
		if err != nil {
			return err
		}
		c.Dataset = seen(actor, group, ds)
		c.Blocks = c.Dataset.Overview(c.Years.Chosen)
		return nil
	})
	return c, err
}
