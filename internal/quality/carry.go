package quality

import "slices"

// Since is the first day that the figure tells about: the day its answer holds
// from, or its period's first. Of several answers within a period the one with
// the latest is how it is at the end.
func (f Figure) Since() string {
	if f.Value.ValidFrom != nil {
		return f.Value.ValidFrom.Format(dayFormat)
	}
	return f.Period.Start().Format(dayFormat)
}

const dayFormat = "2006-01-02"

// Carried is the answer that still holds when the period begins, of a measure that
// carries over, given the unit's other figures of the same measure and part; false
// when there is none. It is about the period, and says since when it has been so.
// An answer that was missing is not carried, since it was to be found out.
func Carried(period Period, figures []Figure) (Figure, bool) {
	first := period.Start().Format(dayFormat)
	var holds Figure
	for _, f := range figures {
		before := f.Period.Before(period) && f.Since() <= first
		if before && (holds.State == "" || f.Since() >= holds.Since()) {
			holds = f
		}
	}
	ended := holds.Value.ValidTo != nil && holds.Value.ValidTo.Before(period.Start())
	if holds.State != Reported && holds.State != NotApplicable || ended {
		return Figure{}, false
	}
	carried := Figure{UnitID: holds.UnitID, IndicatorID: holds.IndicatorID, Kind: holds.Kind, StratumID: holds.StratumID,
		Period: period, State: holds.State, Value: holds.Value}
	if carried.State == Reported && carried.Value.ValidFrom == nil {
		from := holds.Period.Start()
		carried.Value.ValidFrom = &from
	}
	return carried, true
}

// Holds reports whether the measure applies to a unit that has answered so, given
// all its figures of the condition's measure, the latest answer counting. A unit
// that has not answered is not excused.
func (c Condition) Holds(period Period, answers []Figure) bool {
	last := period.End().Format(dayFormat)
	var latest Figure
	for _, f := range slices.Backward(answers) {
		if f.State == Reported && f.Since() <= last && (latest.State == "" || f.Since() > latest.Since()) {
			latest = f
		}
	}
	switch {
	case latest.State == "":
		return true
	case c.Below == nil:
		return latest.Value.Yes == nil || *latest.Value.Yes
	case latest.Kind == Gestation:
		days, ok := ParseGestation(latest.Value.Text)
		return !ok || float64(days) < *c.Below
	}
	return latest.Value.Numerator == nil || *latest.Value.Numerator < *c.Below
}
