package report

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

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

// publishedFor lets anybody keep a published edition for five minutes.
const publishedFor = "public, max-age=300"

// ShowPublished is an edition that is open to everybody, without signing in. Nothing of it
// depends on who asks, so anybody may keep it. One that is not published is not there.
func (h *Handlers) ShowPublished(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(chi.URLParam(r, "number"))
	if err != nil || number < 1 || number > maxNumber {
		return fault.ErrNotFound
	}
	p, err := h.room.Published(r.Context(), chi.URLParam(r, "group"), year, number)
	if err != nil {
		return err
	}
	mark, err := page.Mark(r, hex.EncodeToString(p.PublicSHA256))
	if err != nil {
		return err
	}
	header := w.Header()
	if p.Document.Example || !p.Indexed {
		header.Set("X-Robots-Tag", "noindex") // made-up figures are not to be found, nor what the group does not want found
	}
	if page.Holds(r, mark) {
		header.Set("ETag", mark)
		header.Set("Cache-Control", publishedFor)
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	ctx := i18n.WithLanguage(r.Context(), i18n.Language(p.Document.Language))
	content, err := h.publishedView(ctx, p)
	if err != nil {
		return err
	}
	header.Set("ETag", mark)
	header.Set("Cache-Control", publishedFor)
	title := i18n.T(ctx, "%s, %s", p.Document.Title, p.Document.Group)
	return page.ShowOpen(w, r.WithContext(ctx), page.Page{Title: title, Content: view.Published(content)},
		page.Shared{Description: i18n.T(ctx, "Gruppens årsrapport, som den var när den fastställdes %s.", content.Day), Example: p.Document.Example})
}

func (h *Handlers) publishedView(ctx context.Context, p report.Published) (view.PublishedView, error) {
	pictures, err, _ := h.drawing.Do(hex.EncodeToString(p.PublicSHA256), func() (any, error) {
		// Whoever asked first may hang up while others wait.
		return h.embedded(context.WithoutCancel(ctx), p.Document)
	})
	if err != nil {
		return view.PublishedView{}, err
	}
	sum := hex.EncodeToString(p.PublicSHA256)
	return view.PublishedView{
		Body: view.View{Document: p.Document, Pictures: pictures.(view.Pictures)}, Name: edition.Name(p.Edition.Year, p.Edition.Number),
		Day: i18n.LongDate(ctx, p.FixedAt.In(i18n.Location())), Published: i18n.LongDate(ctx, p.PublishedAt.In(i18n.Location())), Sum: sum,
	}, nil
}
