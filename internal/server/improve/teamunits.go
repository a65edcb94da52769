package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
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
	values := url.Values{"version": {number(p.Version)}}
	for _, u := range p.Chosen {
		values.Add("units", number(u.UnitID))
	}
	return showTeamUnits(w, r, p, page.NewForm(values), http.StatusOK)
}

func (h *Handlers) teamUnits(r *http.Request) (improve.TeamUnitsPage, error) {
	t, err := teamOf(r)
	if err != nil {
		return improve.TeamUnitsPage{}, err
	}
	return h.room.TeamUnits(r.Context(), page.VisitorOf(r).Actor, t.GroupID, t.ID)
}

// SaveTeamUnits changes which units take part. When somebody else was first the form comes
// back with what was chosen and what is stored now.
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
	units, of := readTeamUnits(form), improvement.Team{GroupID: visitor.Group.ID, ID: p.ID, Version: version(form)}
	if err = form.Err(); err == nil {
		err = h.room.SaveTeamUnits(ctx, visitor.Actor, of, units)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.teamUnits(r); err != nil { // as it has become
			return err
		}
		return showTeamUnits(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showTeamUnits(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, teamURL(p.ID)+"#enheter", page.Done(i18n.T(ctx, "Enheterna är sparade.")))
}

// readTeamUnits reads which units were chosen.
func readTeamUnits(form *page.Form) []org.UnitID {
	var units []org.UnitID
	for _, id := range form.IDs("units") {
		units = append(units, org.UnitID(id))
	}
	return units
}

func showTeamUnits(w http.ResponseWriter, r *http.Request, p improve.TeamUnitsPage, form *page.Form, status int) error {
	ctx := r.Context()
	path := teamURL(p.ID)
	v := view.TeamUnitsView{
		FormState: ui.FormState{Action: path + "/enheter", BackURL: path + "#enheter", Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading:   ui.PageHeadingProps{Title: i18n.T(ctx, "Enheter som är med"), Trail: []ui.Link{{Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL}, {Text: p.Title, URL: path}}},
		Units:     ui.ChoiceGroupProps{Name: "units", Legend: i18n.T(ctx, "Enheter"), Chosen: form.Values("units"), Error: form.Error(ctx, "units")},
	}
	for _, u := range p.All {
		if p.Figures[u.ID] || p.Local[u.ID] {
			v.Staying = append(v.Staying, stayingWords(ctx, p, u))
			v.Hidden = append(v.Hidden, ui.Hidden{Name: "units", Value: number(u.ID)})
			continue
		}
		v.Units.Options = append(v.Units.Options, ui.Option{Value: number(u.ID), Label: u.ShortName})
	}
	if status == http.StatusConflict {
		unitsIn := func(chosen []org.UnitID) []ui.Definition {
			return []ui.Definition{{Term: v.Units.Legend, Text: strings.Join(p.Names(chosen), ", ")}}
		}
		var stored []org.UnitID
		for _, u := range p.Chosen {
			stored = append(stored, u.UnitID)
		}
		v.Version = number(p.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At), Now: page.Differing(unitsIn(stored), unitsIn(readTeamUnits(form)))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.TeamUnits(v)})
}

// stayingWords says why the unit stays.
func stayingWords(ctx context.Context, p improve.TeamUnitsPage, u org.Unit) string {
	if p.Figures[u.ID] {
		return i18n.T(ctx, "%s har lämnat siffror och är med.", u.ShortName)
	}
	return i18n.T(ctx, "%s har personer i sitt lokala team och är med. Ta bort dem först om enheten inte ska vara med.", u.ShortName)
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
