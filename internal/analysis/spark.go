package analysis

import (
	"samsyn/internal/quality"
)

// Spark is a measure's part in small: the value of each unit, and of all together,
// period by period, without intervals. It is to see a course in, not to read numbers
// from.
type Spark struct {
	Periods []quality.Period
	Units   [][]*float64 // in the order of Dataset.Units; nil where there is no value
	Total   []*float64
}

// Spark is the reporting periods that end in the years up to the span's end, or the
// published years of a masked dataset. Periods before a definition that cannot be
// compared are left out.
func (ds *Dataset) Spark(m *Measure, stratum quality.Stratum, span Span, years int) Spark {
	s := Spark{Units: make([][]*float64, len(ds.Units))}
	if !m.Kind.Numeric() {
		return s
	}
	for year := max(ds.FirstYear, span.Year()-years+1); year <= span.Year(); year++ {
		if ds.Masked {
			s.Periods = append(s.Periods, m.yearPeriod(year))
			continue
		}
		for _, p := range ds.Periods(m, stratum.ID, year) {
			if !p.End().After(span.Period.End()) {
				s.Periods = append(s.Periods, p)
			}
		}
	}
	if len(s.Periods) == 0 {
		return s
	}
	if v, broken := m.breakWithin(s.Periods[0].Start(), s.Periods[len(s.Periods)-1].Start()); broken {
		for len(s.Periods) > 0 && s.Periods[0].Start().Before(v.ValidFrom) {
			s.Periods = s.Periods[1:]
		}
	}
	if ds.Masked {
		ds.publishedSpark(m, stratum, &s)
	} else {
		ds.fillSpark(m, stratum, &s)
	}
	return s
}

func (ds *Dataset) publishedSpark(m *Measure, stratum quality.Stratum, s *Spark) {
	for _, p := range s.Periods {
		public := ds.spread(m, stratum.ID, YearSpan(p.LastYear()))
		for n := range ds.Units {
			s.Units[n] = append(s.Units[n], public.units[n].Point)
		}
		s.Total = append(s.Total, public.total.Point)
	}
}

func (ds *Dataset) fillSpark(m *Measure, stratum quality.Stratum, s *Spark) {
	at := make(map[quality.Period]int, len(s.Periods))
	for n, p := range s.Periods {
		at[p] = n
	}
	if m.together(stratum.ID) {
		ds.fillTogether(m, s)
		return
	}
	figures := ds.figures(m, stratum.ID)
	together := make([][]quality.Value, len(s.Periods))
	for n, u := range ds.Units {
		s.Units[n] = make([]*float64, len(s.Periods))
		for _, f := range figures[u.ID] {
			p, counted := at[f.Period]
			if !counted || f.State != quality.Reported {
				continue
			}
			if point, ok := f.Value.Point(m.Kind, per(m.VersionOn(f.Period.Start()))); ok {
				s.Units[n][p] = &point
			}
			together[p] = append(together[p], f.Value)
		}
	}
	s.Total = make([]*float64, len(s.Periods))
	for n, values := range together {
		if len(values) == 0 {
			continue
		}
		if point, ok := sum(m.Kind, values).Point(m.Kind, per(m.VersionOn(s.Periods[n].Start()))); ok {
			s.Total[n] = &point
		}
	}
}

// fillTogether fills the spark of all of a measure's strata together.
func (ds *Dataset) fillTogether(m *Measure, s *Spark) {
	for _, p := range s.Periods {
		all := ds.moment(m, 0, []quality.Period{p})
		for n := range ds.Units {
			s.Units[n] = append(s.Units[n], all.units[n].Point)
		}
		s.Total = append(s.Total, all.total.Point)
	}
}

// Ends are the lowest and the highest value of all the spark's units; false when none
// has any.
func (s Spark) Ends() (low, high float64, ok bool) {
	for _, unit := range s.Units {
		for _, v := range unit {
			if v == nil {
				continue
			}
			if !ok || *v < low {
				low = *v
			}
			if !ok || *v > high {
				high = *v
			}
			ok = true
		}
	}
	return low, high, ok
}
