package compose

import (
	"context"
	"slices"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/prose"
	"samsyn/internal/quality"
)

// unitsThat is how many of the row's units stand so to the target: "4 av 7 enheter".
// Those that are hidden are not counted, and it is said that there are such.
func (c composer) unitsThat(ctx context.Context, row analysis.Row, form prose.Form) string {
	n, judged, hidden := 0, 0, 0
	for _, cell := range row.Units {
		if !row.Includes(cell.Unit) {
			continue
		}
		switch {
		case cell.State == analysis.Masked:
			hidden++
		case isJudged(cell):
			judged++
			if stands(cell, form) {
				n++
			}
		}
	}
	text := i18n.N(ctx, "%d av %d enhet", "%d av %d enheter", judged, n, judged)
	if hidden > 0 {
		text = i18n.T(ctx, "%s som visas", text)
	}
	return text
}

// judgesUnits reports whether the row's target is one that each unit reaches or misses.
func judgesUnits(row analysis.Row) bool {
	t := row.Total.Target
	return t != nil && (t.Kind == quality.ValueTarget || t.Kind == quality.BetterHalf)
}

// isJudged reports whether there is an answer to whether the result reaches its target.
func isJudged(c analysis.Cell) bool {
	switch c.Judgement.Status {
	case quality.Met, quality.ProbablyMet, quality.Uncertain, quality.NotMet:
		return c.State == analysis.Reported
	}
	return false
}

// stands reports whether a judged result stands so to its target.
func stands(c analysis.Cell, form prose.Form) bool {
	status := c.Judgement.Status
	switch form {
	case prose.Reached:
		return status == quality.Met || status == quality.ProbablyMet
	case prose.Surely:
		return status == quality.Met
	case prose.Unclear:
		return status == quality.ProbablyMet || status == quality.Uncertain
	case prose.Missed:
		return status == quality.NotMet
	}
	return false
}

// setFigure is what a reference to several measures says of the whole group's results.
func (c composer) setFigure(ctx context.Context, r prose.Reference) (prose.Figure, prose.Why) {
	span, known := c.span(r.Period)
	switch {
	case !known || span.Kind != analysis.OneYear:
		return prose.Figure{}, prose.UnknownYear
	case r.Names != "":
		return prose.Figure{}, prose.UnknownName
	}
	rows := c.rowsOf(r.Code, span.Year())
	switch r.Form {
	case prose.Reached, prose.Surely, prose.Unclear, prose.Missed:
		return prose.Figure{Text: measuresThat(ctx, rows, r.Form), Anchor: c.overviewAnchor()}, ""
	case prose.Improved, prose.Worsened:
		return prose.Figure{Text: moved(ctx, rows, r.Form), Anchor: c.overviewAnchor()}, ""
	case prose.Missing:
		entered, gaps, expected := 0, 0, 0
		for _, row := range rows {
			for _, cell := range row.Units {
				entered, gaps, expected = entered+cell.Entered, gaps+len(cell.Gaps), expected+cell.Expected
			}
		}
		return prose.Figure{Text: missing(ctx, entered, gaps, expected), Anchor: c.qualityAnchor()}, ""
	}
	return prose.Figure{}, prose.WrongForm
}

// rowsOf are the results of a set's measures in the year.
func (c composer) rowsOf(set string, year int) (rows []analysis.Row) {
	category := map[string]quality.Category{prose.Medical: quality.Medical, prose.Nursing: quality.Nursing,
		prose.Patient: quality.PatientSatisfaction}[strings.ToLower(set)]
	blocks := c.blocks
	if year != c.Year {
		blocks = c.Data.Overview(year)
	}
	for _, b := range blocks {
		for _, row := range b.Rows {
			of := b.Goal.Category
			if b.Goal.ID == 0 {
				of = row.Measure.Category
			}
			if category == "" || of == category {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// measuresThat is how many of the measures with a target stand so to it.
func measuresThat(ctx context.Context, rows []analysis.Row, form prose.Form) string {
	n, judged, hidden := 0, 0, 0
	for _, row := range rows {
		switch {
		case row.Total.State == analysis.Masked:
			hidden++
		case isJudged(row.Total):
			judged++
			if stands(row.Total, form) {
				n++
			}
		}
	}
	text := i18n.T(ctx, "%d av %d mått", n, judged)
	if hidden > 0 {
		text = i18n.T(ctx, "%s som visas", text)
	}
	return text
}

// moved names the measures that are better or worse than the year before by more than
// chance explains, for the whole group, those that are surest first; the same order when
// they are as sure.
func moved(ctx context.Context, rows []analysis.Row, form prose.Form) string {
	var names []string
	for _, row := range mostCertain(rows, form) {
		names = append(names, rowTitle(row))
	}
	switch len(names) {
	case 0:
		return i18n.T(ctx, "inget mått")
	case 1:
		return names[0]
	}
	return i18n.T(ctx, "%s och %s", strings.Join(names[:len(names)-1], ", "), names[len(names)-1])
}

// mostCertain are the rows whose total has moved so by more than chance explains, the
// surest first: by how many of its interval's half widths the difference is.
func mostCertain(rows []analysis.Row, form prose.Form) (list []analysis.Row) {
	for _, row := range rows {
		change, direction := row.Total.Change, row.Definition.Direction
		if change == nil || !change.Real || direction != quality.Higher && direction != quality.Lower {
			continue
		}
		if change.Better(direction) == (form == prose.Improved) {
			list = append(list, row)
		}
	}
	slices.SortStableFunc(list, func(a, b analysis.Row) int {
		switch x, y := certainty(*a.Total.Change), certainty(*b.Total.Change); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return list
}

// certainty is how far a change is from none, in half widths of its 95 % interval; zero
// when it has none.
func certainty(c analysis.Change) float64 {
	if c.Lower == nil || c.Upper == nil || *c.Upper <= *c.Lower {
		return 0
	}
	difference := c.Difference
	if difference < 0 {
		difference = -difference
	}
	return 2 * difference / (*c.Upper - *c.Lower)
}

func (c composer) overviewAnchor() string { return c.tableAnchor("overview", overviewTable) }
func (c composer) qualityAnchor() string  { return c.tableAnchor("data_quality", qualityTable) }

// tableAnchor is the table's id when a section of the report has it.
func (c composer) tableAnchor(content, table string) string {
	if slices.ContainsFunc(c.Sections, func(s section) bool { return s.Content == content }) {
		return table
	}
	return ""
}
