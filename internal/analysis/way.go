package analysis

import "samsyn/internal/quality"

// WayPlan is the way to draw: the milestones of a long-term goal, and its years.
type WayPlan struct {
	Milestones  []quality.Milestone
	First, Last int // the years to show, both counted
	// Present is the year that is not over yet.
	Present int
}

// Way is how far a measure's part has come on the way to a long-term goal: all units
// together, year by year, with what the milestones ask for.
type Way struct {
	Measure *Measure
	Stratum quality.Stratum // zero when the measure is not divided
	// Years are the plan's. Totals, Levels and Broken are one per year.
	Years  []int
	Totals []Cell // held against the level of the year, where there is one
	Levels []*float64
	// Broken says that the year's definition cannot be compared with the year before's.
	Broken []bool
	Steps  []WayStep
	Answer quality.Way
	// Latest is the place of the last year that is over and has a result; -1 when none
	// has.
	Latest int
	// Course is the change from the first year with a result to the last that is over;
	// nil when there are no two that can be compared.
	Course     *Change
	CourseFrom int // the years that Course is about
	CourseTo   int
}

// WayStep is one milestone with the result of its own year.
type WayStep struct {
	quality.Milestone
	Cell
	// Ahead says that the year is not over.
	Ahead bool
}

// Way is the way of one of the measure's parts.
func (ds *Dataset) Way(m *Measure, stratum quality.Stratum, p WayPlan) Way {
	w := Way{Measure: m, Stratum: stratum, Levels: quality.MilestoneLevels(p.Milestones, m.ID, p.First, p.Last)}
	for year := p.First; year <= p.Last; year++ {
		c := Cell{Result: Result{State: NotEntered, Kind: m.Kind, Definition: m.VersionOn(YearSpan(year).Period.End())}}
		if ds.FirstYear <= year && year <= ds.LastYear {
			c = ds.Row(m, stratum, year).Total
		}
		if level := w.Levels[year-p.First]; level != nil {
			c = c.Against(quality.Target{IndicatorID: m.ID, Year: year, Kind: quality.ValueTarget, Threshold: level})
		}
		_, broken := m.breakWithin(m.yearPeriod(year-1).End(), m.yearPeriod(year).End())
		w.Years, w.Totals, w.Broken = append(w.Years, year), append(w.Totals, c), append(w.Broken, broken && year > p.First)
	}
	for _, milestone := range p.Milestones {
		target, aims := milestone.Aim()
		if !aims || milestone.IndicatorID != m.ID {
			continue
		}
		n := milestone.Year - p.First
		if n < 0 || n >= len(w.Totals) {
			continue
		}
		w.Steps = append(w.Steps, WayStep{Milestone: milestone, Cell: w.Totals[n].Against(target), Ahead: milestone.Year >= p.Present})
	}
	w.answer(p.Present)
	return w
}

// answer says whether the measure is on its way, from the years that are over.
func (w *Way) answer(present int) {
	first, last := -1, -1
	var t quality.Travelled
	for n, c := range w.Totals {
		if !c.Known() {
			continue
		}
		t.Measured = true
		if w.Years[n] >= present {
			continue
		}
		if first < 0 || w.Broken[n] {
			first = n
		}
		last = n
	}
	if last >= 0 && w.Levels[last] != nil {
		t.Due = w.Totals[last].Judgement.Status
	}
	if first >= 0 && first < last {
		w.CourseFrom, w.CourseTo = w.Years[first], w.Years[last]
		w.Course = change(w.Totals[last].Result, w.Totals[first].Result)
	}
	if c := w.Course; c != nil && c.Real {
		t.Course = quality.CourseWorse
		if c.Better(w.Totals[last].Definition.Direction) {
			t.Course = quality.CourseBetter
		}
	}
	w.Latest, w.Answer = last, t.Way()
}
