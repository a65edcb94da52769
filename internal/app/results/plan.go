package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Plan reads what the group's results are about, without any of them: its units, also
// those that have left, and the measures of all its years with their definitions and
// targets. Nil when the group collects nothing in any year.
func (room *Room) Plan(ctx context.Context, actor org.Actor, group org.GroupID) (*analysis.Dataset, error) {
	var ds *analysis.Dataset
	err := room.read(ctx, actor, group, func(tx *postgres.Tx) error {
		years, err := tx.ResultYears(ctx, group)
		if err != nil || len(years) == 0 {
			return err
		}
		ds, err = dataset.LoadPlan(ctx, tx, group, dataset.Years{First: years[0].Year, Last: years[len(years)-1].Year})
		return err
	})
	return ds, err
}
