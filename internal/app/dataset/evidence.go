package dataset

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Evidence reads what speaks for and against measures from the group's figures before the
// year, as the actor may see them. There is none when no year before it has figures that
// may be shown. The number of queries is always the same but for that.
func Evidence(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID, year int) (analysis.EvidenceReader, error) {
	var none *analysis.Dataset
	first, last, err := yearsBefore(ctx, tx, group, year)
	if err != nil || last == 0 {
		return none.Evidence(), err
	}
	ds, err := LoadLines(ctx, tx, group, first, last)
	if err != nil {
		return none.Evidence(), err
	}
	if ds, err = Seen(ctx, tx, actor, ds, analysis.YearSpan(last)); err != nil {
		return none.Evidence(), err
	}
	return ds.Evidence(), nil
}

// yearsBefore are the group's first year, and the latest before the given one with figures
// that may be shown; zero when there is none.
func yearsBefore(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) (first, last int, err error) {
	years, err := tx.ResultYears(ctx, group)
	for n, y := range years {
		if n == 0 {
			first = y.Year
		}
		if y.HasFigures && y.Year < year {
			last = y.Year
		}
	}
	return first, last, err
}

// ReferencesOf are the values published elsewhere that are about the measure.
func ReferencesOf(all []postgres.Reference, id quality.IndicatorID) []analysis.Reference {
	var list []analysis.Reference
	for _, r := range all {
		if r.IndicatorID == id {
			list = append(list, analysis.Reference{ValueText: r.ValueText, Population: r.Population, YearText: r.YearText, Source: r.Source})
		}
	}
	return list
}
