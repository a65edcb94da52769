package report

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// answerMeasure is the measure of the row without its parts.
func answerMeasure(ctx context.Context, p report.AnswerPage, row analysis.Row) view.AnswerMeasure {
	id := row.Measure.ID
	m := view.AnswerMeasure{ID: measureID(id), Name: row.Definition.Name, Measured: row.Definition.NumeratorText,
		Field: ui.TextAreaProps{Name: report.CommentField(id), Label: i18n.T(ctx, "Synpunkt på måttet"), Value: report.About(p.Answer, id), Rows: 2, Optional: true,
			Description: i18n.T(ctx, "Läses också utanför gruppen.")}}
	if text := row.Definition.DenominatorText; text != "" && text != "–" {
		m.Measured = i18n.T(ctx, "%s. Av: %s", m.Measured, text)
	}
	if text := report.About(p.Answer, id); text != "" && !p.CanAnswer {
		m.Sent = append(m.Sent, signed(ctx, p, text))
	}
	return m
}

// addPart adds a part of the measure: the unit's results, what is missing, and what it
// wrote with its figures.
func addPart(ctx context.Context, p report.AnswerPage, row analysis.Row, m *view.AnswerMeasure) {
	c := row.Units[p.Index]
	before := p.Data.Row(row.Measure, row.Stratum, p.Year-1)
	earlier := p.Data.Row(row.Measure, row.Stratum, p.Year-2)
	r := view.AnswerRow{Name: row.Stratum.Name, Value: valueWords(ctx, c.Result), Counts: words.Basis(ctx, c.Result), Interval: words.Interval(ctx, c.Result),
		Words:  !row.Measure.Kind.Numeric(),
		Before: earlierWords(ctx, before.Units[p.Index].Result), Earlier: earlierWords(ctx, earlier.Units[p.Index].Result),
		Group: valueWords(ctx, row.Total.Result), GroupCounts: words.Basis(ctx, row.Total.Result),
		Status: looks.Status(c), Standing: looks.Standing(c.Standing), Spark: spark(p, row, c), Changed: changed(p, row)}
	if r.Name == "" {
		r.Name = p.Unit.ShortName
	}
	if c.Target != nil {
		r.Target = i18n.T(ctx, "Mål: %s", words.Target(ctx, *c.Target, row.Measure.Kind, row.Definition))
	}
	if c.State == analysis.Reported && !c.Complete() {
		r.Note = words.Handed(ctx, c.Result, c.Definition.ReportingMonths)
	}
	m.Rows = append(m.Rows, r)
	name := ""
	if row.Stratum.Name != "" {
		name = row.Stratum.Name + ", "
	}
	for _, g := range c.Gaps {
		m.Missing = append(m.Missing, name+i18n.T(ctx, "%s: %s", words.Period(ctx, g.Period), g.Reason))
	}
	if left := c.Expected - c.Entered; left > 0 && c.State != analysis.NotApplicable {
		m.Missing = append(m.Missing, name+i18n.N(ctx, "en uppgift är inte lämnad, och det står inte varför", "%d uppgifter är inte lämnade, och det står inte varför", left))
	}
	for _, said := range c.Comments {
		m.Said = append(m.Said, edition.Statement{Unit: name + words.Period(ctx, said.Period), Text: said.Text})
	}
}

// valueWords is a result's value; what a yes stands for is said with it.
func valueWords(ctx context.Context, r analysis.Result) string {
	text := words.Value(ctx, r)
	if r.Kind == quality.YesNo && r.State == analysis.Reported && r.Value.Text != "" {
		text = i18n.T(ctx, "%s: %s", text, r.Value.Text)
	}
	if label := r.Definition.UnitLabel; label != "" && r.Known() && r.Kind != quality.Proportion {
		text += " " + label
	}
	return text
}

// earlierWords is a value of a year before; nothing is said of years before the group began
// to collect the measure.
func earlierWords(ctx context.Context, r analysis.Result) string {
	if r.State == analysis.NotEntered {
		return i18n.NoValue
	}
	return valueWords(ctx, r)
}

// spark is the unit's course in small over the years of the page.
func spark(p report.AnswerPage, row analysis.Row, c analysis.Cell) ui.Spark {
	s := p.Data.Spark(row.Measure, row.Stratum, row.Span, p.Year-p.Data.FirstYear+1)
	low, high, ok := s.Ends()
	if !ok {
		return ui.Spark{}
	}
	var level *float64
	if c.Target != nil && c.Target.Kind == quality.ValueTarget {
		level = c.Target.Threshold
	}
	return looks.Spark(s.Units[p.Index], low, high, level)
}

func changed(p report.AnswerPage, row analysis.Row) bool {
	for _, c := range p.Changes {
		if c.Row.Measure.ID == row.Measure.ID && c.Row.Stratum.ID == row.Stratum.ID {
			return true
		}
	}
	return false
}

// changedRow is a result that is another than when the unit answered.
func changedRow(ctx context.Context, unit string, c report.Change) view.ChangedRow {
	name := c.Row.Definition.Name
	if c.Row.Stratum.Name != "" {
		name = i18n.T(ctx, "%s, %s", name, c.Row.Stratum.Name)
	}
	return view.ChangedRow{Unit: unit, Measure: name, Then: withBasis(ctx, c.Then), Now: withBasis(ctx, c.Now)}
}

// withBasis is a value with what it is made of.
func withBasis(ctx context.Context, r analysis.Result) string {
	if basis := words.Basis(ctx, r); basis != "" {
		return i18n.T(ctx, "%s (%s)", valueWords(ctx, r), basis)
	}
	return valueWords(ctx, r)
}
