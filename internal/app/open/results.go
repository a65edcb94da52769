package open

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// yearsShown is how many years of a measure are shown at most.
const yearsShown = 5

// Results are what everybody may read of a group's results.
type Results struct {
	Group    postgres.PublicGroup
	Settings org.Group
	Dataset  *analysis.Dataset // masked; nil when the group collects nothing
	Measures []PublicMeasure
}

// PublicMeasure is a part of a measure with the years that are settled.
type PublicMeasure struct {
	Goal quality.Goal // zero for one that follows no goal
	// Years are the settled years' results, the latest first, with small numbers hidden.
	Years []analysis.Row
	// Sum is the three years that end with the latest, where they can be shown together.
	Sum *analysis.Row
	// Changed are the years that are not shown since figures of theirs have been changed
	// after an edition of the report that everybody has.
	Changed []int
}

// Latest is the latest year's results.
func (m PublicMeasure) Latest() analysis.Row { return m.Years[0] }

// Results reads what everybody may read of the results; fault.ErrNotFound when they are not
// open. It is never anything but a part of what readers outside the group see:
//
//   - Masking is decided from all that the group has, as it is for them, and then whole tables
//     of a measure's part and year are taken away. A table is never made anew from fewer
//     figures, since what differs between the two would be the figures left out.
//   - A table is taken away until everything in it is approved or final, and unchanged since,
//     and either nothing is waited for or the year is final; so nothing that comes in later can
//     be found by taking yesterday's page from today's.
//   - A table that says something else than a published edition of the same year is taken away
//     until an edition says the same, so that neither can be taken from the other.
func (room *Room) Results(ctx context.Context, asked Asked) (Results, error) {
	var r Results
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		r = Results{}
		if r.Group, err = opened(ctx, tx, asked, org.OpenResults); err != nil {
			return err
		}
		return r.load(ctx, tx)
	})
	return r, err
}

func (r *Results) load(ctx context.Context, tx *postgres.Tx) error {
	years, err := tx.ResultYears(ctx, r.Group.ID)
	if err != nil || len(years) == 0 {
		return err
	}
	whole, err := dataset.Load(ctx, tx, r.Group.ID, years[0].Year, years[len(years)-1].Year)
	if err != nil {
		return err
	}
	documents, err := tx.PublicDocuments(ctx, r.Group.ID)
	if err != nil {
		return err
	}
	var editions []*edition.Document
	for _, content := range documents {
		d, err := edition.Decode(content)
		if err != nil {
			return err
		}
		editions = append(editions, d)
	}
	r.Settings, r.Dataset = whole.Group, whole.Mask()
	r.Measures = published(whole, editions)
	return nil
}

// Measure is Results of one measure, by its code, in all its parts; fault.ErrNotFound when
// there is nothing of it to read.
func (room *Room) Measure(ctx context.Context, asked Asked, code string) (Results, error) {
	r, err := room.Results(ctx, asked)
	if err != nil {
		return r, err
	}
	r.Measures = slices.DeleteFunc(r.Measures, func(m PublicMeasure) bool { return m.Latest().Measure.Code != code })
	if len(r.Measures) == 0 {
		return r, fault.ErrNotFound
	}
	return r, nil
}

// published are the parts of measures that everybody may read, in the group's order of the
// latest year that each is collected in.
func published(whole *analysis.Dataset, editions []*edition.Document) (list []PublicMeasure) {
	masked, sums := whole.Mask(), whole.MaskWithin(whole)
	type part struct {
		measure quality.IndicatorID
		stratum quality.StratumID
	}
	seen := map[part]bool{}
	for year := whole.LastYear; year >= whole.FirstYear; year-- {
		for _, block := range whole.Overview(year) {
			for _, row := range block.Rows {
				p := part{row.Measure.ID, row.Stratum.ID}
				if seen[p] || !row.Measure.Kind.Numeric() || row.Measure.Category == quality.Process {
					continue
				}
				seen[p] = true
				m := PublicMeasure{Goal: block.Goal}
				var settled []int
				for y := year; y >= whole.FirstYear && len(m.Years) < yearsShown; y-- {
					if !settledIn(whole.Row(row.Measure, row.Stratum, y)) {
						continue
					}
					shown := masked.Row(measureOf(masked, row), row.Stratum, y)
					if differs(shown, editions) {
						m.Changed = append(m.Changed, y)
						continue
					}
					m.Years, settled = append(m.Years, shown), append(settled, y)
				}
				if len(m.Years) == 0 {
					continue
				}
				if latest := m.Years[0].Year; slices.Contains(settled, latest-1) && slices.Contains(settled, latest-2) {
					if sum := sums.RowOver(measureOf(sums, row), row.Stratum, analysis.ThreeYearSpan(latest)); sum.Total.Known() {
						m.Sum = &sum
					}
				}
				list = append(list, m)
			}
		}
	}
	return list
}

// measureOf is the row's measure in another dataset of the same group.
func measureOf(ds *analysis.Dataset, row analysis.Row) *analysis.Measure {
	m, _ := ds.Measure(row.Measure.Code)
	return m
}

// settledIn reports whether nothing of the row can be expected to change: every figure is
// final, or all are approved and none is waited for.
func settledIn(row analysis.Row) bool {
	t := row.Total
	if t.Changed || t.State != analysis.Reported {
		return false
	}
	return t.Standing == quality.FinalFigure || t.Standing == quality.ApprovedFigure && t.Entered >= t.Expected
}

// differs reports whether some edition of the row's year, that everybody has, has other
// numbers for the same part of the measure.
func differs(row analysis.Row, editions []*edition.Document) bool {
	for _, d := range editions {
		if d.Year != row.Year {
			continue
		}
		for m := range d.Measures() {
			if quality.IndicatorID(m.ID) == row.Measure.ID && partOf(m.Anchor) == row.Stratum.ID && otherNumbers(row, m.Results) {
				return true
			}
		}
	}
	return false
}

// otherNumbers reports whether the edition's lines say anything else than the row: its units'
// one by one, and its sums by their values, since they have no other name.
func otherNumbers(row analysis.Row, lines []edition.Result) bool {
	sums := []analysis.Cell{row.Total}
	for _, region := range row.Regions {
		sums = append(sums, region.Cell)
	}
	for _, line := range lines {
		same := func(c analysis.Cell) bool {
			return equal(c.Value.Numerator, line.Numerator) && equal(c.Value.Denominator, line.Denominator) && equal(c.Point, line.Point)
		}
		if line.Sum {
			if !slices.ContainsFunc(sums, same) {
				return true
			}
			continue
		}
		n := slices.IndexFunc(row.Units, func(c analysis.Cell) bool { return int64(c.Unit.ID) == line.UnitID })
		if n < 0 || !same(row.Units[n]) {
			return true
		}
	}
	return false
}

func equal(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// partOf is the part of a measure that an edition's anchor ends with; -1 when it names none.
func partOf(anchor string) quality.StratumID {
	id, err := strconv.ParseInt(anchor[strings.LastIndex(anchor, "-")+1:], 10, 64)
	if err != nil {
		return -1
	}
	return quality.StratumID(id)
}
