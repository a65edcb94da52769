package collect

import (
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// implied is what a unit says of a figure while it has entered nothing: that the
// measure does not apply, by what it has answered elsewhere, or its earlier answer
// that still holds.
func (p plan) implied(d quality.Due, unit org.Unit, k known) Implied {
	i := d.Indicator
	if c := i.Condition; c != nil {
		answers := k[part(c.IndicatorID, 0)]
		if !c.Holds(d.Period, answers) {
			after := quality.PeriodFrom(d.Period.End().AddDate(0, 0, 1), 1)
			answer, _ := quality.Carried(after, answers)
			return Implied{Because: p.indicators[c.IndicatorID], Answer: answer,
				Figure: quality.Figure{IndicatorID: i.ID, Kind: i.Kind, StratumID: d.Stratum.ID, UnitID: unit.ID,
					Period: d.Period, State: quality.NotApplicable}}
		}
	}
	if !i.CarriesOver {
		return Implied{}
	}
	carried, _ := quality.Carried(d.Period, k[part(i.ID, d.Stratum.ID)])
	return Implied{Figure: carried}
}
