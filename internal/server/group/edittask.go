package group

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditNewTask shows the form for a new task.
func (h *Handlers) EditNewTask(w http.ResponseWriter, r *http.Request) error {
	form := page.NewForm(url.Values{})
	if year, err := strconv.Atoi(r.URL.Query().Get(yearName)); err == nil && year != page.VisitorOf(r).Today().Year() && year > 0 && year < 10_000 {
		form = page.NewForm(url.Values{"due_on": {fmt.Sprintf("%04d-01-01", year)}})
	}
	return h.showNewTask(w, r, form)
}

func (h *Handlers) showNewTask(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	visitor := page.VisitorOf(r)
	c, err := h.room.TaskChoices(r.Context(), visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	return showTaskForm(w, r, form.Status(), newTaskFormView(r.Context(), form, c, group.TaskPage{}))
}

// CreateTask adds a task to the year.
func (h *Handlers) CreateTask(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	t := readTask(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		err = h.room.CreateTask(ctx, visitor.Actor, t)
	}
	if form.Rejected(err) {
		return h.showNewTask(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, wheelYearURL(t.DueOn.Year())+"#"+monthID(t.DueOn.Month()), page.Done(i18n.T(ctx, "Uppgiften är tillagd.")))
}

// EditTask shows the form for a stored task.
func (h *Handlers) EditTask(w http.ResponseWriter, r *http.Request) error {
	p, err := h.taskIn(r)
	if err != nil {
		return err
	}
	if !p.CanEdit {
		return fault.ErrForbidden
	}
	form := page.NewForm(url.Values{"title": {p.Title}, "note": {p.Note}, "due_on": {i18n.Date(r.Context(), p.DueOn)},
		"owner": {ownerValue(p.OwnerID, p.OwnerRole)}, "where": {whereValue(p.Task)}, "version": {strconv.Itoa(p.Version)}})
	return showTaskForm(w, r, form.Status(), newTaskFormView(r.Context(), form, p.Choices, p))
}

// SaveTask changes a task, or takes it away. When somebody else was first the form comes
// back with what was typed and what is stored now.
func (h *Handlers) SaveTask(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.taskIn(r)
	if err != nil {
		return err
	}
	t, done := readTask(form, visitor.Group.ID), i18n.T(ctx, "Uppgiften är sparad.")
	t.ID = p.ID
	back := wheelYearURL(p.DueOn.Year())
	if form.Value("do") == "delete" {
		done, err = i18n.T(ctx, "Uppgiften är borttagen."), h.room.DeleteTask(ctx, visitor.Actor, t)
	} else if err = form.Err(); err == nil {
		back, err = taskURL(p.ID), h.room.SaveTask(ctx, visitor.Actor, t)
	}
	switch {
	case form.Rejected(err):
		return showTaskForm(w, r, form.Status(), newTaskFormView(ctx, form, p.Choices, p))
	case errors.Is(err, fault.ErrConflict):
		v := newTaskFormView(ctx, form, p.Choices, p)
		v.Version = strconv.Itoa(p.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At), Now: page.Differing(taskTexts(ctx, p.Choices, p.Task), taskTexts(ctx, p.Choices, t))}
		return showTaskForm(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, back, page.Done(done))
}

func readTask(form *page.Form, g org.GroupID) improvement.Task {
	t := improvement.Task{GroupID: g, Title: form.Text("title", maxTyped), Note: form.Text("note", maxTyped), DueOn: dayIn(form, "due_on")}
	t.Version, _ = strconv.Atoi(form.Value("version")) // what is no number is nobody's version
	if owner := form.Value("owner"); owner != "" {
		var err error
		if t.OwnerID, t.OwnerRole, err = readOwner(owner); err != nil {
			form.Problem("owner", "unknown_choice")
		}
	}
	if where := form.Value("where"); where != "" {
		kind, rest, _ := strings.Cut(where, ".")
		id, err := strconv.ParseInt(rest, 10, 64)
		switch {
		case err != nil || id < 1:
			form.Problem("where", "unknown_choice")
		case kind == "enhet":
			t.UnitID = org.UnitID(id)
		case kind == "region":
			t.RegionID = org.RegionID(id)
		default:
			form.Problem("where", "unknown_choice")
		}
	}
	return t
}

// whereValue is for whom the task is, as readTask reads it.
func whereValue(t improvement.Task) string {
	switch {
	case t.UnitID != 0:
		return "enhet." + strconv.FormatInt(int64(t.UnitID), 10)
	case t.RegionID != 0:
		return "region." + strconv.FormatInt(int64(t.RegionID), 10)
	}
	return ""
}

// taskTexts is a task in words, to hold two against each other.
func taskTexts(ctx context.Context, c group.Choices, t improvement.Task) []ui.Definition {
	day := ""
	if !t.DueOn.IsZero() {
		day = i18n.LongDate(ctx, t.DueOn)
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Uppgift"), Text: t.Title}, {Term: i18n.T(ctx, "Senast"), Text: day},
		{Term: i18n.T(ctx, "Ansvarig"), Text: ownerWords(ctx, c, t)}, {Term: i18n.T(ctx, "Gäller"), Text: whereWords(ctx, c, t)},
		{Term: i18n.T(ctx, "Anteckning"), Text: t.Note},
	}
}

// newTaskFormView is the form for the stored task, or for a new one.
func newTaskFormView(ctx context.Context, form *page.Form, c group.Choices, stored group.TaskPage) view.TaskFormView {
	v := view.TaskFormView{
		FormState: ui.FormState{Action: wheelURL + "/ny", BackURL: wheelURL, Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading:   ui.PageHeadingProps{Trail: []ui.Link{{Text: i18n.T(ctx, "Årshjul"), URL: wheelURL}}, Title: i18n.T(ctx, "Ny uppgift")},
		Title: ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Uppgift"), Description: i18n.T(ctx, "Det som ska göras, med ett verb: ”Lämna materialet”."),
			Value: form.Value("title"), Error: form.Error(ctx, "title"), MaxLength: improvement.MaxTaskTitle, Required: true},
		Due: ui.FieldProps{Name: "due_on", Label: i18n.T(ctx, "Senast"), Type: "date", Value: form.Value("due_on"), Error: form.Error(ctx, "due_on"), Required: true},
		Owner: ui.SelectProps{Name: "owner", Label: i18n.T(ctx, "Ansvarig"), Value: form.Value("owner"), Error: form.Error(ctx, "owner"), Empty: i18n.T(ctx, "Ingen ännu"),
			Description: i18n.T(ctx, "En roll följer med till nästa år även om personen byts."), Groups: ownerOptions(ctx, c), Optional: true},
		Where: ui.SelectProps{Name: "where", Label: i18n.T(ctx, "Gäller"), Value: form.Value("where"), Error: form.Error(ctx, "where"), Empty: i18n.T(ctx, "Hela gruppen"),
			Groups: whereOptions(ctx, c), Optional: true},
		Note: ui.TextAreaProps{Name: "note", Label: i18n.T(ctx, "Anteckning"), Value: form.Value("note"), Error: form.Error(ctx, "note"), Rows: 4,
			MaxLength: improvement.MaxTaskNote, Optional: true},
	}
	if stored.ID == 0 {
		return v
	}
	v.Action, v.BackURL = taskURL(stored.ID)+"/andra", taskURL(stored.ID)
	v.Heading.Title, v.CanDelete = i18n.T(ctx, "Ändra uppgiften"), stored.Kind == improvement.WheelTask
	if left := stored.OwnerID; left != 0 && !offered(v.Owner.Groups, ownerValue(left, "")) {
		v.Owner.Options = []ui.Option{{Value: ownerValue(left, ""), Label: i18n.T(ctx, "%s (inte längre med)", stored.Names[left])}}
	}
	return v
}

// whereOptions are the regions and the units that a task can be for.
func whereOptions(ctx context.Context, c group.Choices) []ui.OptionGroup {
	regions, units := ui.OptionGroup{Label: i18n.T(ctx, "Region")}, ui.OptionGroup{Label: i18n.T(ctx, "Enhet")}
	for _, u := range c.Units {
		if region := whereValue(improvement.Task{RegionID: u.RegionID}); !offered([]ui.OptionGroup{regions}, region) {
			regions.Options = append(regions.Options, ui.Option{Value: region, Label: u.RegionName})
		}
		units.Options = append(units.Options, ui.Option{Value: whereValue(improvement.Task{UnitID: u.ID}), Label: u.ShortName})
	}
	return []ui.OptionGroup{regions, units}
}

// offered reports whether the value is among the choices.
func offered(groups []ui.OptionGroup, value string) bool {
	for _, g := range groups {
		for _, o := range g.Options {
			if o.Value == value {
				return true
			}
		}
	}
	return false
}

func showTaskForm(w http.ResponseWriter, r *http.Request, status int, v view.TaskFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.TaskForm(v)})
}
