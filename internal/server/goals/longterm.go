package goals

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

const longTermURL = "/mal/langsiktiga"

// ShowLongTermGoals shows the goals of three to five years, with the yearly goals
// that serve each.
func (h *Handlers) ShowLongTermGoals(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	o, err := h.room.Overview(ctx, visitor.Actor, visitor.Group.ID, 0)
	if err != nil {
		return err
	}
	v := newLongTermView(ctx, o)
	v.CanEdit = canEdit(r)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Långsiktiga mål"), Content: view.LongTerm(v)})
}

func newLongTermView(ctx context.Context, o goals.Overview) view.LongTermView {
	v := view.LongTermView{Frame: view.Frame{Tabs: tabs(ctx, longTermURL)}}
	for _, l := range o.LongTerm {
		card := view.LongTermCard{
			ID: longTermID(l.ID), Title: l.Title, Vision: l.Vision, URL: longTermURL + "/" + number(l.ID), EditURL: longTermURL + "/" + number(l.ID) + "/andra",
			Span: strconv.Itoa(l.StartYear) + "–" + strconv.Itoa(l.EndYear),
		}
		for _, g := range o.AllGoals {
			if g.LongTermGoalID == l.ID {
				card.Years = append(card.Years, ui.Link{Text: strconv.Itoa(g.Year) + ": " + g.Title, URL: "/mal/" + number(g.ID)})
			}
		}
		v.Goals = append(v.Goals, card)
	}
	return v
}

func longTermID(id quality.LongTermGoalID) string { return "langsiktigt-" + number(id) }

// EditNewLongTermGoal shows the form for a new long-term goal.
func (h *Handlers) EditNewLongTermGoal(w http.ResponseWriter, r *http.Request) error {
	if !canEdit(r) {
		return fault.ErrForbidden
	}
	year := page.VisitorOf(r).Today().Year()
	form := page.NewForm(url.Values{"start_year": {strconv.Itoa(year)}, "end_year": {strconv.Itoa(year + 4)}})
	return showLongTermForm(w, r, form.Status(), newLongTermFormView(r.Context(), form, 0))
}

// CreateLongTermGoal adds a long-term goal.
func (h *Handlers) CreateLongTermGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	l := readLongTerm(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		err = h.room.CreateLongTermGoal(ctx, visitor.Actor, l)
	}
	if form.Rejected(err) {
		return showLongTermForm(w, r, form.Status(), newLongTermFormView(ctx, form, 0))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, longTermURL, page.Done(i18n.T(ctx, "Målet är sparat.")))
}

// EditLongTermGoal shows the form for a stored long-term goal.
func (h *Handlers) EditLongTermGoal(w http.ResponseWriter, r *http.Request) error {
	if !canEdit(r) {
		return fault.ErrForbidden
	}
	l, _, err := h.longTermGoal(r)
	if err != nil {
		return err
	}
	form := page.NewForm(url.Values{"title": {l.Title}, "vision": {l.Vision}, "version": {strconv.Itoa(l.Version)},
		"start_year": {strconv.Itoa(l.StartYear)}, "end_year": {strconv.Itoa(l.EndYear)}})
	return showLongTermForm(w, r, form.Status(), newLongTermFormView(r.Context(), form, l.ID))
}

func (h *Handlers) longTermGoal(r *http.Request) (quality.LongTermGoal, goals.LastChange, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "goal")
	if err != nil {
		return quality.LongTermGoal{}, goals.LastChange{}, err
	}
	return h.room.LongTermGoal(r.Context(), visitor.Actor, visitor.Group.ID, quality.LongTermGoalID(id))
}

// SaveLongTermGoal changes a long-term goal. When somebody else was first the form
// comes back with what was typed and what is stored now.
func (h *Handlers) SaveLongTermGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	stored, _, err := h.longTermGoal(r)
	if err != nil {
		return err
	}
	l := readLongTerm(form, visitor.Group.ID)
	l.ID = stored.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveLongTermGoal(ctx, visitor.Actor, l)
	}
	switch {
	case form.Rejected(err):
		return showLongTermForm(w, r, form.Status(), newLongTermFormView(ctx, form, l.ID))
	case errors.Is(err, fault.ErrConflict):
		now, last, err := h.longTermGoal(r) // as it has become
		if err != nil {
			return err
		}
		v := newLongTermFormView(ctx, form, l.ID)
		v.Version = strconv.Itoa(now.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, last.ActorName, last.At), Now: page.Differing(longTermFacts(ctx, now), longTermFacts(ctx, l))}
		return showLongTermForm(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, longTermURL+"/"+number(l.ID), page.Done(i18n.T(ctx, "Målet är sparat.")))
}

func readLongTerm(form *page.Form, group org.GroupID) quality.LongTermGoal {
	l := quality.LongTermGoal{GroupID: group, Title: form.Text("title", maxTyped), Vision: form.Text("vision", maxTyped)}
	for name, to := range map[string]*int{"start_year": &l.StartYear, "end_year": &l.EndYear, "version": &l.Version} {
		if n := form.Whole(name); n != nil {
			*to = int(*n)
		}
	}
	return l
}

func longTermFacts(ctx context.Context, l quality.LongTermGoal) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Målet"), Text: l.Title},
		{Term: i18n.T(ctx, "Så ska det vara då"), Text: l.Vision},
		{Term: i18n.T(ctx, "Från år"), Text: strconv.Itoa(l.StartYear)},
		{Term: i18n.T(ctx, "Till och med år"), Text: strconv.Itoa(l.EndYear)},
	}
}

func newLongTermFormView(ctx context.Context, form *page.Form, id quality.LongTermGoalID) view.LongTermFormView {
	v := view.LongTermFormView{
		FormState: ui.FormState{Action: longTermURL + "/nytt", BackURL: longTermURL, Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Title: i18n.T(ctx, "Nytt långsiktigt mål"), GoalTitle: form.Value("title"), Vision: form.Value("vision"),
		StartYear: form.Value("start_year"), EndYear: form.Value("end_year"),
	}
	if id != 0 {
		v.Title, v.Action = i18n.T(ctx, "Ändra långsiktigt mål"), longTermURL+"/"+number(id)+"/andra"
		v.BackURL = longTermURL + "/" + number(id)
	}
	return v
}

func showLongTermForm(w http.ResponseWriter, r *http.Request, status int, v view.LongTermFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.LongTermForm(v)})
}
