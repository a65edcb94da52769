package analysis

import (
	"cmp"
	"slices"
	"strings"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Entry is what one unit has handed in of one part of a measure for one period, as it
// may be handed out: of a masked dataset the published result of a year.
type Entry struct {
	Measure *Measure
	// Stratum is zero when the measure is not divided, and of a masked dataset for all
	// its strata together.
	Stratum    quality.Stratum
	Unit       org.Unit
	Period     quality.Period
	Definition quality.Version // in force when the period begins
	// State is Reported, Nobody, Missing, NotApplicable or Masked; what has not been
	// handed in is no entry.
	State State
	Value quality.Value
	Point *float64 // the value in the unit shown; nil when there is none
	// Reason is the group's words for why it is missing.
	Reason   string
	Comment  string
	Standing quality.Standing
	// Changed says that it says something else than when it was approved.
	Changed bool
}

// Entries are all that has been handed in for the dataset's years, in a fixed order:
// by measure, part, unit and period. Of a masked dataset all of a divided measure's strata
// together come before the strata: where a stratum is hidden they cannot be added up.
func (ds *Dataset) Entries() []Entry {
	var list []Entry
	for n := range ds.Measures {
		m := &ds.Measures[n]
		if ds.Masked {
			for _, part := range m.Parts() {
				list = append(list, ds.publishedEntries(m, part)...)
			}
			continue
		}
		for _, part := range m.Counted() {
			list = append(list, ds.figureEntries(m, part)...)
		}
	}
	return list
}

func (ds *Dataset) figureEntries(m *Measure, part quality.Stratum) []Entry {
	var list []Entry
	figures := ds.figures(m, part.ID)
	for _, u := range ds.Units {
		own := slices.Clone(figures[u.ID])
		slices.SortStableFunc(own, func(a, b Figure) int {
			return cmp.Or(a.Period.Start().Compare(b.Period.Start()), cmp.Compare(a.Period.Months, b.Period.Months))
		})
		for _, f := range own {
			e := Entry{Measure: m, Stratum: part, Unit: u, Period: f.Period, Definition: m.VersionOn(f.Period.Start()),
				State: State(f.State), Value: f.Value, Comment: f.Comment, Standing: f.Standing, Changed: f.Changed}
			switch {
			case f.State == quality.Missing:
				e.Reason = ds.Reasons[f.MissingReasonID]
			case f.State == quality.Reported && nobody(m.Kind, f.Value):
				e.State = Nobody
			case f.State == quality.Reported:
				if point, ok := f.Value.Point(m.Kind, per(e.Definition)); ok {
					e.Point = &point
				}
			}
			list = append(list, e)
		}
	}
	return list
}

// publishedEntries are the years' results, unit by unit. A year's missing periods have
// their reasons, each once.
func (ds *Dataset) publishedEntries(m *Measure, part quality.Stratum) []Entry {
	var list []Entry
	for slot, u := range ds.Units {
		for year := ds.FirstYear; year <= ds.LastYear; year++ {
			row := Row{Measure: m, Period: m.yearPeriod(year)}
			r := ds.spread(m, part.ID, YearSpan(year)).units[slot]
			if r.State == NotEntered || r.State == NotDue || !row.Includes(u) {
				continue
			}
			e := Entry{Measure: m, Stratum: part, Unit: u, Period: row.Period, Definition: r.Definition, State: r.State,
				Value: r.Value, Point: r.Point, Standing: r.Standing, Changed: r.Changed}
			if r.State == Missing {
				e.Reason = reasons(r.Gaps)
			}
			list = append(list, e)
		}
	}
	return list
}

func reasons(gaps []Gap) string {
	var words []string
	for _, g := range gaps {
		if !slices.Contains(words, g.Reason) {
			words = append(words, g.Reason)
		}
	}
	return strings.Join(words, "; ")
}
