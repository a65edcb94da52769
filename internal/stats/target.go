package stats

// TargetTest is a proportion held against a target.
type TargetTest struct {
	// Interval is Wilson's, as fractions.
	Interval Interval
	// Position is the three-class answer: the interval is below the target,
	// above it, or spans it.
	Position Position
	// The exact binomial probabilities of a result that is as far from the
	// target as this one or farther: in either direction, at or below, and at or
	// above. MidLess and MidGreater count the result itself half, which is less
	// conservative for few cases. All are nil when numerator or denominator is
	// not a whole number.
	TwoSided, Less, Greater, MidLess, MidGreater *float64
}

// Meets says whether the share itself, unrounded and without regard to chance,
// reaches the target (a fraction); a share equal to the target does. 19 of 20
// meets 0.95 although neither is exact as a binary fraction.
//
// It is not defined (false) where Interval is not, nor for a neutral direction.
func (p Proportion) Meets(target float64, better Direction) (met, ok bool) {
	if !p.valid() || !finite(target) || better == Neutral {
		return false, false
	}
	share := p.share()
	if equal(share, target) {
		return true, true
	}
	return (share > target) == (better == HigherIsBetter), true
}

// Test holds the proportion against a target, a fraction from 0 to 1.
//
// It is not defined (false) where Interval is not, nor for a target outside 0
// to 1.
//
// Sources: Wilson as [Proportion.Interval]; R's binom.test and pbinom for the
// exact probabilities, with two-sided meaning all outcomes that are no more
// likely; mid-p: Lancaster HO, J Am Stat Assoc 1961;56:223-34.
func (p Proportion) Test(target, confidence float64) (TargetTest, bool) {
	interval, ok := p.Interval(confidence)
	if !ok || !(target >= 0 && target <= 1) {
		return TargetTest{}, false
	}
	test := TargetTest{Interval: interval, Position: interval.Against(target)}
	if !whole(p.Numerator, p.Denominator) {
		return test, true
	}
	chance := binomial{n: p.Denominator, p: target}
	x := p.Numerator
	less, greater, itself := chance.atMost(x), chance.atLeast(x), chance.prob(x)
	test.TwoSided, test.Less, test.Greater = new(chance.twoSided(x)), new(less), new(greater)
	test.MidLess, test.MidGreater = new(less-itself/2), new(greater-itself/2)
	return test, true
}
