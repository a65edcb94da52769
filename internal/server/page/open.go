package page

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"

	"github.com/a-h/templ"

	"samsyn/internal/i18n"
	"samsyn/templates/layout"
	"samsyn/web"
)

// AccessibilityURL is the installation's accessibility statement, which every page's foot
// leads to.
const AccessibilityURL = "/tillganglighet"

// ShowOpen answers with a page that is the same for everybody: a frame without menu, choice
// of language and messages, and nothing read from or kept in a cookie. example says that its
// figures are made up.
func ShowOpen(w http.ResponseWriter, r *http.Request, p Page, example bool) error {
	return ShowOpenAs(w, r, http.StatusOK, p, example)
}

// ShowOpenAs is ShowOpen with another status, for a form that comes back.
func ShowOpenAs(w http.ResponseWriter, r *http.Request, status int, p Page, example bool) error {
	return Render(w, r, status, openFrame(p, example))
}

// RenderOpen is the bytes of the page that ShowOpen answers with, to be kept: nothing in it is
// about who asked.
func RenderOpen(ctx context.Context, p Page, example bool) ([]byte, error) {
	var body bytes.Buffer
	err := openFrame(p, example).Render(ctx, &body)
	return body.Bytes(), err
}

func openFrame(p Page, example bool) templ.Component {
	meta := layout.Meta{Title: p.Title, ExampleData: example, AccessibilityURL: AccessibilityURL,
		Assets: layout.Assets{StyleSheet: web.URL("css/samsyn.css"), Icon: web.URL("img/icon.svg")}}
	return templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
		return layout.Page(meta).Render(templ.WithChildren(ctx, p.Content), out)
	})
}

// OpenMark is the entity tag (RFC 9110) of a page that is the same for everybody: of the
// program, the page and the revision of all that it is made of.
func OpenMark(name, revision string) string {
	digest := sha256.Sum256([]byte(program() + "\x00" + name + "\x00" + revision))
	return `W/"` + base64.RawURLEncoding.EncodeToString(digest[:18]) + `"`
}

// InSwedish is the request in Swedish, whatever its sender prefers: the public pages are the
// same for all.
func InSwedish(r *http.Request) *http.Request {
	return r.WithContext(i18n.WithLanguage(r.Context(), "sv"))
}
