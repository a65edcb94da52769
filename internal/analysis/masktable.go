package analysis

import (
	"cmp"
	"slices"

	"samsyn/internal/disclosure"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// place names one result of a table: a unit's, a region's, or with neither that of all.
// The zero stratum is the whole measure, or all its strata together.
type place struct {
	stratum quality.StratumID
	unit    org.UnitID
	region  org.RegionID
}

// table is all results of a measure over one span as package disclosure sees them: a
// cell for each unit's stratum, and everything else as sums of cells, in the order that
// they were added in. What cannot be told as a sum of cells is not in it and is never
// shown.
type table struct {
	ds      *Dataset
	measure *Measure
	sheet   disclosure.Sheet
	at      map[place]int // a cell's index, or TotalAt of a sum's
	names   []place       // of the cells
	sums    []place       // of the totals
}

// table puts the measure's results over the span side by side. Of the regions is shown
// only what can be, when the rest is settled.
func (ds *Dataset) table(m *Measure, span Span) *table {
	t := &table{ds: ds, measure: m, at: map[place]int{}, sheet: disclosure.Sheet{Kind: disclosureKind(m.Kind)}}
	spreads := map[quality.StratumID]spread{}
	for _, part := range m.Parts() {
		spreads[part.ID] = ds.spread(m, part.ID, span)
	}
	for _, part := range m.Counted() {
		for n, r := range spreads[part.ID].units {
			if r.State == Reported {
				t.addCell(place{stratum: part.ID, unit: ds.Units[n].ID}, r)
			}
		}
	}
	for _, part := range m.Counted() {
		t.addAll(part.ID, spreads[part.ID])
	}
	if m.Divided() {
		for n, r := range spreads[0].units {
			t.addSum(place{unit: ds.Units[n].ID}, r, t.cellsOf(0, ds.Units[n].ID), r.State != Reported)
		}
		t.addAll(0, spreads[0])
	}
	for _, part := range m.Parts() {
		for n, region := range ds.regions() {
			t.addSum(place{stratum: part.ID, region: region}, spreads[part.ID].regions[n], t.cellsIn(part.ID, region, spreads[0]), true)
		}
	}
	return t
}

func (t *table) addCell(name place, r Result) {
	t.at[name] = len(t.sheet.Cells)
	t.sheet.Cells, t.names = append(t.sheet.Cells, cellOf(r)), append(t.names, name)
}

// addAll adds the sum of all units.
func (t *table) addAll(stratum quality.StratumID, s spread) {
	var cells []int
	for n, u := range t.ds.Units {
		if s.units[n].State == Reported {
			cells = append(cells, t.cellsOf(stratum, u.ID)...)
		}
	}
	t.addSum(place{stratum: stratum}, s.total, cells, s.total.State != Reported)
}

// cellsOf are the cells of a unit's stratum, or of all its strata.
func (t *table) cellsOf(stratum quality.StratumID, unit org.UnitID) []int {
	parts := []quality.Stratum{{ID: stratum}}
	if t.measure.together(stratum) {
		parts = t.measure.Strata
	}
	var cells []int
	for _, part := range parts {
		if cell, known := t.at[place{stratum: part.ID, unit: unit}]; known {
			cells = append(cells, cell)
		}
	}
	return cells
}

// cellsIn are the cells that a region's sum is made of; of all strata together only
// those of units that have such a result, which whole holds.
func (t *table) cellsIn(stratum quality.StratumID, region org.RegionID, whole spread) []int {
	var cells []int
	for n, u := range t.ds.Units {
		if u.RegionID != region || t.measure.together(stratum) && whole.units[n].State != Reported {
			continue
		}
		cells = append(cells, t.cellsOf(stratum, u.ID)...)
	}
	return cells
}

// addSum adds a result that is the sum of the cells. One that is something else is left
// out: it could not be protected.
func (t *table) addSum(name place, r Result, cells []int, hidden bool) {
	if r.State == Reported && !addsUp(t.sheet, r, cells) {
		return
	}
	t.at[name] = disclosure.TotalAt(len(t.sheet.Totals))
	t.sheet.Totals, t.sums = append(t.sheet.Totals, disclosure.Total{Cells: cells, Hidden: hidden}), append(t.sums, name)
}

// protect hides the table's small numbers and what would give them away, and then shows
// the regions that can be.
func (t *table) protect(rule disclosure.Rule) {
	if t.measure.Divided() && t.protectWhole(rule) {
		return
	}
	var regions []int
	for _, name := range t.sums {
		if name.region != 0 {
			regions = append(regions, t.at[name])
		}
	}
	t.sheet = t.sheet.Protect(rule).Show(rule, regions)
}

// protectWhole protects all strata together as if the measure were not divided, so that to
// divide it hides nothing that was shown, and then shows what can be of the strata. False,
// and nothing done, when the strata cannot be hidden so.
func (t *table) protectWhole(rule disclosure.Rule) bool {
	whole := disclosure.Sheet{Kind: t.sheet.Kind}
	var units []int // the places of its cells among the table's sums
	for n, name := range t.sums {
		if name.unit != 0 && !t.sheet.Totals[n].Hidden {
			whole.Cells, units = append(whole.Cells, t.sheet.At(t.at[name])), append(units, n)
		}
	}
	total := slices.Index(t.sums, place{})
	if total < 0 || len(units) == 0 || t.sheet.Totals[total].Hidden {
		return false
	}
	whole.Totals = []disclosure.Total{{Cells: all(len(units))}}
	whole = whole.Protect(rule)

	s := disclosure.Sheet{Kind: t.sheet.Kind, Cells: slices.Clone(t.sheet.Cells), Totals: slices.Clone(t.sheet.Totals)}
	var regions, parts, cells, others []int
	for n, name := range t.sums {
		s.Totals[n].Hidden = true
		switch at := t.at[name]; {
		case name.region != 0 && name.stratum == 0:
			regions = append(regions, at)
		case name.region != 0:
			others = append(others, at)
		case name.stratum != 0:
			parts = append(parts, at)
		}
	}
	for cell, n := range units {
		s.Totals[n].Hidden = whole.Cells[cell].Hidden
	}
	s.Totals[total].Hidden = whole.Totals[0].Hidden
	for cell := range s.Cells {
		s.Cells[cell].Hidden, cells = true, append(cells, cell)
	}
	slices.SortStableFunc(cells, func(a, b int) int { return cmp.Compare(size(s.Cells[b]), size(s.Cells[a])) })
	s = s.Show(rule, slices.Concat(regions, parts, cells, others))
	if len(s.Audit(rule)) > 0 {
		return false
	}
	t.sheet = s
	return true
}

// hides reports whether a reported result is not shown.
func (t *table) hides(name place) bool {
	at, known := t.at[name]
	if !known {
		return true
	}
	return t.sheet.At(at).Hidden
}

// hidden is what is not shown of the stratum's spread.
func (t *table) hidden(stratum quality.StratumID) hidden {
	h := hidden{total: t.hides(place{stratum: stratum})}
	for _, u := range t.ds.Units {
		h.units = append(h.units, t.hides(place{stratum: stratum, unit: u.ID}))
	}
	for _, region := range t.ds.regions() {
		h.regions = append(h.regions, t.hides(place{stratum: stratum, region: region}))
	}
	return h
}

// publish puts the measure's results over the span among the published, without small
// numbers and what would give them away.
func (ds *Dataset) publish(m *Measure, span Span, published map[publishedKey]spread) {
	var t *table
	if m.hides() {
		t = ds.table(m, span)
		t.protect(ds.rule())
	}
	for _, part := range m.Parts() {
		s := ds.spread(m, part.ID, span)
		if t == nil {
			s = s.without(hidden{units: make([]bool, len(s.units)), regions: make([]bool, len(s.regions))})
		} else {
			s = s.without(t.hidden(part.ID))
		}
		published[publishedKey{partKey{m.ID, part.ID}, span}] = s
	}
}

// addsUp reports whether a sum is what the cells are together. The exposure that a
// rate is counted by hides nobody.
func addsUp(sheet disclosure.Sheet, sum Result, cells []int) bool {
	wanted := cellOf(sum)
	var together disclosure.Cell
	for _, cell := range cells {
		together.Numerator += sheet.Cells[cell].Numerator
		together.Denominator += sheet.Cells[cell].Denominator
	}
	return len(cells) > 0 && wanted.Numerator == together.Numerator &&
		(sum.Kind == quality.Rate || wanted.Denominator == together.Denominator)
}

// all are the places of n cells.
func all(n int) []int {
	places := make([]int, n)
	for i := range places {
		places[i] = i
	}
	return places
}
