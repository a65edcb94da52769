package improve

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
)

// fileField is the name of the field with the file. drained is how much of one that is
// too large is read past, so that the browser gets to hear that it was.
const (
	fileField = "file"
	drained   = 64 << 20
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
	sent, err := receiveFile(w, r)
	if err == nil {
		err = h.room.AttachFile(ctx, visitor.Actor, ref, sent)
	}
	if form := page.NewForm(nil); form.Rejected(err) {
		if len(sent.Content) > 0 || sent.Name == "" && r.ContentLength > improvement.LargestAttachment { // not only forgotten
			page.NoteRefusal(ctx, page.Refusal{Why: "file", Person: visitor.Actor.Person.ID})
		}
		return h.showExample(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, exampleURL(ref.ID)+"#bilagor", page.Done(i18n.T(ctx, "Filen är bifogad.")))
}

// receiveFile reads the file that came, one byte past the limit at most: whoever checks
// it sees that it is too large.
func receiveFile(w http.ResponseWriter, r *http.Request) (improve.SentFile, error) {
	r.Body = http.MaxBytesReader(w, r.Body, drained)
	tooLarge := &fault.ValidationError{Problems: []fault.Problem{{Field: fileField, Code: "attachment_too_large", Args: []any{improvement.LargestAttachment >> 20}}}}
	parts, err := r.MultipartReader()
	if err != nil {
		return improve.SentFile{}, nil // no file: whoever checks it says so
	}
	var sent improve.SentFile
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return sent, nil
		case err != nil:
			return sent, tooLarge
		}
		if part.FormName() == fileField && part.FileName() != "" {
			if sent, err = readFile(part); err != nil {
				return sent, tooLarge
			}
		}
	}
}

func readFile(part *multipart.Part) (improve.SentFile, error) {
	content, err := io.ReadAll(io.LimitReader(part, improvement.LargestAttachment+1))
	return improve.SentFile{Name: part.FileName(), Content: content}, err
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
