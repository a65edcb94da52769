package account

import (
	"context"
	"fmt"
	"net/url"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/templates/ui"
)

// methodTask is what one of the visitor's units is to say of methods: task has its day
// already.
func methodTask(ctx context.Context, t account.Task, task *ui.TaskProps) {
	if t.Kind == account.FollowMethod {
		task.Title = i18n.T(ctx, "Följ upp ”%s”, %s", t.Title, t.Unit.ShortName)
		task.Text, task.URL = i18n.T(ctx, "Håller det i sig?"), fmt.Sprintf("/forbattring/metoder/%d/uppfoljning/%s", t.MethodID, t.Unit.Code)
		return
	}
	task.Title = i18n.N(ctx, "Säg hur långt %[2]s har kommit med en metod", "Säg hur långt %[2]s har kommit med %[1]d metoder", t.Count, t.Count, t.Unit.ShortName)
	task.Text, task.URL = i18n.T(ctx, "Det som införs och fasas ut i gruppen."), "/forbattring/metoder/hos-oss?"+url.Values{"enhet": {t.Unit.Code}}.Encode()
	task.Due, task.Late = "", false
}
