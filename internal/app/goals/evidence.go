package goals

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Evidence is what the figures and others' published values say of a measure that is
// proposed.
type Evidence struct {
	Indicator quality.Indicator // with the definition of the proposal's year
	Aim       quality.Target
	// Year is whose figures it rests on: the year before the proposal's, or the latest
	// of the three before it that has any. Zero when there is none.
	Year       int
	Parts      []EvidencePart // of the measure, in its own order; none without a Year
	References []postgres.Reference
}

// EvidencePart is the results of one part of a measure.
type EvidencePart struct {
	analysis.MeasureVariation
	Latest quality.Period // the last one that there is a figure about
	// Toward is the result of all units together held against what is proposed, and
	// Missing the units that miss it for certain, in the group's own order.
	Toward  analysis.Cell
	Missing []analysis.Cell
	// Line is the units' common line over time, judged by the run chart's rules; nil
	// for what has no line.
	Line *analysis.Control
}

// evidenceYears is how many years before the proposal's that figures are looked for in.
const evidenceYears = 3

// evidence reads what speaks for each of the proposal's measures, exactly as the results
// room tells it: the same figures, tests and masking.
func (room *Room) evidence(ctx context.Context, tx *postgres.Tx, actor org.Actor, p ProposalPage) ([]Evidence, error) {
	first, last, err := yearsBefore(ctx, tx, p.Proposal.GoalProposal)
	if err != nil {
		return nil, err
	}
	var results yearResults
	if last != 0 {
		ds, err := dataset.LoadLines(ctx, tx, p.Proposal.GroupID, first, last)
		if err != nil {
			return nil, err
		}
		if ds, err = dataset.Seen(ctx, tx, actor, ds, analysis.YearSpan(last)); err != nil {
			return nil, err
		}
		results = yearResults{ds: ds, years: map[int][]analysis.MeasureVariation{}}
	}
	var list []Evidence
	for _, aim := range p.Proposal.Aims {
		e := Evidence{Aim: aim, References: keep(p.References, func(r postgres.Reference) bool { return r.IndicatorID == aim.IndicatorID })}
		e.Indicator, _ = p.Indicator(aim.IndicatorID)
		for year := last; results.ds != nil && year > last-evidenceYears && e.Year == 0; year-- {
			if e.Parts, err = results.parts(aim, year); err != nil {
				return nil, err
			}
			if len(e.Parts) > 0 {
				e.Year = year
			}
		}
		list = append(list, e)
	}
	return list, nil
}

// yearsBefore are the group's first year, and the latest before the proposal's with
// figures that may be shown; zero when there is none.
func yearsBefore(ctx context.Context, tx *postgres.Tx, p quality.GoalProposal) (first, last int, err error) {
	years, err := tx.ResultYears(ctx, p.GroupID)
	for n, y := range years {
		if n == 0 {
			first = y.Year
		}
		if y.HasFigures && y.Year < p.Year {
			last = y.Year
		}
	}
	return first, last, err
}

// yearResults is the results of some years, each worked out once.
type yearResults struct {
	ds    *analysis.Dataset
	years map[int][]analysis.MeasureVariation
}

// parts are the measure's results of the year; none when nobody has a figure then.
func (r yearResults) parts(aim quality.Target, year int) ([]EvidencePart, error) {
	if _, done := r.years[year]; !done {
		r.years[year] = r.ds.Variations(r.ds.OverviewOf(analysis.YearSpan(year)))
	}
	var measure *analysis.Measure
	found := map[quality.StratumID]EvidencePart{}
	for _, m := range r.years[year] {
		if m.Row.Measure.ID != aim.IndicatorID {
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
func (r yearResults) inOrder(measure *analysis.Measure, found map[quality.StratumID]EvidencePart) ([]EvidencePart, error) {
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
			line, err := r.ds.Control(course, analysis.RunChart)
			if err != nil {
				return nil, err
			}
			part.Line = &line
		}
		list = append(list, part)
	}
	return list, nil
}
