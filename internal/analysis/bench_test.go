package analysis_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
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

// ofStrata is a proportion in as many units in four regions, in twelve quarters of three
// years, of children who are divided into five strata of unlike size: few of some in every
// unit, as of the earliest born.
func ofStrata(units int) *analysis.Dataset {
	random := rand.New(rand.NewPCG(49, 50))
	ds := dataset()
	ds.FirstYear, ds.LastYear, ds.Units, ds.Measures = 2023, 2025, nil, ds.Measures[:1]
	for id := 1; id <= 5; id++ {
		ds.Measures[0].Strata = append(ds.Measures[0].Strata, quality.Stratum{ID: quality.StratumID(id), Code: fmt.Sprint(id), Name: fmt.Sprint(id)})
	}
	for n := range units {
		u := org.Unit{ID: org.UnitID(n + 1), RegionID: org.RegionID(1 + n%4), CareLevel: org.GeneralCare, Participation: org.Full, ActiveFrom: day(2000, 1, 1)}
		ds.Units = append(ds.Units, u)
		size := 2 + random.IntN(12)
		for year := 2023; year <= 2025; year++ {
			for quarter := 1; quarter <= 4; quarter++ {
				for _, s := range ds.Measures[0].Strata {
					of := float64(random.IntN(int(s.ID) * size / 2))
					with := float64(random.IntN(int(of) + 1))
					ds.Figures = append(ds.Figures, ofStratum(s.ID, in(warm, u.ID, quality.Quarter(year, quarter), quality.Value{Numerator: &with, Denominator: &of})))
				}
			}
		}
	}
	ds.Index()
	return ds
}

// BenchmarkMaskStrata is what a page takes for a reader outside the group of one divided
// measure: its years, and with sums of three years.
func BenchmarkMaskStrata(b *testing.B) {
	for _, units := range []int{8, 40} {
		ds := ofStrata(units)
		b.Run(fmt.Sprintf("years/%d", units), func(b *testing.B) {
			for b.Loop() {
				ds.Mask()
			}
		})
		b.Run(fmt.Sprintf("sums/%d", units), func(b *testing.B) {
			for b.Loop() {
				ds.MaskWithin(ds)
			}
		})
	}
}
