package dataset

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// LoadPlan is Load without any figures: the units, the measures with their
// definitions, and what the group has set out to do.
func LoadPlan(ctx context.Context, tx *postgres.Tx, group org.GroupID, years Years) (*analysis.Dataset, error) {
	return loadPlan(ctx, tx, group, years, func(quality.Indicator) bool { return true })
}

func loadPlan(ctx context.Context, tx *postgres.Tx, group org.GroupID, years Years, wanted func(quality.Indicator) bool) (*analysis.Dataset, error) {
	ds := &analysis.Dataset{FirstYear: years.First, LastYear: years.Last}
	var err error
	if ds.Group, err = tx.Group(ctx, group); err != nil {
		return nil, err
	}
	if err := readPlan(ctx, tx, ds); err != nil {
		return nil, err
	}
	if ds.Survey, err = tx.Survey(ctx, group); err != nil {
		return nil, err
	}
	if err := readMeasures(ctx, tx, ds, wanted); err != nil {
		return nil, err
	}
	ds.Units, err = tx.UnitsDuring(ctx, group, yearStart(years.First-longest), yearEnd(years.Last))
	return ds, err
}
