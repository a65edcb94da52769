// Package page is what all rooms' handlers share: handlers that return an
// error, pages rendered to a buffer before anything is sent, forms parsed to
// typed values with a problem per field, messages that survive a redirect, and
// the one place where errors become pages. It must not know any room.
package page

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"samsyn/internal/fault"
	"samsyn/templates/ui"
)

// Handler answers a request, or returns an error and has then written nothing.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Frame puts a page's content into the layout that fits the reader: title in
// the tab, navigation, messages. The server makes it; rooms and errors use it.
type Frame func(w http.ResponseWriter, r *http.Request, title string, content templ.Component) templ.Component

// Render writes a component as an HTML page with the given status. The page is
// made whole before the first byte is sent, so that an error half-way through
// becomes an error page and never half a page.
func Render(w http.ResponseWriter, r *http.Request, status int, content templ.Component) error {
	var made bytes.Buffer
	ctx, labels := ui.WithLabels(r.Context())
	if err := content.Render(ctx, &made); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	body := labels.Filled(made.Bytes())
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a browser that hung up is nobody's error
	}
	return nil
}

// Redirect sends the browser on with a GET after a form has been taken care of,
// so that a reload does not send the form again.
func Redirect(w http.ResponseWriter, r *http.Request, url string) error {
	http.Redirect(w, r, url, http.StatusSeeOther)
	return nil
}

// NotFound is the handler for addresses that lead nowhere.
func NotFound(http.ResponseWriter, *http.Request) error { return fault.ErrNotFound }
