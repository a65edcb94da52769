package group

import (
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditNewWorkingGroup shows the form for a working group.
func (h *Handlers) EditNewWorkingGroup(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	if !visitor.May(org.ManageArea, 0) {
		return fault.ErrForbidden
	}
	return showWorkingGroupForm(w, r, page.NewForm(url.Values{"from_on": {i18n.Date(r.Context(), visitor.Today())}}), group.WorkingGroupPage{}, false)
}

func showWorkingGroupForm(w http.ResponseWriter, r *http.Request, form *page.Form, p group.WorkingGroupPage, late bool) error {
	ctx := r.Context()
	f := filled{ctx, form}
	v := view.AreaFormView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Arbetsgrupper"), URL: workingGroupsURL}), Title: i18n.T(ctx, "Ny arbetsgrupp")},
		Submit: i18n.T(ctx, "Lägg till arbetsgruppen"), Form: ui.FormState{Action: workingGroupsURL + "/ny", BackURL: workingGroupsURL}}
	v.Fields = append(v.Fields,
		f.line(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Namn"), MaxLength: 200, Required: true}),
		f.text(ui.TextAreaProps{Name: "mandate", Label: i18n.T(ctx, "Uppdrag"), Description: i18n.T(ctx, "Vad gruppen ska göra, och vad som ska finnas när den är klar."), Rows: 8, Required: true}),
		f.line(ui.FieldProps{Name: "decided_by", Label: i18n.T(ctx, "Beslutat av"), Description: i18n.T(ctx, "Vem eller vilket möte, och när."), MaxLength: 200, Required: true}),
		f.link("link", i18n.T(ctx, "Beslutet")),
		f.day("from_on", i18n.T(ctx, "Första dag"), "", true))
	if p.ID == 0 {
		v.Fields = append(v.Fields, f.day("to_on", i18n.T(ctx, "Sista dag"), i18n.T(ctx, "Uppdraget kan förlängas, med en orsak."), true))
	} else {
		v.Heading.Title, v.Submit = i18n.T(ctx, "Ändra arbetsgruppen"), i18n.T(ctx, "Spara arbetsgruppen")
		v.Form.Action, v.Form.BackURL = workingGroupURL(p.ID)+"/andra", workingGroupURL(p.ID)
	}
	if late {
		form.All().Set("version", strconv.Itoa(p.Version))
		v.Form.Conflict = overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	return showAreaForm(w, r, form, v)
}

func readWorkingGroup(form *page.Form, g org.GroupID) improvement.WorkingGroup {
	return improvement.WorkingGroup{GroupID: g, Title: form.Text("title", maxTyped), Mandate: form.Text("mandate", maxWritten), DecidedBy: form.Text("decided_by", maxTyped),
		Link: form.Text("link", maxTyped), From: dayIn(form, "from_on"), To: dayIn(form, "to_on")}
}

// CreateWorkingGroup stores a working group.
func (h *Handlers) CreateWorkingGroup(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	g := readWorkingGroup(form, visitor.Group.ID)
	var id improvement.WorkingGroupID
	if err = form.Err(); err == nil {
		id, err = h.room.CreateWorkingGroup(ctx, visitor.Actor, g)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: workingGroupURL(id),
		Said:  i18n.T(ctx, "Arbetsgruppen är tillagd. Lägg till dem som är med."),
		Again: func(late bool) error { return showWorkingGroupForm(w, r, form, group.WorkingGroupPage{}, late) }})
}

// EditWorkingGroup shows the form for a stored working group.
func (h *Handlers) EditWorkingGroup(w http.ResponseWriter, r *http.Request) error {
	p, err := h.workingGroupIn(r)
	switch {
	case err != nil:
		return err
	case !p.Manages:
		return fault.ErrForbidden
	}
	return showWorkingGroupForm(w, r, page.NewForm(url.Values{"title": {p.Title}, "mandate": {p.Mandate}, "decided_by": {p.DecidedBy}, "link": {p.Link},
		"from_on": {i18n.Date(r.Context(), p.From)}, "version": {strconv.Itoa(p.Version)}}), p, false)
}

// SaveWorkingGroup changes what is said of a working group.
func (h *Handlers) SaveWorkingGroup(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.workingGroupIn(r)
	if err != nil {
		return err
	}
	to := readWorkingGroup(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		err = h.room.SaveWorkingGroup(ctx, visitor.Actor, group.SeenWorkingGroup{GroupID: visitor.Group.ID, ID: p.ID, Version: versionIn(form)}, to)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: workingGroupURL(p.ID), Said: i18n.T(ctx, "Arbetsgruppen är sparad."),
		Again: func(late bool) error { return showWorkingGroupForm(w, r, form, p, late) }})
}
