package account

import (
	"context"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/templates/ui"
)

// heardTask is something to read for those who speak for patients, or to answer to them and to
// strangers; it is due as soon as there is time for it.
func heardTask(ctx context.Context, t account.Task) ui.TaskProps {
	switch t.Kind {
	case account.CommentProposals:
		return ui.TaskProps{Title: i18n.N(ctx, "Säg vad du tycker om ett förslag till mål", "Säg vad du tycker om %d förslag till mål", t.Count, t.Count),
			Text: i18n.T(ctx, "Gruppen vill höra vad som är viktigt för barn och familjer."), URL: "/patient"}
	case account.AnswerComments:
		return ui.TaskProps{Title: i18n.N(ctx, "Svara på en synpunkt från patienter och närstående", "Svara på %d synpunkter från patienter och närstående", t.Count, t.Count),
			URL: "/gruppen/patienter"}
	}
	return ui.TaskProps{Title: i18n.N(ctx, "Ta hand om en synpunkt utifrån", "Ta hand om %d synpunkter utifrån", t.Count, t.Count),
		Text: i18n.T(ctx, "Någon har skrivit utan att logga in."), URL: "/gruppen/oppet/synpunkter"}
}
