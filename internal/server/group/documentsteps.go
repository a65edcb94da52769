package group

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"

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
	d.Version, _ = strconv.Atoi(form.Value("version")) // what is no number is nobody's version
	if err = step(r.Context(), visitor.Actor, d); form.Rejected(err) {
		return h.showDocument(w, r, form, form.Status())
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, documentURL(d.ID), page.Done(done))
}

// drained is how much of a file that is too large is read past, so that the browser gets to
// hear that it was.
const drained = 64 << 20

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
	sent, err := receiveFile(w, r)
	if err == nil {
		d := improvement.Document{ID: p.ID, GroupID: visitor.Group.ID, Version: sent.version}
		err = h.room.UploadDocument(ctx, visitor.Actor, d, sent.name, sent.content)
	}
	if form := page.NewForm(nil); form.Rejected(err) {
		if len(sent.content) > 0 {
			page.NoteRefusal(ctx, page.Refusal{Why: "file", Person: visitor.Actor.Person.ID})
		}
		return h.showDocument(w, r, form, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, documentURL(p.ID), page.Done(i18n.T(ctx, "Filen är inlagd som utkast.")))
}

// sentFile is a file as it came, with the version of the document that was seen.
type sentFile struct {
	name    string
	content []byte
	version int
}

// receiveFile reads the file that came, one byte past the limit at most: whoever checks it
// sees that it is too large.
func receiveFile(w http.ResponseWriter, r *http.Request) (sent sentFile, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, drained)
	tooLarge := &fault.ValidationError{Problems: []fault.Problem{{Field: "file", Code: "attachment_too_large", Args: []any{improvement.LargestAttachment >> 20}}}}
	parts, err := r.MultipartReader()
	if err != nil {
		return sent, nil // no file: whoever checks it says so
	}
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return sent, nil
		case err != nil:
			return sent, tooLarge
		}
		if err := sent.read(part); err != nil {
			return sent, tooLarge
		}
	}
}

func (s *sentFile) read(part *multipart.Part) (err error) {
	switch {
	case part.FormName() == "version":
		var text []byte
		text, err = io.ReadAll(io.LimitReader(part, 20))
		s.version, _ = strconv.Atoi(string(text)) // what is no number is nobody's version
	case part.FormName() == "file" && part.FileName() != "":
		s.name = part.FileName()
		s.content, err = io.ReadAll(io.LimitReader(part, improvement.LargestAttachment+1))
	}
	return err
}
