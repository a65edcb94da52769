package compose

import (
	"context"
	"fmt"

	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
)

// overview is one line per measure of the year's goals.
func (c composer) overview(ctx context.Context) []edition.Block {
	t := edition.Table{ID: overviewTable, Caption: i18n.T(ctx, "Årets mål: hela gruppens resultat"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Mål")}, {Text: i18n.T(ctx, "Mått")}, {Text: i18n.T(ctx, "Resultat"), Number: true},
		{Text: i18n.T(ctx, "Mot året före"), Number: true}, {Text: i18n.T(ctx, "Mot målet")}}}
	for _, b := range c.blocks {
		title := b.Goal.Title
		if b.Goal.ID == 0 {
			title = i18n.T(ctx, "Mått utan mål")
		}
		for _, row := range b.Rows {
			if row.Measure.Category == quality.Process {
				continue
			}
			change := ""
			if row.Total.Change != nil {
				change = words.Difference(ctx, row.Total.Result, row.Total.Change.Difference)
			}
			t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: title}, {Text: rowTitle(row), Anchor: Anchor(row)},
				{Text: words.Value(ctx, row.Total.Result), Detail: words.Basis(ctx, row.Total.Result), Number: row.Total.Point}, {Text: change},
				{Text: looks.StatusText(ctx, looks.Status(row.Total)), Status: string(looks.Status(row.Total))}}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []edition.Block{{Table: &t}}
}

// longTerm is the goals of three to five years.
func (c composer) longTerm(context.Context) (blocks []edition.Block) {
	for _, g := range c.LongTerm {
		blocks = append(blocks, edition.Block{Heading: g.Title}, edition.Block{Paragraph: fmt.Sprintf("%d–%d", g.StartYear, g.EndYear)},
			edition.Block{Paragraph: g.Vision})
	}
	return blocks
}

// nextGoals is what the group has chosen for the year to come.
func (c composer) nextGoals(ctx context.Context) (blocks []edition.Block) {
	for _, g := range c.NextGoals {
		blocks = append(blocks, edition.Block{Heading: g.Title}, edition.Block{Note: words.Category(ctx, g.Category)},
			edition.Block{Paragraph: g.ValueForChildren})
	}
	return blocks
}

// needs is what is to be developed or learnt, and what became of it.
func (c composer) needs(ctx context.Context) []edition.Block {
	if len(c.Needs) == 0 {
		return []edition.Block{{Paragraph: i18n.T(ctx, "Inget behov är skrivet för året.")}}
	}
	t := edition.Table{ID: "behov-tabell", Caption: i18n.T(ctx, "Årets behov av utveckling och utbildning"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Enhet")}, {Text: i18n.T(ctx, "Slag")}, {Text: i18n.T(ctx, "Behov")}, {Text: i18n.T(ctx, "Läge")}}}
	for _, n := range c.Needs {
		unit := n.UnitName
		if unit == "" {
			unit = i18n.T(ctx, "Hela gruppen")
		}
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: unit}, {Text: words.NeedKind(ctx, n.Kind)}, {Text: n.Text},
			{Text: words.NeedState(ctx, n.State), Detail: n.Outcome}}})
	}
	return []edition.Block{{Table: &t}}
}
