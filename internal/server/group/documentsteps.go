package group

import (
	"context"
	"net/http"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// ReviewDocument says that the latest version has been read through.
func (h *Handlers) ReviewDocument(w http.ResponseWriter, r *http.Request) error {
	return h.stepDocument(w, r, h.room.ReviewDocument, i18n.T(r.Context(), "Versionen är granskad. Nu kan den publiceras."))
}

// PublishDocument lets the readers read the latest version.
func (h *Handlers) PublishDocument(w http.ResponseWriter, r *http.Request) error {
	return h.stepDocument(w, r, h.room.PublishDocument, i18n.T(r.Context(), "Versionen är publicerad och en kopia är sparad."))
}

// WithdrawDocument takes the document back from its readers.
func (h *Handlers) WithdrawDocument(w http.ResponseWriter, r *http.Request) error {
	return h.stepDocument(w, r, h.room.WithdrawDocument, i18n.T(r.Context(), "Dokumentet är tillbakadraget. Kopiorna finns kvar."))
}

// stepDocument takes a step with the document as it was seen.
func (h *Handlers) stepDocument(w http.ResponseWriter, r *http.Request, step func(context.Context, org.Actor, improvement.Document) error, done string) error {
	visitor := page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "document")
	if err != nil {
		return err
	}
	d := improvement.Document{ID: improvement.DocumentID(id), GroupID: visitor.Group.ID}
	d.Version = versionIn(form)
	if err = step(r.Context(), visitor.Actor, d); form.Rejected(err) {
		return h.showDocument(w, r, form, form.Status())
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, documentURL(d.ID), page.Done(done))
}

// UploadDocument makes a file the document's next version.
func (h *Handlers) UploadDocument(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.document(r)
	switch {
	case err != nil:
		return err
	case !p.CanWrite:
		return fault.ErrForbidden
	}
	sent, err := page.ReceiveFile(w, r)
	if err == nil {
		d := improvement.Document{ID: p.ID, GroupID: visitor.Group.ID, Version: sent.Version}
		err = h.room.UploadDocument(ctx, visitor.Actor, d, sent.Name, sent.Content)
	}
	if form := page.NewForm(nil); form.Rejected(err) {
		page.FileRefused(r, sent)
		return h.showDocument(w, r, form, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, documentURL(p.ID), page.Done(i18n.T(ctx, "Filen är inlagd som utkast.")))
}
