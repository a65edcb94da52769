package report

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// ShowEditions lists the editions of a year's report.
func (h *Handlers) ShowEditions(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	all, err := h.room.Editions(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	title := i18n.T(ctx, "Utgåvor av årsrapporten %s", strconv.Itoa(year))
	v := view.EditionsView{Head: headOf(ctx, visitor, year, editionsTab, title), DraftURL: yearURL(year), Begun: all.Begun}
	if all.CanFix && all.Begun {
		v.FixURL = editionsURL(year) + "/ny"
	}
	for _, e := range all.List {
		v.Editions = append(v.Editions, newEditionRow(ctx, e))
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: title, Content: view.Editions(v)})
}

// newEditionRow is an edition in a list.
func newEditionRow(ctx context.Context, e report.EditionWay) view.EditionRow {
	row := view.EditionRow{
		Title: i18n.T(ctx, "Utgåva %s", edition.Name(e.Edition.Year, e.Edition.Number)), URL: editionURL(e.Edition),
		ReadURL: editionURL(e.Edition) + "/las", Reason: e.Reason, State: editionState(ctx, e), Published: e.PublishedAt != nil,
		Fixed: i18n.T(ctx, "Fastställd %s", i18n.LongDate(ctx, e.FixedAt.In(i18n.Location()))),
	}
	return row
}

// editionState is how far the edition has come, as the last step that has been taken.
func editionState(ctx context.Context, e report.EditionWay) ui.WordBadgeProps {
	for _, s := range []struct {
		kind, text string
		color      ui.Color
	}{
		{report.Acknowledged, i18n.T(ctx, "Mottagen"), ui.Success},
		{report.Presented, i18n.T(ctx, "Redovisad"), ui.Info},
		{report.Delivered, i18n.T(ctx, "Lämnad"), ui.Info},
	} {
		if e.First(s.kind) != nil {
			return ui.WordBadgeProps{Kind: s.kind, Text: s.text, Color: s.color, Icon: ui.IconCheckFilled}
		}
	}
	return ui.WordBadgeProps{Kind: "fixed", Text: i18n.T(ctx, "Fastställd"), Color: ui.Neutral, Icon: ui.IconCheckFilled}
}

func editionsURL(year int) string { return yearURL(year) + editionsTab }

func editionURL(e report.Edition) string { return fmt.Sprintf("%s/%d", editionsURL(e.Year), e.Number) }

// publishedURL is where everybody can read an edition that is published.
func publishedURL(code string, e report.Edition) string {
	return fmt.Sprintf("/publicerat/%s/%d/%d", code, e.Year, e.Number)
}

// askedEdition is the edition that the address names.
func askedEdition(r *http.Request) (report.AskedEdition, error) {
	year, err := yearOf(r)
	if err != nil {
		return report.AskedEdition{}, err
	}
	number, err := strconv.Atoi(chi.URLParam(r, "number"))
	if err != nil || number < 1 || number > maxNumber {
		return report.AskedEdition{}, fault.ErrNotFound
	}
	return report.AskedEdition{Group: page.VisitorOf(r).Group.ID, Year: year, Number: number, Public: r.URL.Query().Get("for") == "alla"}, nil
}

// maxNumber is the greatest number an edition can have.
const maxNumber = 32767
