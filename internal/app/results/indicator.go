package results

import (
	"context"
	"slices"

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
	Stratum string // the stratum's code, "" for all together
	// Span is the time that units are compared over; the zero Span is the year. When it
	// is given, Year is not read.
	Span analysis.Span
}

// Indicator is one measure in depth: a span of time between the units, and all years.
type Indicator struct {
	Years Years // the years that the measure is collected in
	// Span is the time that Row is about, and Spans what can be chosen.
	Span     analysis.Span
	Spans    []analysis.Span
	Dataset  *analysis.Dataset
	Measure  *analysis.Measure
	Stratum  quality.Stratum // zero when the measure is not divided
	Row      analysis.Row
	Timeline analysis.Timeline
	// Goal is the one the measure follows in the span's year; zero for process measures.
	Goal quality.Goal
	// Conditions are that year's process measures, for all units.
	Conditions []analysis.Row
	// Askable are whom the actor's own units could ask how they became better.
	Askable []Askable
	// Programmes are the teams and introductions that follow it, for those who see what is
	// done in the group.
	Programmes []postgres.ProgrammeRow
}

// Indicator reads one measure. fault.ErrNotFound for a code, a stratum, a year or a
// span that there is nothing of.
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
		whole, err := dataset.LoadMeasure(ctx, tx, group, dataset.Years{First: all[0].Year, Last: all[len(all)-1].Year}, f.Code)
		if err != nil {
			return err
		}
		if page.Dataset, err = dataset.Seen(ctx, tx, actor, whole, f.Span); err != nil {
			return err
		}
		groups, err := room.choose(all, 0)
		if err != nil {
			return err
		}
		page.Spans = spans(groups, whole.Group.CollectionMonths, room.now(), page.Dataset.Masked)
		if err := room.open(&page, whole, f); err != nil {
			return err
		}
		if actor.May(org.ViewWork, group, 0) {
			if page.Programmes, err = tx.MeasureProgrammes(ctx, group, page.Measure.ID); err != nil {
				return err
			}
		}
		page.Askable, err = room.askable(ctx, tx, page.Dataset, question{unitsOf(actor, group), []analysis.Row{page.Row}})
		return err
	})
	return page, err
}

// open fills the page, which has its dataset and the spans that the group has: from the
// whole dataset which years there are of the measure, and everything else from the
// page's own, which is what the actor may see.
func (room *Room) open(page *Indicator, whole *analysis.Dataset, f IndicatorFilter) error {
	ds := page.Dataset
	m, ok := ds.Measure(f.Code)
	if !ok {
		return fault.ErrNotFound
	}
	page.Measure = m
	var err error
	wanted := f.Year
	if f.Span != (analysis.Span{}) {
		wanted = f.Span.Year()
	}
	if page.Years, err = room.choose(measureYears(whole, m), wanted); err != nil {
		return err
	}
	if page.Span = f.Span; f.Span == (analysis.Span{}) {
		page.Span = analysis.YearSpan(page.Years.Chosen)
	}
	page.Spans = slices.DeleteFunc(page.Spans, func(s analysis.Span) bool { return !slices.Contains(page.Years.All, s.Year()) })
	if f.Span != (analysis.Span{}) && !slices.Contains(page.Spans, page.Span) {
		return fault.ErrNotFound
	}
	if page.Stratum, ok = stratum(m, f.Stratum); !ok {
		return fault.ErrNotFound
	}
	page.Row = ds.RowOver(m, page.Stratum, page.Span)
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

// stratum is the measure's part with the code; for none all its strata together.
func stratum(m *analysis.Measure, code string) (quality.Stratum, bool) {
	for _, part := range m.Parts() {
		if code == "" || part.Code == code {
			return part, true
		}
	}
	return quality.Stratum{}, false
}
