package stats

// Observation is one period's figure in a series: a numerator over a
// denominator. A value by itself has the denominator 1.
type Observation struct {
	Numerator, Denominator float64
	// Missing is a period that nothing was reported for. A denominator of 0 is
	// not missing: nobody was there to count.
	Missing bool
}

// Value is the numerator by the denominator; false when the period is missing or
// its denominator is 0.
func (o Observation) Value() (float64, bool) {
	if o.Missing || o.Denominator == 0 {
		return 0, false
	}
	return o.Numerator / o.Denominator, true
}

// Values makes a series of values; a nil is a missing period.
func Values(values []*float64) []Observation {
	series := make([]Observation, len(values))
	for i, v := range values {
		if v == nil {
			series[i].Missing = true
		} else {
			series[i] = Observation{Numerator: *v, Denominator: 1}
		}
	}
	return series
}

// Rolled is the sum over a window of periods.
type Rolled struct {
	// Sum is of the periods that are not missing.
	Sum Observation
	// Periods is how many they are, and Complete whether that is all of the
	// window. What is not complete must not be shown as if it were.
	Periods  int
	Complete bool
}

// Value is the sum of the numerators by that of the denominators, which is not
// the mean of the periods; false unless the window is complete and its
// denominator above 0.
func (r Rolled) Value() (float64, bool) {
	if !r.Complete {
		return 0, false
	}
	return r.Sum.Value()
}

// Windows of quarters that are in use.
const (
	FourQuarters = 4
	ThreeYears   = 12
)

// Roll sums each period with those before it, window periods in all. The sums
// share periods and so follow each other: the rules of run and control charts
// and the tests of trend do not hold for them.
//
// The result has the length of the series; the first window-1 are not complete.
// It is nil for a window below 1.
func Roll(series []Observation, window int) []Rolled {
	if window < 1 {
		return nil
	}
	rolled := make([]Rolled, len(series))
	for i := range series {
		r := Rolled{Sum: Observation{Missing: true}}
		for _, o := range series[max(0, i-window+1) : i+1] {
			if o.Missing {
				continue
			}
			r.Sum.Missing = false
			r.Sum.Numerator += o.Numerator
			r.Sum.Denominator += o.Denominator
			r.Periods++
		}
		r.Complete = r.Periods == window
		rolled[i] = r
	}
	return rolled
}

// RolledGroup is the measurements of a window of periods together.
type RolledGroup struct {
	// Group is of the periods that are not missing; without measurements when
	// there are none.
	Group    Group
	Periods  int
	Complete bool
}

// RollGroups is [Roll] for means; a nil is a missing period.
func RollGroups(series []*Group, window int) []RolledGroup {
	if window < 1 {
		return nil
	}
	rolled := make([]RolledGroup, len(series))
	for i := range series {
		var groups []Group
		for _, g := range series[max(0, i-window+1) : i+1] {
			if g != nil {
				groups = append(groups, *g)
			}
		}
		rolled[i].Group, _ = Pool(groups)
		rolled[i].Periods, rolled[i].Complete = len(groups), len(groups) == window
	}
	return rolled
}
