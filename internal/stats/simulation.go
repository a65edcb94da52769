package stats

import (
	"math/rand/v2"
	"sort"
)

const (
	// simulations is how often the cases are divided at random.
	simulations = 9999
	// mostDraws bounds the work when there are very many cases in all, by fewer
	// simulations, and mostChildren the memory, by none.
	mostDraws, mostChildren = 20_000_000, 5_000_000
)

// simulate is the probability, when the same cases fall at random among the
// units, of a chi-square of at least that size. The seed is fixed, so that the
// same figures always give the same answer. Nil when the cases or the children
// are not whole numbers, or too many to divide.
//
// Proportions: all divisions of the cases among the children are equally likely
// (conditional on the margins, as Fisher's test). Rates: each event falls in a
// unit with a probability proportional to its exposure. The observed division
// counts as one of the simulated, so that the probability is never 0.
//
// Source: Hope ACA, J R Stat Soc B 1968;30:582-98; as R's chisq.test with
// simulate.p.value.
func (t table) simulate(statistic float64) *float64 {
	all := func(x []float64) float64 { return sum(x, identity) }
	if !whole(t.observed...) || all(t.observed) > mostDraws || !t.rates && (!whole(t.size...) || all(t.size) > mostChildren) {
		return nil
	}
	draw, cases := t.divider()
	rounds := min(simulations, mostDraws/max(1, cases))
	if rounds < 999 {
		return nil
	}
	random := rand.New(rand.NewPCG(1, 2))
	extreme := 0
	divided := make([]float64, len(t.size))
	for range rounds {
		clear(divided)
		draw(random, divided)
		if t.chiSquare(divided) >= statistic*(1-1e-9) {
			extreme++
		}
	}
	return new(float64(extreme+1) / float64(rounds+1))
}

// divider gives a function that divides the cases among the units at random, and
// how many draws it makes.
func (t table) divider() (draw func(*rand.Rand, []float64), draws int) {
	total := int(sum(t.observed, identity))
	if t.rates {
		return t.byExposure(total), total
	}
	children := int(sum(t.size, identity))
	if 2*total <= children {
		return t.amongChildren(total, children), total
	}
	// Drawing those who are not cases is less work, and the same.
	others := t.amongChildren(children-total, children)
	return func(random *rand.Rand, divided []float64) {
		others(random, divided)
		for i := range divided {
			divided[i] = t.size[i] - divided[i]
		}
	}, children - total
}

// byExposure draws the unit of each event.
func (t table) byExposure(events int) func(*rand.Rand, []float64) {
	upTo := make([]float64, len(t.size))
	var total float64
	for i, size := range t.size {
		total += size
		upTo[i] = total
	}
	return func(random *rand.Rand, divided []float64) {
		for range events {
			at := random.Float64() * total
			divided[min(len(upTo)-1, sort.SearchFloat64s(upTo, at))]++
		}
	}
}

// amongChildren draws which of the children are cases, none twice.
func (t table) amongChildren(cases, children int) func(*rand.Rand, []float64) {
	unit := make([]int32, 0, children) // of each child
	for i, size := range t.size {
		for range int(size) {
			unit = append(unit, int32(i))
		}
	}
	return func(random *rand.Rand, divided []float64) {
		// Any order of the children is as good to go on from as the first.
		for i := range cases {
			j := i + random.IntN(children-i)
			unit[i], unit[j] = unit[j], unit[i]
			divided[unit[i]]++
		}
	}
}
