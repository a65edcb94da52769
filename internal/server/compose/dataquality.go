package compose

import (
	"context"
	"fmt"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// dataQuality is what each unit has handed in for the year, what is missing
// and why, and which definitions changed.
func (c composer) dataQuality(ctx context.Context) []edition.Block {
	entered, expected, missing := map[org.UnitID]int{}, map[org.UnitID]int{}, map[org.UnitID]int{}
	var gaps, changed []string
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			for _, cell := range row.Units {
				entered[cell.Unit.ID] += cell.Entered
				expected[cell.Unit.ID] += cell.Expected
				missing[cell.Unit.ID] += len(cell.Gaps)
				for _, g := range cell.Gaps {
					gaps = append(gaps, i18n.T(ctx, "%s, %s, %s: %s", cell.Unit.ShortName, rowTitle(row), words.Period(ctx, g.Period), g.Reason))
				}
			}
			changed = append(changed, changes(ctx, c.Year, row)...)
		}
	}
	t := edition.Table{ID: qualityTable, Caption: i18n.T(ctx, "Vad enheterna har lämnat in för året"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Enhet")}, {Text: i18n.T(ctx, "Inlämnade uppgifter"), Number: true},
		{Text: i18n.T(ctx, "Uppgift saknas"), Number: true}, {Text: i18n.T(ctx, "Perioder")}}}
	for _, u := range c.Data.Units {
		if expected[u.ID] == 0 {
			continue
		}
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: u.ShortName},
			{Text: i18n.T(ctx, "%d av %d", entered[u.ID], expected[u.ID])}, {Text: i18n.Integer(ctx, int64(missing[u.ID]))}, {Text: c.states(ctx, u.ID)}}})
	}
	blocks := []edition.Block{{Table: &t}}
	if len(gaps) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Uppgifter som saknas")}, edition.Block{List: gaps})
	}
	if len(changed) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Ändrade definitioner")}, edition.Block{List: changed})
	}
	return blocks
}

// states is how the unit's submissions of the year stand, period by period.
func (c composer) states(ctx context.Context, unit org.UnitID) string {
	var list []string
	for _, s := range c.Submissions {
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

// definitions is the definitions that the year's measures had, each once.
func (c composer) definitions(ctx context.Context) (blocks []edition.Block) {
	seen := map[quality.IndicatorID]bool{}
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			if seen[row.Measure.ID] {
				continue
			}
			seen[row.Measure.ID] = true
			blocks = append(blocks, edition.Block{Heading: row.Definition.Name}, edition.Block{Terms: definition(ctx, row)})
		}
	}
	return blocks
}

func definition(ctx context.Context, row analysis.Row) (list []edition.Term) {
	d := row.Definition
	top, bottom := i18n.T(ctx, "Täljare"), i18n.T(ctx, "Nämnare")
	if row.Measure.Kind != quality.Proportion && row.Measure.Kind != quality.Rate {
		top, bottom = i18n.T(ctx, "Det som anges"), i18n.T(ctx, "Underlag")
	}
	for _, t := range []edition.Term{
		{Term: top, Text: d.NumeratorText},
		{Term: bottom, Text: strings.Trim(d.DenominatorText, "–")},
		{Term: i18n.T(ctx, "Räknas inte med"), Text: d.Exclusions},
		{Term: i18n.T(ctx, "Siffrorna hämtas från"), Text: d.DataSource},
		{Term: i18n.T(ctx, "Källa till definitionen"), Text: d.Source},
		{Term: i18n.T(ctx, "Gäller från"), Text: i18n.LongDate(ctx, d.ValidFrom)},
	} {
		if t.Text != "" {
			list = append(list, t)
		}
	}
	return list
}
