package analysis

import (
	"time"

	"samsyn/internal/quality"
)

// Step is how a unit's last result of a measure's part stands to that of the reporting
// period before, and what can be said of the twelve months to the end of each.
type Step struct {
	Measure         *Measure
	Stratum         quality.Stratum
	Period, Earlier quality.Period
	Now, Before     Result
	// Change is nil when the two cannot be compared.
	Change *Change
	// Year and Was are the twelve months to the end of Period and of Earlier.
	Year, Was Cell
}

// Told reports whether the step is worth telling: the change is more than chance
// explains, or what can be said against the target is something else.
func (s Step) Told() bool { return s.Change != nil && s.Change.Real || s.Turned() }

// Turned reports whether something else can be said against the same target.
func (s Step) Turned() bool {
	a, b := s.Year.Target, s.Was.Target
	return a != nil && b != nil && a.SameAim(*b) && s.Year.Judgement.Status != s.Was.Judgement.Status
}

// Steps are those of the unit, by its place in Dataset.Units, since the collection
// period before its last one in the year: of all it hands in more often than once a
// year, in the order of the year's overview. None of a masked dataset, which has only
// whole years.
func (ds *Dataset) Steps(unit, year int) []Step {
	if ds.Masked {
		return nil
	}
	var steps []Step
	var newest time.Time
	for _, b := range ds.selected(year) {
		if s, ok := ds.step(b.measure, b.part, unit, year); ok {
			steps = append(steps, s)
			if s.Period.End().After(newest) {
				newest = s.Period.End()
			}
		}
	}
	if len(steps) == 0 {
		return nil
	}
	collected := quality.PeriodOf(newest, ds.Group.CollectionMonths)
	kept := steps[:0]
	for _, s := range steps {
		if !s.Period.End().Before(collected.Start()) {
			kept = append(kept, s)
		}
	}
	return kept
}

// step is the measure's part's last period with a value, beside the one before it.
func (ds *Dataset) step(m *Measure, part quality.Stratum, unit, year int) (Step, bool) {
	u := ds.Units[unit]
	if !m.Kind.Numeric() || !m.AppliesTo(u) {
		return Step{}, false
	}
	periods := append(ds.Periods(m, part.ID, year-1), ds.Periods(m, part.ID, year)...)
	figures := ds.figures(m, part.ID)[u.ID]
	for n := len(periods) - 1; n > 0 && periods[n].LastYear() == year; n-- {
		p, earlier := periods[n], periods[n-1]
		if p.Months >= 12 {
			return Step{}, false
		}
		now := ds.unitResult(m, u, []quality.Period{p}, figures)
		if now.State != Reported {
			continue
		}
		s := Step{Measure: m, Stratum: part, Period: p, Earlier: earlier, Now: now,
			Before: ds.unitResult(m, u, []quality.Period{earlier}, figures),
			Year:   ds.cell(m, part, unit, RollingSpan(p)),
			Was:    ds.cell(m, part, unit, RollingSpan(earlier))}
		if _, broken := m.breakWithin(earlier.Start(), p.Start()); !broken {
			s.Change = change(s.Now, s.Before)
		}
		return s, true
	}
	return Step{}, false
}

// cell is the unit's part of RowOver, without its change. What the others have is only
// worked out for a target that is about them.
func (ds *Dataset) cell(m *Measure, part quality.Stratum, unit int, span Span) Cell {
	u := ds.Units[unit]
	target := ds.target(m.ID, span.Year(), u.ID)
	if target != nil && target.Kind == quality.BetterHalf {
		return ds.RowOver(m, part, span).Units[unit]
	}
	c := Cell{Unit: u, Target: target, Result: ds.unitResult(m, u, ds.within(m, part.ID, span), ds.figures(m, part.ID)[u.ID])}
	c.Judgement = judge{ds: ds, measure: m, year: span.Year()}.unit(c)
	c.Distance = distance(c)
	return c
}
