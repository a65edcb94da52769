package quality

import "samsyn/internal/fault"

// CanBeCondition reports whether an answer to the measure can decide if others
// apply to a unit: it must say how something is, and be a yes or no, a number or a
// gestational age.
func (i Indicator) CanBeCondition() bool {
	return i.CarriesOver && len(i.Strata) == 0 && (i.Kind == YesNo || i.Kind == Gestation || i.Kind == Count)
}

// Check lists what is wrong with the condition as one for the measure to apply, or
// nil; on is the measure that it is about. Fields: "condition" and "condition_below".
func (c Condition) Check(of, on Indicator) error {
	var v fault.ValidationError
	switch {
	case on.ID == of.ID || !on.CanBeCondition():
		v.Add("condition", "unknown_choice")
	case on.Kind == YesNo && c.Below != nil:
		v.Add("condition_below", "no_limit_of_yes")
	case on.Kind != YesNo && c.Below == nil:
		v.Add("condition_below", "required")
	case on.Kind == Gestation && (*c.Below < shortestGestation || *c.Below > longestGestation):
		v.Add("condition_below", "gestation_invalid")
	case c.Below != nil && *c.Below <= 0:
		v.Add("condition_below", "negative")
	}
	return v.OrNil()
}
