package improve

import (
	"net/http"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
)

// ShowActions lists the group's actions.
func (h *Handlers) ShowActions(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.ViewWork, 0) {
		return fault.ErrForbidden
	}
	v := view.ActionsView{Frame: view.Frame{Tabs: tabs(ctx, visitor, actionsURL)}}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Åtgärder"), Content: view.Actions(v)})
}
