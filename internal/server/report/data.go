package report

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// newProcess is the sites' conditions side by side: every process measure of the
// year for every unit; nil when none was collected.
func newProcess(ctx context.Context, r *report.Report, blocks []analysis.Block) *view.Process {
	p := &view.Process{}
	year := quality.WholeYear(r.Year)
	for _, u := range r.Data.Units {
		if u.ActiveDuring(year.Start(), year.End()) {
			p.Units = append(p.Units, u.ShortName)
		}
	}
	for _, b := range blocks {
		for _, row := range b.Rows {
			if row.Measure.Category != quality.Process {
				continue
			}
			line := view.ProcessRow{Name: rowTitle(row)}
			if label := row.Definition.UnitLabel; label != "" && row.Measure.Kind.Numeric() && row.Measure.Kind != quality.Proportion {
				line.Name += " (" + label + ")"
			}
			for _, cell := range row.Units {
				if cell.Unit.ActiveDuring(year.Start(), year.End()) {
					line.Cells = append(line.Cells, processCell(ctx, cell))
				}
			}
			p.Rows = append(p.Rows, line)
		}
	}
	if len(p.Rows) == 0 {
		return nil
	}
	return p
}

// processCell is a process measure's value; what has changed within the year
// says since when it is so.
func processCell(ctx context.Context, c analysis.Cell) string {
	text := words.Value(ctx, c.Result)
	if c.Kind == quality.YesNo && c.Value.Text != "" {
		text += ": " + c.Value.Text
	}
	if c.Value.ValidFrom != nil {
		text += " " + i18n.T(ctx, "(från %s)", i18n.Date(ctx, *c.Value.ValidFrom))
	}
	return text
}

// newDataQuality is what each unit has handed in for the year, what is missing
// and why, and which definitions changed.
func newDataQuality(ctx context.Context, r *report.Report, blocks []analysis.Block) *view.DataQuality {
	q := &view.DataQuality{}
	entered, expected, missing := map[org.UnitID]int{}, map[org.UnitID]int{}, map[org.UnitID]int{}
	for _, b := range blocks {
		for _, row := range b.Rows {
			for _, cell := range row.Units {
				entered[cell.Unit.ID] += cell.Entered
				expected[cell.Unit.ID] += cell.Expected
				missing[cell.Unit.ID] += len(cell.Gaps)
				for _, g := range cell.Gaps {
					q.Gaps = append(q.Gaps, view.Gap{Unit: cell.Unit.ShortName, Measure: rowTitle(row),
						Period: words.Period(ctx, g.Period), Reason: g.Reason})
				}
			}
			q.Changes = append(q.Changes, changes(ctx, r.Year, row)...)
		}
	}
	for _, u := range r.Data.Units {
		if expected[u.ID] == 0 {
			continue
		}
		q.Rows = append(q.Rows, view.QualityRow{Unit: u.ShortName, States: states(ctx, r, u.ID),
			Entered: i18n.T(ctx, "%d av %d", entered[u.ID], expected[u.ID]), Missing: i18n.Integer(ctx, int64(missing[u.ID]))})
	}
	return q
}

// states is how the unit's submissions of the year stand, period by period.
func states(ctx context.Context, r *report.Report, unit org.UnitID) string {
	var list []string
	for _, s := range r.Submissions {
		if s.UnitID == unit {
			list = append(list, fmt.Sprintf("%s %s", words.ShortPeriod(ctx, s.Period), strings.ToLower(words.SubmissionState(ctx, s.State))))
		}
	}
	return strings.Join(list, ", ")
}

// changes is the definitions of the measure that began within the year.
func changes(ctx context.Context, year int, row analysis.Row) []string {
	var list []string
	for n, v := range row.Measure.Versions {
		if n == 0 || v.ValidFrom.Year() != year {
			continue
		}
		text := i18n.T(ctx, "%s, från %s: %s", v.Name, i18n.LongDate(ctx, v.ValidFrom), v.ChangeNote)
		if !v.Comparable {
			text += " " + i18n.T(ctx, "Siffror före och efter går inte att jämföra.")
		}
		list = append(list, text)
	}
	return list
}

// newDefinitions is the definitions that the year's measures had, each once.
func newDefinitions(ctx context.Context, blocks []analysis.Block) []view.Definition {
	var list []view.Definition
	seen := map[quality.IndicatorID]bool{}
	for _, b := range blocks {
		for _, row := range b.Rows {
			if seen[row.Measure.ID] {
				continue
			}
			seen[row.Measure.ID] = true
			d := row.Definition
			top, bottom := i18n.T(ctx, "Täljare"), i18n.T(ctx, "Nämnare")
			if row.Measure.Kind != quality.Proportion && row.Measure.Kind != quality.Rate {
				top, bottom = i18n.T(ctx, "Det som anges"), i18n.T(ctx, "Underlag")
			}
			list = append(list, view.Definition{Name: d.Name, Items: []ui.Definition{
				{Term: top, Text: d.NumeratorText},
				{Term: bottom, Text: strings.Trim(d.DenominatorText, "–")},
				{Term: i18n.T(ctx, "Räknas inte med"), Text: d.Exclusions},
				{Term: i18n.T(ctx, "Siffrorna hämtas från"), Text: d.DataSource},
				{Term: i18n.T(ctx, "Källa till definitionen"), Text: d.Source},
				{Term: i18n.T(ctx, "Gäller från"), Text: i18n.LongDate(ctx, d.ValidFrom)},
			}})
		}
	}
	return list
}

// lowerFirst lets a definition's text stand within a sentence; an abbreviation
// keeps its capitals.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
