package results

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// CreateNote writes a note on the measure's time line.
func (h *Handlers) CreateNote(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	a, chosen, err := aboutMeasure(r)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	note := readNote(form)
	if err = form.Err(); err == nil {
		err = prefixed(h.room.AddNote(ctx, visitor.Actor, a, note), "note.")
	}
	switch {
	case form.Rejected(err):
		return h.showIndicator(w, r, typedOnLines{note: form})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, linesURL(a, chosen, "anteckningar"), page.Done(i18n.T(ctx, "Anteckningen är sparad.")))
}

// EditNote shows the form for a note.
func (h *Handlers) EditNote(w http.ResponseWriter, r *http.Request) error {
	p, note, err := h.noteIn(r)
	if err != nil {
		return err
	}
	return showNote(w, r, p, page.NewForm(noteValues(note)), http.StatusOK)
}

// SaveNote changes a note. When somebody else was first the form comes back with what
// was typed.
func (h *Handlers) SaveNote(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, stored, err := h.noteIn(r)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	note := readNote(form)
	note.ID = stored.ID
	a := results.AboutMeasure{GroupID: visitor.Group.ID, Code: p.Measure.Code, Stratum: p.chosen.Stratum}
	if err = form.Err(); err == nil {
		err = prefixed(h.room.SaveNote(ctx, visitor.Actor, a, note), "note.")
	}
	switch {
	case form.Rejected(err):
		return showNote(w, r, p, form, form.Status())
	case errors.Is(err, fault.ErrConflict):
		form.All().Set("version", strconv.Itoa(stored.Version))
		return showNote(w, r, p, form, http.StatusConflict)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, linesURL(a, p.chosen, "anteckningar"), page.Done(i18n.T(ctx, "Anteckningen är sparad.")))
}

// DeleteNote removes a note.
func (h *Handlers) DeleteNote(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, chosen, err := aboutMeasure(r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "note")
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	note := quality.TimeNote{ID: quality.TimeNoteID(id), Version: int(form.ID("version"))}
	switch err := h.room.DeleteNote(ctx, page.VisitorOf(r).Actor, a, note); {
	case errors.Is(err, fault.ErrConflict):
		return h.showIndicator(w, r, typedOnLines{overtaken: true})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, linesURL(a, chosen, "anteckningar"), page.Done(i18n.T(ctx, "Anteckningen är borttagen. Den står kvar i ändringsloggen.")))
}

// noteIn reads the page and the note that the address names, for those who may write
// about its unit.
func (h *Handlers) noteIn(r *http.Request) (indicatorPage, analysis.Note, error) {
	id, err := page.ID(r, "note")
	if err != nil {
		return indicatorPage{}, analysis.Note{}, err
	}
	p, err := h.indicator(r)
	if err != nil {
		return p, analysis.Note{}, err
	}
	for _, n := range p.Dataset.Notes {
		if n.ID == quality.TimeNoteID(id) {
			if visitor := page.VisitorOf(r); !results.MayNote(visitor.Actor, visitor.Group.ID, n.UnitID) {
				return p, n, fault.ErrForbidden
			}
			return p, n, nil
		}
	}
	return p, analysis.Note{}, fault.ErrNotFound
}

func showNote(w http.ResponseWriter, r *http.Request, p indicatorPage, form *page.Form, status int) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	v := view.NotePage{Form: *p.noteForm(ctx, visitor, form), Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Ändra anteckningen"),
		Trail: []ui.Link{{Text: i18n.T(ctx, "Resultat"), URL: choices{Year: p.chosen.Year}.query(roomPath)}, {Text: p.title(ctx), URL: indicatorURL(p.Measure.Code, p.chosen)}}}}
	v.Form.Action, v.Form.BackURL, v.Form.Version = r.URL.RequestURI(), indicatorURL(p.Measure.Code, p.chosen)+"#anteckningar", form.Value("version")
	v.Form.Problems = form.Summary(ctx)
	if status == http.StatusConflict {
		v.Form.Conflict.Text = i18n.T(ctx, "Någon annan ändrade medan du hade sidan öppen. Det du skrev är inte sparat.")
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.EditNote(v)})
}

// readNote is the note as it was typed.
func readNote(form *page.Form) quality.TimeNote {
	n := quality.TimeNote{UnitID: org.UnitID(form.ID("note.unit")), Kind: quality.TimeNoteKind(form.Value("note.kind")),
		Text: form.Text("note.text", quality.MaxNote), Version: int(form.ID("version"))}
	if day := form.Date("note.on"); day != nil {
		n.On = *day
	}
	return n
}

// noteValues is a stored note as if it had been typed.
func noteValues(n analysis.Note) url.Values {
	return url.Values{"note.unit": {unitValue(n.UnitID)}, "note.kind": {string(n.Kind)},
		"note.on": {n.On.Format("2006-01-02")}, "note.text": {n.Text}, "version": {strconv.Itoa(n.Version)}}
}
