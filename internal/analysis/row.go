package analysis

import (
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Cell is one result held against its target and against the time before.
type Cell struct {
	Result
	// Unit is whose result it is; zero for a total.
	Unit org.Unit
	// Target is the unit's own, else everybody's; nil when there is none.
	Target *quality.Target
	// Small says that the value tells of so few children that readers outside the
	// group are not shown it; they have no such values.
	Small bool
	// Judgement says what can be said of the result against the target, and
	// why there is nothing to say when there is not.
	Judgement quality.Judgement
	// Distance is how far it is from a target that is a value; nil when it has none.
	Distance *Distance
	// Change is the difference from the span before; nil when the two cannot be
	// compared.
	Change *Change
}

// RegionCell is one region's result.
type RegionCell struct {
	Cell
	ID   org.RegionID
	Name string
}

// Row is one part of a measure over one span of time, for everybody.
type Row struct {
	Measure *Measure
	// Stratum is zero when the measure is not divided, and for all its strata together.
	Stratum quality.Stratum
	Span    Span
	// Year is the span's last.
	Year int
	// Period is the time that the values are about: the span's, or that of what was
	// reported for longer, such as several years.
	Period     quality.Period
	Definition quality.Version // in force at the end of it
	Units      []Cell          // in the order of Dataset.Units
	Regions    []RegionCell    // in the order of the units
	Total      Cell
}

// Includes reports whether the unit has a line among the row's: the measure
// applies to it, and it took part at some time during the row's period.
func (r Row) Includes(u org.Unit) bool {
	return r.Measure.AppliesTo(u) && u.ActiveDuring(r.Period.Start(), r.Period.End())
}

// Row is the results of a measure's part for the year.
func (ds *Dataset) Row(m *Measure, stratum quality.Stratum, year int) Row {
	return ds.RowOver(m, stratum, YearSpan(year))
}

// RowOver is the results of a measure's part over the span.
func (ds *Dataset) RowOver(m *Measure, stratum quality.Stratum, span Span) Row {
	year := span.Year()
	now := ds.spread(m, stratum.ID, span)
	before, known := ds.spreadBefore(m, stratum.ID, span)
	row := Row{Measure: m, Stratum: stratum, Span: span, Year: year, Period: span.Period, Definition: m.VersionOn(span.Period.End())}
	if periods := ds.within(m, stratum.ID, span); len(periods) > 0 {
		last := periods[len(periods)-1]
		row.Definition = m.VersionOn(last.Start())
		if !span.Period.Contains(last) {
			row.Period = last
		}
	}
	j := judge{ds: ds, measure: m, year: year, now: now.units}
	if known {
		j.before = before.units
	}
	for n, u := range ds.Units {
		c := Cell{Result: now.units[n], Unit: u, Target: ds.target(m.ID, year, u.ID)}
		c.Small = ds.tellsOfFew(m, c.Result)
		c.Judgement = j.unit(c)
		c.Distance = distance(c)
		if known {
			c.Change = change(now.units[n], before.units[n])
		}
		row.Units = append(row.Units, c)
	}
	everybodys := ds.target(m.ID, year, 0)
	for n, region := range ds.regions() {
		c := Cell{Result: now.regions[n], Target: everybodys}
		c.Small = ds.tellsOfFew(m, c.Result)
		c.Judgement = j.region(c)
		c.Distance = distance(c)
		if known {
			c.Change = change(now.regions[n], before.regions[n])
		}
		row.Regions = append(row.Regions, RegionCell{Cell: c, ID: region, Name: ds.regionName(region)})
	}
	row.Total = Cell{Result: now.total, Target: everybodys}
	row.Total.Small = ds.tellsOfFew(m, now.total)
	row.Total.Judgement = j.total(row.Total)
	row.Total.Distance = distance(row.Total)
	if known {
		row.Total.Change = change(now.total, before.total)
	}
	ds.respond(&row)
	return row
}

func (ds *Dataset) regionName(id org.RegionID) string {
	for _, u := range ds.Units {
		if u.RegionID == id {
			return u.RegionName
		}
	}
	return ""
}

// Block is a goal with the results of its measures; the process measures have a
// block of their own, with the zero Goal.
type Block struct {
	Goal quality.Goal
	Rows []Row
}

// Overview is everything the group collects in the year, goal by goal in the
// group's order and the process measures last.
func (ds *Dataset) Overview(year int) []Block { return ds.OverviewOf(YearSpan(year)) }

// OverviewOf is everything the group collects in the span's year, with the results
// of the span.
func (ds *Dataset) OverviewOf(span Span) []Block {
	var blocks []Block
	var last *Measure
	for _, s := range ds.selected(span.Year()) {
		if len(blocks) == 0 || blocks[len(blocks)-1].Goal.ID != s.goal {
			blocks, last = append(blocks, Block{Goal: ds.goal(s.goal)}), nil
		}
		block := &blocks[len(blocks)-1]
		if s.measure.Divided() && s.measure != last { // all together before the parts
			block.Rows = append(block.Rows, ds.RowOver(s.measure, quality.Stratum{}, span))
		}
		last = s.measure
		block.Rows = append(block.Rows, ds.RowOver(s.measure, s.part, span))
	}
	return blocks
}

// selectedPart is a part of a measure that is collected in a year, and the goal that
// it follows; zero for none.
type selectedPart struct {
	goal    quality.GoalID
	measure *Measure
	part    quality.Stratum
}

// selected are the parts of all the measures that are collected in the year, in the
// group's order.
func (ds *Dataset) selected(year int) []selectedPart {
	var list []selectedPart
	for _, s := range ds.Selected {
		m := ds.measure(s.IndicatorID)
		if s.Year != year || m == nil {
			continue
		}
		for _, part := range m.Counted() {
			if part.Within(quality.WholeYear(year)) {
				list = append(list, selectedPart{s.GoalID, m, part})
			}
		}
	}
	return list
}

// goal is the goal with the id; the zero Goal for process measures.
func (ds *Dataset) goal(id quality.GoalID) quality.Goal {
	for _, g := range ds.Goals {
		if g.ID == id {
			return g
		}
	}
	return quality.Goal{}
}

// GoalOf is the goal that the measure follows in the year; false when it is a
// process measure, or not collected then.
func (ds *Dataset) GoalOf(m *Measure, year int) (quality.Goal, bool) {
	for _, s := range ds.Selected {
		if s.Year == year && s.IndicatorID == m.ID && s.GoalID != 0 {
			return ds.goal(s.GoalID), true
		}
	}
	return quality.Goal{}, false
}
