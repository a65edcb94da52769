package dataset

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// LoadLines is Load together with what the group has decided about lines over time,
// which judging them takes, the notes on them, and what is done about them. Three queries
// more.
func LoadLines(ctx context.Context, tx *postgres.Tx, group org.GroupID, firstYear, lastYear int) (*analysis.Dataset, error) {
	ds, err := Load(ctx, tx, group, firstYear, lastYear)
	if err != nil {
		return nil, err
	}
	return ds, readLines(ctx, tx, ds, measureIDs(ds))
}

// readLines reads what is decided about the measures' lines, written on them and done
// about them.
func readLines(ctx context.Context, tx *postgres.Tx, ds *analysis.Dataset, measures []quality.IndicatorID) (err error) {
	if ds.Decisions, err = tx.LineDecisions(ctx, ds.Group.ID, measures); err != nil {
		return err
	}
	notes, err := tx.TimeNotes(ctx, ds.Group.ID, measures)
	for _, n := range notes {
		ds.Notes = append(ds.Notes, analysis.Note{TimeNote: n.TimeNote, Writer: n.WriterName})
	}
	if err != nil {
		return err
	}
	ds.Actions, err = tx.ActionMarks(ctx, ds.Group.ID, measures)
	return err
}

func measureIDs(ds *analysis.Dataset) []quality.IndicatorID {
	ids := make([]quality.IndicatorID, len(ds.Measures))
	for n, m := range ds.Measures {
		ids[n] = m.ID
	}
	return ids
}
