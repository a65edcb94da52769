package analysis

import "samsyn/internal/quality"

// Evidence is what the figures and others' published values say of a measure that
// somebody wants something done about.
type Evidence struct {
	Indicator quality.Indicator
	// Aim is what the results are held against: what is proposed, or the target of Year;
	// the zero Target for none.
	Aim quality.Target
	// Year is whose figures it rests on: the last one asked for, or the latest of those
	// before it that has any. Zero when there is none.
	Year       int
	Parts      []EvidencePart // of the measure, in its own order; none without a Year
	References []Reference
}

// EvidencePart is the results of one part of a measure.
type EvidencePart struct {
	MeasureVariation
	Latest quality.Period // the last one that there is a figure about
	// Toward is the result of all units together held against the aim, and Missing the
	// units that miss it for certain, in the group's own order.
	Toward  Cell
	Missing []Cell
	// Line is the units' common line over time, judged by the run chart's rules; nil
	// for what has no line.
	Line *Control
}

// EvidenceYears is how many years, the last one among them, figures are looked for in.
const EvidenceYears = 3

// EvidenceReader gives what speaks for and against measures, out of one dataset whose
// last year is the latest to look in: the same figures, tests and masking as the results.
// It works each year out once.
type EvidenceReader struct {
	ds    *Dataset
	years map[int][]MeasureVariation
}

// Evidence reads evidence from the dataset; a nil one has none.
func (ds *Dataset) Evidence() EvidenceReader {
	return EvidenceReader{ds: ds, years: map[int][]MeasureVariation{}}
}

// Of is what speaks for and against the measure, held against the aim: of the latest year
// that has figures. Everything but the measure and the aim is filled in.
func (r EvidenceReader) Of(i quality.Indicator, aim quality.Target) (Evidence, error) {
	e := Evidence{Indicator: i, Aim: aim}
	if r.ds == nil {
		return e, nil
	}
	for year := r.ds.LastYear; year > r.ds.LastYear-EvidenceYears && e.Year == 0; year-- {
		parts, err := r.parts(i.ID, aim, year)
		if err != nil {
			return e, err
		}
		if len(parts) > 0 {
			e.Parts, e.Year = parts, year
		}
	}
	return e, nil
}

// OfTarget is what speaks for and against the measure, held against everybody's target of
// the year that the figures are about.
func (r EvidenceReader) OfTarget(i quality.Indicator) (Evidence, error) {
	e, err := r.Of(i, quality.Target{IndicatorID: i.ID, Kind: quality.FollowOnly})
	if err != nil || e.Year == 0 {
		return e, err
	}
	target := r.ds.target(i.ID, e.Year, 0)
	if target == nil {
		return e, nil
	}
	parts, err := r.parts(i.ID, *target, e.Year)
	e.Parts, e.Aim = parts, *target
	return e, err
}

// parts are the measure's results of the year; none when nobody has a figure then.
func (r EvidenceReader) parts(id quality.IndicatorID, aim quality.Target, year int) ([]EvidencePart, error) {
	if _, done := r.years[year]; !done {
		r.years[year] = r.ds.Variations(r.ds.OverviewOf(YearSpan(year)))
	}
	var measure *Measure
	found := map[quality.StratumID]EvidencePart{}
	for _, m := range r.years[year] {
		if m.Row.Measure.ID != id {
			continue
		}
		measure = m.Row.Measure
		part := EvidencePart{MeasureVariation: m, Toward: m.Row.Total.Toward(aim)}
		latest, any := r.ds.Latest(measure, m.Row.Stratum, year)
		if !any {
			continue
		}
		part.Latest = latest
		for _, c := range m.Row.Units {
			if held := c.Toward(aim); m.Row.Includes(c.Unit) && held.Judgement.Status == quality.NotMet {
				part.Missing = append(part.Missing, held)
			}
		}
		found[m.Row.Stratum.ID] = part
	}
	if measure == nil || len(found) == 0 {
		return nil, nil
	}
	return r.inOrder(measure, found)
}

// inOrder is the parts in the measure's own order, each with its line.
func (r EvidenceReader) inOrder(measure *Measure, found map[quality.StratumID]EvidencePart) ([]EvidencePart, error) {
	var list []EvidencePart
	for _, stratum := range measure.Parts() {
		part, known := found[stratum.ID]
		if !known {
			continue
		}
		for _, course := range r.ds.Courses(measure) {
			if course.Line.Unit.ID != 0 || course.Stratum.ID != stratum.ID {
				continue
			}
			line, err := r.ds.Control(course, RunChart)
			if err != nil {
				return nil, err
			}
			part.Line = &line
		}
		list = append(list, part)
	}
	return list, nil
}
