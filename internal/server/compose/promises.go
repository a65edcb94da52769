package compose

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

// activePromises are those that the group works with in the year.
func (c composer) activePromises() (list []quality.Promise) {
	for _, p := range c.Data.Promises {
		if len(c.Work.Promises) == 0 || slices.Contains(c.Work.Promises, p.ID) {
			list = append(list, p)
		}
	}
	return list
}

// forPromise are the year's goals that serve the promise, and the results of their
// measures.
func (c composer) forPromise(id quality.PromiseID) (goals []quality.Goal, rows []analysis.Row) {
	for _, b := range c.blocks {
		if b.Goal.ID != 0 && slices.Contains(b.Goal.Promises, id) {
			goals, rows = append(goals, b.Goal), append(rows, b.Rows...)
		}
	}
	return goals, rows
}

// actionsFor are the actions that serve the promise.
func (c composer) actionsFor(id quality.PromiseID) (list []report.Action) {
	for _, a := range c.Work.Actions {
		if slices.Contains(a.Promises, id) {
			list = append(list, a)
		}
	}
	return list
}

// promises is a part for each promise that the group works with: its goals with their
// results, and what is done for it. What has nothing says so.
func (c composer) promises(ctx context.Context) []edition.Block {
	var blocks []edition.Block
	var without []string
	for _, p := range c.activePromises() {
		goals, _ := c.forPromise(p.ID)
		actions := c.actionsFor(p.ID)
		if len(goals) == 0 && len(actions) == 0 {
			without = append(without, p.Text)
			continue
		}
		blocks = append(blocks, edition.Block{Heading: p.Text})
		if len(goals) == 0 {
			blocks = append(blocks, edition.Block{Note: i18n.T(ctx, "Inget av årets mål är för det här löftet.")})
		} else {
			blocks = append(blocks, edition.Block{Table: c.promiseTable(ctx, p)})
		}
		if len(actions) > 0 {
			blocks = append(blocks, edition.Block{Paragraph: i18n.T(ctx, "Det här görs för löftet:")}, edition.Block{List: c.actionLines(ctx, actions)})
		}
	}
	if len(without) > 0 {
		blocks = append(blocks, edition.Block{Heading: i18n.T(ctx, "Löften utan mål och åtgärder")},
			edition.Block{Note: i18n.T(ctx, "Gruppen arbetar med de här löftena men hade varken mål eller åtgärder för dem under året.")}, edition.Block{List: without})
	}
	return blocks
}

// promiseTable is the results of the promise's goals.
func (c composer) promiseTable(ctx context.Context, p quality.Promise) *edition.Table {
	t := edition.Table{ID: fmt.Sprintf("lofte-%d-tabell", p.ID), Caption: i18n.T(ctx, "Löftets mål och resultat, %s", strconv.Itoa(c.Year)), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Mått")}, {Text: i18n.T(ctx, "Resultat"), Number: true}, {Text: i18n.T(ctx, "Mot målet")},
		{Text: i18n.T(ctx, "Enheter i mål"), Number: true}, {Text: i18n.T(ctx, "Mot året före"), Number: true}}}
	for _, b := range c.blocks {
		if b.Goal.ID == 0 || !slices.Contains(b.Goal.Promises, p.ID) {
			continue
		}
		t.Rows = append(t.Rows, edition.Row{Over: true, Cells: []edition.Cell{{Text: b.Goal.Title}}})
		t.Rows = append(t.Rows, c.overviewRows(ctx, b.Rows)...)
	}
	dropEmpty(&t)
	return &t
}
