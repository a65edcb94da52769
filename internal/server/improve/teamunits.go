package improve

import (
	"net/http"
	"net/url"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditTeamUnits shows the form for which units take part.
func (h *Handlers) EditTeamUnits(w http.ResponseWriter, r *http.Request) error {
	p, err := h.teamUnits(r)
	if err != nil {
		return err
	}
	values := url.Values{}
	for _, u := range p.Chosen {
		values.Add("units", number(u.UnitID))
	}
	return showTeamUnits(w, r, p, page.NewForm(values))
}

func (h *Handlers) teamUnits(r *http.Request) (improve.TeamUnitsPage, error) {
	t, err := teamOf(r)
	if err != nil {
		return improve.TeamUnitsPage{}, err
	}
	return h.room.TeamUnits(r.Context(), page.VisitorOf(r).Actor, t.GroupID, t.ID)
}

// SaveTeamUnits changes which units take part.
func (h *Handlers) SaveTeamUnits(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.teamUnits(r)
	if err != nil {
		return err
	}
	var units []org.UnitID
	for _, id := range form.IDs("units") {
		units = append(units, org.UnitID(id))
	}
	if err = form.Err(); err == nil {
		err = h.room.SaveTeamUnits(ctx, visitor.Actor, p.Team, units)
	}
	if form.Rejected(err) {
		return showTeamUnits(w, r, p, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, teamURL(p.ID)+"#enheter", page.Done(i18n.T(ctx, "Enheterna är sparade.")))
}

func showTeamUnits(w http.ResponseWriter, r *http.Request, p improve.TeamUnitsPage, form *page.Form) error {
	ctx := r.Context()
	path := teamURL(p.ID)
	v := view.TeamUnitsView{
		FormState: ui.FormState{Action: path + "/enheter", BackURL: path + "#enheter", Problems: form.Summary(ctx)},
		Heading:   ui.PageHeadingProps{Title: i18n.T(ctx, "Enheter som är med"), Trail: []ui.Link{{Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL}, {Text: p.Title, URL: path}}},
		Units:     ui.ChoiceGroupProps{Name: "units", Legend: i18n.T(ctx, "Enheter"), Chosen: form.Values("units"), Error: form.Error(ctx, "units")},
	}
	for _, u := range p.All {
		if p.Figures[u.ID] {
			v.Staying = append(v.Staying, i18n.T(ctx, "%s har lämnat siffror och är med.", u.ShortName))
			v.Hidden = append(v.Hidden, ui.Hidden{Name: "units", Value: number(u.ID)})
			continue
		}
		v.Units.Options = append(v.Units.Options, ui.Option{Value: number(u.ID), Label: u.ShortName})
	}
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.TeamUnits(v)})
}

// SaveTeamOpening opens a unit's results to the others that open theirs, or closes them.
func (h *Handlers) SaveTeamOpening(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	t, err := teamOf(r)
	if err != nil {
		return err
	}
	o := improve.TeamOpening{GroupID: t.GroupID, TeamID: t.ID, UnitID: org.UnitID(form.ID("unit")), Open: form.Bool("open")}
	if err := h.room.OpenTeamResults(ctx, page.VisitorOf(r).Actor, o); err != nil {
		return err
	}
	done := i18n.T(ctx, "Enhetens resultat är inte längre öppna för de andra i teamet.")
	if o.Open {
		done = i18n.T(ctx, "Enhetens resultat är öppna för de andra i teamet som har öppnat sina.")
	}
	return page.RedirectWith(w, r, teamURL(t.ID)+"#enheter", page.Done(done))
}
