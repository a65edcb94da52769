package page

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
)

// FileField is the name of the field with a file.
const FileField = "file"

// drained is how much of a file that is too large is read past, so that the browser gets to
// hear that it was.
const drained = 64 << 20

// SentFile is a file that came with a form.
type SentFile struct {
	Name    string // as the sender's browser gave it
	Content []byte
	Version int // of what it is put into, as it was seen; zero when that is not said
}

// ReceiveFile reads the file that came, one byte past improvement.LargestAttachment at most:
// whoever checks it sees that it is too large. A form without a file is no error, and one
// that is far too large is a problem at the field.
func ReceiveFile(w http.ResponseWriter, r *http.Request) (sent SentFile, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, drained)
	tooLarge := &fault.ValidationError{Problems: []fault.Problem{{Field: FileField, Code: "attachment_too_large", Args: []any{improvement.LargestAttachment >> 20}}}}
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

func (s *SentFile) read(part *multipart.Part) (err error) {
	switch {
	case part.FormName() == "version":
		var text []byte
		text, err = io.ReadAll(io.LimitReader(part, 20))
		s.Version, _ = strconv.Atoi(string(text)) // what is no number is nobody's version
	case part.FormName() == FileField && part.FileName() != "":
		s.Name = part.FileName()
		s.Content, err = io.ReadAll(io.LimitReader(part, improvement.LargestAttachment+1))
	}
	return err
}

// FileRefused notes that the file which came was refused; a form that only lacked one is not
// worth a note.
func FileRefused(r *http.Request, sent SentFile) {
	if len(sent.Content) > 0 || sent.Name == "" && r.ContentLength > improvement.LargestAttachment {
		NoteRefusal(r.Context(), Refusal{Why: "file", Person: VisitorOf(r).Actor.Person.ID})
	}
}
