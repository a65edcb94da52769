package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// FigureFilter says which figures somebody asks for.
type FigureFilter struct {
	First, Last int    // the years, both counted; zero for the first, or the last, that there is
	Indicator   string // a measure's code, "" for all
	Unit        string // a unit's code, "" for all
	// Revision is that of the figures that the first part of a list was taken from, ""
	// for the first part.
	Revision string
}

// Figures are what units have handed in, as the actor may see it.
type Figures struct {
	Dataset *analysis.Dataset // nil when the group collects nothing in any year
	Entries []analysis.Entry
	// Revision is the group's when the figures were read.
	Revision string
}

// Figures reads the figures that are asked for: each period's for those who see all,
// and the years' results, with small numbers masked, for readers outside the group. As
// in the results' pages, what has not been handed in yet is not there.
// fault.ErrNotFound for years, a measure or a unit that there is nothing of, and
// fault.ErrConflict when the group has another revision than the one asked for.
func (room *Room) Figures(ctx context.Context, actor org.Actor, group org.GroupID, f FigureFilter) (Figures, error) {
	var page Figures
	err := room.read(ctx, actor, group, func(tx *postgres.Tx) error {
		var err error
		if page.Revision, err = tx.Revision(ctx, group); err != nil {
			return err
		}
		if f.Revision != "" && f.Revision != page.Revision {
			return fault.ErrConflict
		}
		years, err := tx.ResultYears(ctx, group)
		if err != nil {
			return err
		}
		first, last, ok := AskedYears{First: f.First, Last: f.Last}.among(years)
		switch {
		case len(years) == 0 && f == FigureFilter{Revision: f.Revision}:
			return nil
		case !ok:
			return fault.ErrNotFound
		}
		ds, err := dataset.Load(ctx, tx, group, first, last)
		if err != nil {
			return err
		}
		page.Dataset = seen(actor, group, ds)
		page.Entries, err = f.among(page.Dataset)
		return err
	})
	return page, err
}

// among are the dataset's entries that are asked for.
func (f FigureFilter) among(ds *analysis.Dataset) ([]analysis.Entry, error) {
	measured, took := f.Indicator == "", f.Unit == ""
	for n := range ds.Measures {
		measured = measured || ds.Measures[n].Code == f.Indicator
	}
	for _, u := range ds.Units {
		took = took || u.Code == f.Unit
	}
	if !measured || !took {
		return nil, fault.ErrNotFound
	}
	var kept []analysis.Entry
	for _, e := range ds.Entries() {
		if (f.Indicator == "" || e.Measure.Code == f.Indicator) && (f.Unit == "" || e.Unit.Code == f.Unit) {
			kept = append(kept, e)
		}
	}
	return kept, nil
}
