package collect

import "samsyn/internal/quality"

// Later is a measure of the year that is not handed in with the form's period.
type Later struct {
	quality.Due
	// With is the collection period that it is handed in with.
	With quality.Period
	// Figure is the one for Period, without State when it is not entered; Last is
	// the one before, with how settled it is.
	Figure   quality.Figure
	Standing quality.Standing
	Last     Past
}

// later lists what the unit hands in with other periods of the year: the next one that
// comes, or the last that has been.
func (r *formReader) later(at place, rows []Row) []Later {
	here := map[quality.FigureKey]bool{}
	for _, row := range rows {
		here[part(row.Indicator.ID, row.Stratum.ID)] = true
	}
	found := map[quality.FigureKey]Later{}
	var order []quality.FigureKey
	for _, p := range periodsEnding(at.group, at.period.LastYear()) {
		for _, d := range r.plan.due(at.unit, p) {
			key := part(d.Indicator.ID, d.Stratum.ID)
			before, seen := found[key]
			if here[key] || seen && before.With.Start().After(at.period.Start()) {
				continue
			}
			if !seen {
				order = append(order, key)
			}
			found[key] = Later{Due: d.Due, With: p}
		}
	}
	var list []Later
	for _, key := range order {
		l := found[key]
		l.Last.Period = l.Period.Previous()
		for _, f := range r.entered[at.unit.ID][key] {
			switch f.Period {
			case l.Period:
				l.Figure, l.Standing = f, f.Standing(r.states[f.SubmissionID])
			case l.Last.Period:
				l.Last.Figure, l.Last.Standing = f, f.Standing(r.states[f.SubmissionID])
			}
		}
		list = append(list, l)
	}
	return list
}
