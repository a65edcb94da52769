package report

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
)

// EditSection is the page where a section's text is written.
func (h *Handlers) EditSection(w http.ResponseWriter, r *http.Request) error {
	edit, err := editOf(r)
	if err != nil {
		return err
	}
	section, err := h.room.Section(r.Context(), page.VisitorOf(r).Actor, edit.Group, edit.Year, edit.Section)
	if err != nil {
		return err
	}
	edit.Body, edit.Version = section.Body, section.Version
	return showEdit(w, r, http.StatusOK, newSectionView(section, edit))
}

// SaveSection stores what was written. When somebody else wrote meanwhile the
// page comes back with both texts, and saving again replaces the other's.
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
	edit.Body = form.Text("body", report.MaxBody)
	if edit.Version, err = strconv.Atoi(form.Value("version")); err != nil {
		return fault.ErrNotFound
	}
	err = form.Err()
	if err == nil {
		err = h.room.WriteSection(ctx, actor, edit)
	}
	var conflict *report.ConflictError
	switch {
	case err == nil:
		return page.RedirectWith(w, r, yearURL(edit.Year), page.Done(i18n.T(ctx, "Texten är sparad.")))
	case errors.As(err, &conflict):
		edit.Version = conflict.Stored.Version
		v := newSectionView(conflict.Stored, edit)
		v.Conflict = &view.Conflict{By: conflict.Stored.EditedBy, Body: conflict.Stored.Body}
		if at := conflict.Stored.EditedAt; at != nil {
			v.Conflict.When = i18n.Clock(ctx, *at)
		}
		return showEdit(w, r, http.StatusConflict, v)
	case form.Rejected(err):
		section, err := h.room.Section(ctx, actor, edit.Group, edit.Year, edit.Section)
		if err != nil {
			return err
		}
		v := newSectionView(section, edit)
		v.Body, v.Error, v.Problems = form.Value("body"), form.Error(ctx, "body"), form.Summary(ctx)
		return showEdit(w, r, http.StatusUnprocessableEntity, v)
	}
	return err
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

func newSectionView(s report.Section, edit report.Edit) view.SectionView {
	return view.SectionView{
		Heading: s.Heading, Year: strconv.Itoa(edit.Year), BackURL: yearURL(edit.Year),
		Body: edit.Body, Version: strconv.Itoa(edit.Version),
	}
}

func showEdit(w http.ResponseWriter, r *http.Request, status int, v view.SectionView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading, Content: view.Write(v)})
}
