package collect

import "samsyn/internal/quality"

// implied is what the row says while nothing is entered: that the measure does not
// apply, by what the unit has answered elsewhere, or the earlier answer that still
// holds.
func (r *reading) implied(row Row, k known) Implied {
	if c := row.Indicator.Condition; c != nil {
		answers := k[part(c.IndicatorID, 0)]
		if !c.Holds(row.Period, answers) {
			because := r.plan.indicators[c.IndicatorID]
			latest, _ := quality.Carried(r.at.period.Next(), answers)
			return Implied{Because: because, Answer: latest,
				Figure: quality.Figure{IndicatorID: row.Indicator.ID, Kind: row.Indicator.Kind, StratumID: row.Stratum.ID,
					UnitID: r.at.unit.ID, Period: row.Period, State: quality.NotApplicable}}
		}
	}
	if !row.Indicator.CarriesOver {
		return Implied{}
	}
	carried, _ := quality.Carried(row.Period, k[part(row.Indicator.ID, row.Stratum.ID)])
	return Implied{Figure: carried}
}
