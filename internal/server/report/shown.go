package report

import (
	"context"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// shown is a document that a page shows a shorter form of.
type shown struct {
	*edition.Document
	// base is the address of the year's report, or of the edition.
	base string
}

// shown reads the document that the address names: an edition's, or the report as it
// stands now. Without whole it is the one for those outside, also for readers who may see
// more: it is what will be shown to others.
func (h *Handlers) shown(r *http.Request, whole bool) (shown, error) {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return shown{}, err
	}
	if number := chi.URLParam(r, "number"); number != "" {
		return h.shownEdition(r, year, number, whole)
	}
	found, err := h.room.Read(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return shown{}, err
	}
	if !whole {
		found = found.Public()
	}
	d, err := compose.Document(ctx, found, compose.Frame{AsOf: dayOf(visitor.Now)})
	return shown{d, yearURL(year)}, err
}

func (h *Handlers) shownEdition(r *http.Request, year int, number string, whole bool) (shown, error) {
	visitor := page.VisitorOf(r)
	n, err := strconv.Atoi(number)
	if err != nil {
		return shown{}, fault.ErrNotFound
	}
	content, err := h.room.EditionDocument(r.Context(), visitor.Actor,
		report.AskedEdition{Group: visitor.Group.ID, Year: year, Number: n, Public: !whole})
	if err != nil {
		return shown{}, err
	}
	d, err := edition.Decode(content)
	return shown{d, yearURL(year) + "/utgavor/" + strconv.Itoa(n)}, err
}

// head is the heading of a page about the document.
func (s shown) head(ctx context.Context, visitor page.Visitor, tab, title string) view.HeadView {
	if s.Number > 0 && tab != editionsTab {
		h := headOf(ctx, visitor, s.Year, editionsTab, title)
		h.Trail = append(h.Trail, ui.Link{Text: i18n.T(ctx, "Utgåva %s", edition.Name(s.Year, s.Number)), URL: s.base})
		return h
	}
	return headOf(ctx, visitor, s.Year, tab, title)
}

// files is where files are made of the document; "" for those who may not make them.
func (s shown) files(visitor page.Visitor) string {
	switch {
	case !visitor.May(org.ViewBoard, 0):
		return ""
	case s.Number > 0:
		return s.base
	}
	return s.base + filesTab
}

// unit is the document's unit with the code in the address.
func (s shown) unit(r *http.Request) (edition.Unit, error) {
	code := chi.URLParam(r, "unit")
	for _, u := range s.Units {
		if u.Code == code {
			return u, nil
		}
	}
	return edition.Unit{}, fault.ErrNotFound
}
