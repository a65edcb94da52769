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
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const unitsURL = "/gruppen/enheter"

// ShowUnits shows which of the organisation's units take part in the group.
func (h *Handlers) ShowUnits(w http.ResponseWriter, r *http.Request) error {
	return h.showUnits(w, r, page.NewForm(nil), false)
}

func (h *Handlers) showUnits(w http.ResponseWriter, r *http.Request, form *page.Form, overtaken bool) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	reg, err := h.room.Register(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v, status := newUnitsView(ctx, form, visitor.Group, reg), form.Status()
	if overtaken {
		status = http.StatusConflict
		v.Form.Conflict.Text = page.Overtaken(ctx, reg.Last.ActorName, reg.Last.At)
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Units(v)})
}

// JoinUnits lets the chosen units take part.
func (h *Handlers) JoinUnits(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	j := group.Joiners{Participation: org.Participation(form.Value("participation"))}
	for _, id := range form.IDs("units") {
		j.Units = append(j.Units, org.UnitID(id))
	}
	if err = form.Err(); err == nil {
		err = h.room.JoinUnits(ctx, visitor.Actor, seen(form, visitor), j)
	}
	return h.unitsSaved(w, r, form, err, i18n.N(ctx, "En enhet är med.", "%d enheter är med.", len(j.Units)))
}

// SaveUnit changes how the unit that the address names takes part: what in, where in the
// order, or until when.
func (h *Handlers) SaveUnit(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	number, err := strconv.ParseInt(chi.URLParam(r, "unit"), 10, 64)
	if err != nil {
		return fault.ErrNotFound
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, done, at := org.UnitID(number), i18n.T(ctx, "Ändringen är sparad."), seen(form, visitor)
	switch do := form.Value("do"); do {
	case "up", "down":
		done = i18n.T(ctx, "Enheten är flyttad.")
		err = h.room.MoveUnit(ctx, visitor.Actor, at, group.UnitMove{ID: id, Up: do == "up"})
	case "full", "process_only":
		err = h.room.ChangeParticipation(ctx, visitor.Actor, at, id, org.Participation(do))
	case "end":
		field := lastDayField(id)
		last := form.Date(field)
		if last == nil && form.Err() == nil {
			form.Problem(field, "required")
		}
		if err = form.Err(); err == nil {
			done = i18n.T(ctx, "Enheten är med till och med %s.", i18n.LongDate(ctx, *last))
			err = page.AtField(h.room.EndUnit(ctx, visitor.Actor, at, id, *last), field)
		}
	default:
		return fault.ErrNotFound
	}
	return h.unitsSaved(w, r, form, err, done)
}

// unitsSaved answers to a change: with the page that was typed on when something was
// wrong with it, or somebody else was first.
func (h *Handlers) unitsSaved(w http.ResponseWriter, r *http.Request, form *page.Form, err error, done string) error {
	switch {
	case form.Rejected(err):
		return h.showUnits(w, r, form, false)
	case errors.Is(err, fault.ErrConflict):
		return h.showUnits(w, r, form, true)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, unitsURL, page.Done(done))
}

// lastDayField names the field for a unit's last day: there is one for each.
func lastDayField(id org.UnitID) string { return "last." + strconv.FormatInt(int64(id), 10) }

func newUnitsView(ctx context.Context, form *page.Form, g org.Group, reg group.Register) view.UnitsView {
	v := view.UnitsView{
		Heading: ui.PageHeadingProps{Trail: guideTrail(ctx, g), Title: i18n.T(ctx, "Enheter"),
			Lead: i18n.T(ctx, "Vilka som är med i gruppen och lämnar siffror.")},
		Form:   ui.FormState{Action: unitsURL, Version: strconv.Itoa(reg.Version), Problems: form.Summary(ctx)},
		NewURL: unitsURL + "/ny",
	}
	own := 0
	for _, u := range reg.Units {
		if group.Takes(u, reg.Today) {
			own++
		}
	}
	for _, u := range reg.Units {
		switch {
		case group.Takes(u, reg.Today):
			row := newUnitRow(ctx, form, reg, u)
			row.Up, row.Down = len(v.Units) > 0, len(v.Units) < own-1
			v.Units = append(v.Units, row)
			continue
		case u.Participation != "":
			v.Left = append(v.Left, view.UnitRow{Name: u.Name, Text: i18n.T(ctx, "till och med %s", i18n.LongDate(ctx, *u.Until))})
		}
		v.Others = withChoice(ctx, form, v.Others, u)
	}
	return v
}

func newUnitRow(ctx context.Context, form *page.Form, reg group.Register, u group.RegisteredUnit) view.UnitRow {
	id, field := strconv.FormatInt(int64(u.ID), 10), lastDayField(u.ID)
	row := view.UnitRow{ID: "enhet-" + id, Name: u.Name, Place: u.HospitalName + ", " + u.RegionName,
		Text: words.Participation(ctx, u.Participation), URL: unitsURL + "/" + id, ProcessOnly: u.Participation == org.ProcessOnly,
		Open: form.Has(field) && form.Error(ctx, field) != "",
		Last: ui.FieldProps{Name: field, Label: i18n.T(ctx, "Sista dag i gruppen"), Type: "date", Value: i18n.Date(ctx, reg.Today), Error: form.Error(ctx, field)}}
	if u.Until != nil {
		row.Text += ", " + i18n.T(ctx, "till och med %s", i18n.LongDate(ctx, *u.Until))
		row.Last.Value = i18n.Date(ctx, *u.Until)
	}
	if form.Has(field) {
		row.Last.Value = form.Value(field)
	}
	return row
}

// withChoice puts the unit among those to choose from, under its region.
func withChoice(ctx context.Context, form *page.Form, blocks []view.UnitBlock, u group.RegisteredUnit) []view.UnitBlock {
	n := len(blocks) - 1
	for m := range blocks {
		if blocks[m].Choices.Legend == u.RegionName {
			n = m
		}
	}
	if n < 0 || blocks[n].Choices.Legend != u.RegionName {
		blocks = append(blocks, view.UnitBlock{Choices: ui.ChoiceGroupProps{Name: "units", Legend: u.RegionName, Chosen: form.Values("units")}})
		if n = len(blocks) - 1; n == 0 {
			blocks[n].Choices.Error = form.Error(ctx, "units")
		} else {
			blocks[n].Choices.ID = "units-" + strconv.Itoa(n+1)
		}
	}
	c := &blocks[n].Choices
	c.Options = append(c.Options, ui.Option{Value: strconv.FormatInt(int64(u.ID), 10), Label: u.Name, Description: u.HospitalName})
	return blocks
}
