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
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditNewMilestone shows the form for a new milestone.
func (h *Handlers) EditNewMilestone(w http.ResponseWriter, r *http.Request) error {
	p, err := h.milestone(r, 0)
	if err != nil {
		return err
	}
	return showMilestone(w, r, newMilestoneFormView(r.Context(), page.NewForm(nil), p), http.StatusOK)
}

// EditMilestone shows the form for a stored milestone.
func (h *Handlers) EditMilestone(w http.ResponseWriter, r *http.Request) error {
	id, err := page.ID(r, "milestone")
	if err != nil {
		return err
	}
	p, err := h.milestone(r, quality.MilestoneID(id))
	if err != nil {
		return err
	}
	m := p.Milestone
	values := url.Values{"year": {strconv.Itoa(m.Year)}, "text": {m.Text}, "threshold": {typedNumber(m.Threshold)},
		"state": {string(m.State)}, "outcome": {m.Outcome}, "version": {strconv.Itoa(m.Version)}}
	if m.IndicatorID != 0 {
		values.Set("indicator", number(m.IndicatorID))
	}
	return showMilestone(w, r, newMilestoneFormView(r.Context(), page.NewForm(values), p), http.StatusOK)
}

// milestone reads what the form for the milestone needs; id zero for a new one.
func (h *Handlers) milestone(r *http.Request, id quality.MilestoneID) (goals.MilestonePage, error) {
	visitor := page.VisitorOf(r)
	goal, err := page.ID(r, "goal")
	if err != nil {
		return goals.MilestonePage{}, err
	}
	return h.room.Milestone(r.Context(), visitor.Actor, visitor.Group.ID,
		quality.Milestone{ID: id, LongTermGoalID: quality.LongTermGoalID(goal)})
}

// CreateMilestone adds a milestone.
func (h *Handlers) CreateMilestone(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.milestone(r, 0)
	if err != nil {
		return err
	}
	m := goals.GroupMilestone{GroupID: visitor.Group.ID, Milestone: readMilestone(form, p)}
	if err = form.Err(); err == nil {
		err = h.room.CreateMilestone(ctx, visitor.Actor, m)
	}
	if form.Rejected(err) {
		return showMilestone(w, r, newMilestoneFormView(ctx, form, p), form.Status())
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, wayURL(p.Goal.ID), page.Done(i18n.T(ctx, "Delmålet är sparat.")))
}

// wayURL is where a long-term goal's milestones are shown.
func wayURL(id quality.LongTermGoalID) string { return longTermURL + "/" + number(id) + "#delmal" }

// SaveMilestone changes a milestone. When somebody else was first the form comes back
// with what was typed and what is stored now.
func (h *Handlers) SaveMilestone(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "milestone")
	if err != nil {
		return err
	}
	p, err := h.milestone(r, quality.MilestoneID(id))
	if err != nil {
		return err
	}
	m := goals.GroupMilestone{GroupID: visitor.Group.ID, Milestone: readMilestone(form, p)}
	if err = form.Err(); err == nil {
		err = h.room.SaveMilestone(ctx, visitor.Actor, m)
	}
	switch {
	case form.Rejected(err):
		return showMilestone(w, r, newMilestoneFormView(ctx, form, p), form.Status())
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.milestone(r, quality.MilestoneID(id)); err != nil { // as it has become
			return err
		}
		v := newMilestoneFormView(ctx, form, p)
		v.Version = strconv.Itoa(p.Milestone.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At),
			Now: page.Differing(milestoneFacts(ctx, p, p.Milestone), milestoneFacts(ctx, p, m.Milestone))}
		return showMilestone(w, r, v, http.StatusConflict)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, wayURL(p.Goal.ID), page.Done(i18n.T(ctx, "Delmålet är sparat.")))
}

// DeleteMilestone removes a milestone.
func (h *Handlers) DeleteMilestone(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	goal, err := page.ID(r, "goal")
	if err != nil {
		return err
	}
	id, err := page.ID(r, "milestone")
	if err != nil {
		return err
	}
	m := goals.GroupMilestone{GroupID: visitor.Group.ID,
		Milestone: quality.Milestone{ID: quality.MilestoneID(id), LongTermGoalID: quality.LongTermGoalID(goal)}}
	if version := form.Whole("version"); version != nil {
		m.Version = int(*version)
	}
	if err := h.room.DeleteMilestone(ctx, visitor.Actor, m); err != nil {
		return err
	}
	return page.RedirectWith(w, r, wayURL(m.LongTermGoalID), page.Done(i18n.T(ctx, "Delmålet är borttaget.")))
}

// readMilestone reads a milestone as it was typed, of the page's goal and id.
func readMilestone(form *page.Form, p goals.MilestonePage) quality.Milestone {
	m := quality.Milestone{ID: p.Milestone.ID, LongTermGoalID: p.Goal.ID, Text: form.Text("text", maxTyped),
		IndicatorID: quality.IndicatorID(form.ID("indicator")), Threshold: form.Decimal("threshold"),
		State: quality.MilestoneAhead, Outcome: form.Text("outcome", maxTyped)}
	if form.Has("state") {
		m.State = quality.MilestoneState(form.Value("state"))
	}
	for name, to := range map[string]*int{"year": &m.Year, "version": &m.Version} {
		if n := form.Whole(name); n != nil {
			*to = int(*n)
		}
	}
	return m
}

func newMilestoneFormView(ctx context.Context, form *page.Form, p goals.MilestonePage) view.MilestoneFormView {
	goalURL := longTermURL + "/" + number(p.Goal.ID)
	v := view.MilestoneFormView{
		FormState: ui.FormState{Action: goalURL + "/delmal/nytt", BackURL: goalURL, Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Title: i18n.T(ctx, "Nytt delmål på vägen"),
		Trail: []ui.Link{{Text: i18n.T(ctx, "Långsiktiga mål"), URL: longTermURL}, {Text: p.Goal.Title, URL: goalURL}},
		Year: ui.SelectProps{Name: "year", Label: i18n.T(ctx, "År"), Value: form.Value("year"), Error: form.Error(ctx, "year"),
			Empty: i18n.T(ctx, "Välj år")},
		Text: form.Value("text"), Threshold: form.Value("threshold"), State: form.Value("state"), Outcome: form.Value("outcome"),
		Measure: measureSelect(ctx, form, p.Library, func(i quality.Indicator) bool {
			return i.Kind.Numeric() && (i.Definition.Direction == quality.Higher || i.Definition.Direction == quality.Lower)
		}),
	}
	for year := p.Goal.StartYear; year <= p.Goal.EndYear; year++ {
		v.Year.Options = append(v.Year.Options, ui.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	if p.Milestone.ID != 0 {
		v.Title = i18n.T(ctx, "Ändra delmålet")
		v.Action = goalURL + "/delmal/" + number(p.Milestone.ID)
		v.DeleteURL = v.Action + "/ta-bort"
		for _, s := range quality.MilestoneStates() {
			v.States = append(v.States, ui.Option{Value: string(s), Label: words.MilestoneState(ctx, s)})
		}
	}
	return v
}

// milestoneFacts is a milestone in words, to hold two against each other.
func milestoneFacts(ctx context.Context, p goals.MilestonePage, m quality.Milestone) []ui.Definition {
	i, _ := goals.Overview{Library: p.Library}.Indicator(m.IndicatorID)
	return []ui.Definition{
		{Term: i18n.T(ctx, "År"), Text: strconv.Itoa(m.Year)},
		{Term: i18n.T(ctx, "Så långt ska vården ha kommit"), Text: m.Text},
		{Term: i18n.T(ctx, "Mått"), Text: i.Definition.Name},
		{Term: i18n.T(ctx, "Värde att ha nått"), Text: typedNumber(m.Threshold)},
		{Term: i18n.T(ctx, "Läge"), Text: words.MilestoneState(ctx, m.State)},
		{Term: i18n.T(ctx, "Hur det gick"), Text: m.Outcome},
	}
}

func showMilestone(w http.ResponseWriter, r *http.Request, v view.MilestoneFormView, status int) error {
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.MilestoneForm(v)})
}
