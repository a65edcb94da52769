package stats

import "math"

// Between is the variance between units when that within them is taken away.
type Between struct {
	// Common is the mean of the units, weighted by how sure each is, on the scale
	// that is estimated on: the measure's unit for means, arcsine of the square
	// root for proportions.
	Common float64
	// Q is the weighted sum of squares around it, with DF degrees of freedom and
	// the probability P of one as large by chance; P is nil for one unit.
	Q  float64
	DF int
	P  *float64
	// Tau2 is the variance between units by DerSimonian and Laird, from Q; Tau2REML
	// by restricted maximum likelihood, on the scale squared. 0 is no more than
	// chance gives.
	Tau2, Tau2REML float64
	// I2 is the share of the variation, in per cent, that is between units.
	I2 float64
	// Random is the mean of the units when Tau2 is allowed for, so that the large
	// ones count less than in Common.
	Random float64
}

// ShareSD is the standard deviation between units' true proportions, as a
// fraction, from what [BetweenProportions] estimated: two units in three are about
// as near as that to what they have in common.
//
// Formula: √Tau2 taken back from the arcsine scale at Common by the delta method,
// since the derivative of sin²y is sin 2y.
func (b Between) ShareSD() float64 { return math.Sqrt(b.Tau2) * math.Abs(math.Sin(2*b.Common)) }

// BetweenMeans estimates the variance between units' means. Units without
// measurements are left out.
//
// It is not defined (false) without units, nor when a unit that has measurements
// has fewer than two, no standard deviation or none above 0.
//
// Sources: DerSimonian R, Laird N, Control Clin Trials 1986;7:177-88; REML as
// the package metafor 3.8.
func BetweenMeans(groups []Group) (Between, bool) {
	var y, variances []float64
	for _, g := range groups {
		if g.N <= 0 {
			continue
		}
		if !g.comparable() || g.SD == 0 {
			return Between{}, false
		}
		y, variances = append(y, g.Mean), append(variances, g.SD*g.SD/float64(g.N))
	}
	return between(y, variances)
}

// BetweenProportions estimates the variance between units' proportions, on the
// arcsine scale, where it hardly depends on the share: y = asin√(x/n), variance
// 1/4n. Units without data are left out.
//
// It is not defined (false) when no unit has data. Sources as [BetweenMeans].
func BetweenProportions(units []Proportion) (Between, bool) {
	var y, variances []float64
	for _, u := range units {
		if u.valid() {
			y, variances = append(y, arcsine(u.share())), append(variances, 1/(4*u.Denominator))
		}
	}
	return between(y, variances)
}

func between(y, variances []float64) (Between, bool) {
	if len(y) == 0 {
		return Between{}, false
	}
	within := weigh(y, variances, 0)
	b := Between{Common: within.mean, Q: within.squares, DF: len(y) - 1}
	b.P = chiSquareTail(b.Q, b.DF)
	if room := within.w - within.w2/within.w; b.DF > 0 && room > 0 {
		b.Tau2 = max(0, (b.Q-float64(b.DF))/room)
		b.Tau2REML = restricted(y, variances, b.Tau2)
	}
	if b.Q > float64(b.DF) {
		b.I2 = 100 * (b.Q - float64(b.DF)) / b.Q
	}
	b.Random = weigh(y, variances, b.Tau2).mean
	return b, true
}

// weighing is what follows from weights 1/(variance + tau2): their sums of the
// first three powers, the weighted mean, and the squares around it by weight and
// by weight squared.
type weighing struct {
	w, w2, w3, mean, squares, squares2 float64
}

func weigh(y, variances []float64, tau2 float64) weighing {
	var s weighing
	for i, v := range variances {
		w := 1 / (v + tau2)
		s.w, s.w2, s.w3 = s.w+w, s.w2+w*w, s.w3+w*w*w
		s.mean += w * y[i]
	}
	s.mean /= s.w
	for i, v := range variances {
		w, d := 1/(v+tau2), y[i]-s.mean
		s.squares += w * d * d
		s.squares2 += w * w * d * d
	}
	return s
}

// restricted is the variance of the greatest restricted likelihood, found by
// Fisher's scoring from a start, kept between variances known to be too small
// and too large.
func restricted(y, variances []float64, start float64) float64 {
	tau2, small, large := start, 0.0, math.Inf(1)
	for range 200 {
		s := weigh(y, variances, tau2)
		score := s.squares2 - (s.w - s.w2/s.w) // twice the derivative
		information := s.w2 - 2*s.w3/s.w + s.w2*s.w2/(s.w*s.w)
		switch {
		case score > 0:
			small = tau2
		case tau2*s.w <= 1e-12*float64(len(y)): // nothing beside the variances
			return 0
		default:
			large = tau2
		}
		next := tau2 + score/information
		if next <= small || next >= large {
			next = (small + min(large, 2*tau2+1/s.w)) / 2
		}
		if !finite(next) {
			return start
		}
		if math.Abs(next-tau2) <= 1e-12*max(next, tau2) {
			return next
		}
		tau2 = next
	}
	return tau2
}
