package report

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// spareRows is how many empty rows the template's form has.
const spareRows = 3

// EditTemplate shows the form for the group's template.
func (h *Handlers) EditTemplate(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	visitor := page.VisitorOf(r)
	t, err := h.room.Template(r.Context(), visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	var rows []view.TemplateRow
	for n, heading := range t.Headings {
		number := strconv.Itoa(n + 1)
		rows = append(rows, view.TemplateRow{Number: number, Place: number, Heading: heading.Heading, Content: heading.Content})
	}
	for range spareRows {
		number := strconv.Itoa(len(rows) + 1)
		rows = append(rows, view.TemplateRow{Number: number, Place: number, Content: "text"})
	}
	return showTemplate(w, r, http.StatusOK, newTemplateView(r.Context(), year, t.Mark, rows))
}

func newTemplateView(ctx context.Context, year int, mark string, rows []view.TemplateRow) view.TemplateView {
	base := yearURL(year) + sectionsTab
	return view.TemplateView{
		FormState: ui.FormState{Action: base + "/mall", BackURL: base, Version: mark},
		Trail: []ui.Link{{Text: i18n.T(ctx, "Årsrapport"), URL: "/arsrapport"}, {Text: strconv.Itoa(year), URL: yearURL(year)},
			{Text: i18n.T(ctx, "Avsnitt"), URL: base}},
		Contents: contentOptions(ctx), Rows: rows,
	}
}

func showTemplate(w http.ResponseWriter, r *http.Request, status int, v view.TemplateView) error {
	return page.Show(w, r, status, page.Page{Title: i18n.T(r.Context(), "Gruppens mall för årsrapporten"), Content: view.Template(v)})
}

// SaveTemplate stores the group's template in the order of the places; rows without a
// heading are left out.
func (h *Handlers) SaveTemplate(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	rows := readTemplate(form)
	var kept []int // the rows' places in the form
	t := report.Template{Mark: form.Value("version")}
	for n, row := range rows {
		if row.Heading != "" {
			kept = append(kept, n)
			t.Headings = append(t.Headings, report.Heading{Heading: row.Heading, Content: row.Content})
		}
	}
	err = h.room.SaveTemplate(ctx, visitor.Actor, visitor.Group.ID, t)
	v := newTemplateView(ctx, year, t.Mark, rows)
	switch {
	case form.Rejected(err):
		v.Problems = form.Summary(ctx)
		for n := range v.Problems { // the nth heading stands in the row that it was typed in
			v.Problems[n].Name = ""
		}
		for n, at := range kept {
			rows[at].Error = form.Error(ctx, "heading."+strconv.Itoa(n+1))
			rows[at].Problem = form.Error(ctx, "content."+strconv.Itoa(n+1))
		}
		return showTemplate(w, r, http.StatusUnprocessableEntity, v)
	case errors.Is(err, fault.ErrConflict):
		now, err := h.room.Template(ctx, visitor.Actor, visitor.Group.ID)
		if err != nil {
			return err
		}
		v.Version = now.Mark
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, "", time.Time{})}
		for n, heading := range now.Headings {
			v.Conflict.Now = append(v.Conflict.Now, ui.Definition{Term: strconv.Itoa(n + 1), Text: heading.Heading})
		}
		return showTemplate(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, yearURL(year)+sectionsTab, page.Done(i18n.T(ctx, "Mallen är sparad.")))
}

// readTemplate is the form's rows in the order of their places, those without one last.
func readTemplate(form *page.Form) (rows []view.TemplateRow) {
	for n := 1; n <= report.MostHeadings+spareRows; n++ {
		number := strconv.Itoa(n)
		if !form.Has("heading." + number) {
			break
		}
		rows = append(rows, view.TemplateRow{Number: number, Place: form.Value("place." + number),
			Heading: form.Text("heading."+number, report.MaxHeading), Content: form.Value("content." + number)})
	}
	slices.SortStableFunc(rows, func(a, b view.TemplateRow) int { return cmp.Compare(place(a), place(b)) })
	for n := range rows {
		rows[n].Number = strconv.Itoa(n + 1)
	}
	return rows
}

func place(r view.TemplateRow) int {
	n, err := strconv.Atoi(r.Place)
	if err != nil {
		return report.MostHeadings + spareRows
	}
	return n
}

// UseAsTemplate makes the year's sections the group's template.
func (h *Handlers) UseAsTemplate(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	if err := h.room.UseAsTemplate(ctx, visitor.Actor, visitor.Group.ID, year); err != nil {
		return err
	}
	return page.RedirectWith(w, r, yearURL(year)+sectionsTab, page.Done(i18n.T(ctx, "Avsnitten är nu gruppens mall.")))
}
