package group

import (
	"context"
	"net/http"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

func nominationURL(id improvement.PersonNominationID) string {
	return nominationsURL + "/" + page.Digits(id)
}

// ShowPersonNominations lists the nominations of persons.
func (h *Handlers) ShowPersonNominations(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	number, err := addressNumber(r, pageName, 1, 1, mostPages)
	if err != nil {
		return err
	}
	list, err := h.room.PersonNominations(ctx, visitor.Actor, visitor.Group.ID, number)
	if err != nil {
		return err
	}
	v := view.NominationsView{Trail: areaTrail(ctx), Edit: visitor.May(org.ManageArea, 0),
		Pages: listPages(ctx, nominationsURL, r.URL.Query(), number, list.Count, group.PersonNominationsPage)}
	for _, n := range list.List {
		task := ui.TaskProps{Title: n.Title, URL: nominationURL(n.ID), Text: i18n.T(ctx, "%s. Från %s. %s", words.AssignmentKind(ctx, n.Kind), n.AskedBy,
			i18n.N(ctx, "En person.", "%d personer.", n.Nominees))}
		if n.ClosedAt == nil {
			task.Due, task.Late = lateWords(ctx, n.DueOn, list.Today)
		}
		v.Rows = append(v.Rows, view.ConsultationRow{Task: task, Badge: nominationBadge(ctx, n)})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Nomineringar"), Content: view.Nominations(v)})
}

// nominationBadge is how a nomination stands: it goes on, or how many were appointed.
func nominationBadge(ctx context.Context, n group.NominationRow) ui.WordBadgeProps {
	switch {
	case n.ClosedAt == nil:
		return stateBadge("open", i18n.T(ctx, "Pågår"), ui.Info, ui.IconClock)
	case n.Appointed > 0:
		return stateBadge("closed", i18n.N(ctx, "En utsedd", "%d utsedda", n.Appointed), ui.Success, ui.IconCheck)
	}
	return stateBadge("closed", i18n.T(ctx, "Avslutad"), ui.Neutral, ui.IconDash)
}
