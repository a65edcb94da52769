// Package report is the yearly report's handlers and view builders. It must not
// know SQL, nor any rule about results: those come finished from the use case.
package report

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// Handlers answers the report room's requests.
type Handlers struct {
	room   *report.Room
	charts *chart.Renderer
	// mail says whether somebody sends the letters that are queued.
	mail bool
}

// WithMail gives the handlers with whether somebody sends the letters that are queued.
func (h *Handlers) WithMail(on bool) *Handlers {
	with := *h
	with.mail = on
	return &with
}

// New gives the handlers on the use cases; charts draws the report's pictures.
func New(room *report.Room, charts *chart.Renderer) *Handlers {
	return &Handlers{room: room, charts: charts}
}

// ShowYears lists the years with a report.
func (h *Handlers) ShowYears(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	years, err := h.room.Years(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	editions, err := h.room.YearEditions(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	standings, err := h.room.Standings(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	var v view.YearsView
	for _, e := range editions {
		row := newEditionRow(ctx, e)
		row.Title = i18n.T(ctx, "Årsrapport %s, utgåva %s", strconv.Itoa(e.Year), edition.Name(e.Edition.Year, e.Edition.Number))
		v.Editions = append(v.Editions, row)
	}
	for _, y := range years {
		row := view.YearRow{Task: ui.TaskProps{
			Title: i18n.T(ctx, "Årsrapport %s", strconv.Itoa(y.Year)), URL: yearURL(y.Year),
			Text: stageWords(ctx, report.StageOf(standings[y.Year], visitor.Today())),
			Due:  i18n.T(ctx, "Materialet lämnas senast %s", i18n.LongDate(ctx, visitor.Group.ReportDue(y.Year))),
		}}
		// Nobody begins on a report that was due long ago.
		if !y.Begun && y.Year >= visitor.Now.Year()-1 {
			row.BeginURL = beginURL(visitor, y.Year)
		}
		v.Years = append(v.Years, row)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Årsrapport"), Content: view.Years(v)})
}

// ShowReport is a year's report on one page, as it stands now.
func (h *Handlers) ShowReport(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	found, err := h.room.Read(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	document, err := compose.Document(ctx, found, compose.Frame{AsOf: dayOf(visitor.Now)})
	if err != nil {
		return err
	}
	v := view.View{Document: document, Head: headOf(ctx, visitor, year, readTab, document.Title)}
	v.Head.Lead = i18n.T(ctx, "%s. Utkast: så som rapporten ser ut nu.", v.Head.Lead)
	v.Shows = showLinks(ctx, visitor, document, yearURL(year))
	if v.Pictures, err = h.embedded(ctx, document); err != nil {
		return err
	}
	for _, y := range found.Years {
		v.Years = append(v.Years, ui.Link{Text: strconv.Itoa(y), URL: yearURL(y), Current: y == year})
	}
	if found.Begun {
		v.Edit, v.Write = editURLs(visitor, document, found.Sections), writeURLs(visitor, document)
	} else {
		v.BeginURL = beginURL(visitor, year)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: document.Title, Content: view.Report(v)})
}

// editURLs is where each section that the visitor may write in is written, by its place
// in the document.
func editURLs(visitor page.Visitor, d *edition.Document, sections []report.Section) map[string]string {
	urls := map[string]string{}
	for n, s := range sections {
		if visitor.May(org.WriteReport, 0) || s.AuthorID != 0 && s.AuthorID == visitor.Actor.Person.ID {
			urls[d.Sections[n].ID] = sectionURL(d.Year, s.ID)
		}
	}
	return urls
}

// writeURLs is where the group writes about each measure, by its anchor.
func writeURLs(visitor page.Visitor, d *edition.Document) map[string]string {
	if !visitor.May(org.WriteReport, 0) {
		return nil
	}
	urls := map[string]string{}
	for m := range d.Measures() {
		urls[m.Anchor] = yearURL(d.Year) + "/matt/" + url.PathEscape(m.Code)
	}
	return urls
}

// beginURL is where the work on the year's report is begun; "" for those who do not.
func beginURL(visitor page.Visitor, year int) string {
	if !visitor.May(org.WriteReport, 0) {
		return ""
	}
	return yearURL(year) + "/borja"
}

func yearOf(r *http.Request) (int, error) {
	year, err := strconv.Atoi(chi.URLParam(r, "year"))
	if err != nil || year < 1990 || year > 2200 {
		return 0, fault.ErrNotFound
	}
	return year, nil
}

func yearURL(year int) string { return "/arsrapport/" + strconv.Itoa(year) }

// dayOf is the day alone, so that what is made twice on a day is the same.
func dayOf(now time.Time) time.Time {
	return time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
}
