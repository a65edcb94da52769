package report

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// writeScripts help whoever writes: inserting at the cursor, a preview that follows, and
// what is not saved kept in the browser.
var writeScripts = []string{"js/write.js"}

// EditSection is the page where a section's text is written.
func (h *Handlers) EditSection(w http.ResponseWriter, r *http.Request) error {
	edit, err := editOf(r)
	if err != nil {
		return err
	}
	p, err := h.room.Writing(r.Context(), page.VisitorOf(r).Actor, edit)
	if err != nil {
		return err
	}
	edit.Body, edit.Version, edit.Ready = p.Section.Body, p.Section.Version, p.Section.State == "ready"
	return showEdit(w, r, http.StatusOK, newSectionView(r, p, edit))
}

// SaveSection stores what was written, shows how it will stand, or puts something into it.
// When somebody else wrote meanwhile the page comes back with both texts, and saving again
// replaces the other's.
func (h *Handlers) SaveSection(w http.ResponseWriter, r *http.Request) error {
	ctx, actor := r.Context(), page.VisitorOf(r).Actor
	edit, err := editOf(r)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	edit.Body, edit.Ready = form.Text("body", report.MaxBody), form.Bool("ready")
	if edit.Version, err = strconv.Atoi(form.Value("version")); err != nil {
		return fault.ErrNotFound
	}
	if asks(form) {
		return h.tryOut(w, r, form, edit)
	}
	if err = form.Err(); err == nil {
		err = h.room.WriteSection(ctx, actor, edit)
	}
	var conflict *report.ConflictError
	switch {
	case err == nil:
		return page.RedirectWith(w, r, yearURL(edit.Year), page.Done(i18n.T(ctx, "Texten är sparad.")))
	case errors.As(err, &conflict):
		edit.Version = conflict.Stored.Version
		p, err := h.room.Writing(ctx, actor, edit)
		if err != nil {
			return err
		}
		v := newSectionView(r, p, edit)
		v.Clash = &view.Clash{By: conflict.Stored.EditedBy, Body: conflict.Stored.Body}
		if at := conflict.Stored.EditedAt; at != nil {
			v.Clash.When = i18n.Clock(ctx, *at)
		}
		return showEdit(w, r, http.StatusConflict, v)
	case form.Rejected(err):
		p, err := h.room.Writing(ctx, actor, edit)
		if err != nil {
			return err
		}
		v := newSectionView(r, p, edit)
		v.Body, v.Error, v.Problems = form.Value("body"), form.Error(ctx, "body"), form.Summary(ctx)
		return showEdit(w, r, http.StatusUnprocessableEntity, v)
	}
	return err
}

// asks reports whether the form asks for something else than to be saved.
func asks(form *page.Form) bool { return form.Value("do") != "" || form.Has("add") }

// tryOut shows how the text will stand in the report, or puts something last in it. Nothing
// is saved, and nothing typed is lost.
func (h *Handlers) tryOut(w http.ResponseWriter, r *http.Request, form *page.Form, edit report.Edit) error {
	ctx := r.Context()
	p, err := h.room.Writing(ctx, page.VisitorOf(r).Actor, edit)
	if err != nil {
		return err
	}
	if form.Value("do") != "preview" {
		edit.Body = putLast(edit.Body, wanted(form))
	}
	v := newSectionView(r, p, edit)
	v.Aids.Chosen, v.Aids.Errors = chosen(form), form.Errors(ctx)
	v.Error, v.Problems = form.Error(ctx, "body"), form.Summary(ctx)
	if form.Error(ctx, "body") != "" {
		v.Body = form.Value("body")
	}
	v.Preview = &view.PreviewView{Parts: []view.PreviewPart{previewPart(ctx, p.Report, "", v.Body)}}
	return showEdit(w, r, form.Status(), v)
}

func editOf(r *http.Request) (report.Edit, error) {
	year, err := yearOf(r)
	if err != nil {
		return report.Edit{}, err
	}
	section, err := strconv.ParseInt(chi.URLParam(r, "section"), 10, 64)
	if err != nil {
		return report.Edit{}, fault.ErrNotFound
	}
	return report.Edit{Group: page.VisitorOf(r).Group.ID, Year: year, Section: section}, nil
}

func newSectionView(r *http.Request, p report.Writing, edit report.Edit) view.SectionView {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	s := p.Section
	v := view.SectionView{
		FormState: ui.FormState{BackURL: yearURL(edit.Year), Version: strconv.Itoa(edit.Version)},
		Heading:   s.Heading, Year: strconv.Itoa(edit.Year), Head: headOf(ctx, visitor, edit.Year, sectionsTab, s.Heading),
		Body: edit.Body, Ready: edit.Ready, About: sectionAbout(ctx, s), Last: p.Last.Body,
		Aids: aidsOf(ctx, p.Report, compose.SectionSentences(ctx, p.Report, s.Content)), Person: page.Digits(visitor.Actor.Person.ID),
	}
	if s.Content != "text" {
		v.Data = i18n.T(ctx, "Under texten står av sig själv: %s.", words.SectionContent(ctx, s.Content))
	}
	if visitor.May(org.WriteReport, 0) {
		v.PlanURL = sectionURL(edit.Year, s.ID) + "/plan"
	}
	return v
}

// sectionAbout says who writes a section and by when; "" when nobody has said.
func sectionAbout(ctx context.Context, s report.Section) string {
	switch {
	case s.Author != "" && s.DueOn != nil:
		return i18n.T(ctx, "Skrivs av %s, senast %s.", s.Author, i18n.LongDate(ctx, *s.DueOn))
	case s.Author != "":
		return i18n.T(ctx, "Skrivs av %s.", s.Author)
	case s.DueOn != nil:
		return i18n.T(ctx, "Ska vara klart senast %s.", i18n.LongDate(ctx, *s.DueOn))
	}
	return ""
}

func showEdit(w http.ResponseWriter, r *http.Request, status int, v view.SectionView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading, Content: view.Write(v), Scripts: writeScripts})
}
