package group

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// ShowDecision shows a decision with its tasks.
func (h *Handlers) ShowDecision(w http.ResponseWriter, r *http.Request) error {
	return h.showDecision(w, r, page.NewForm(nil), false)
}

func (h *Handlers) showDecision(w http.ResponseWriter, r *http.Request, form *page.Form, overtaken bool) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.decisionPage(r)
	if err != nil {
		return err
	}
	v, status := newDecisionView(ctx, visitor, form, p), form.Status()
	if overtaken {
		status = http.StatusConflict
		v.Form.Conflict.Text = page.Overtaken(ctx, "", time.Time{})
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Decision(v)})
}

func (h *Handlers) decisionPage(r *http.Request) (group.DecisionPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "decision")
	if err != nil {
		return group.DecisionPage{}, err
	}
	return h.room.Decision(r.Context(), visitor.Actor, visitor.Group.ID, improvement.DecisionID(id))
}

func newDecisionView(ctx context.Context, visitor page.Visitor, form *page.Form, p group.DecisionPage) view.DecisionView {
	url := decisionsURL + "/" + page.Digits(p.ID)
	v := view.DecisionView{
		Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: i18n.T(ctx, "Beslut"), URL: decisionsURL}},
			Title: i18n.T(ctx, "Beslut %s", decisionName(ctx, p.DecisionRow)), Lead: p.Text},
		Form:    ui.FormState{Action: url + "/uppgifter", Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Meeting: ui.Link{Text: p.MeetingTitle + ", " + i18n.LongDate(ctx, p.StartsAt), URL: meetingURL(p.MeetingID) + "/protokoll"},
		Summary: tasksWords(ctx, p.DecisionRow), CanManage: visitor.May(org.ManageMeetings, 0), Inside: inside(visitor),
		Draft: p.PublishedAt == nil, Told: toldRows(ctx, p.Told),
	}
	if visitor.May(org.EditActions, 0) || len(visitor.Actor.Units(visitor.Group.ID)) > 0 {
		v.ActionURL = page.NewAction{Decision: int64(p.ID)}.URL()
	}
	for _, t := range p.Tasks {
		if !v.Inside {
			break
		}
		line := newTaskLine(ctx, visitor, t)
		line.Version = strconv.Itoa(t.Version)
		if p.MaySettle(visitor.Actor, t.Assignment) {
			field := outcomeField(t.ID)
			line.CanDelete = v.CanManage
			line.URL, line.Open = url+"/uppgifter/"+page.Digits(t.ID), t.State == improvement.TaskOpen
			line.OutcomeField = ui.TextAreaProps{Name: field, Label: i18n.T(ctx, "Vad det blev"), Value: t.Outcome, Error: form.Error(ctx, field), Rows: 2, Optional: true,
				Description: i18n.T(ctx, "Stryks uppgiften: skriv varför.")}
			if form.Has(field) {
				line.OutcomeField.Value, line.FormOpen = form.Value(field), true
			}
		}
		v.Tasks = append(v.Tasks, line)
	}
	if v.CanManage && !v.Draft {
		v.TellURL = tellURL(improvement.TellingOf{DecisionID: p.ID})
	}
	v.New = newTaskFields(ctx, visitor, form, p)
	return v
}

// outcomeField names the field for what came of a task: there is one for each.
func outcomeField(id improvement.TaskID) string { return "outcome." + page.Digits(id) }

func newTaskFields(ctx context.Context, visitor page.Visitor, form *page.Form, p group.DecisionPage) view.TaskFields {
	f := view.TaskFields{
		Title:  ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Vad som ska göras"), Value: form.Value("title"), Error: form.Error(ctx, "title"), MaxLength: 200, Required: true},
		Owner:  ui.SelectProps{Name: "owner", Label: i18n.T(ctx, "Ansvarig"), Value: form.Value("owner"), Error: form.Error(ctx, "owner"), Empty: i18n.T(ctx, "Ingen utsedd än"), Optional: true},
		Due:    ui.FieldProps{Name: "due_on", Label: i18n.T(ctx, "Klart senast"), Type: "date", Value: form.Value("due_on"), Error: form.Error(ctx, "due_on"), Required: true},
		Anchor: ui.CheckboxProps{Name: "anchor", Label: i18n.T(ctx, "Förankra i varje region"), Checked: form.Bool("anchor")},
	}
	for _, m := range p.Members {
		f.Owner.Options = append(f.Owner.Options, ui.Option{Value: page.Digits(m.PersonID), Label: m.Name})
	}
	var names []string
	for _, r := range p.Regions {
		names = append(names, r.Name)
	}
	f.Anchor.Description = i18n.T(ctx, "Det blir en uppgift för var och en av: %s. Ledamöterna där markerar när det är gjort.", listed(ctx, names))
	return f
}

// listed is names in a row: "A, B och C".
func listed(ctx context.Context, names []string) string {
	text := ""
	for n, name := range names {
		switch {
		case n == 0:
			text = name
		case n == len(names)-1:
			text = i18n.T(ctx, "%s och %s", text, name)
		default:
			text += ", " + name
		}
	}
	return text
}

// CreateAssignment adds a task to the decision, or one in each region.
func (h *Handlers) CreateAssignment(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.decisionPage(r)
	if err != nil {
		return err
	}
	a := improvement.Assignment{GroupID: visitor.Group.ID, DecisionID: p.ID, Kind: improvement.DecisionTask, Title: form.Text("title", maxTyped),
		OwnerID: org.PersonID(form.ID("owner"))}
	if form.Bool("anchor") {
		a.Kind = improvement.AnchoringTask
	}
	if day := form.Date("due_on"); day != nil {
		a.DueOn = *day
	}
	n := 0
	if err = form.Err(); err == nil {
		n, err = h.room.AddAssignment(ctx, visitor.Actor, a)
	}
	if form.Rejected(err) {
		return h.showDecision(w, r, form, false)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, decisionsURL+"/"+page.Digits(p.ID), page.Done(i18n.N(ctx, "En uppgift är tillagd.", "%d uppgifter är tillagda, en för varje region.", n)))
}

// SettleAssignment says what has become of a task, takes that back, or removes the task.
func (h *Handlers) SettleAssignment(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.decisionPage(r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "task")
	if err != nil {
		return err
	}
	s := group.Settling{GroupID: visitor.Group.ID, ID: improvement.TaskID(id)}
	s.Version, _ = strconv.Atoi(form.Value("version")) // what is no number is nobody's version
	field, said := outcomeField(s.ID), i18n.T(ctx, "Uppgiften är klar.")
	s.Outcome = form.Text(field, maxWritten)
	switch form.Value("do") {
	case "done":
		s.State = improvement.TaskDone
	case "drop":
		s.State, said = improvement.TaskDropped, i18n.T(ctx, "Uppgiften är struken.")
	case "reopen":
		s.State, said = improvement.TaskOpen, i18n.T(ctx, "Uppgiften är kvar att göra.")
	case "delete":
		said = i18n.T(ctx, "Uppgiften är borttagen.")
	default:
		return fault.ErrNotFound
	}
	if form.Value("do") == "delete" {
		err = h.room.DeleteAssignment(ctx, visitor.Actor, s)
	} else {
		err = page.AtField(h.room.SettleAssignment(ctx, visitor.Actor, s), field)
	}
	switch {
	case form.Rejected(err):
		return h.showDecision(w, r, form, false)
	case errors.Is(err, fault.ErrConflict):
		return h.showDecision(w, r, form, true)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, decisionsURL+"/"+page.Digits(p.ID)+"#uppgift-"+page.Digits(s.ID), page.Done(said))
}
