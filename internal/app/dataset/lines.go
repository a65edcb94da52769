package dataset

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// LoadLines is Load together with what the group has decided about lines over time,
// which judging them takes. One query more.
func LoadLines(ctx context.Context, tx *postgres.Tx, group org.GroupID, firstYear, lastYear int) (*analysis.Dataset, error) {
	ds, err := Load(ctx, tx, group, firstYear, lastYear)
	if err != nil {
		return nil, err
	}
	ds.Decisions, err = tx.LineDecisions(ctx, group, measureIDs(ds))
	return ds, err
}

// readLine reads what is decided about one measure's lines and written on them.
func readLine(ctx context.Context, tx *postgres.Tx, ds *analysis.Dataset, m quality.IndicatorID) (err error) {
	one := []quality.IndicatorID{m}
	if ds.Decisions, err = tx.LineDecisions(ctx, ds.Group.ID, one); err != nil {
		return err
	}
	notes, err := tx.TimeNotes(ctx, ds.Group.ID, one)
	for _, n := range notes {
		ds.Notes = append(ds.Notes, analysis.Note{TimeNote: n.TimeNote, Writer: n.WriterName})
	}
	return err
}

func measureIDs(ds *analysis.Dataset) []quality.IndicatorID {
	ids := make([]quality.IndicatorID, len(ds.Measures))
	for n, m := range ds.Measures {
		ids[n] = m.ID
	}
	return ids
}
