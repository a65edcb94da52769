package analysis

import (
	"cmp"
	"slices"

	"samsyn/internal/quality"
)

// MeasureVariation is one part of a measure over a span of time, with what speaks for
// making it a goal: care that does not reach what it should, and units that
// differ more than chance explains.
type MeasureVariation struct {
	Row  Row
	Goal quality.Goal // the one it follows in the span's year; zero for none
	Variation
	// Adjusted is P with regard to how many measures are tested
	// (Benjamini and Hochberg); nil when P is.
	Adjusted *float64
	// Before is the spread of the span before; nil when the two cannot be compared,
	// or units are hidden.
	Before *Spread
	Shortfall
}

// Shortfall is what a measure lacks to its value targets. Other targets are about
// the units' order and distance, which says nothing of how good the care is.
type Shortfall struct {
	// HasTarget says that there is a value target, for everybody or for a unit.
	HasTarget bool
	// Group says that all units together miss the target for certain; Perhaps that
	// they miss it, but chance could explain it.
	Group, Perhaps bool
	// Missed are the units that miss their target for certain, in the group's own
	// order.
	Missed []Cell
}

// Unsatisfactory reports whether all units together, or some unit, miss their
// target by more than chance explains.
func (s Shortfall) Unsatisfactory() bool { return s.Group || len(s.Missed) > 0 }

// Varies reports whether the units differ more than chance explains.
func (v Variation) Varies() bool { return v.Verdict == MoreThanChance }

// Variations are the results of the blocks, which are [Dataset.OverviewOf]'s of a
// span, but the process measures, those first whose units differ most beyond chance:
// by verdict, then by Times. It is an order of measures, never of units.
func (ds *Dataset) Variations(blocks []Block) []MeasureVariation {
	var list []MeasureVariation
	for _, block := range blocks {
		for _, row := range block.Rows {
			if row.Measure.Category == quality.Process || row.Together() {
				continue
			}
			list = append(list, MeasureVariation{Row: row, Goal: block.Goal, Variation: ds.Variation(row),
				Before: ds.before(row), Shortfall: shortfall(row)})
		}
	}
	adjustMeasures(list)
	slices.SortStableFunc(list, func(a, b MeasureVariation) int {
		return cmp.Or(cmp.Compare(rank(a.Verdict), rank(b.Verdict)), cmp.Compare(times(b), times(a)))
	})
	return list
}

// before is the spread of the span before the row's; nil when there is none to
// compare with.
func (ds *Dataset) before(r Row) *Spread {
	results, comparable := ds.spreadBefore(r.Measure, r.Stratum.ID, r.Span)
	if !comparable || !r.Measure.varies() {
		return nil
	}
	earlier := ds.bare(r.Measure, r.Stratum, r.Span.Before(), results)
	if number(earlier.Units, known) < 2 || number(earlier.Units, concealed) > 0 {
		return nil
	}
	s := spreadOf(earlier)
	return &s
}

// adjustMeasures fills in the probabilities with regard to how many measures are
// tested, and lowers the verdicts that do not stand it.
func adjustMeasures(list []MeasureVariation) {
	var p []float64
	for _, m := range list {
		if m.P != nil {
			p = append(p, *m.P)
		}
	}
	adjusted := adjustedFor(p)
	for n := range list {
		m := &list[n]
		if m.P == nil {
			continue
		}
		m.Adjusted, adjusted = &adjusted[0], adjusted[1:]
		if m.Verdict == MoreThanChance && *m.Adjusted >= least {
			m.Verdict = PerhapsMore
		}
	}
}

// rank orders the verdicts: what stands out first, what cannot be told last.
func rank(v Verdict) int {
	return slices.Index([]Verdict{MoreThanChance, PerhapsMore, ChanceEnough, TooFew, NoStandardDeviation, HiddenUnits, NotTested}, v)
}

func times(m MeasureVariation) float64 {
	if m.Times == nil {
		return 0
	}
	return *m.Times
}

// shortfall holds the row's judgements together.
func shortfall(r Row) Shortfall {
	var s Shortfall
	if t := r.Total.Target; t != nil && t.Kind == quality.ValueTarget {
		s.HasTarget = true
		s.Group = r.Total.Judgement.Status == quality.NotMet
		s.Perhaps = r.Total.Judgement.Status == quality.Uncertain && r.Total.Known() && !r.Total.Judgement.PointMeets
	}
	for _, c := range r.Units {
		if c.Target == nil || c.Target.Kind != quality.ValueTarget || !r.Includes(c.Unit) {
			continue
		}
		s.HasTarget = true
		if missed(c) {
			s.Missed = append(s.Missed, c)
		}
	}
	return s
}

// Candidates are the measures that meet a criterion for the next year's goals,
// those that meet both first, then those whose quality is unsatisfactory, each in
// the order given.
func Candidates(list []MeasureVariation) []MeasureVariation {
	chosen := slices.DeleteFunc(slices.Clone(list), func(m MeasureVariation) bool {
		return !m.Unsatisfactory() && !m.Varies()
	})
	criteria := func(m MeasureVariation) int {
		switch {
		case m.Unsatisfactory() && m.Varies():
			return 0
		case m.Unsatisfactory():
			return 1
		}
		return 2
	}
	slices.SortStableFunc(chosen, func(a, b MeasureVariation) int { return cmp.Compare(criteria(a), criteria(b)) })
	return chosen
}
