package analysis

import "samsyn/internal/quality"

// YearSpread is how far units are from each other in one year.
type YearSpread struct {
	Year   int
	Period quality.Period
	// Units have a value; Hidden are hidden, and when there are any the spread is
	// not known.
	Units, Hidden int
	Spread
	// Total is all units together.
	Total Result
	// Broken says that the year's definition cannot be compared with that of the
	// year before.
	Broken bool
}

// Spreads are how far the units are from each other in a measure's part, year by
// year from the first to the last that has anything; none for measures that do
// not vary by chance.
func (ds *Dataset) Spreads(m *Measure, stratum quality.Stratum) []YearSpread {
	if !m.varies() {
		return nil
	}
	var years []YearSpread
	for year := ds.FirstYear; year <= ds.LastYear; year++ {
		span := YearSpan(year)
		r := ds.bare(m, stratum, span, ds.spread(m, stratum.ID, span))
		y := YearSpread{Year: year, Period: r.Period, Total: r.Total.Result,
			Units: number(r.Units, known), Hidden: number(r.Units, concealed)}
		if y.Units+y.Hidden == 0 && len(years) == 0 {
			continue
		}
		if y.Hidden == 0 {
			y.Spread = spreadOf(r)
		}
		if len(years) > 0 {
			_, y.Broken = m.breakWithin(years[len(years)-1].Period.End(), r.Period.End())
		}
		years = append(years, y)
	}
	for len(years) > 0 && years[len(years)-1].Units+years[len(years)-1].Hidden == 0 {
		years = years[:len(years)-1]
	}
	return years
}

// bare is the results as a row without targets, judgements and changes.
func (ds *Dataset) bare(m *Measure, stratum quality.Stratum, span Span, results spread) Row {
	r := Row{Measure: m, Stratum: stratum, Span: span, Year: span.Year(), Period: span.Period,
		Definition: results.total.Definition, Total: Cell{Result: results.total}}
	if span.Kind == OneYear {
		r.Period = m.yearPeriod(r.Year)
	}
	for n, u := range ds.Units {
		r.Units = append(r.Units, Cell{Result: results.units[n], Unit: u})
	}
	return r
}
