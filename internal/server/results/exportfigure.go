package results

import (
	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// figure is a row about one period of one unit, as it was handed in.
func (e exporting) figure(f analysis.Figure) []any {
	var point *float64
	if value, ok := f.Value.Point(f.Kind, e.row.Definition.RatePer); ok {
		point = &value
	}
	text := f.Value.Text
	if f.Value.Yes != nil {
		text = words.YesNo(e.ctx, *f.Value.Yes)
	}
	return append(e.framed(i18n.T(e.ctx, "Enhet, en period"), e.unitName(f), words.Period(e.ctx, f.Period), e.state(f),
		f.Value.Numerator, f.Value.Denominator, f.Value.Mean, f.Value.SD, point, nil, nil, e.unit(point), text, nil,
		words.Standing(e.ctx, f.Standing), nil, nil), nil, nil)
}

// state says whether the figure is a value, and why when it is not.
func (e exporting) state(f analysis.Figure) string {
	switch f.State {
	case quality.Missing:
		return i18n.T(e.ctx, "Uppgift saknas: %s", e.ds.Reasons[f.MissingReasonID])
	case quality.NotApplicable:
		return i18n.T(e.ctx, "Ej tillämpligt")
	}
	return i18n.T(e.ctx, "Inrapporterad")
}

func (e exporting) unitName(f analysis.Figure) string {
	for _, u := range e.ds.Units {
		if u.ID == f.UnitID {
			return u.Name
		}
	}
	return ""
}
