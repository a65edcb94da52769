package improve

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowActions lists the group's actions.
func (h *Handlers) ShowActions(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	chosen, list, err := askedFor(r)
	if err != nil {
		return err
	}
	a, err := h.room.Actions(ctx, visitor.Actor, list)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Åtgärder"), Content: view.Actions(newActionsView(ctx, visitor, chosen, a))})
}

func newActionsView(ctx context.Context, visitor page.Visitor, chosen asked, a improve.Actions) view.ActionsView {
	v := view.ActionsView{Frame: view.Frame{Tabs: tabs(ctx, visitor, actionsURL)}, Filter: chosen.filter(ctx, actionsURL, a.Choices),
		Caption: i18n.N(ctx, "En åtgärd", "%d åtgärder", a.Total, a.Total), PlanURL: chosen.url(planURL, 1), CSVURL: chosen.url(planURL+".csv", 1),
		Pages: page.Pagination(i18n.T(ctx, "Fler åtgärder"), page.Paging{Now: a.Page, Last: a.Pages, URL: func(n int) string { return chosen.url(actionsURL, n) }})}
	if improve.MayAct(visitor.Actor, visitor.Group.ID, a.Units) {
		v.NewURL = page.NewAction{Unit: unitCode(chosen), Measure: chosen.Get(measureName)}.URL()
		v.Remind = i18n.T(ctx, "Den som är ansvarig får ett brev två veckor före sista dagen, på sista dagen och en gång till en vecka efter, så länge åtgärden är planerad eller pågår. De följer gruppens inställning för påminnelser: är de avstängda går inga brev. På startsidan står det som ska vara klart inom trettio dagar.")
	}
	for _, row := range a.Rows {
		v.Rows = append(v.Rows, actionRow(ctx, row, a.Today))
	}
	switch {
	case len(chosen.Values) > 0:
		v.Empty = ui.EmptyStateProps{Title: i18n.T(ctx, "Ingen åtgärd stämmer med valet"), Text: i18n.T(ctx, "Välj något annat, eller rensa valet.")}
	case v.NewURL != "":
		v.Empty = ui.EmptyStateProps{Title: i18n.T(ctx, "Ingen åtgärd är planerad eller pågår"),
			Text: i18n.T(ctx, "Lägg till en här, eller följ ”Ny åtgärd” vid ett resultat, en signal eller en gapanalys.")}
	default:
		v.Empty = ui.EmptyStateProps{Title: i18n.T(ctx, "Ingen åtgärd är planerad eller pågår"), Text: i18n.T(ctx, "När enheterna har bestämt vad de ska göra står det här.")}
	}
	return v
}

// unitCode is the unit that the list is of; "" for all, and for what is done together.
func unitCode(chosen asked) string {
	if code := chosen.Get(unitName); code != improve.Together {
		return code
	}
	return ""
}

// actionRow is one action in a list.
func actionRow(ctx context.Context, a improve.ActionRow, today time.Time) view.ActionRow {
	r := view.ActionRow{Title: a.Area, URL: page.ActionURL(a.ID), About: a.MeasureName, Unit: place(ctx, a), Owner: a.OwnerName,
		Due: i18n.Date(ctx, a.DueOn), Late: a.Overdue(today), State: words.ActionState(ctx, a.State), Kind: words.ActionKind(ctx, a.Kind), Open: a.State.Open()}
	if a.GoalTitle != "" {
		r.About = i18n.T(ctx, "Mål %s: %s", strconv.Itoa(a.GoalYear), a.GoalTitle)
	}
	if r.Owner == "" {
		r.Owner = i18n.NoValue
	}
	return r
}

// place is whose the action is.
func place(ctx context.Context, a improve.ActionRow) string {
	if a.UnitName == "" {
		return i18n.T(ctx, "Gemensamt")
	}
	return a.UnitName
}
