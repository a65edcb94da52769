package goals

import (
	"net/http"
	"net/url"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditUnmeasured shows the form for why a goal, the group's own or a higher one, is not
// measurable in a year; ?ar= chooses the year of a higher one.
func (h *Handlers) EditUnmeasured(w http.ResponseWriter, r *http.Request) error {
	p, err := h.unmeasured(r)
	if err != nil {
		return err
	}
	return showUnmeasured(w, r, p, page.NewForm(url.Values{"why": {p.Said.Why}}))
}

// unmeasured reads what is said of the goal that the address names.
func (h *Handlers) unmeasured(r *http.Request) (goals.UnmeasuredPage, error) {
	visitor := page.VisitorOf(r)
	about := quality.Unmeasured{GroupID: visitor.Group.ID}
	year, err := yearIn(r)
	if err != nil {
		return goals.UnmeasuredPage{}, err
	}
	if id, err := page.ID(r, "higher"); err == nil {
		about.HigherGoalID, about.Year = quality.HigherGoalID(id), year
	} else if id, err = page.ID(r, "goal"); err == nil {
		about.GoalID = quality.GoalID(id)
	} else {
		return goals.UnmeasuredPage{}, err
	}
	return h.room.Unmeasured(r.Context(), visitor.Actor, about)
}

// SaveUnmeasured stores why a goal is not measurable in a year, or that it is.
func (h *Handlers) SaveUnmeasured(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.unmeasured(r)
	if err != nil {
		return err
	}
	said := p.Said
	if said.Why = form.Text("why", maxTyped); form.Err() == nil {
		err = h.room.SayUnmeasured(ctx, page.VisitorOf(r).Actor, said)
	}
	if form.Rejected(err) {
		return showUnmeasured(w, r, p, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, levelsURL+"?ar="+number(said.Year), page.Done(i18n.T(ctx, "Sparat.")))
}

func showUnmeasured(w http.ResponseWriter, r *http.Request, p goals.UnmeasuredPage, form *page.Form) error {
	ctx := r.Context()
	v := view.UnmeasuredView{
		FormState: ui.FormState{Action: r.URL.Path + "?ar=" + number(p.Said.Year), BackURL: levelsURL + "?ar=" + number(p.Said.Year), Problems: form.Summary(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Går målet att mäta %s?", number(p.Said.Year)), Lead: p.Title,
			Trail: []ui.Link{{Text: i18n.T(ctx, "Mål på alla nivåer"), URL: levelsURL}}},
		Why: ui.TextAreaProps{Name: "why", Label: i18n.T(ctx, "Varför målet inte går att mäta i år"), Value: form.Value("why"), Error: form.Error(ctx, "why"), MaxLength: 1000, Rows: 3, Optional: true,
			Description: i18n.T(ctx, "Till exempel att registret byts, eller att måttet börjar samlas in nästa år. Lämna tomt om det går att mäta.")},
	}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.Unmeasured(v)})
}
