package report

import (
	"context"
	"net/http"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/show"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// The pages of a year's report that have no tab of their own, by the end of their address.
const (
	summaryEnd = "/sammanfattning"
	unitEnd    = "/enhet/"
)

// ShowSummary is the year on one page, for those who read many. It hides small numbers:
// it is made to be handed on.
func (h *Handlers) ShowSummary(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	s, err := h.shown(r, false)
	if err != nil {
		return err
	}
	title := i18n.T(ctx, "%s på en sida", s.Title)
	v := view.SummaryView{Document: s.Document, Summary: s.Summary(), Head: s.head(ctx, visitor, readTab, title), FilesURL: s.files(visitor)}
	return page.Show(w, r, http.StatusOK, page.Page{Title: title, Content: view.SummaryPage(v)})
}

// ShowUnitReport is what the year's report says of one unit, for those who may see small
// numbers.
func (h *Handlers) ShowUnitReport(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.ViewUnmasked, 0) {
		return fault.ErrForbidden
	}
	s, err := h.shown(r, true)
	if err != nil {
		return err
	}
	unit, err := s.unit(r)
	if err != nil {
		return err
	}
	v, err := show.Unit(ctx, h.charts, s.Document, unit.ID)
	if err != nil {
		return err
	}
	title := i18n.T(ctx, "%s: %s", s.Title, unit.Name)
	v.Head, v.FilesURL = s.head(ctx, visitor, readTab, title), s.files(visitor)
	for _, u := range s.Units {
		v.Units = append(v.Units, ui.Link{Text: u.Short, URL: s.base + unitEnd + u.Code, Current: u.ID == unit.ID})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: title, Content: view.UnitReportPage(v)})
}

// showLinks are the ways from the document to its shorter forms, those of the visitor's
// own units first.
func showLinks(ctx context.Context, visitor page.Visitor, d *edition.Document, base string) view.ShowLinksView {
	v := view.ShowLinksView{SlidesURL: base + slidesTab, SummaryURL: base + summaryEnd}
	if !visitor.May(org.ViewUnmasked, 0) {
		return v
	}
	for _, u := range d.Units {
		if visitor.May(org.ViewUnitEntries, org.UnitID(u.ID)) && !visitor.May(org.ApproveFigures, 0) {
			v.Units = append(v.Units, ui.Link{Text: i18n.T(ctx, "Rapport för %s", u.Short), URL: base + unitEnd + u.Code})
		}
	}
	if len(v.Units) == 0 && len(d.Units) > 0 {
		v.UnitsURL = base + unitEnd + d.Units[0].Code
	}
	return v
}
