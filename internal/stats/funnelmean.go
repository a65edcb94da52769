package stats

import "math"

// MeanSpread is what a funnel of means is drawn around: the mean of all
// measurements, and the standard deviation of measurements within units, both in
// the measure's own unit. Tau2 is the variance between units' true means that the
// limits allow for, 0 for plain limits.
type MeanSpread struct{ Mean, SD, Tau2 float64 }

// MeanFunnel places units around the mean of all measurements. The limits take it
// that measurements vary as much in each unit, by as much as they do within the
// units together, which is steadier than each unit's own standard deviation when
// units have few.
//
// It is not defined (false) without measurements, when a unit with two or more
// lacks its standard deviation, when no unit has two, and when nothing varies.
//
// Formula: SD² = Σ(n-1)s²/Σ(n-1); the limits as Spiegelhalter DJ, Stat Med
// 2005;24:1185-202, for normal outcomes.
func MeanFunnel(units []Group) (Funnel, MeanSpread, bool) {
	all, ok := Pool(units)
	if !ok || !all.SDKnown {
		return Funnel{}, MeanSpread{}, false
	}
	var squares, df float64
	for _, u := range units {
		if u.N > 1 {
			squares, df = squares+float64(u.N-1)*u.SD*u.SD, df+float64(u.N-1)
		}
	}
	if df == 0 || squares == 0 {
		return Funnel{}, MeanSpread{}, false
	}
	spread := MeanSpread{Mean: all.Mean, SD: math.Sqrt(squares / df)}
	funnel := Funnel{Average: all.Mean, Points: make([]FunnelPoint, len(units))}
	for i, u := range units {
		if limits, ok := spread.Limits(float64(u.N)); ok {
			funnel.Points[i] = FunnelPoint{Defined: true, Value: u.Mean, Size: float64(u.N),
				Limits: limits, Class: limits.Class(u.Mean)}
		}
	}
	return funnel, spread, true
}

// Limits are the funnel's limits for a unit with n measurements.
//
// They are not defined (false) for an n of 0 or less.
//
// Formula: Mean ∓ z√(SD²/n + Tau2).
func (s MeanSpread) Limits(n float64) (Limits, bool) {
	if !finite(n, s.Mean, s.SD, s.Tau2) || n <= 0 || s.Tau2 < 0 {
		return Limits{}, false
	}
	se := math.Sqrt(s.SD*s.SD/n + s.Tau2)
	return both(func(confidence float64) (lower, upper float64) {
		half := normalQuantile(confidence) * se
		return s.Mean - half, s.Mean + half
	}), true
}
