package improve

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
)

// AttachFile adds a file to an example.
func (h *Handlers) AttachFile(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	ref, err := exampleRef(r, nil)
	if err != nil {
		return err
	}
	if err := h.room.MayAttach(ctx, visitor.Actor, ref); err != nil {
		return err
	}
	sent, err := page.ReceiveFile(w, r)
	if err == nil {
		err = h.room.AttachFile(ctx, visitor.Actor, ref, improve.SentFile{Name: sent.Name, Content: sent.Content})
	}
	if form := page.NewForm(nil); form.Rejected(err) {
		page.FileRefused(r, sent)
		return h.showExample(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, exampleURL(ref.ID)+"#bilagor", page.Done(i18n.T(ctx, "Filen är bifogad.")))
}

// SendAttachment hands out a file of an example, to save and not to open in the site's
// name: whatever is in it may run nothing.
func (h *Handlers) SendAttachment(w http.ResponseWriter, r *http.Request) error {
	ref, id, err := attachmentOf(r)
	if err != nil {
		return err
	}
	a, content, err := h.room.Attachment(r.Context(), page.VisitorOf(r).Actor, ref, id)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	return page.Send(w, r, page.Download{Name: a.Name, Type: a.MediaType, Content: content})
}

// RemoveAttachment removes a file from an example.
func (h *Handlers) RemoveAttachment(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	ref, id, err := attachmentOf(r)
	if err != nil {
		return err
	}
	if err := h.room.RemoveAttachment(ctx, page.VisitorOf(r).Actor, ref, id); err != nil {
		return err
	}
	return page.RedirectWith(w, r, exampleURL(ref.ID)+"#bilagor", page.Done(i18n.T(ctx, "Filen är borttagen.")))
}

func attachmentOf(r *http.Request) (improve.ExampleRef, improvement.AttachmentID, error) {
	ref, err := exampleRef(r, nil)
	if err != nil {
		return ref, 0, err
	}
	id, err := strconv.ParseInt(chi.URLParam(r, "attachment"), 10, 64)
	if err != nil || id < 1 {
		return ref, 0, fault.ErrNotFound
	}
	return ref, improvement.AttachmentID(id), nil
}
