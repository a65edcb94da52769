package analysis

import (
	"cmp"
	"slices"

	"samsyn/internal/disclosure"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// MaskWithin is Mask with three-year sums too, those that can be shown beside all
// published years and all other published sums without giving a small number away. A
// year is never hidden for a sum's sake.
//
// The history is the same group's whole dataset, from its first year to at least the
// last of this one: what may be shown is decided from there, so that it is the same on
// every page, whatever years the page is about. There are no sums from before it. Year is decided after year, the earlier
// as they were, so what has been published stays as it is when a year is added.
func (ds *Dataset) MaskWithin(history *Dataset) *Dataset {
	masked := ds.Mask()
	for n := range ds.Measures {
		m := &ds.Measures[n]
		shown := history.sums(m.ID, ds.LastYear)
		for last := max(ds.FirstYear, history.FirstYear) + 2; last <= ds.LastYear; last++ {
			for _, part := range m.Parts() {
				s := ds.spread(m, part.ID, ThreeYearSpan(last))
				h := hidden{units: make([]bool, len(s.units)), regions: make([]bool, len(s.regions))}
				if m.hides() {
					h.total = !shown[sumOf{last, place{stratum: part.ID}}]
					for n, u := range ds.Units {
						h.units[n] = !shown[sumOf{last, place{stratum: part.ID, unit: u.ID}}]
					}
					for n, region := range ds.regions() {
						h.regions[n] = !shown[sumOf{last, place{stratum: part.ID, region: region}}]
					}
				}
				masked.published[publishedKey{partKey{m.ID, part.ID}, ThreeYearSpan(last)}] = s.without(h)
			}
		}
	}
	return masked
}

// sumOf names a result of the three years that end with one.
type sumOf struct {
	last int
	place
}

// sums are the three-year sums that can be shown of a measure, up to a year.
func (ds *Dataset) sums(id quality.IndicatorID, last int) map[sumOf]bool {
	m := ds.measure(id)
	if m == nil || !m.hides() {
		return nil
	}
	c := course{ds: ds, measure: m, cells: map[cellOfYear]int{}, shown: map[sumOf]bool{},
		sheet: disclosure.Sheet{Kind: disclosureKind(m.Kind)}}
	for year := ds.FirstYear; year <= last; year++ {
		c.addYear(year)
		if year >= ds.FirstYear+2 {
			c.addSums(year)
		}
	}
	return c.shown
}

// course is a measure over the years, as package disclosure sees it: a cell for each
// unit, stratum and year, and everything that is published as sums of them.
type course struct {
	ds      *Dataset
	measure *Measure
	sheet   disclosure.Sheet
	cells   map[cellOfYear]int // the places of the cells that have a figure
	shown   map[sumOf]bool
}

// cellOfYear is one unit's stratum in one year.
type cellOfYear struct {
	stratum quality.StratumID
	unit    org.UnitID
	year    int
}

// addYear adds a year's table as it is published.
func (c *course) addYear(year int) {
	t := c.ds.table(c.measure, YearSpan(year))
	if len(t.names) == 0 {
		return
	}
	t.protect(c.ds.rule())
	before := len(c.sheet.Cells)
	for n, name := range t.names {
		c.cells[cellOfYear{name.stratum, name.unit, year}] = before + n
		c.sheet.Cells = append(c.sheet.Cells, t.sheet.Cells[n])
	}
	for _, total := range t.sheet.Totals {
		if len(total.Cells) == 0 {
			continue
		}
		moved := disclosure.Total{Hidden: total.Hidden}
		for _, cell := range total.Cells {
			moved.Cells = append(moved.Cells, before+cell)
		}
		c.sheet.Totals = append(c.sheet.Totals, moved)
	}
}

// strata are those that a part of the measure is made of.
func (c *course) strata(part quality.StratumID) []quality.Stratum {
	if c.measure.together(part) {
		return c.measure.Strata
	}
	return []quality.Stratum{{ID: part}}
}

// of are the cells of a region's units in the years; of all units' for no region.
func (c *course) of(part quality.StratumID, region org.RegionID, first, last int) []int {
	var cells []int
	for _, u := range c.ds.Units {
		if region == 0 || u.RegionID == region {
			cells = append(cells, c.unit(part, u.ID, first, last)...)
		}
	}
	return cells
}

// unit are the cells of the unit's part in the years.
func (c *course) unit(part quality.StratumID, unit org.UnitID, first, last int) []int {
	var cells []int
	for _, s := range c.strata(part) {
		for year := first; year <= last; year++ {
			if place, ok := c.cells[cellOfYear{s.ID, unit, year}]; ok {
				cells = append(cells, place)
			}
		}
	}
	return cells
}

// addSums adds the sums of the three years that end with one, and shows those that can
// be: all units together before any, all strata together first, then those that tell
// most that the years do not, the largest of them first.
func (c *course) addSums(last int) {
	names := map[int]sumOf{} // by their places
	var totals, others []int
	add := func(to *[]int, name place, r Result, cells []int) {
		if r.State != Reported || !addsUp(c.sheet, r, cells) {
			return // not made of what is published of the years: it stays hidden
		}
		at := disclosure.TotalAt(len(c.sheet.Totals))
		c.sheet.Totals = append(c.sheet.Totals, disclosure.Total{Cells: cells, Hidden: true})
		names[at], *to = sumOf{last, name}, append(*to, at)
	}
	for _, part := range c.measure.Parts() {
		s, each := c.ds.spread(c.measure, part.ID, ThreeYearSpan(last)), c.each(part.ID)
		members := make([][]int, len(s.units))
		var everybody []int
		for n, r := range s.units {
			if r.State == Reported {
				members[n] = c.counted(place{stratum: part.ID, unit: c.ds.Units[n].ID}, r, last)
				everybody = append(everybody, members[n]...)
			}
			if !each {
				continue
			}
			add(&others, place{stratum: part.ID, unit: c.ds.Units[n].ID}, r, members[n])
		}
		for n, region := range c.ds.regions() {
			var cells []int
			for u, unit := range c.ds.Units {
				if unit.RegionID == region {
					cells = append(cells, members[u]...)
				}
			}
			if !each {
				continue
			}
			add(&others, place{stratum: part.ID, region: region}, s.regions[n], cells)
		}
		add(&totals, place{stratum: part.ID}, s.total, everybody)
	}
	slices.SortStableFunc(others, func(a, b int) int {
		return cmp.Or(cmp.Compare(c.untold(b), c.untold(a)), cmp.Compare(size(c.sheet.At(b)), size(c.sheet.At(a))))
	})
	places := append(totals, others...)
	c.show(places, last)
	for _, at := range places {
		c.shown[names[at]] = !c.sheet.Totals[disclosure.TotalCell-at].Hidden
	}
}

// show shows the sums that can be. Nor may they give away a small number of two years
// together: with a third year of none it would be that of a sum to come.
func (c *course) show(places []int, last int) {
	published := len(c.sheet.Totals)
	guard := func(cells []int) {
		c.sheet.Totals = append(c.sheet.Totals, disclosure.Total{Cells: cells, Hidden: true})
	}
	for _, part := range c.measure.Parts() {
		guard(c.of(part.ID, 0, last-1, last))
		if !c.each(part.ID) {
			continue
		}
		for _, u := range c.ds.Units {
			guard(c.unit(part.ID, u.ID, last-1, last))
		}
		for _, region := range c.ds.regions() {
			guard(c.of(part.ID, region, last-1, last))
		}
	}
	c.sheet = c.sheet.Show(c.ds.rule(), places)
	c.sheet.Totals = c.sheet.Totals[:published]
}

// mostCells is how many cells a divided measure may have for sums of years to be shown of
// units: with more, it takes too long to see that they give nothing away.
const mostCells = 240

// each reports whether sums of years are shown of units and regions: of a divided measure
// only for all its strata together. A stratum has few children in a unit, and it has
// sums of years for all units.
func (c *course) each(part quality.StratumID) bool {
	return !c.measure.Divided() || part == 0 && len(c.cells) <= mostCells
}

// counted are the cells of a unit that the sum of three years is made of: those from
// the year on that a definition that cannot be compared leaves. None when they do not
// add up to it.
func (c *course) counted(of place, r Result, last int) []int {
	for first := last - 2; first <= last; first++ {
		if cells := c.unit(of.stratum, of.unit, first, last); addsUp(c.sheet, r, cells) {
			return cells
		}
	}
	return nil
}

// untold is how many of a sum's cells are hidden.
func (c *course) untold(place int) (n int) {
	for _, cell := range c.sheet.Totals[disclosure.TotalCell-place].Cells {
		if c.sheet.Cells[cell].Hidden {
			n++
		}
	}
	return n
}

// size is how many children a cell is about.
func size(c disclosure.Cell) int64 { return max(c.Numerator, c.Denominator) }
