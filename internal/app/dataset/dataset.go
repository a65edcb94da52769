// Package dataset reads what package analysis makes results of, in the
// transaction it is given, so that everything on a page or in a report comes
// from one snapshot. Any room may use it. It must not know who is asking: the
// room checks permissions, and masks the dataset for readers outside the group.
package dataset

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// longest is how many years before a year a period that belongs to it may start.
const longest = 4

// Years is the span to read: the calendar years that periods end in.
type Years struct{ First, Last int }

// Load reads the results of everything the group collects in the years. The
// number of queries does not depend on how many units or indicators there are.
func Load(ctx context.Context, tx *postgres.Tx, group org.GroupID, firstYear, lastYear int) (*analysis.Dataset, error) {
	return load(ctx, tx, group, Years{firstYear, lastYear}, func(quality.Indicator) bool { return true })
}

// LoadMeasure is Load for one measure, by its code, with the process measures beside
// it, the conditions that the sites' results are read against: for long time lines,
// with what is decided about them and what is written on them.
func LoadMeasure(ctx context.Context, tx *postgres.Tx, group org.GroupID, years Years, code string) (*analysis.Dataset, error) {
	ds, err := load(ctx, tx, group, years, func(i quality.Indicator) bool { return i.Code == code || i.Category == quality.Process })
	if err != nil {
		return nil, err
	}
	m, ok := ds.Measure(code)
	if !ok {
		return ds, nil
	}
	return ds, readLines(ctx, tx, ds, []quality.IndicatorID{m.ID})
}

func load(ctx context.Context, tx *postgres.Tx, group org.GroupID, years Years, wanted func(quality.Indicator) bool) (*analysis.Dataset, error) {
	ds, err := loadPlan(ctx, tx, group, years, wanted)
	if err != nil {
		return nil, err
	}
	if err := readFigures(ctx, tx, ds); err != nil {
		return nil, err
	}
	ds.Index()
	return ds, nil
}

// readPlan reads what the group has set out to do in the years.
func readPlan(ctx context.Context, tx *postgres.Tx, ds *analysis.Dataset) error {
	selected, err := tx.SelectedIndicators(ctx, ds.Group.ID, ds.FirstYear, ds.LastYear)
	if err != nil {
		return err
	}
	for _, s := range selected {
		ds.Selected = append(ds.Selected, analysis.Selection(s))
	}
	if ds.Goals, err = tx.Goals(ctx, ds.Group.ID, ds.FirstYear, ds.LastYear); err != nil {
		return err
	}
	if ds.Promises, err = tx.Promises(ctx, ds.Group.ID); err != nil {
		return err
	}
	ds.Targets, err = tx.Targets(ctx, ds.Group.ID, ds.FirstYear, ds.LastYear)
	return err
}

// readMeasures reads the indicators collected in any of the years, those wanted.
func readMeasures(ctx context.Context, tx *postgres.Tx, ds *analysis.Dataset, wanted func(quality.Indicator) bool) error {
	library, err := tx.Indicators(ctx, ds.Group.ID, yearEnd(ds.LastYear))
	if err != nil {
		return err
	}
	versions, err := tx.GroupVersions(ctx, ds.Group.ID)
	if err != nil {
		return err
	}
	references, err := tx.References(ctx, ds.Group.ID)
	if err != nil {
		return err
	}
	promises, err := tx.IndicatorPromises(ctx, ds.Group.ID)
	if err != nil {
		return err
	}
	for _, i := range library {
		collected := slices.ContainsFunc(ds.Selected, func(s analysis.Selection) bool { return s.IndicatorID == i.ID })
		if !collected || !wanted(i) && i.ID != ds.Survey.IndicatorID {
			continue
		}
		m := analysis.Measure{Indicator: i, Versions: versions[i.ID]}
		for _, r := range references {
			if r.IndicatorID == i.ID {
				m.References = append(m.References, analysis.Reference{
					ValueText: r.ValueText, Population: r.Population, YearText: r.YearText, Source: r.Source})
			}
		}
		for _, p := range promises {
			if p.IndicatorID == i.ID {
				m.Promises = append(m.Promises, p.PromiseID)
			}
		}
		ds.Measures = append(ds.Measures, m)
	}
	return nil
}

// readFigures reads the figures that may appear in results and the words for
// those that are missing.
func readFigures(ctx context.Context, tx *postgres.Tx, ds *analysis.Dataset) error {
	shown, err := tx.ResultFigures(ctx, ds.Group.ID, measureIDs(ds), postgres.Years{First: ds.FirstYear, Last: ds.LastYear})
	if err != nil {
		return err
	}
	ds.Figures = make([]analysis.Figure, len(shown))
	for n, f := range shown {
		figure := quality.Figure{UnitID: f.UnitID, IndicatorID: f.IndicatorID, Kind: f.Kind, StratumID: f.StratumID, Period: f.Period,
			State: f.State, Value: f.Value, MissingReasonID: f.MissingReasonID, Comment: f.Comment, Review: quality.Review{State: f.Review}}
		ds.Figures[n] = analysis.Figure{Figure: figure, Standing: figure.Standing(f.SubmissionState), Changed: f.Changed}
	}
	reasons, err := tx.MissingReasons(ctx, ds.Group.ID)
	if err != nil {
		return err
	}
	ds.Reasons = map[quality.ReasonID]string{}
	for _, r := range reasons {
		ds.Reasons[r.ID] = r.Text
	}
	return nil
}

func yearStart(year int) time.Time { return time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC) }

func yearEnd(year int) time.Time { return time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC) }
