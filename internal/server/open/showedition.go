package open

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

// ShowEdition is an edition of the yearly report that is open to everybody: its document as it
// was fixed, within the same frame as the group's other pages. One that is not published is not
// there.
func (h *Handlers) ShowEdition(w http.ResponseWriter, r *http.Request) error {
	year, yearErr := strconv.ParseUint(chi.URLParam(r, "year"), 10, 15) // as they are stored
	number, numberErr := strconv.ParseUint(chi.URLParam(r, "number"), 10, 15)
	if yearErr != nil || numberErr != nil {
		return fault.ErrNotFound
	}
	p, err := h.reports.Published(r.Context(), chi.URLParam(r, "group"), int(year), int(number))
	if err != nil {
		return err
	}
	// What the group does afterwards changes nothing here: neither the mark, nor when anything
	// was changed last.
	p.Whose.ChangedAt, p.Whose.Example = time.Time{}, p.Document.Example
	g := p.Whose
	return h.serve(w, r, publicPage{name: editionURL(g.Code, p.Edition), group: g, noindex: !Indexed(g),
		revision: fmt.Sprint(hex.EncodeToString(p.PublicSHA256), p.PublishedAt.UnixNano(), g.Name, g.Region, g.Kinds),
		make:     func(ctx context.Context) (content, error) { return h.editionPage(ctx, p) }})
}

func (h *Handlers) editionPage(ctx context.Context, p report.Published) (content, error) {
	body, err := h.edition(ctx, p)
	if err != nil {
		return content{}, err
	}
	v := view.PublicView{Heading: ui.PageHeadingProps{Trail: trail(ctx, p.Whose)}, Body: body}
	if written(ctx) != "" {
		v.Notes = []string{i18n.T(ctx, "Årsrapporten står på svenska.")}
	}
	return content{page.Page{Title: p.Document.Title + ", " + p.Document.Group, Content: view.Public(around(ctx, p.Whose, fmt.Sprintf("%d/%d", p.Year, p.Number), v))},
		i18n.T(ctx, "Gruppens årsrapport, som den var när den fastställdes %s.", i18n.LongDate(ctx, p.FixedAt.In(i18n.Location())))}, nil
}
