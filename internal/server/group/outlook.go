package group

import (
	"context"
	"net/http"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// outlookChoices are the states that can be chosen, with the names they have in addresses.
var outlookChoices = []struct {
	name  string
	state improvement.OutlookState
}{{"nya", improvement.OutlookNew}, {"tagna-vidare", improvement.OutlookUsed}, {"at-sidan", improvement.OutlookPutAway}}

func outlookBadge(ctx context.Context, s improvement.OutlookState) ui.WordBadgeProps {
	text := words.OutlookState(ctx, s)
	switch s {
	case improvement.OutlookNew:
		return stateBadge(string(s), text, ui.Info, ui.IconOpen)
	case improvement.OutlookUsed:
		return stateBadge(string(s), text, ui.Success, ui.IconCheck)
	}
	return stateBadge(string(s), text, ui.Neutral, ui.IconDash)
}

// noted is who noted something, when, and what it is about.
func noted(ctx context.Context, n group.OutlookRow) string {
	who := i18n.T(ctx, "%s, %s", n.NotedByName, i18n.LongDate(ctx, n.NotedAt))
	if n.Field != "" {
		return i18n.T(ctx, "%s. %s", n.Field, who)
	}
	return who
}

// ShowOutlook lists what happens elsewhere.
func (h *Handlers) ShowOutlook(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked := group.OutlookAsked{GroupID: visitor.Group.ID, Words: page.Query(r).Text(wordsName, 200)}
	chosen, known := r.URL.Query().Get(stateName), false
	states := ui.SelectProps{Name: stateName, Label: i18n.T(ctx, "Läge"), Value: chosen, Empty: i18n.T(ctx, "Alla")}
	for _, c := range outlookChoices {
		states.Options = append(states.Options, ui.Option{Value: c.name, Label: words.OutlookState(ctx, c.state)})
		if c.name == chosen {
			asked.State, known = c.state, true
		}
	}
	if chosen != "" && !known {
		return fault.ErrNotFound
	}
	var err error
	if asked.Page, err = addressNumber(r, pageName, 1, 1, mostPages); err != nil {
		return err
	}
	list, err := h.room.Outlook(ctx, visitor.Actor, asked)
	if err != nil {
		return err
	}
	v := view.OutlookView{Trail: areaTrail(ctx), State: states, Filter: ui.FilterProps{Action: outlookURL, Label: i18n.T(ctx, "Välj")},
		Words: ui.FieldProps{Name: wordsName, Label: i18n.T(ctx, "Sök"), Value: asked.Words}, Count: i18n.N(ctx, "Ett tips", "%d tips", list.Count),
		Pages: listPages(ctx, outlookURL, r.URL.Query(), asked.Page, list.Count, group.OutlookPage)}
	if chosen != "" || asked.Words != "" {
		v.Filter.ResetURL = outlookURL
	}
	for _, n := range list.List {
		v.Rows = append(v.Rows, view.ConsultationRow{Task: ui.TaskProps{Title: n.Title, URL: outlookNoteURL(n.ID), Text: noted(ctx, n)}, Badge: outlookBadge(ctx, n.State)})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Omvärld"), Content: view.Outlook(v)})
}
