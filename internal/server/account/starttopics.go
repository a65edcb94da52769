package account

import (
	"context"
	"fmt"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// topicTask is something to do in a round of nominations for learning teams.
func topicTask(ctx context.Context, visitor page.Visitor, t account.Task) ui.TaskProps {
	round := fmt.Sprintf("/forbattring/omgangar/%d", t.RoundID)
	task := ui.TaskProps{URL: round, Due: dueWords(ctx, t.Due, visitor.Today()), Late: t.Due.Before(visitor.Today())}
	switch t.Kind {
	case account.NominateTopic:
		task.Title = i18n.T(ctx, "Nominera ämnen till förbättringsteam %d", t.Period.Year)
		task.Text = i18n.T(ctx, "Frivilligt. %s har inte nominerat.", t.Unit.ShortName)
		if t.Draft != 0 {
			task.Title = i18n.T(ctx, "Skicka in nomineringen till förbättringsteam %d", t.Period.Year)
			task.Text = i18n.T(ctx, "Ett utkast är sparat men inte inskickat.")
			task.URL = fmt.Sprintf("/forbattring/omgangar/nominering/%d", t.Draft)
		}
	case account.WeighTopics:
		task.Title = i18n.T(ctx, "Väg nomineringarna till förbättringsteam %d, %s", t.Period.Year, t.Unit.ShortName)
		task.Text, task.URL = i18n.N(ctx, "En nominering.", "%d nomineringar.", t.Count, t.Count), round+"/vagning"
	case account.DecideTopics:
		task.Title = i18n.T(ctx, "Besluta om förbättringsteam %d", t.Period.Year)
		task.Text = i18n.N(ctx, "En nominering.", "%d nomineringar.", t.Count, t.Count)
	}
	return task
}
