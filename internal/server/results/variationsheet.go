package results

import (
	"context"
	"strconv"

	"samsyn/internal/i18n"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// sheet is all measures with how much their units differ, and how far apart they
// have been the last years.
func (p variationPage) sheet(ctx context.Context) sheet {
	s := sheet{id: "variation-tabell", caption: i18n.T(ctx, "Hur mycket enheterna skiljer sig, mått för mått, %s", words.Period(ctx, p.Span.Period)),
		columns: []column{{i18n.T(ctx, "Enheter"), true}, {i18n.T(ctx, "Mot slumpen"), true}, {i18n.T(ctx, "Vad det säger"), false},
			{i18n.T(ctx, "Lägsta"), true}, {i18n.T(ctx, "Högsta"), true}, {i18n.T(ctx, "Avstånd utan slump"), true}}}
	first := p.Dataset.FirstYear
	for year := first; year < p.Span.Year(); year++ {
		s.columns = append(s.columns, column{i18n.T(ctx, "Avstånd utan slump %d", year), true})
	}
	for _, m := range p.list {
		row, units := m.Row, float64(m.Units)
		value := func(v *float64) figure {
			if v == nil {
				return figure{}
			}
			return figure{text: words.Measured(ctx, row.Measure.Kind, row.Definition, *v), number: v}
		}
		apart := func(v *float64) figure {
			return figure{text: words.Apart(ctx, row.Measure.Kind, row.Definition, v), number: v}
		}
		l := line{name: title(ctx, row.Definition), part: joined(", ", row.Stratum.Name, unitLabel(row.Measure, row.Definition)), url: measureURL(row), cells: []figure{
			{text: strconv.Itoa(m.Units), number: &units}, {text: words.Times(ctx, m.Times), number: m.Times},
			{text: words.ShortVerdict(ctx, m.Verdict)}, value(m.Lowest), value(m.Highest), apart(m.Between)}}
		course := make([]*float64, p.Span.Year()-first+1)
		for _, y := range p.Dataset.Spreads(row.Measure, row.Stratum) {
			if n := y.Year - first; n < len(course) {
				course[n] = y.Between
			}
		}
		for _, distance := range course[:len(course)-1] {
			l.cells = append(l.cells, apart(distance))
		}
		l.cells[5].spark = distances(course)
		s.rows = append(s.rows, l)
	}
	return s
}

// distances is the distance between units year by year in small, from none up; nothing
// for a single year.
func distances(course []*float64) ui.Spark {
	most, known := 0.0, 0
	for _, d := range course {
		if d != nil {
			most, known = max(most, *d), known+1
		}
	}
	if known < 2 {
		return ui.Spark{}
	}
	return looks.Spark(course, 0, most, nil)
}
