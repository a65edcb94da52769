package group

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// ShowTask shows one task, and how to say what came of it.
func (h *Handlers) ShowTask(w http.ResponseWriter, r *http.Request) error {
	return h.showTask(w, r, page.NewForm(nil), false)
}

// taskIn reads the task that the address names.
func (h *Handlers) taskIn(r *http.Request) (group.TaskPage, error) {
	visitor := page.VisitorOf(r)
	id, err := strconv.ParseInt(chi.URLParam(r, "task"), 10, 64)
	if err != nil || id < 1 {
		return group.TaskPage{}, fault.ErrNotFound
	}
	return h.room.Task(r.Context(), visitor.Actor, visitor.Group.ID, improvement.TaskID(id))
}

func (h *Handlers) showTask(w http.ResponseWriter, r *http.Request, form *page.Form, overtaken bool) error {
	ctx := r.Context()
	p, err := h.taskIn(r)
	if err != nil {
		return err
	}
	v, status := newTaskView(ctx, page.VisitorOf(r), p, form), form.Status()
	if overtaken {
		status = http.StatusConflict
		v.Form.Conflict.Text = page.Overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	return page.Show(w, r, status, page.Page{Title: p.Title, Content: view.Task(v)})
}

func newTaskView(ctx context.Context, visitor page.Visitor, p group.TaskPage, form *page.Form) view.TaskView {
	url := taskURL(p.ID)
	v := view.TaskView{
		Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: i18n.T(ctx, "Årshjul"), URL: wheelYearURL(p.DueOn.Year())}}, Title: p.Title},
		State:   newTaskState(ctx, p.WheelTask), Mine: p.Mine, Note: p.Note,
		Form:   ui.FormState{Action: url + "/klar", Version: strconv.Itoa(p.Version), Problems: form.Summary(ctx)},
		Settle: p.CanSettle && p.State == improvement.TaskOpen, Reopen: p.CanSettle && p.State != improvement.TaskOpen,
		Outcome: ui.TextAreaProps{Name: "outcome", Label: i18n.T(ctx, "Vad blev det?"), Description: i18n.T(ctx, "Valfritt när den är klar. Blev den inte av, skriv varför."),
			Value: p.Outcome, Error: form.Error(ctx, "outcome"), Rows: 3, MaxLength: improvement.MaxTaskOutcome},
		Facts: []ui.Definition{
			{Term: i18n.T(ctx, "Ansvarig"), Text: ownerWords(ctx, p.Choices, p.Task)},
			{Term: i18n.T(ctx, "Gäller"), Text: whereWords(ctx, p.Choices, p.Task)},
			{Term: i18n.T(ctx, "När"), Text: dueWords(ctx, p.WheelTask, visitor.Today())},
			{Term: i18n.T(ctx, "Kommer från"), Text: words.TaskKind(ctx, p.Kind)},
		},
	}
	if form.Has("outcome") {
		v.Outcome.Value = form.Value("outcome")
	}
	if p.SettledAt != nil {
		v.Facts = append(v.Facts,
			ui.Definition{Term: words.TaskState(ctx, p.State), Text: settledWords(ctx, p)},
			ui.Definition{Term: i18n.T(ctx, "Vad det blev"), Text: p.Outcome})
	}
	if p.CanEdit {
		v.EditURL = url + "/andra"
	}
	return v
}

// settledWords is when a task ended, and by whom.
func settledWords(ctx context.Context, p group.TaskPage) string {
	day := i18n.LongDate(ctx, *p.SettledAt)
	if name := p.Names[p.SettledBy]; name != "" {
		return i18n.T(ctx, "%s, %s", day, name)
	}
	return day
}

// SettleTask says what came of a task, or opens it again.
func (h *Handlers) SettleTask(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.taskIn(r)
	if err != nil {
		return err
	}
	seen := improvement.Task{ID: p.ID, GroupID: visitor.Group.ID}
	seen.Version, _ = strconv.Atoi(form.Value("version")) // what is no number is nobody's version
	s, done := improvement.Settling{Outcome: form.Text("outcome", maxTyped)}, ""
	switch form.Value("do") {
	case "done":
		s.State, done = improvement.TaskDone, i18n.T(ctx, "Uppgiften är klar: %s", p.Title)
	case "drop":
		s.State, done = improvement.TaskDropped, i18n.T(ctx, "Uppgiften är noterad som inte gjord: %s", p.Title)
	case "reopen":
		done = i18n.T(ctx, "Uppgiften är öppen igen: %s", p.Title)
	default:
		return fault.ErrNotFound
	}
	if err = form.Err(); err == nil && s.State == "" {
		err = h.room.ReopenTask(ctx, visitor.Actor, seen)
	} else if err == nil {
		err = h.room.SettleTask(ctx, visitor.Actor, seen, s)
	}
	switch {
	case form.Rejected(err):
		return h.showTask(w, r, form, false)
	case errors.Is(err, fault.ErrConflict):
		return h.showTask(w, r, form, true)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, wheelYearURL(p.DueOn.Year())+"#"+monthID(p.DueOn.Month()), page.Done(done))
}
