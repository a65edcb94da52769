package compose

import (
	"context"

	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
)

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
