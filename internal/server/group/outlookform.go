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

// EditNewOutlook shows the form for something that happens elsewhere.
func (h *Handlers) EditNewOutlook(w http.ResponseWriter, r *http.Request) error {
	if !page.VisitorOf(r).May(org.Discuss, 0) {
		return fault.ErrForbidden
	}
	return showOutlookForm(w, r, page.NewForm(nil), group.OutlookNotePage{}, false)
}

func showOutlookForm(w http.ResponseWriter, r *http.Request, form *page.Form, p group.OutlookNotePage, late bool) error {
	ctx := r.Context()
	f := filled{ctx, form}
	v := view.AreaFormView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Omvärld"), URL: outlookURL}), Title: i18n.T(ctx, "Tipsa gruppen")},
		Submit: i18n.T(ctx, "Lägg till"), Form: ui.FormState{Action: outlookURL + "/ny", BackURL: outlookURL}}
	if p.ID != 0 {
		v.Heading.Title, v.Submit = i18n.T(ctx, "Ändra"), i18n.T(ctx, "Spara")
		v.Form.Action, v.Form.BackURL = outlookNoteURL(p.ID)+"/andra", outlookNoteURL(p.ID)
	}
	if late {
		form.All().Set("version", strconv.Itoa(p.Version))
		v.Form.Conflict = overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	v.Fields = append(v.Fields,
		f.line(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Vad som händer"), MaxLength: 200, Required: true}),
		f.text(ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Varför det angår oss"), Rows: 5, Optional: true}),
		f.line(ui.FieldProps{Name: "source", Label: i18n.T(ctx, "Källa"), MaxLength: 200, Optional: true}),
		f.link("link", i18n.T(ctx, "Länk")),
		f.line(ui.FieldProps{Name: "field", Label: i18n.T(ctx, "Område"), Description: i18n.T(ctx, "I ett eller två ord, till exempel Infektioner."), MaxLength: 100, Optional: true}))
	return showAreaForm(w, r, form, v)
}

func readOutlook(form *page.Form, g org.GroupID) improvement.OutlookNote {
	return improvement.OutlookNote{GroupID: g, Title: form.Text("title", maxTyped), Body: form.Text("body", maxWritten), Source: form.Text("source", maxTyped),
		Link: form.Text("link", maxTyped), Field: form.Text("field", maxTyped)}
}

// CreateOutlook stores something that happens elsewhere.
func (h *Handlers) CreateOutlook(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	n := readOutlook(form, visitor.Group.ID)
	var id improvement.OutlookID
	if err = form.Err(); err == nil {
		id, err = h.room.NoteOutlook(ctx, visitor.Actor, n)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: outlookNoteURL(id),
		Said:  i18n.T(ctx, "Tack. Gruppen ser det under Omvärld och när nästa dagordning görs."),
		Again: func(late bool) error { return showOutlookForm(w, r, form, group.OutlookNotePage{}, late) }})
}

// EditOutlook shows the form for a note that nothing has come of yet.
func (h *Handlers) EditOutlook(w http.ResponseWriter, r *http.Request) error {
	p, err := h.outlookIn(r)
	switch {
	case err != nil:
		return err
	case !p.MayEdit && p.State != improvement.OutlookNew:
		return fault.ErrWrongState
	case !p.MayEdit:
		return fault.ErrForbidden
	}
	return showOutlookForm(w, r, page.NewForm(url.Values{"title": {p.Title}, "body": {p.Body}, "source": {p.Source}, "link": {p.Link}, "field": {p.Field}, "version": {strconv.Itoa(p.Version)}}), p, false)
}

// SaveOutlook changes a note's words.
func (h *Handlers) SaveOutlook(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.outlookIn(r)
	if err != nil {
		return err
	}
	to := readOutlook(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		err = h.room.SaveOutlook(ctx, visitor.Actor, group.SeenOutlook{GroupID: visitor.Group.ID, ID: p.ID, Version: versionIn(form)}, to)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: outlookNoteURL(p.ID), Said: i18n.T(ctx, "Sparat."),
		Again: func(late bool) error { return showOutlookForm(w, r, form, p, late) }})
}
