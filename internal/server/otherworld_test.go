package server

import (
	"reflect"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// otherWorld is the same group with other numbers where numbers are hidden, such that
// readers outside the group are to be shown the very same. Somebody who is sent the same
// bytes in both cannot tell which of them they live in, and so knows none of the numbers.
type otherWorld struct {
	numerators map[figureKey]float64 // those that differ
	// differing of the hidden results have another number than in this world.
	differing, hidden int
	moved             map[quality.IndicatorID]bool
}

// figureKey is which figure one is.
type figureKey struct {
	unit      org.UnitID
	indicator quality.IndicatorID
	stratum   quality.StratumID
	period    quality.Period
}

func keyOf(f analysis.Figure) figureKey {
	return figureKey{f.UnitID, f.IndicatorID, f.StratumID, f.Period}
}

// findOther looks for another world, measure by measure: one hidden child is moved
// between units, and back again in another year where sums of years are shown.
func findOther(whole *analysis.Dataset) otherWorld {
	w := otherWorld{numerators: map[figureKey]float64{}, moved: map[quality.IndicatorID]bool{}}
	for n := range whole.Measures {
		m := &whole.Measures[n]
		if m.CountsChildren && m.Kind.Numeric() {
			w.search(only(whole, m), m)
		}
	}
	return w
}

// only is the dataset with one of its measures.
func only(whole *analysis.Dataset, m *analysis.Measure) *analysis.Dataset {
	ds := *whole
	ds.Measures, ds.Figures = []analysis.Measure{*m}, nil
	for _, f := range whole.Figures {
		if f.IndicatorID == m.ID {
			ds.Figures = append(ds.Figures, f)
		}
	}
	ds.Index()
	return &ds
}

// secret is a hidden result of a unit's year.
type secret struct {
	unit    org.UnitID
	stratum quality.StratumID
	year    int
}

func (w *otherWorld) search(ds *analysis.Dataset, m *analysis.Measure) {
	first, published := ds, told(ds)
	masked := ds.Mask()
	var secrets []secret
	for _, part := range m.Parts() {
		for year := ds.FirstYear; year <= ds.LastYear; year++ {
			for _, c := range masked.Row(m, part, year).Units {
				if c.State == analysis.Masked {
					secrets = append(secrets, secret{c.Unit.ID, part.ID, year})
				}
			}
		}
	}
	w.hidden += len(secrets)
	done := map[secret]bool{}
	for _, s := range secrets {
		for _, move := range moves(s, secrets) {
			if done[s] {
				break
			}
			changed, ok := apply(ds, move)
			if !ok || !reflect.DeepEqual(published, told(changed)) {
				continue
			}
			ds = changed
			for _, step := range move {
				done[step.secret] = true
			}
		}
	}
	w.compare(first, ds, m)
}

// compare notes what differs in the end: a later move may have taken back an earlier one.
func (w *otherWorld) compare(first, last *analysis.Dataset, m *analysis.Measure) {
	differing := map[secret]bool{}
	for at, f := range last.Figures {
		if old := first.Figures[at].Value.Numerator; old != nil && *old != *f.Value.Numerator {
			w.numerators[keyOf(f)] = *f.Value.Numerator
			differing[secret{f.UnitID, f.StratumID, f.Period.LastYear()}] = true
			w.moved[m.ID] = true
		}
	}
	w.differing += len(differing)
}

// step is one child more, or one less, in a hidden result.
type step struct {
	secret
	by float64
}

// moves are ways to change a hidden number: alone, against another unit's in the same
// year, and so that both units' sums over two years stay the same.
func moves(s secret, all []secret) [][]step {
	var list [][]step
	for _, by := range []float64{1, -1} {
		list = append(list, []step{{s, by}})
		for _, other := range all {
			if other.stratum == s.stratum && other.year == s.year && other.unit != s.unit {
				list = append(list, []step{{s, by}, {other, -by}})
			}
		}
		for _, later := range all {
			if later.stratum != s.stratum || later.year == s.year || later.unit != s.unit {
				continue
			}
			list = append(list, []step{{s, by}, {later, -by}})
			for _, other := range all {
				back := secret{other.unit, s.stratum, later.year}
				if other.stratum == s.stratum && other.year == s.year && other.unit != s.unit && slices.Contains(all, back) {
					list = append(list, []step{{s, by}, {other, -by}, {later, -by}, {back, by}})
				}
			}
		}
	}
	return list
}

// apply makes the steps, each in a figure that there is room in; false without any.
func apply(ds *analysis.Dataset, move []step) (*analysis.Dataset, bool) {
	changed := *ds
	changed.Figures = slices.Clone(ds.Figures)
	for _, s := range move {
		at := slices.IndexFunc(changed.Figures, func(f analysis.Figure) bool {
			if f.UnitID != s.unit || f.StratumID != s.stratum || f.Period.LastYear() != s.year || f.State != quality.Reported || f.Value.Numerator == nil {
				return false
			}
			n := *f.Value.Numerator + s.by
			return n >= 0 && (f.Kind != quality.Proportion || n <= *f.Value.Denominator) && (f.Kind != quality.Rate || *f.Value.Denominator > 0)
		})
		if at < 0 || changed.Figures[at].Kind == quality.Mean || changed.Figures[at].Kind == quality.Score {
			return nil, false
		}
		f := &changed.Figures[at]
		n := *f.Value.Numerator + s.by
		f.Value.Numerator = &n
	}
	changed.Index()
	return &changed, true
}

// told is all that a masked dataset has to tell.
func told(ds *analysis.Dataset) [][]analysis.Result {
	masked := ds.MaskWithin(ds)
	var list [][]analysis.Result
	for n := range masked.Measures {
		m := &masked.Measures[n]
		for _, part := range m.Parts() {
			for year := ds.FirstYear; year <= ds.LastYear; year++ {
				list = append(list, resultsOf(masked.Row(m, part, year)))
				if year >= ds.FirstYear+2 {
					list = append(list, resultsOf(masked.RowOver(m, part, analysis.ThreeYearSpan(year))))
				}
			}
		}
	}
	return list
}

func resultsOf(row analysis.Row) []analysis.Result {
	list := []analysis.Result{row.Total.Result}
	for _, c := range row.Units {
		list = append(list, c.Result)
	}
	for _, c := range row.Regions {
		list = append(list, c.Result)
	}
	return list
}
