package page

import (
	"cmp"
	"io"
	"mime"
	"net/http"
	"strconv"
)

// Download is a file to save.
type Download struct {
	Name    string // with its ending
	Type    string // CSVType, XLSXType, or that of a file that somebody has sent
	Content []byte
	// Public says that it is the same for everybody and that anybody may keep a copy for a
	// while, as the header Cache-Control has it; "" for what nobody keeps.
	Public string
}

// The types of the files that are handed out.
const (
	CSVType  = "text/csv; charset=utf-8"
	XLSXType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// filePolicy is for what is no page: opened by itself it loads nothing and runs nothing,
// whatever is in it.
const filePolicy = "default-src 'none'; sandbox"

// setFile marks the answer as a file of the type.
func setFile(h http.Header, contentType string) {
	h.Set("Content-Type", contentType)
	h.Set("Content-Security-Policy", filePolicy)
}

// SendPicture answers with a chart drawn as SVG, which the browser asks about again.
func SendPicture(w http.ResponseWriter, svg []byte) {
	setFile(w.Header(), "image/svg+xml")
	w.Header().Set("Cache-Control", CacheControl)
	_, _ = w.Write(svg) // a browser that hung up is nobody's error
}

// Send answers with the file, which the browser saves.
func Send(w http.ResponseWriter, r *http.Request, d Download) error {
	h := w.Header()
	setFile(h, d.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.Name}))
	h.Set("Content-Length", strconv.Itoa(len(d.Content)))
	h.Set("Cache-Control", cmp.Or(d.Public, "private, no-store"))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(d.Content) // a browser that hung up is nobody's error
	}
	return nil
}

// Streamed is a file to save that is made while it is sent.
type Streamed struct {
	Name  string // with its ending
	Type  string // CSVType or XLSXType
	Write func(io.Writer) error
}

// SendStream answers with the file. An error before the first byte is answered as any
// other; after it the connection is broken off, so that the browser does not take half
// a file for a whole one.
func SendStream(w http.ResponseWriter, r *http.Request, s Streamed) error {
	h := w.Header()
	ofPages := h.Get("Content-Security-Policy")
	setFile(h, s.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": s.Name}))
	h.Set("Cache-Control", "private, no-store")
	if r.Method == http.MethodHead {
		return nil
	}
	out := &begun{w: w}
	err := s.Write(out)
	switch {
	case err == nil:
	case !out.some:
		h.Del("Content-Disposition")
		h.Set("Content-Security-Policy", ofPages)
		return err
	default:
		panic(http.ErrAbortHandler)
	}
	return nil
}

// begun knows whether anything has been sent.
type begun struct {
	w    http.ResponseWriter
	some bool
}

// Write sends on.
func (b *begun) Write(p []byte) (int, error) {
	b.some = true
	return b.w.Write(p)
}
