package goals

import (
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
)

// EditNewGoal shows the form for a new goal; ?ar= chooses the year.
func (h *Handlers) EditNewGoal(w http.ResponseWriter, r *http.Request) error {
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	return h.showNewGoal(w, r, year, page.NewForm(nil))
}

func (h *Handlers) showNewGoal(w http.ResponseWriter, r *http.Request, year int, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !canEdit(r) {
		return fault.ErrForbidden
	}
	o, err := h.room.Overview(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	if o.Lock().Locked() && form.Err() == nil {
		return showLocked(w, r, o.Lock())
	}
	v := newGoalFormView(ctx, form, o, quality.Goal{})
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.GoalForm(v)})
}

// CreateGoal adds a goal and leads on to its targets.
func (h *Handlers) CreateGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	goal := readGoal(form, visitor.Group.ID)
	if goal.Year, err = strconv.Atoi(form.Value("year")); err != nil {
		return fault.ErrNotFound
	}
	id, err := quality.GoalID(0), form.Err()
	if err == nil {
		id, err = h.room.CreateGoal(ctx, visitor.Actor, goal)
	}
	if form.Rejected(err) {
		return h.showNewGoal(w, r, goal.Year, form)
	}
	if err != nil {
		return err
	}
	done := page.Done(i18n.T(ctx, "Målet är sparat."))
	if len(goal.Indicators) == 0 {
		return page.RedirectWith(w, r, "/mal/"+number(id), done)
	}
	return page.RedirectWith(w, r, "/mal/"+number(id)+"/malvarden", done)
}

// CopyYear begins a year with the goals of the year before.
func (h *Handlers) CopyYear(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	year, err := strconv.Atoi(form.Value("year"))
	if err != nil {
		return fault.ErrNotFound
	}
	count, err := h.room.CopyYear(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	done := i18n.N(ctx, "Ett mål är kopierat, med mått och målvärden. Se över det.",
		"%d mål är kopierade, med mått och målvärden. Se över dem.", count)
	return page.RedirectWith(w, r, "/mal?"+url.Values{yearName: {strconv.Itoa(year)}}.Encode(), page.Done(done))
}
