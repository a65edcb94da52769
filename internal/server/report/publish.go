package report

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
)

// PublishEdition opens an edition's public document to everybody.
func (h *Handlers) PublishEdition(w http.ResponseWriter, r *http.Request) error {
	return h.publish(w, r, h.room.PublishEdition, i18n.T(r.Context(), "Utgåvan är publicerad. Alla som har adressen kan läsa den."))
}

// UnpublishEdition closes it again.
func (h *Handlers) UnpublishEdition(w http.ResponseWriter, r *http.Request) error {
	return h.publish(w, r, h.room.UnpublishEdition, i18n.T(r.Context(), "Utgåvan är inte längre publicerad. Den som nyss har läst den kan se den några minuter till."))
}

func (h *Handlers) publish(w http.ResponseWriter, r *http.Request, do func(context.Context, org.Actor, report.AskedEdition) error, done string) error {
	asked, err := askedEdition(r)
	if err != nil {
		return err
	}
	if err := do(r.Context(), page.VisitorOf(r).Actor, asked); err != nil && !errors.Is(err, fault.ErrConflict) { // it is so already
		return err
	}
	return page.RedirectWith(w, r, editionURL(report.Edition{Year: asked.Year, Number: asked.Number}), page.Done(done))
}

// Published is an edition that is open to everybody as it is read, in its own language whatever
// the page around it is in.
func (h *Handlers) Published(ctx context.Context, p report.Published) (templ.Component, error) {
	pictures, err := h.embedded(ctx, p.Document)
	if err != nil {
		return nil, err
	}
	own := i18n.WithLanguage(ctx, i18n.Language(p.Document.Language))
	return inLanguage(p.Document.Language, view.Published(view.PublishedView{
		Body: view.View{Document: p.Document, Pictures: pictures}, Name: edition.Name(p.Edition.Year, p.Edition.Number),
		Day: i18n.LongDate(own, p.FixedAt.In(i18n.Location())), Published: i18n.LongDate(own, p.PublishedAt.In(i18n.Location())), Sum: hex.EncodeToString(p.PublicSHA256),
	})), nil
}
