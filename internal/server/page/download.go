package page

import (
	"mime"
	"net/http"
	"strconv"
)

// Download is a file to save.
type Download struct {
	Name    string // with its ending
	Type    string // CSVType or XLSXType
	Content []byte
}

// The types of the files that are handed out.
const (
	CSVType  = "text/csv; charset=utf-8"
	XLSXType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Send answers with the file, which the browser saves and nobody keeps a copy of.
func Send(w http.ResponseWriter, r *http.Request, d Download) error {
	h := w.Header()
	h.Set("Content-Type", d.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.Name}))
	h.Set("Content-Length", strconv.Itoa(len(d.Content)))
	h.Set("Cache-Control", "private, no-store")
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(d.Content) // a browser that hung up is nobody's error
	}
	return nil
}
