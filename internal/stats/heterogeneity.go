package stats

import "math"

// Heterogeneity says whether units differ more than chance explains. It says
// nothing of why: with no regard to who the patients are, "more than chance" is
// not "unwarranted".
type Heterogeneity struct {
	// Average is the result of all units together: a fraction, or events per
	// multiplier.
	Average float64
	// ChiSquare is Pearson's statistic and P the probability of one as large by
	// chance, DF degrees of freedom (units with data less one). Nil when nobody
	// or everybody is a case, and P for one unit.
	ChiSquare *float64
	DF        int
	P         *float64
	// Few says that the chi-square distribution is not to be trusted: an expected
	// number is below 1, or more than a fifth of them below 5 (Cochran WG,
	// Biometrics 1954;10:417-51).
	Few bool
	// SimulatedP is the same probability without that distribution, by dividing
	// the cases at random among the units many times; only made when Few.
	SimulatedP *float64
	// WeightedSD is the standard deviation of the units' results, each counted
	// by its denominator, in the unit of Average; WeightedCV is it by Average,
	// nil when that is 0. Both grow with chance.
	WeightedSD float64
	WeightedCV *float64
}

// Best is the probability to use: simulated when the expected numbers are small.
func (h Heterogeneity) Best() *float64 {
	if h.SimulatedP != nil {
		return h.SimulatedP
	}
	return h.P
}

// ProportionHeterogeneity compares all units' proportions at once. Units without
// data are left out.
//
// It is not defined (false) when no unit has data.
//
// Formula: Σ(x-np)²/(np(1-p)) (Pearson K, Phil Mag 1900;50:157-75) with p the
// overall share; as R's prop.test.
func ProportionHeterogeneity(units []Proportion) (Heterogeneity, bool) {
	all := SumProportions(units)
	if !all.valid() {
		return Heterogeneity{}, false
	}
	p := all.share()
	table := table{share: p}
	h := Heterogeneity{Average: p}
	var squares float64
	for _, u := range units {
		if u.valid() {
			table.add(u.Numerator, u.Denominator*p, u.Denominator)
			squares += u.Denominator * (u.share() - p) * (u.share() - p)
		}
	}
	h.weighted(squares / all.Denominator)
	h.test(table, 1-p)
	return h, true
}

// RateHeterogeneity compares all units' rates at once, in events per the
// multiplier of the first. Units without exposure are left out.
//
// It is not defined (false) when no unit has exposure.
//
// Formula: Σ(O-E)²/E with E the exposure times the overall rate (internal
// standardisation).
func RateHeterogeneity(units []Rate) (Heterogeneity, bool) {
	all := SumRates(units)
	if !all.valid() {
		return Heterogeneity{}, false
	}
	if all.Multiplier <= 0 {
		all.Multiplier = 1
	}
	average := all.Count / all.Exposure
	table := table{rates: true}
	h := Heterogeneity{Average: average * all.Multiplier}
	var squares float64
	for _, u := range units {
		if u.valid() {
			table.add(u.Count, u.Exposure*average, u.Exposure)
			d := u.Count/u.Exposure - average
			squares += u.Exposure * d * d
		}
	}
	h.weighted(squares / all.Exposure * all.Multiplier * all.Multiplier)
	h.test(table, 1)
	return h, true
}

func (h *Heterogeneity) weighted(variance float64) {
	h.WeightedSD = math.Sqrt(variance)
	if h.Average > 0 {
		h.WeightedCV = new(h.WeightedSD / h.Average)
	}
}

// test fills in what follows from the table. rest is the share that are not
// cases, 1 for events, which have no complement.
func (h *Heterogeneity) test(t table, rest float64) {
	h.DF = max(0, len(t.observed)-1)
	if sum(t.expected, identity) == 0 || rest <= 0 {
		return
	}
	statistic := t.chiSquare(t.observed)
	h.ChiSquare, h.P = &statistic, chiSquareTail(statistic, h.DF)
	small := 0
	for i, e := range t.expected {
		if !t.rates {
			e = min(e, t.size[i]-e) // the fewer of those with and without
		}
		if e < 1 {
			h.Few = true
		}
		if e < 5 {
			small++
		}
	}
	h.Few = h.DF > 0 && (h.Few || 5*small > len(t.expected))
	if h.Few {
		h.SimulatedP = t.simulate(statistic)
	}
}

// table is units' cases beside those expected at the overall result.
type table struct {
	observed, expected, size []float64
	share                    float64 // of cases among all, for proportions
	rates                    bool
}

func (t *table) add(observed, expected, size float64) {
	t.observed = append(t.observed, observed)
	t.expected = append(t.expected, expected)
	t.size = append(t.size, size)
}

// chiSquare is Pearson's statistic of such cases.
func (t table) chiSquare(cases []float64) float64 {
	var total float64
	for i, e := range t.expected {
		total += (cases[i] - e) * (cases[i] - e) / e
	}
	if t.rates {
		return total
	}
	return total / (1 - t.share)
}
