package stats

// Change is what can be said of a result and an earlier one, such as that of the
// same quarter last year.
type Change int

const (
	// NotAvailable: one of the two has no result, or no interval.
	NotAvailable Change = iota
	// NoClearChange: chance may be all there is between them.
	NoClearChange
	// Increase: the result is higher than before by more than chance explains.
	Increase
	// Decrease: it is lower.
	Decrease
)

// ProportionChange is the share now less that before, as a fraction with its
// limits ([NewcombeDifference]), and what can be said of it. The interval is
// zero when the change is NotAvailable.
func ProportionChange(now, before Proportion, confidence float64) (Interval, Change) {
	difference, ok := NewcombeDifference(now, before, confidence)
	return difference, changeBy(difference, ok)
}

// RateChange is the rate now by that before ([CompareRates]), and what can be
// said of it. The change is available also when the ratio is not a number,
// because there were no events before.
func RateChange(now, before Rate, confidence float64) (RateRatio, Change) {
	comparison, ok := CompareRates(now, before, confidence)
	if !ok {
		return RateRatio{}, NotAvailable
	}
	switch {
	case comparison.Lower != nil && *comparison.Lower > 1:
		return comparison, Increase
	case comparison.Upper != nil && *comparison.Upper < 1:
		return comparison, Decrease
	}
	return comparison, NoClearChange
}

// MeanChange is the mean now less that before in the measure's unit with its
// limits ([CompareMeans]), and what can be said of it. The interval is zero when
// the change is NotAvailable.
func MeanChange(now, before Group, confidence float64) (Interval, Change) {
	comparison, ok := CompareMeans(now, before, confidence)
	return comparison.Difference, changeBy(comparison.Difference, ok)
}

// changeBy reads the change from the interval of a difference.
func changeBy(i Interval, ok bool) Change {
	switch {
	case !ok:
		return NotAvailable
	case i.Lower > 0:
		return Increase
	case i.Upper < 0:
		return Decrease
	}
	return NoClearChange
}
