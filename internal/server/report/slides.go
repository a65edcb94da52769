package report

import (
	"net/http"
	"strconv"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/show"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// forGroup asks, in the address, for a presentation with small numbers too.
const forGroup = "gruppen"

// ChooseSlides is the page before a presentation, where slides can be left out.
func (h *Handlers) ChooseSlides(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	s, err := h.shown(r, false)
	if err != nil {
		return err
	}
	title := i18n.T(ctx, "Bildspel %s", strconv.Itoa(s.Year))
	v := view.SlideChoiceView{Head: s.head(ctx, visitor, slidesTab, title), Action: s.base + slidesTab + "/visa",
		Whole: visitor.May(org.ViewUnmasked, 0), FilesURL: s.files(visitor), SummaryURL: s.base + summaryEnd}
	for _, slide := range s.Slides() {
		v.Slides = append(v.Slides, view.SlideChoice{Key: slide.Key, Text: show.Label(ctx, slide)})
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: title, Content: view.SlideChoices(v)})
}

// ShowSlides is the presentation, a page of its own. It hides small numbers, since it is
// made to be shown to others, unless somebody who may see them asks for them.
func (h *Handlers) ShowSlides(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	query := r.URL.Query()
	whole := query.Get("for") == forGroup && visitor.May(org.ViewUnmasked, 0)
	s, err := h.shown(r, whole)
	if err != nil {
		return err
	}
	v, err := show.Slides(ctx, h.charts, s.Document, query["bild"])
	if err != nil {
		return err
	}
	v.Back = ui.Link{Text: i18n.T(ctx, "Avsluta"), URL: s.base + slidesTab}
	return page.Render(w, r, http.StatusOK, view.Slides(v))
}
