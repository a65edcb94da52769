package collect

import (
	"time"

	"samsyn/internal/plausibility"
	"samsyn/internal/quality"
)

// mostHistory is how many earlier periods a figure is held against, so that what
// was usual long ago does not count for ever.
const mostHistory = 12

// warnings are what looks odd in the row's figure.
func (p plan) warnings(row Row, k known) []plausibility.Warning {
	return plausibility.Check(row.Indicator, row.Figure, p.comparable(row, k))
}

// warnOfRules adds the rules across measures that the form's figures break, each at
// the rule's left one.
func (form *Form) warnOfRules(rules []quality.Rule) {
	if len(rules) == 0 {
		return
	}
	rows := map[quality.FigureKey]*Row{}
	var figures []quality.Figure
	for n := range form.Rows {
		if row := &form.Rows[n]; row.Figure.Version > 0 {
			rows[row.Due.Key()] = row
			figures = append(figures, row.Figure)
		}
	}
	for _, b := range quality.Breaches(rules, figures) {
		row, other := rows[b.Left.Key()], rows[b.Right.Key()]
		row.Warnings = append(row.Warnings, plausibility.Broken(b, other.Indicator))
	}
}

// comparable is the unit's earlier figures that the row's can be held against: of
// periods just as long, since the definition last changed so that it cannot be
// compared.
func (p plan) comparable(row Row, k known) []quality.Figure {
	var list []quality.Figure
	var since time.Time
	for n, v := range p.versions[row.Indicator.ID] {
		if n > 0 && !v.Comparable && !v.ValidFrom.After(row.Period.Start()) {
			since = v.ValidFrom
		}
	}
	for _, f := range k[part(row.Indicator.ID, row.Stratum.ID)] {
		if f.Period.Months == row.Period.Months && f.Period.Before(row.Period) && !f.Period.Start().Before(since) {
			list = append(list, f)
		}
	}
	return list[max(0, len(list)-mostHistory):]
}
