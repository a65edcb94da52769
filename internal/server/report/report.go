// Package report is the yearly report's handlers and view builders. It must not
// know SQL, nor any rule about results: those come finished from the use case.
package report

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// Handlers answers the report room's requests.
type Handlers struct {
	room   *report.Room
	charts *chart.Renderer
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
	var v view.YearsView
	for _, year := range years {
		v.Years = append(v.Years, ui.TaskProps{
			Title: i18n.T(ctx, "Årsrapport %s", strconv.Itoa(year)), URL: yearURL(year),
			Due: i18n.T(ctx, "Materialet lämnas senast %s", i18n.LongDate(ctx, visitor.Group.ReportDue(year))),
		})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Årsrapport"), Content: view.Years(v)})
}

// ShowReport is a year's report on one page.
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
	blocks := found.Data.Overview(year)
	v := newView(ctx, visitor, found, blocks)
	if err := h.draw(ctx, found, blocks, &v); err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Report(v)})
}

func yearOf(r *http.Request) (int, error) {
	year, err := strconv.Atoi(chi.URLParam(r, "year"))
	if err != nil || year < 1990 || year > 2200 {
		return 0, fault.ErrNotFound
	}
	return year, nil
}

func yearURL(year int) string { return "/arsrapport/" + strconv.Itoa(year) }
