package analysis

import "samsyn/internal/quality"

// Latest is the last period of the year that anybody has handed in a figure for; false
// when nobody has. It holds nobody's number, and is known of a masked dataset too.
func (ds *Dataset) Latest(m *Measure, stratum quality.Stratum, year int) (quality.Period, bool) {
	p, ok := ds.indexed().latest[cellKey{m.ID, stratum.ID, year}]
	return p, ok
}

// note keeps the figure's period when it is the last of its year.
func (x *index) note(f Figure) {
	for _, stratum := range []quality.StratumID{f.StratumID, 0} { // and of all strata together
		key := cellKey{f.IndicatorID, stratum, f.Period.LastYear()}
		if last, known := x.latest[key]; !known || f.Period.End().After(last.End()) {
			x.latest[key] = f.Period
		}
	}
}
