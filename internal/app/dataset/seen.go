package dataset

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Seen is the dataset as the actor may see it over the span: whole, or with small
// numbers hidden. What is hidden of a sum of years is decided from all the years that
// the group has, so that it is the same whatever page it was read for; that takes
// another round of queries.
func Seen(ctx context.Context, tx *postgres.Tx, actor org.Actor, ds *analysis.Dataset, span analysis.Span) (*analysis.Dataset, error) {
	if actor.May(org.ViewUnmasked, ds.Group.ID, 0) {
		return ds, nil
	}
	if span.Kind != analysis.ThreeYears {
		return ds.Mask(), nil
	}
	years, err := tx.ResultYears(ctx, ds.Group.ID)
	if err != nil || len(years) == 0 {
		return ds.Mask(), err
	}
	history := ds
	if first := years[0].Year; first != ds.FirstYear {
		same := func(i quality.Indicator) bool { _, has := ds.Measure(i.Code); return has }
		if history, err = load(ctx, tx, ds.Group.ID, Years{first, ds.LastYear}, same); err != nil {
			return nil, err
		}
	}
	return ds.MaskWithin(history), nil
}
