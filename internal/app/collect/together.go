package collect

import (
	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

// Together is all the strata of a divided measure as they stand in a form.
type Together struct {
	Row // of the last stratum
	// Filled are those of the Parts that have a value, or that do not apply to the unit.
	Parts, Filled int
	// Value is those strata that have a value, together.
	Value quality.Value
	// Known is false while none has.
	Known bool
}

// Together adds up the strata of each divided measure and period in the form, in its order:
// whoever fills them in can hold the sum against what is known of all the children.
func (f Form) Together() []Together {
	var list []Together
	for n, row := range f.Rows {
		if row.Stratum.ID == 0 || !row.Indicator.Kind.Numeric() {
			continue
		}
		if n > 0 && f.Rows[n-1].sameMeasure(row) {
			list[len(list)-1].Row = row
		} else {
			list = append(list, Together{Row: row})
		}
		list[len(list)-1].Parts++
		if s := row.Says().State; s == quality.Reported || s == quality.NotApplicable {
			list[len(list)-1].Filled++
		}
	}
	for n := range list {
		var figures []analysis.Figure
		for _, row := range f.Rows {
			if row.sameMeasure(list[n].Row) {
				figures = append(figures, analysis.Figure{Figure: row.Says()})
			}
		}
		list[n].Value, list[n].Known = analysis.Pool(list[n].Indicator.Kind, figures)
	}
	return list
}

// sameMeasure reports whether two rows are of the same measure and period.
func (r Row) sameMeasure(other Row) bool {
	return r.Indicator.ID == other.Indicator.ID && r.Period == other.Period
}

// FirstPart reports whether no stratum of the row's measure and period comes before it in
// the form, as of a measure that is not divided.
func (f Form) FirstPart(row Row) bool {
	for _, before := range f.Rows {
		if before.sameMeasure(row) {
			return before.Stratum.ID == row.Stratum.ID
		}
	}
	return true
}
