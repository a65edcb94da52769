package report

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// planPage is a section's plan with the year's sections around it; the section is zero
// for a new one.
type planPage struct {
	report.Sections
	section report.Section
}

// readPlan reads the section that the address names; a new one when it names none.
func (h *Handlers) readPlan(r *http.Request, fresh bool) (p planPage, err error) {
	visitor := page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return p, err
	}
	if p.Sections, err = h.room.Sections(r.Context(), visitor.Actor, visitor.Group.ID, year); err != nil {
		return p, err
	}
	if !p.Begun() {
		return p, fault.ErrNotFound
	}
	if fresh {
		return p, nil
	}
	id, err := page.ID(r, "section")
	if err != nil {
		return p, err
	}
	n := slices.IndexFunc(p.Sections.Sections, func(s report.Section) bool { return s.ID == id })
	if n < 0 {
		return p, fault.ErrNotFound
	}
	p.section = p.Sections.Sections[n]
	return p, nil
}

// EditNewSection shows the form for a new section.
func (h *Handlers) EditNewSection(w http.ResponseWriter, r *http.Request) error {
	p, err := h.readPlan(r, true)
	if err != nil {
		return err
	}
	return showPlan(w, r, page.NewForm(url.Values{"content": {"text"}}), p)
}

// CreateSection adds a section last in the year's report.
func (h *Handlers) CreateSection(w http.ResponseWriter, r *http.Request) error {
	return h.storePlan(w, r, true)
}

// EditSectionPlan shows the form for what a section is to be.
func (h *Handlers) EditSectionPlan(w http.ResponseWriter, r *http.Request) error {
	p, err := h.readPlan(r, false)
	if err != nil {
		return err
	}
	return showPlan(w, r, page.NewForm(planValues(p.section)), p)
}

func planValues(s report.Section) url.Values {
	v := url.Values{"heading": {s.Heading}, "content": {s.Content}, "author": {""}, "due_on": {""}, "version": {strconv.Itoa(s.Version)}}
	if s.AuthorID != 0 {
		v.Set("author", page.Digits(s.AuthorID))
	}
	if s.DueOn != nil {
		v.Set("due_on", s.DueOn.Format(time.DateOnly))
	}
	return v
}

// SaveSectionPlan changes what a section is to be. When somebody else was first the form
// comes back with what was typed and what is stored now.
func (h *Handlers) SaveSectionPlan(w http.ResponseWriter, r *http.Request) error {
	return h.storePlan(w, r, false)
}

func (h *Handlers) storePlan(w http.ResponseWriter, r *http.Request, fresh bool) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.readPlan(r, fresh)
	if err != nil {
		return err
	}
	plan := report.Plan{GroupID: visitor.Group.ID, Year: p.Year, SectionID: p.section.ID, Heading: form.Text("heading", report.MaxHeading),
		Content: form.RequiredChoice("content", report.Contents()...), AuthorID: org.PersonID(form.ID("author")), DueOn: form.Date("due_on")}
	if version := form.Whole("version"); version != nil {
		plan.Version = int(*version)
	}
	if plan.Heading == "" && form.Err() != nil {
		form.Problem("heading", "required") // said together with the others
	}
	if err = form.Err(); err == nil && fresh {
		err = h.room.AddSection(ctx, visitor.Actor, plan)
	} else if err == nil {
		err = h.room.SaveSectionPlan(ctx, visitor.Actor, plan)
	}
	switch {
	case form.Rejected(err):
		return showPlan(w, r, form, p)
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.readPlan(r, false); err != nil { // as it has become
			return err
		}
		v := newPlanView(ctx, visitor, form, p)
		v.Version = strconv.Itoa(p.section.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, "", time.Time{}),
			Now: page.Differing(planFacts(ctx, p, page.NewForm(planValues(p.section))), planFacts(ctx, p, form))}
		return page.Show(w, r, http.StatusConflict, page.Page{Title: v.Title, Content: view.SectionPlan(v)})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, yearURL(p.Year)+sectionsTab, page.Done(i18n.T(ctx, "Avsnittet är sparat.")))
}

func planFacts(ctx context.Context, p planPage, form *page.Form) []ui.Definition {
	author := ""
	for _, o := range authors(p) {
		if o.Value == form.Value("author") {
			author = o.Label
		}
	}
	return []ui.Definition{{Term: i18n.T(ctx, "Rubrik"), Text: form.Value("heading")},
		{Term: i18n.T(ctx, "Under rubriken, utöver texten"), Text: words.SectionContent(ctx, form.Value("content"))},
		{Term: i18n.T(ctx, "Skrivs av"), Text: author}, {Term: i18n.T(ctx, "Klart senast"), Text: form.Value("due_on")}}
}

func showPlan(w http.ResponseWriter, r *http.Request, form *page.Form, p planPage) error {
	v := newPlanView(r.Context(), page.VisitorOf(r), form, p)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.SectionPlan(v)})
}

func newPlanView(ctx context.Context, visitor page.Visitor, form *page.Form, p planPage) view.SectionPlanView {
	v := view.SectionPlanView{
		FormState: ui.FormState{Action: yearURL(p.Year) + sectionsTab + "/nytt", BackURL: yearURL(p.Year) + sectionsTab, Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Title: i18n.T(ctx, "Nytt avsnitt"), Heading: form.Value("heading"), Content: form.Value("content"), Author: form.Value("author"),
		Due: form.Value("due_on"), Authors: authors(p),
	}
	if p.section.ID != 0 {
		v.Title = p.section.Heading
		v.Action = sectionURL(p.Year, p.section.ID) + "/plan"
		v.RemoveURL = sectionURL(p.Year, p.section.ID) + "/ta-bort"
	}
	v.Head = headOf(ctx, visitor, p.Year, sectionsTab, v.Title)
	v.Contents = contentOptions(ctx)
	return v
}

func contentOptions(ctx context.Context) (list []ui.Option) {
	for _, c := range report.Contents() {
		list = append(list, ui.Option{Value: c, Label: words.SectionContent(ctx, c)})
	}
	return list
}

// authors are those who may be given the section, and whoever has it already.
func authors(p planPage) (list []ui.Option) {
	known := p.section.AuthorID == 0
	for _, q := range p.People {
		list = append(list, ui.Option{Value: page.Digits(q.ID), Label: q.Name})
		known = known || q.ID == p.section.AuthorID
	}
	if !known {
		list = append(list, ui.Option{Value: page.Digits(p.section.AuthorID), Label: p.section.Author})
	}
	return list
}

// ConfirmDeleteSection asks whether a section is to be removed, and says what goes.
func (h *Handlers) ConfirmDeleteSection(w http.ResponseWriter, r *http.Request) error {
	return h.showRemove(w, r, http.StatusOK, ui.Conflict{})
}

func (h *Handlers) showRemove(w http.ResponseWriter, r *http.Request, status int, conflict ui.Conflict) error {
	ctx := r.Context()
	p, err := h.readPlan(r, false)
	if err != nil {
		return err
	}
	address := sectionURL(p.Year, p.section.ID)
	v := view.RemoveView{
		FormState: ui.FormState{Action: address + "/ta-bort", BackURL: address + "/plan", Version: strconv.Itoa(p.section.Version), Conflict: conflict},
		Head:      headOf(ctx, page.VisitorOf(r), p.Year, sectionsTab, i18n.T(ctx, "Ta bort ett avsnitt")),
		Heading:   p.section.Heading, Body: p.section.Body, Written: writtenWords(ctx, p.section),
	}
	return page.Show(w, r, status, page.Page{Title: v.Head.Title, Content: view.Remove(v)})
}

// DeleteSection removes a section of the year's report. One that has been written in
// meanwhile is asked about anew.
func (h *Handlers) DeleteSection(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	edit, err := editOf(r)
	if err != nil {
		return err
	}
	plan := report.Plan{GroupID: visitor.Group.ID, Year: edit.Year, SectionID: edit.Section}
	if version := form.Whole("version"); version != nil {
		plan.Version = int(*version)
	}
	err = h.room.DeleteSection(ctx, visitor.Actor, plan)
	if errors.Is(err, fault.ErrConflict) {
		return h.showRemove(w, r, http.StatusConflict, ui.Conflict{Text: i18n.T(ctx, "Någon har ändrat avsnittet. Så här är det nu.")})
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, yearURL(edit.Year)+sectionsTab, page.Done(i18n.T(ctx, "Avsnittet är borttaget.")))
}
