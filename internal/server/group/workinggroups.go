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

func workingGroupURL(id improvement.WorkingGroupID) string {
	return workingGroupsURL + "/" + page.Digits(id)
}

func workingGroupBadge(ctx context.Context, s improvement.WorkingGroupStanding) ui.WordBadgeProps {
	text := words.WorkingGroupStanding(ctx, s)
	switch s {
	case improvement.WorkingGroupEnded:
		return stateBadge(string(s), text, ui.Success, ui.IconCheck)
	case improvement.WorkingGroupOverdue:
		return stateBadge(string(s), text, ui.Warning, ui.IconClock)
	case improvement.WorkingGroupComing:
		return stateBadge(string(s), text, ui.Neutral, ui.IconDash)
	}
	return stateBadge(string(s), text, ui.Info, ui.IconPencil)
}

// ShowWorkingGroups lists the working groups under the area.
func (h *Handlers) ShowWorkingGroups(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	list, err := h.room.WorkingGroups(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.WorkingGroupsView{Trail: areaTrail(ctx), Edit: visitor.May(org.ManageArea, 0)}
	for _, g := range list.List {
		task := ui.TaskProps{Title: g.Title, URL: workingGroupURL(g.ID), Text: i18n.N(ctx, "En deltagare.", "%d deltagare.", g.Members)}
		if g.LastReport != nil {
			task.Text = i18n.T(ctx, "%s Berättade senast %s.", task.Text, i18n.LongDate(ctx, *g.LastReport))
		}
		standing := g.Standing(list.Today)
		switch standing {
		case improvement.WorkingGroupEnded:
			task.Due = i18n.T(ctx, "Avslutad %s", i18n.LongDate(ctx, *g.EndedOn))
		default:
			task.Due, task.Late = i18n.T(ctx, "Till och med %s", i18n.LongDate(ctx, g.To)), standing == improvement.WorkingGroupOverdue
		}
		v.Rows = append(v.Rows, view.ConsultationRow{Task: task, Badge: workingGroupBadge(ctx, standing)})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Arbetsgrupper"), Content: view.WorkingGroups(v)})
}

func (h *Handlers) workingGroupIn(r *http.Request) (group.WorkingGroupPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "workgroup")
	if err != nil {
		return group.WorkingGroupPage{}, err
	}
	return h.room.WorkingGroup(r.Context(), visitor.Actor, visitor.Group.ID, improvement.WorkingGroupID(id))
}
