package stats

import "math"

// farthest is as many times a result that is looked ahead for what it takes to
// tell it from its target.
const farthest = 1000

// MoreToTell is how many more children it takes, the same share of them being
// cases as so far, before the interval lies wholly on one side of the target (a
// fraction), rounded up; 0 when it does already. It says roughly how far one is
// from being able to tell, and promises nothing: the share will not stay the same.
//
// It is not defined (false) where Interval is not, when the share is the target,
// nor when a thousand times as many would not be enough.
func (p Proportion) MoreToTell(target, confidence float64) (children float64, ok bool) {
	if !p.valid() || equal(p.share(), target) {
		return 0, false
	}
	share := p.share()
	return moreToTell(p.Denominator, func(n float64) (Interval, bool) {
		return Proportion{Numerator: min(n, share*n), Denominator: n}.Interval(confidence)
	}, target)
}

// MoreToTell is how much more exposure it takes, with events as often as so far,
// before the interval lies wholly on one side of the target, per the multiplier;
// as [Proportion.MoreToTell].
func (r Rate) MoreToTell(target, confidence float64) (exposure float64, ok bool) {
	if !r.valid() || r.Multiplier <= 0 || equal(r.Count/r.Exposure*r.Multiplier, target) {
		return 0, false
	}
	often := r.Count / r.Exposure
	return moreToTell(r.Exposure, func(exposure float64) (Interval, bool) {
		return Rate{Count: often * exposure, Exposure: exposure, Multiplier: r.Multiplier}.Interval(confidence)
	}, target)
}

// MoreToTell is how many more measurements it takes, with the same mean and spread
// as so far, before the interval lies wholly on one side of the target; as
// [Proportion.MoreToTell].
func (g Group) MoreToTell(target, confidence float64) (measurements float64, ok bool) {
	if equal(g.Mean, target) {
		return 0, false
	}
	return moreToTell(float64(g.N), func(n float64) (Interval, bool) {
		return Group{N: int(n), Mean: g.Mean, SD: g.SD, SDKnown: g.SDKnown}.Interval(confidence)
	}, target)
}

// moreToTell finds the smallest whole addition after which the interval of so much
// does not hold the target. Intervals of the same result narrow as it rests on
// more, but not strictly: what it finds is told by, and one less is not.
func moreToTell(now float64, of func(size float64) (Interval, bool), target float64) (float64, bool) {
	told := func(more float64) bool {
		i, ok := of(now + more)
		return ok && i.Against(target) != Spans
	}
	if _, ok := of(now); !ok {
		return 0, false
	}
	if told(0) {
		return 0, true
	}
	low, high := 0.0, 1.0
	for ; !told(high); low, high = high, 2*high {
		if high > farthest*now {
			return 0, false
		}
	}
	for high-low > 1 {
		if middle := math.Floor((low + high) / 2); told(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high, true
}
