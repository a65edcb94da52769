package group

import (
	"context"
	"net/http"
	"strconv"
	"strings"

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

const decisionsURL = "/gruppen/beslut"

// tasksName is the choice of decisions by their tasks.
const tasksName = "uppgifter"

// taskChoices are the choices, with the names they have in addresses.
var taskChoices = map[string]string{"kvar": "open", "klara": "done", "inga": "none"}

// ShowDecisions lists what the group has decided.
func (h *Handlers) ShowDecisions(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked := group.DecisionsAsked{GroupID: visitor.Group.ID, Words: page.Query(r).Text(wordsName, 200)}
	var err error
	if asked.Year, err = addressNumber(r, yearName, 0, 1990, 2200); err != nil {
		return err
	}
	if asked.Page, err = addressNumber(r, pageName, 1, 1, mostPages); err != nil {
		return err
	}
	chosen := r.URL.Query().Get(tasksName)
	if asked.Tasks = taskChoices[chosen]; chosen != "" && asked.Tasks == "" {
		return fault.ErrNotFound
	}
	list, err := h.room.Decisions(ctx, visitor.Actor, asked)
	if err != nil {
		return err
	}
	v := view.DecisionsView{Tabs: tabs(ctx, visitor, decisionsURL), Words: ui.FieldProps{Name: wordsName, Label: i18n.T(ctx, "Sök"), Value: asked.Words},
		Filter: ui.FilterProps{Action: decisionsURL, Label: i18n.T(ctx, "Välj beslut")},
		Year:   ui.SelectProps{Name: yearName, Label: i18n.T(ctx, "År"), Empty: i18n.T(ctx, "Alla år"), Options: yearOptions(list.Years)},
		Tasks: ui.SelectProps{Name: tasksName, Label: i18n.T(ctx, "Uppgifter"), Empty: i18n.T(ctx, "Alla"), Value: chosen, Options: []ui.Option{
			{Value: "kvar", Label: i18n.T(ctx, "Något återstår")}, {Value: "klara", Label: i18n.T(ctx, "Allt är klart")}, {Value: "inga", Label: i18n.T(ctx, "Utan uppgifter")}}}}
	if asked.Year != 0 {
		v.Year.Value = strconv.Itoa(asked.Year)
	}
	if asked.Year != 0 || asked.Words != "" || chosen != "" {
		v.Filter.ResetURL = decisionsURL
	}
	for _, d := range list.List {
		v.Decisions = append(v.Decisions, newDecisionRow(ctx, d))
	}
	v.Pages = listPages(ctx, decisionsURL, r.URL.Query(), asked.Page, list.Count, group.DecisionsPage)
	v.Count = i18n.N(ctx, "Ett beslut", "%d beslut", list.Count)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Beslut"), Content: view.Decisions(v)})
}

func newDecisionRow(ctx context.Context, d group.DecisionRow) view.DecisionRow {
	row := view.DecisionRow{Text: d.Text, URL: decisionsURL + "/" + page.Digits(d.ID), Day: i18n.LongDate(ctx, d.StartsAt),
		Meeting: d.MeetingTitle, MeetingURL: meetingURL(d.MeetingID) + "/protokoll", Number: decisionName(ctx, d), Late: d.TasksLate > 0}
	if d.PublishedAt == nil {
		row.Number = i18n.T(ctx, "%s (utkast)", row.Number)
	}
	row.Tasks = tasksWords(ctx, d)
	return row
}

// decisionName is a decision's number with that of its minutes: "2026:3 § 2".
func decisionName(ctx context.Context, d group.DecisionRow) string {
	m := improvement.Meeting{MinutesYear: d.MinutesYear, MinutesNumber: d.MinutesNumber}
	return strings.TrimSpace(m.MinutesName() + " " + decisionNumber(ctx, d.Decision))
}

// tasksWords says how far a decision's tasks have come.
func tasksWords(ctx context.Context, d group.DecisionRow) string {
	all := d.TasksOpen + d.TasksDone + d.TasksDropped
	if all == 0 {
		return i18n.T(ctx, "Inga uppgifter")
	}
	text := i18n.N(ctx, "%d av %d uppgift är klar", "%d av %d uppgifter är klara", all, d.TasksDone, all)
	if d.TasksDropped > 0 {
		text += i18n.T(ctx, ", %d struken", d.TasksDropped)
	}
	if d.TasksLate > 0 {
		text += i18n.T(ctx, ", %d försenad", d.TasksLate)
	}
	return text
}

// newDecisionCard is a decision with its tasks, as on its meeting's page.
func newDecisionCard(ctx context.Context, visitor page.Visitor, d improvement.Decision, tasks []group.AssignmentRow) view.DecisionCard {
	card := view.DecisionCard{Number: decisionNumber(ctx, d), Text: d.Text, URL: decisionsURL + "/" + page.Digits(d.ID)}
	for _, t := range tasks {
		card.Tasks = append(card.Tasks, newTaskLine(ctx, visitor, t))
	}
	return card
}

func newTaskLine(ctx context.Context, visitor page.Visitor, t group.AssignmentRow) view.TaskLine {
	line := view.TaskLine{ID: "uppgift-" + page.Digits(t.ID), Title: t.Title, State: words.TaskState(ctx, t.State), Kind: string(t.State),
		Owner: t.OwnerName, Due: i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, t.DueOn)), Outcome: t.Outcome}
	if t.RegionID != 0 {
		line.Title = i18n.T(ctx, "%s: %s", t.RegionName, t.Title)
		if line.Owner == "" {
			line.Owner = i18n.T(ctx, "Gruppens ledamöter i %s", t.RegionName)
		}
	}
	if line.Owner == "" {
		line.Owner = i18n.T(ctx, "Ingen är utsedd")
	}
	if t.State == improvement.TaskOpen && t.DueOn.Before(visitor.Today()) {
		line.Late, line.Due = true, i18n.T(ctx, "Skulle ha varit klart %s", i18n.LongDate(ctx, t.DueOn))
	}
	if t.SettledAt != nil {
		line.Due = i18n.T(ctx, "%s, %s", t.SettledByName, i18n.LongDate(ctx, *t.SettledAt))
	}
	return line
}

// inside reports whether the visitor is inside the group.
func inside(visitor page.Visitor) bool { return visitor.May(org.Discuss, 0) }
