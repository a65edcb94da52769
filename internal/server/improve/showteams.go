package improve

import (
	"context"
	"net/http"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowTeams lists the group's learning teams; somebody who is only asked into some sees those.
func (h *Handlers) ShowTeams(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	rows, err := h.room.Teams(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.TeamsView{Frame: view.Frame{Tabs: tabs(ctx, visitor, teamsURL)}}
	if improve.MayLeadTeams(visitor.Actor, visitor.Group.ID) {
		v.NewURL = teamsURL + "/nytt"
	}
	if visitor.May(org.ViewWork, 0) {
		v.RoundsURL = roundsURL
	}
	for _, row := range rows {
		v.Rows = append(v.Rows, view.TeamRow{Title: row.Title, URL: teamURL(row.ID), Aim: row.Aim, When: teamTime(ctx, row.Team),
			Units: unitNames(row.Units), State: teamBadge(ctx, row.State)})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Förbättringsteam"), Content: view.Teams(v)})
}

// teamTime is when a team is.
func teamTime(ctx context.Context, t improvement.Team) string {
	last := t.EndsOn
	if t.SettledOn != nil {
		last = *t.SettledOn
	}
	return i18n.T(ctx, "%s till %s", i18n.Date(ctx, t.BeginsOn), i18n.Date(ctx, last))
}

// unitNames are the units' names one after the other.
func unitNames(units []improvement.TeamUnit) string {
	names := make([]string, len(units))
	for n, u := range units {
		names[n] = u.Name
	}
	if len(names) == 0 {
		return i18n.NoValue
	}
	return joined(", ", names...)
}

// teamBadge shows how far a team has come.
func teamBadge(ctx context.Context, s improvement.TeamState) ui.WordBadgeProps {
	b := ui.WordBadgeProps{Kind: string(s), Text: words.TeamState(ctx, s), Color: ui.Neutral, Icon: ui.IconClock}
	switch s {
	case improvement.TeamRunning:
		b.Color, b.Icon = ui.Info, ui.IconHalf
	case improvement.TeamHandedOver:
		b.Color, b.Icon = ui.Success, ui.IconCheckFilled
	case improvement.TeamEnded:
		b.Icon = ui.IconReturn
	}
	return b
}
