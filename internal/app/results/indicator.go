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

// IndicatorFilter says which part of a measure's results to show.
type IndicatorFilter struct {
	Code    string // the indicator's
	Year    int    // zero for the latest with figures
	Stratum string // the stratum's code, "" for the first
}

// Indicator is one measure in depth: a year between the units, and all years.
type Indicator struct {
	Years    Years // the years that the measure is collected in
	Dataset  *analysis.Dataset
	Measure  *analysis.Measure
	Stratum  quality.Stratum // zero when the measure is not divided
	Row      analysis.Row
	Timeline analysis.Timeline
	// Goal is the one the measure follows in the year; zero for process measures.
	Goal quality.Goal
	// Conditions are the year's process measures, for all units.
	Conditions []analysis.Row
}

// Indicator reads one measure. fault.ErrNotFound for a code, a stratum or a year
// that there is nothing of.
func (room *Room) Indicator(ctx context.Context, actor org.Actor, group org.GroupID, f IndicatorFilter) (Indicator, error) {
	var page Indicator
	err := room.read(ctx, actor, group, func(tx *postgres.Tx) error {
		all, err := tx.ResultYears(ctx, group)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return fault.ErrNotFound
		}
		span := dataset.Years{First: all[0].Year, Last: all[len(all)-1].Year}
		ds, err := dataset.LoadMeasure(ctx, tx, group, span, f.Code)
		if err != nil {
			return err
		}
		return room.open(&page, ds, f, seen(actor, group, ds))
	})
	return page, err
}

// open fills the page from the dataset: from the whole one which years there are,
// and everything else from what the actor may see.
func (room *Room) open(page *Indicator, whole *analysis.Dataset, f IndicatorFilter, ds *analysis.Dataset) error {
	m, ok := ds.Measure(f.Code)
	if !ok {
		return fault.ErrNotFound
	}
	page.Dataset, page.Measure = ds, m
	var err error
	if page.Years, err = room.choose(measureYears(whole, m), f.Year); err != nil {
		return err
	}
	if page.Stratum, ok = stratum(m, f.Stratum); !ok {
		return fault.ErrNotFound
	}
	page.Row = ds.Row(m, page.Stratum, page.Years.Chosen)
	page.Timeline = ds.Timeline(m, page.Stratum)
	page.Goal, _ = ds.GoalOf(m, page.Years.Chosen)
	page.Conditions = conditions(ds, m, page.Years.Chosen)
	return nil
}

// conditions are the year's process measures but the measure itself.
func conditions(ds *analysis.Dataset, m *analysis.Measure, year int) []analysis.Row {
	var rows []analysis.Row
	for _, block := range ds.Overview(year) {
		for _, r := range block.Rows {
			if r.Measure.Category == quality.Process && r.Measure.ID != m.ID {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

// measureYears are the years that the measure is collected in.
func measureYears(ds *analysis.Dataset, m *analysis.Measure) []postgres.ResultYear {
	var years []postgres.ResultYear
	for _, s := range ds.Selected {
		if s.IndicatorID != m.ID {
			continue
		}
		y := postgres.ResultYear{Year: s.Year}
		for _, f := range ds.Figures {
			y.HasFigures = y.HasFigures || f.IndicatorID == m.ID && f.Period.LastYear() == s.Year
		}
		years = append(years, y)
	}
	return years
}

// stratum is the measure's part with the code, the first for none.
func stratum(m *analysis.Measure, code string) (quality.Stratum, bool) {
	for _, part := range m.Parts() {
		if code == "" || part.Code == code {
			return part, true
		}
	}
	return quality.Stratum{}, false
}
