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
		for _, part := range m.Parts() {
			shown := history.sums(m.ID, part.ID, ds.LastYear)
			for last := max(ds.FirstYear, history.FirstYear) + 2; last <= ds.LastYear; last++ {
				span := ThreeYearSpan(last)
				s := ds.spread(m, part.ID, span)
				h := hidden{units: make([]bool, len(s.units)), regions: make([]bool, len(s.regions))}
				if m.hides() {
					h.total = !shown[sumOf{last, 0, 0}]
					for n, u := range ds.Units {
						h.units[n] = !shown[sumOf{last, u.ID, 0}]
					}
					for n, region := range ds.regions() {
						h.regions[n] = !shown[sumOf{last, 0, region}]
					}
				}
				masked.published[publishedKey{partKey{m.ID, part.ID}, span}] = s.without(h)
			}
		}
	}
	return masked
}

// sumOf names the three years that end with one, of a unit, of a region, or of all.
type sumOf struct {
	last   int
	unit   org.UnitID
	region org.RegionID
}

// sums are the three-year sums that can be shown of a measure's part, up to a year.
func (ds *Dataset) sums(id quality.IndicatorID, stratum quality.StratumID, last int) map[sumOf]bool {
	m := ds.measure(id)
	if m == nil || !m.hides() {
		return nil
	}
	c := course{ds: ds, measure: m, stratum: stratum, cells: map[unitYear]int{}, shown: map[sumOf]bool{},
		sheet: disclosure.Sheet{Kind: disclosureKind(m.Kind)}}
	for year := ds.FirstYear; year <= last; year++ {
		c.addYear(year)
		if year >= ds.FirstYear+2 {
			c.addSums(year)
		}
	}
	return c.shown
}

// course is a measure's part over the years, as package disclosure sees it: a cell for
// each unit and year, and everything that is published as sums of them.
type course struct {
	ds      *Dataset
	measure *Measure
	stratum quality.StratumID
	sheet   disclosure.Sheet
	cells   map[unitYear]int // the places of the cells that have a figure
	shown   map[sumOf]bool
}

// unitYear is one unit's year, by the unit's place in Dataset.Units.
type unitYear struct{ unit, year int }

// addYear adds a year's table as it is published.
func (c *course) addYear(year int) {
	s := c.ds.spread(c.measure, c.stratum, YearSpan(year))
	h := c.ds.small(c.measure, s)
	var cells []int
	for n, r := range s.units {
		if r.State == Reported {
			place := len(c.sheet.Cells)
			c.cells[unitYear{n, year}], cells = place, append(cells, place)
			cell := cellOf(r)
			cell.Hidden = h.units[n]
			c.sheet.Cells = append(c.sheet.Cells, cell)
		}
	}
	if len(cells) == 0 {
		return
	}
	c.sheet.Totals = append(c.sheet.Totals, disclosure.Total{Cells: cells, Hidden: h.total})
	for n, region := range c.ds.regions() {
		if own := c.of(region, year, year); len(own) > 0 {
			c.sheet.Totals = append(c.sheet.Totals, disclosure.Total{Cells: own, Hidden: h.regions[n]})
		}
	}
}

// of are the cells of a region's units in the years.
func (c *course) of(region org.RegionID, first, last int) []int {
	var cells []int
	for n, u := range c.ds.Units {
		if u.RegionID == region {
			cells = append(cells, c.unit(n, first, last)...)
		}
	}
	return cells
}

// unit are the cells of the unit in the years.
func (c *course) unit(n, first, last int) []int {
	var cells []int
	for year := first; year <= last; year++ {
		if place, ok := c.cells[unitYear{n, year}]; ok {
			cells = append(cells, place)
		}
	}
	return cells
}

// addSums adds the sums of the three years that end with one, and shows those that can
// be: all units together before any, then those that tell most that the years do not,
// the largest of them first.
func (c *course) addSums(last int) {
	s := c.ds.spread(c.measure, c.stratum, ThreeYearSpan(last))
	names := map[int]sumOf{} // by their places
	var places []int
	add := func(name sumOf, r Result, cells []int) {
		if r.State != Reported || !c.addsUp(r, cells) {
			return // not made of what is published of the years: it stays hidden
		}
		place := disclosure.TotalAt(len(c.sheet.Totals))
		c.sheet.Totals = append(c.sheet.Totals, disclosure.Total{Cells: cells, Hidden: true})
		names[place], places = name, append(places, place)
	}
	members := make([][]int, len(s.units))
	var everybody []int
	for n, r := range s.units {
		if r.State == Reported {
			members[n] = c.counted(n, r, last)
			everybody = append(everybody, members[n]...)
		}
		add(sumOf{last, c.ds.Units[n].ID, 0}, r, members[n])
	}
	for n, region := range c.ds.regions() {
		var cells []int
		for u, unit := range c.ds.Units {
			if unit.RegionID == region {
				cells = append(cells, members[u]...)
			}
		}
		add(sumOf{last, 0, region}, s.regions[n], cells)
	}
	slices.SortStableFunc(places, func(a, b int) int {
		return cmp.Or(cmp.Compare(c.untold(b), c.untold(a)), cmp.Compare(size(c.sheet.At(b)), size(c.sheet.At(a))))
	})
	all := len(places)
	add(sumOf{last, 0, 0}, s.total, everybody)
	places = append(places[all:], places[:all]...)
	c.show(places, last)
	for _, place := range places {
		c.shown[names[place]] = !c.sheet.Totals[disclosure.TotalCell-place].Hidden
	}
}

// show shows the sums that can be. Nor may they give away a small number of two years
// together: with a third year of none it would be that of a sum to come.
func (c *course) show(places []int, last int) {
	published := len(c.sheet.Totals)
	guard := func(cells []int) {
		c.sheet.Totals = append(c.sheet.Totals, disclosure.Total{Cells: cells, Hidden: true})
	}
	var everybody []int
	for n := range c.ds.Units {
		guard(c.unit(n, last-1, last))
		everybody = append(everybody, c.unit(n, last-1, last)...)
	}
	guard(everybody)
	for _, region := range c.ds.regions() {
		guard(c.of(region, last-1, last))
	}
	c.sheet = c.sheet.Show(c.ds.rule(), places)
	c.sheet.Totals = c.sheet.Totals[:published]
}

// counted are the cells of a unit that the sum of three years is made of: those from
// the year on that a definition that cannot be compared leaves. None when they do not
// add up to it.
func (c *course) counted(unit int, r Result, last int) []int {
	for first := last - 2; first <= last; first++ {
		if cells := c.unit(unit, first, last); c.addsUp(r, cells) {
			return cells
		}
	}
	return nil
}

// addsUp reports whether a sum is what the cells are together. The exposure that a
// rate is counted by hides nobody.
func (c *course) addsUp(r Result, cells []int) bool {
	wanted := cellOf(r)
	var together disclosure.Cell
	for _, place := range cells {
		together.Numerator += c.sheet.Cells[place].Numerator
		together.Denominator += c.sheet.Cells[place].Denominator
	}
	return len(cells) > 0 && wanted.Numerator == together.Numerator &&
		(r.Kind == quality.Rate || wanted.Denominator == together.Denominator)
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
