package account

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// dutyTasks are what waits for the visitor in a programme area's duties.
func dutyTasks(ctx context.Context, visitor page.Visitor, duties []improvement.Duty) []ui.TaskProps {
	var tasks []ui.TaskProps
	for _, d := range duties {
		t := ui.TaskProps{Title: words.Duty(ctx, d), URL: words.DutyURL(d), Text: i18n.T(ctx, "Programområdet")}
		if d.Region.ID != 0 {
			t.Text = d.Region.Name
		}
		if !d.Due.IsZero() {
			t.Due, t.Late = dueWords(ctx, d.Due, visitor.Today()), d.Due.Before(visitor.Today())
		}
		tasks = append(tasks, t)
	}
	return tasks
}
