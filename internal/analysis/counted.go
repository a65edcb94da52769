package analysis

import (
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// counted is what units are compared by: cases among children, or events over
// exposure, unit by unit.
type counted struct {
	kind quality.Kind
	per  float64 // the exposure that a rate is shown per
	// units are in the order of the cells; zero for one without a value.
	units []count
	// unseen is what the total holds beyond the units that are shown: all the
	// hidden ones' together, which whoever sees the total and the others can work
	// out. Zero when hidden is.
	unseen count
	hidden int
}

// count is cases and children, or events and exposure.
type count struct{ of, among float64 }

// count gathers what the cells' values were made of. False unless the kind is a
// proportion or a rate, and the total is shown.
func (r Row) counted(cells []Cell, total Cell) (counted, bool) {
	kind := r.Measure.Kind
	if kind != quality.Proportion && kind != quality.Rate || !total.Known() {
		return counted{}, false
	}
	all := counted{kind: kind, per: per(r.Definition), units: make([]count, len(cells)),
		hidden: number(cells, concealed), unseen: count{*total.Value.Numerator, *total.Value.Denominator}}
	for n, c := range cells {
		if c.Known() {
			all.units[n] = count{*c.Value.Numerator, *c.Value.Denominator}
			all.unseen.of -= all.units[n].of
			all.unseen.among -= all.units[n].among
		}
	}
	if all.hidden == 0 {
		all.unseen = count{} // and not what rounding leaves of it
	}
	return all, true
}

// groups are the cells' means as package stats takes them; empty for a unit
// without measurements. hidden is how many are hidden, so that no total can be
// made of the others.
func groups(cells []Cell) (list []stats.Group, hidden int) {
	list = make([]stats.Group, len(cells))
	for n, c := range cells {
		if c.Known() {
			list[n], _ = groupOf(c.Value)
		}
	}
	return list, number(cells, concealed)
}

// scale turns package stats' numbers into the unit shown.
func (c counted) scale() float64 {
	if c.kind == quality.Proportion {
		return 100
	}
	return 1
}

// proportions are the units', and the unseen last.
func (c counted) proportions() []stats.Proportion {
	var list []stats.Proportion
	for _, u := range c.with() {
		list = append(list, u.proportion())
	}
	return list
}

// rates are the units', and the unseen last.
func (c counted) rates() []stats.Rate {
	var list []stats.Rate
	for _, u := range c.with() {
		list = append(list, u.rate(c.per))
	}
	return list
}

// with is the units and the unseen after them.
func (c counted) with() []count { return append(append([]count{}, c.units...), c.unseen) }

func (u count) proportion() stats.Proportion {
	return stats.Proportion{Numerator: u.of, Denominator: u.among}
}

func (u count) rate(per float64) stats.Rate {
	return stats.Rate{Count: u.of, Exposure: u.among, Multiplier: per}
}

// others is everybody's together without the unit at n.
func (c counted) others(n int) count {
	var rest count
	for m, u := range c.with() {
		if m != n {
			rest.of, rest.among = rest.of+u.of, rest.among+u.among
		}
	}
	return rest
}
