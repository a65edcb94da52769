package analysis_test

import (
	"fmt"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
)

// large is a proportion in as many units, that differ more than chance explains.
func large(units int) *analysis.Dataset {
	ds := dataset()
	ds.Units = nil
	for n := range units {
		ds.Units = append(ds.Units, org.Unit{ID: org.UnitID(n + 1), RegionID: 1, CareLevel: org.GeneralCare, Participation: org.Full, ActiveFrom: day(2000, 1, 1)})
		ds.Figures = append(ds.Figures, share(org.UnitID(n+1), 1, float64(20+n%37), float64(60+n%50)))
	}
	ds.Index()
	return ds
}

// BenchmarkBetweenUnits is what each part of the comparison between units takes, for
// one measure.
func BenchmarkBetweenUnits(b *testing.B) {
	for _, units := range []int{8, 500} {
		ds := large(units)
		r := row(ds, "warm")
		for name, part := range map[string]func(){
			"variation":   func() { ds.Variation(r) },
			"funnel":      func() { f, _ := r.Funnel(); f.Curve() },
			"widened":     func() { f, _ := r.Funnel(); f.Widen().Curve() },
			"differences": func() { r.Differences() },
			"deviations":  func() { ds.Deviations(analysis.YearSpan(2025)) },
		} {
			b.Run(fmt.Sprintf("%s/%d", name, units), func(b *testing.B) {
				for b.Loop() {
					part()
				}
			})
		}
	}
}
