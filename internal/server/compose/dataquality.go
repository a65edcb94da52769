package compose

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// coverage is how much has been handed in of what was expected.
type coverage struct{ entered, expected, missing, preliminary int }

func (v *coverage) add(c analysis.Cell) {
	v.entered += c.Entered
	v.expected += c.Expected
	v.missing += len(c.Gaps)
	if c.Standing == quality.Preliminary {
		v.preliminary++
	}
}

func (v coverage) cells(ctx context.Context) []edition.Cell {
	missing, preliminary := float64(v.missing), float64(v.preliminary)
	return []edition.Cell{{Text: i18n.T(ctx, "%d av %d", v.entered, v.expected)}, {Text: i18n.Integer(ctx, int64(v.missing)), Number: &missing},
		{Text: i18n.Integer(ctx, int64(v.preliminary)), Number: &preliminary}}
}

// gap is a figure that is missing, with where and why.
type gap struct{ unit, measure, period, reason string }

// dataQuality is what each unit has handed in for the year and for which measures, what is
// missing and why, what may still change, and which definitions and targets are new.
func (c composer) dataQuality(ctx context.Context) []edition.Block {
	units := map[org.UnitID]*coverage{}
	for _, u := range c.Data.Units {
		units[u.ID] = &coverage{}
	}
	measures := edition.Table{ID: "datakvalitet-matt-tabell", Caption: i18n.T(ctx, "Vad som är inlämnat för varje mått"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Mått")}, {Text: i18n.T(ctx, "Inlämnade uppgifter"), Number: true}, {Text: i18n.T(ctx, "Uppgift saknas"), Number: true},
		{Text: i18n.T(ctx, "Enheter med preliminära siffror"), Number: true}}}
	var gaps []gap
	var changed []string
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			var all coverage
			for _, cell := range row.Units {
				units[cell.Unit.ID].add(cell)
				all.add(cell)
				for _, g := range cell.Gaps {
					gaps = append(gaps, gap{cell.Unit.ShortName, rowTitle(row), words.Period(ctx, g.Period), g.Reason})
				}
			}
			if all.expected > 0 {
				measures.Rows = append(measures.Rows, edition.Row{Cells: slices.Concat([]edition.Cell{{Text: rowTitle(row)}}, all.cells(ctx))})
			}
			changed = append(changed, changes(ctx, c.Year, row)...)
		}
	}
	blocks := []edition.Block{{Table: c.coverageByUnit(ctx, units)}, {Table: &measures}}
	blocks = append(blocks, missingFigures(ctx, gaps)...)
	if len(changed) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Ändrade definitioner")}, edition.Block{List: changed})
	}
	if targets := c.changedTargets(ctx); len(targets) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Ändrade målnivåer")}, edition.Block{List: targets})
	}
	return blocks
}

func (c composer) coverageByUnit(ctx context.Context, units map[org.UnitID]*coverage) *edition.Table {
	t := edition.Table{ID: qualityTable, Caption: i18n.T(ctx, "Vad enheterna har lämnat in för året"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Enhet")}, {Text: i18n.T(ctx, "Inlämnade uppgifter"), Number: true}, {Text: i18n.T(ctx, "Uppgift saknas"), Number: true},
		{Text: i18n.T(ctx, "Mått med preliminära siffror"), Number: true}, {Text: i18n.T(ctx, "Perioder")}}}
	for _, u := range c.Data.Units {
		if v := units[u.ID]; v.expected > 0 {
			cells := slices.Concat([]edition.Cell{{Text: u.ShortName}}, v.cells(ctx), []edition.Cell{{Text: c.states(ctx, u.ID)}})
			t.Rows = append(t.Rows, edition.Row{Cells: cells})
		}
	}
	return &t
}

// missingFigures is what is missing: how many figures for each reason, and which.
func missingFigures(ctx context.Context, gaps []gap) []edition.Block {
	if len(gaps) == 0 {
		return nil
	}
	var list []string
	counts := map[string]int{}
	for _, g := range gaps {
		list = append(list, fmt.Sprintf("%s, %s, %s: %s", g.unit, g.measure, g.period, g.reason))
		counts[g.reason]++
	}
	reasons := make([]string, 0, len(counts))
	for reason := range counts {
		reasons = append(reasons, reason)
	}
	slices.SortFunc(reasons, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	t := edition.Table{ID: "bortfall-tabell", Caption: i18n.T(ctx, "Varför uppgifter saknas"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Skäl")}, {Text: i18n.T(ctx, "Uppgifter"), Number: true}}}
	for _, reason := range reasons {
		number := float64(counts[reason])
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: reason}, {Text: i18n.Integer(ctx, int64(counts[reason])), Number: &number}}})
	}
	return []edition.Block{{Heading: i18n.T(ctx, "Uppgifter som saknas")}, {Table: &t}, {List: list}}
}

// changedTargets are the measures that are to reach something else than the year before.
func (c composer) changedTargets(ctx context.Context) (list []string) {
	seen := map[quality.IndicatorID]bool{}
	for _, b := range c.blocks {
		for _, row := range b.Rows {
			now, before := everybodys(c.Data.Targets, row.Measure.ID, c.Year), everybodys(c.Data.Targets, row.Measure.ID, c.Year-1)
			if seen[row.Measure.ID] || now == nil || before == nil || now.SameAim(*before) {
				continue
			}
			seen[row.Measure.ID] = true
			list = append(list, i18n.T(ctx, "%s: %s (%s: %s)", row.Definition.Name, words.Target(ctx, *now, row.Measure.Kind, row.Definition),
				strconv.Itoa(c.Year-1), words.Target(ctx, *before, row.Measure.Kind, row.Definition)))
		}
	}
	return list
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
