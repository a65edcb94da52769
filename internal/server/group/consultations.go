package group

import (
	"net/http"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// consultationChoices are the states that can be chosen, with the names they have in
// addresses.
var consultationChoices = []struct{ name, state string }{
	{"vantar", "waiting"}, {"oppna", string(improvement.ConsultationOpen)}, {"hos-ordforanden", string(improvement.ConsultationReady)},
	{"godkanda", string(improvement.ConsultationApproved)}, {"skickade", string(improvement.ConsultationSent)}, {"besvaras-inte", string(improvement.ConsultationDeclined)},
}

// ShowConsultations lists what others ask the group's opinion of.
func (h *Handlers) ShowConsultations(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked := group.ConsultationsAsked{GroupID: visitor.Group.ID, Words: page.Query(r).Text(wordsName, 200)}
	chosen, known := r.URL.Query().Get(stateName), false
	states := ui.SelectProps{Name: stateName, Label: i18n.T(ctx, "Läge"), Value: chosen, Empty: i18n.T(ctx, "Alla")}
	for _, c := range consultationChoices {
		label := i18n.T(ctx, "Väntar på svar")
		if c.state != "waiting" {
			label = words.ConsultationState(ctx, improvement.ConsultationState(c.state))
		}
		states.Options = append(states.Options, ui.Option{Value: c.name, Label: label})
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
	list, err := h.room.Consultations(ctx, visitor.Actor, asked)
	if err != nil {
		return err
	}
	v := view.ConsultationsView{Trail: areaTrail(ctx), State: states, Edit: visitor.May(org.ManageArea, 0),
		Filter: ui.FilterProps{Action: consultationsURL, Label: i18n.T(ctx, "Välj remisser")},
		Words:  ui.FieldProps{Name: wordsName, Label: i18n.T(ctx, "Sök"), Value: asked.Words}, Count: i18n.N(ctx, "En remiss", "%d remisser", list.Count),
		Pages: listPages(ctx, consultationsURL, r.URL.Query(), asked.Page, list.Count, group.ConsultationsPage)}
	if chosen != "" || asked.Words != "" {
		v.Filter.ResetURL = consultationsURL
	}
	for _, c := range list.List {
		task := ui.TaskProps{Title: c.Title, URL: consultationURL(c.ID), Text: c.Sender}
		switch {
		case c.SentOn != nil:
			task.Due = i18n.T(ctx, "Skickat %s", i18n.LongDate(ctx, *c.SentOn))
		case c.Waits():
			task.Due, task.Late = lateWords(ctx, c.DueOn, list.Today)
			task.Text = i18n.T(ctx, "%s. %d av %d regioner har svarat.", c.Sender, c.Done, list.Regions)
		}
		v.Rows = append(v.Rows, view.ConsultationRow{Task: task, Badge: consultationBadge(ctx, c.Consultation)})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Remisser"), Content: view.Consultations(v)})
}

func consultationURL(id improvement.ConsultationID) string {
	return consultationsURL + "/" + page.Digits(id)
}
