package compose

import (
	"context"
	"slices"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
)

// overview is the year on a page: a line per measure under its goal, with the result, how
// it stands to the target, how many units reach it, and how it has changed.
func (c composer) overview(ctx context.Context) []edition.Block {
	t := edition.Table{ID: overviewTable, Caption: i18n.T(ctx, "Årets mål: hela gruppens resultat"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Mått")}, {Text: i18n.T(ctx, "Resultat"), Number: true}, {Text: i18n.T(ctx, "Mot målet")},
		{Text: i18n.T(ctx, "Enheter i mål"), Number: true}, {Text: i18n.T(ctx, "Mot året före"), Number: true}}}
	for _, b := range c.blocks {
		lines := c.overviewRows(ctx, b.Rows)
		if len(lines) > 0 {
			t.Rows = append(t.Rows, edition.Row{Over: true, Cells: []edition.Cell{{Text: goalTitle(ctx, b.Goal)}}})
			t.Rows = append(t.Rows, lines...)
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	dropEmpty(&t)
	blocks := []edition.Block{{Table: &t}}
	if p := c.promiseOverview(ctx); len(p.Rows) > 0 {
		blocks = append(blocks, edition.Block{Table: &p})
	}
	return blocks
}

// dropEmpty leaves out the columns that no row has anything in, as where there are no
// targets, or no year before.
func dropEmpty(t *edition.Table) {
	for n := len(t.Columns) - 1; n > 0; n-- {
		if slices.ContainsFunc(t.Rows, func(r edition.Row) bool { return !r.Over && r.Cells[n].Text != "" }) {
			continue
		}
		t.Columns = slices.Delete(t.Columns, n, n+1)
		for k, r := range t.Rows {
			if !r.Over {
				t.Rows[k].Cells = slices.Delete(r.Cells, n, n+1)
			}
		}
	}
}

// goalTitle is the goal's title, or that there is none.
func goalTitle(ctx context.Context, g quality.Goal) string {
	if g.ID == 0 {
		return i18n.T(ctx, "Mått utan mål")
	}
	return g.Title
}

// overviewRows are a goal's measures, each in a line; the process measures have none.
func (c composer) overviewRows(ctx context.Context, rows []analysis.Row) (lines []edition.Row) {
	for _, row := range rows {
		if row.Measure.Category == quality.Process {
			continue
		}
		lines = append(lines, edition.Row{Cells: []edition.Cell{{Text: rowTitle(row), Anchor: Anchor(row)}, valueCell(ctx, row.Total), statusCell(ctx, row.Total),
			{Text: unitsThere(ctx, row)}, changeCell(ctx, row.Total)}})
	}
	return lines
}

func valueCell(ctx context.Context, c analysis.Cell) edition.Cell {
	return edition.Cell{Text: words.Value(ctx, c.Result), Detail: words.Basis(ctx, c.Result), Number: c.Point}
}

func statusCell(ctx context.Context, c analysis.Cell) edition.Cell {
	status := looks.Status(c)
	return edition.Cell{Text: looks.StatusText(ctx, status), Status: string(status)}
}

// changeCell is how a result differs from the year before, and whether chance explains it;
// a change in the right direction is said to be so only when it does not.
func changeCell(ctx context.Context, c analysis.Cell) edition.Cell {
	if c.Change == nil {
		return edition.Cell{}
	}
	cell := edition.Cell{Text: words.Difference(ctx, c.Result, c.Change.Difference), Detail: words.ChangeCertainty(ctx, c.Change)}
	if direction := c.Definition.Direction; c.Change.Real && (direction == quality.Higher || direction == quality.Lower) {
		cell.Detail = i18n.T(ctx, "sämre, mer än slumpen förklarar")
		if c.Change.Better(direction) {
			cell.Detail = i18n.T(ctx, "bättre, mer än slumpen förklarar")
		}
	}
	return cell
}

// unitsThere is how many of the units whose values are shown reach the target, chance
// aside; "" when there is no target to reach.
func unitsThere(ctx context.Context, row analysis.Row) string {
	met, judged := reach(row)
	if judged == 0 {
		return ""
	}
	return i18n.T(ctx, "%d av %d", met, judged)
}

// reach is how many units' values reach the target, of those that are held against one.
func reach(row analysis.Row) (met, judged int) {
	for _, cell := range row.Units {
		switch cell.Judgement.Status {
		case quality.Met, quality.ProbablyMet, quality.Uncertain, quality.NotMet:
			judged++
			if cell.Judgement.PointMeets {
				met++
			}
		}
	}
	return met, judged
}

// promiseOverview is a line per promise that the group works with: its goals, and how many
// of their measures reach the target.
func (c composer) promiseOverview(ctx context.Context) edition.Table {
	t := edition.Table{ID: "loften-oversikt-tabell", Caption: i18n.T(ctx, "Patientlöftena: mål, mått och åtgärder under året"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Patientlöfte")}, {Text: i18n.T(ctx, "Mål")}, {Text: i18n.T(ctx, "Mått i mål"), Number: true}, {Text: i18n.T(ctx, "Åtgärder"), Number: true}}}
	for _, p := range c.activePromises() {
		goals, rows := c.forPromise(p.ID)
		met, judged := 0, 0
		for _, row := range rows {
			switch row.Total.Judgement.Status {
			case quality.Met, quality.ProbablyMet, quality.Uncertain, quality.NotMet:
				judged++
				if row.Total.Judgement.PointMeets {
					met++
				}
			}
		}
		var titles []string
		for _, g := range goals {
			titles = append(titles, g.Title)
		}
		names := strings.Join(titles, "; ")
		if names == "" {
			names = i18n.T(ctx, "Inget mål")
		}
		there := ""
		if judged > 0 {
			there = i18n.T(ctx, "%d av %d", met, judged)
		}
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: p.Text}, {Text: names}, {Text: there},
			{Text: i18n.Integer(ctx, int64(len(c.actionsFor(p.ID))))}}})
	}
	return t
}
