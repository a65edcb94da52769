package compose

import (
	"context"

	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/words"
)

// questions are what the group has asked the bodies above, with their answers, and in its
// own report the support that its units have asked for. Nobody is named: the questions are
// the group's.
func (c composer) questions(ctx context.Context) []edition.Block {
	var blocks []edition.Block
	t := edition.Table{ID: "fragor-tabell", Caption: i18n.T(ctx, "Frågor som gruppen har lyft"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Fråga")}, {Text: i18n.T(ctx, "Till")}, {Text: i18n.T(ctx, "Svar")}}}
	for _, m := range c.Work.Matters {
		answer := edition.Cell{Text: i18n.T(ctx, "Väntar på svar")}
		switch {
		case m.State == improvement.MatterWithdrawn:
			answer.Text = words.MatterState(ctx, m.State)
		case m.Answer != "":
			answer.Text = m.Answer
			if m.AnsweredAt != nil {
				answer.Detail = i18n.LongDate(ctx, *m.AnsweredAt)
			}
		}
		to := edition.Cell{Text: m.LiftedToName}
		if m.LiftedAt != nil {
			to.Detail = i18n.LongDate(ctx, *m.LiftedAt)
		}
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: m.Title, Detail: m.LiftedNote}, to, answer}})
	}
	if len(t.Rows) > 0 {
		blocks = append(blocks, edition.Block{Table: &t})
	}
	if s := c.supports(ctx); len(s.Rows) > 0 {
		blocks = append(blocks, edition.Block{Table: &s})
	}
	return blocks
}

// supports are what units have asked of the process support and of each other.
func (c composer) supports(ctx context.Context) edition.Table {
	t := edition.Table{ID: "stod-tabell", Caption: i18n.T(ctx, "Stöd som enheterna har bett om"), Columns: []edition.Column{
		{Text: i18n.T(ctx, "Enhet")}, {Text: i18n.T(ctx, "Vad")}, {Text: i18n.T(ctx, "Till")}, {Text: i18n.T(ctx, "Läge")}}}
	for _, r := range c.Work.Supports {
		asked := c.unitName(r.AskedUnit)
		if asked == "" {
			asked = i18n.T(ctx, "Processtödet")
		}
		t.Rows = append(t.Rows, edition.Row{Cells: []edition.Cell{{Text: c.unitName(r.UnitID)}, {Text: r.Title}, {Text: asked},
			{Text: words.SupportState(ctx, r.State), Detail: r.Answer}}})
	}
	return t
}
