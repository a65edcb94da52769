package stats

import "math"

const (
	// rangeBySD is the mean moving range of two by the standard deviation (d2),
	// with the three decimals that the tables have.
	rangeBySD = 1.128
	// screenAt is how many times the mean a moving range is that is screened out,
	// and screenAtPrime the same in the prime I chart.
	screenAt, screenAtPrime = 3.267, 3.2665
)

// movingRange is the mean of the ranges, without those that are at limit times
// their mean or above when screened. False without ranges.
func movingRange(ranges []float64, screened bool, limit float64) (float64, bool) {
	if len(ranges) == 0 {
		return 0, false
	}
	mean := sum(ranges, identity) / float64(len(ranges))
	if !screened {
		return mean, true
	}
	var total float64
	kept := 0
	for _, r := range ranges {
		if r < limit*mean {
			total += r
			kept++
		}
	}
	if kept == 0 { // all are 0
		return mean, true
	}
	return total / float64(kept), true
}

// rangesOf are the absolute differences between neighbours, by a function of the
// two; none across a missing period.
func rangesOf(base []Observation, of func(a, b Observation) float64) []float64 {
	var ranges []float64
	for i := 1; i < len(base); i++ {
		_, okA := base[i-1].Value()
		_, okB := base[i].Value()
		if okA && okB {
			ranges = append(ranges, math.Abs(of(base[i-1], base[i])))
		}
	}
	return ranges
}

// difference is the value of one less that of the other.
func difference(a, b Observation) float64 {
	first, _ := a.Value()
	second, _ := b.Value()
	return second - first
}

// individuals is the I chart: mean ∓ 3 mean moving range / 1.128.
func individuals(base []Observation, mean float64, screened bool) lines {
	l := unbounded(mean)
	if average, ok := movingRange(rangesOf(base, difference), screened, screenAt); ok {
		l.sd = func(float64) float64 { return average / rangeBySD }
	}
	return l
}

// taylor is the prime I chart, in which a value's standard deviation is a common
// one by the square root of its denominator.
//
// Source: Taylor WA, Normalized individuals control chart, variation.com 2017.
func taylor(base []Observation, center float64, screened bool) lines {
	l := unbounded(center)
	ranges := rangesOf(base, func(a, b Observation) float64 {
		return math.Sqrt(math.Pi/2) * difference(a, b) / math.Sqrt(1/a.Denominator+1/b.Denominator)
	})
	if sd, ok := movingRange(ranges, screened, screenAtPrime); ok {
		l.sd = func(n float64) float64 { return sd / math.Sqrt(n) }
	}
	return l
}

// widened multiplies the limits of chance by how much more the standardised
// values move from period to period than chance makes them. With nothing that
// could vary the limits are at the centre line.
//
// Source: Laney DB, Qual Eng 2002;14:531-7.
func (l lines) widened(base []Observation, screened bool) lines {
	chance := l.sd
	z := func(o Observation) float64 {
		v, _ := o.Value()
		if sd := chance(o.Denominator); sd > 0 {
			return (v - l.center) / sd
		}
		return 0
	}
	ranges := rangesOf(base, func(a, b Observation) float64 { return z(b) - z(a) })
	average, ok := movingRange(ranges, screened, screenAt)
	if !ok {
		l.sd = nil
		return l
	}
	sigma := average / rangeBySD
	l.sigmaZ = &sigma
	l.sd = func(n float64) float64 { return sigma * chance(n) }
	return l
}

// timeBetween is the t chart: an I chart of the times to the power 1/3.6, which
// makes them nearly normal, taken back.
//
// Source: Nelson LS, J Qual Technol 1994;26:239-40.
func timeBetween(base []Observation, screened bool) lines {
	const power = 3.6
	transformed := make([]Observation, len(base))
	var total, count float64
	for i, o := range base {
		transformed[i].Missing = true
		if v, ok := o.Value(); ok {
			transformed[i] = Observation{Numerator: math.Pow(v, 1/power), Denominator: 1}
			total, count = total+transformed[i].Numerator, count+1
		}
	}
	l := individuals(transformed, total/count, screened)
	l.least = 0
	l.back = func(y float64) float64 { return math.Pow(y, power) }
	l.center = l.back(l.center)
	return l
}
