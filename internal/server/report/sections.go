package report

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
)

// ShowSections lists the year's sections, and what is left to write.
func (h *Handlers) ShowSections(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	p, err := h.room.Sections(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	v := newSectionsView(ctx, visitor, p)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Head.Title, Content: view.Sections(v)})
}

func newSectionsView(ctx context.Context, visitor page.Visitor, p report.Sections) view.SectionsView {
	base := yearURL(p.Year) + sectionsTab
	v := view.SectionsView{
		Head:    headOf(ctx, visitor, p.Year, sectionsTab, i18n.T(ctx, "Avsnitt i årsrapporten %d", p.Year)),
		MoveURL: base + "/flytta", TemplateURL: base + "/mall",
	}
	if p.Begun() {
		v.NewURL, v.UseURL, v.Begun = base+"/nytt", base+"/mall/fran-aret", begunWords(ctx, p)
	} else {
		v.BeginURL = beginURL(visitor, p.Year)
	}
	for n, s := range p.Sections {
		row := view.SectionRow{ID: page.Digits(s.ID), Heading: s.Heading, Content: words.SectionContent(ctx, s.Content), Author: s.Author,
			State: s.State, Written: writtenWords(ctx, s), First: n == 0, Last: n == len(p.Sections)-1}
		if s.DueOn != nil {
			row.Due = i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, *s.DueOn))
			row.Late = s.State != "ready" && s.DueOn.Before(visitor.Today())
			if row.Late {
				row.Due = i18n.T(ctx, "Skulle ha varit klart %s", i18n.LongDate(ctx, *s.DueOn))
			}
		}
		if row.Author == "" {
			row.Author = i18n.NoValue
		}
		if s.ID != 0 {
			row.URL = sectionURL(p.Year, s.ID)
			row.PlanURL = row.URL + "/plan"
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func begunWords(ctx context.Context, p report.Sections) string {
	if p.Report.BegunBy == "" {
		return i18n.T(ctx, "Påbörjad %s.", i18n.LongDate(ctx, p.Report.BegunAt))
	}
	return i18n.T(ctx, "Påbörjad av %s %s.", p.Report.BegunBy, i18n.LongDate(ctx, p.Report.BegunAt))
}

// writtenWords says who wrote last in a section, and when; "" when nobody has.
func writtenWords(ctx context.Context, s report.Section) string {
	switch {
	case s.EditedAt == nil:
		return ""
	case s.EditedBy == "":
		return i18n.T(ctx, "Skrivet %s", i18n.LongDate(ctx, *s.EditedAt))
	}
	return i18n.T(ctx, "Skrivet av %s, %s", s.EditedBy, i18n.LongDate(ctx, *s.EditedAt))
}

// MoveSection moves a section one step up or down.
func (h *Handlers) MoveSection(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	up := form.Has("up")
	name := "down"
	if up {
		name = "up"
	}
	id, err := strconv.ParseInt(form.Value(name), 10, 64)
	if err != nil {
		return fault.ErrNotFound
	}
	if err := h.room.MoveSection(r.Context(), visitor.Actor, report.Plan{GroupID: visitor.Group.ID, Year: year, SectionID: id}, up); err != nil {
		return err
	}
	return page.Redirect(w, r, yearURL(year)+sectionsTab+"#avsnitt")
}

func sectionURL(year int, id int64) string {
	return yearURL(year) + sectionsTab + "/" + page.Digits(id)
}
