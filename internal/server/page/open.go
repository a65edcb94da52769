package page

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"samsyn/internal/i18n"
	"samsyn/templates/layout"
	"samsyn/web"
)

// AccessibilityURL is the installation's accessibility statement, which every page's foot
// leads to.
const AccessibilityURL = "/tillganglighet"

// PublicURL is where what groups have opened to everybody is read.
const PublicURL = "/publicerat"

// Shared is what a page that is the same for everybody says of itself.
type Shared struct {
	// Description is a sentence or two for search engines and for whoever is sent the
	// address; "" for none.
	Description string
	// Address is the page's own, without language, where it can be read in each by asking
	// for it; "" for a page in one language alone.
	Address string
	Base    string // where people find the site, without a slash at its end; "" when it is not known
	Example bool   // its figures are made up
}

// ShowOpen answers with a page that is the same for everybody: a frame without menu and
// messages, and nothing read from or kept in a cookie.
func ShowOpen(w http.ResponseWriter, r *http.Request, p Page, s Shared) error {
	return ShowOpenAs(w, r, http.StatusOK, p, s)
}

// ShowOpenAs is ShowOpen with another status, for a form that comes back.
func ShowOpenAs(w http.ResponseWriter, r *http.Request, status int, p Page, s Shared) error {
	return Render(w, r, status, openFrame(r.Context(), p, s))
}

// RenderOpen is the bytes of the page that ShowOpen answers with, to be kept: nothing in it is
// about who asked.
func RenderOpen(ctx context.Context, p Page, s Shared) ([]byte, error) {
	var body bytes.Buffer
	err := openFrame(ctx, p, s).Render(ctx, &body)
	return body.Bytes(), err
}

func openFrame(ctx context.Context, p Page, s Shared) templ.Component {
	meta := layout.Meta{Title: p.Title, Description: s.Description, ExampleData: s.Example, AccessibilityURL: Spoken(ctx, AccessibilityURL),
		Assets: layout.Assets{StyleSheet: web.URL("css/samsyn.css"), Icon: web.URL("img/icon.svg")}}
	if s.Address != "" {
		for _, a := range []layout.Alternate{{Code: string(i18n.Swedish), Name: "På svenska"}, {Code: string(i18n.English), Name: "In English"}} {
			a.URL = inLanguage(i18n.Language(a.Code), s.Address)
			a.Address, a.Current = s.Base+a.URL, a.Code == string(i18n.LanguageOf(ctx))
			meta.Alternates = append(meta.Alternates, a)
		}
	}
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

// languageName is what an address says of the language of a page that is the same for
// everybody, so that whoever is sent the address reads the same page.
const languageName = "sprak"

// InLanguageAsked lets a request be in the language that its address asks for, and otherwise
// in Swedish, whatever its sender prefers.
func InLanguageAsked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, AskedLanguage(r))
	})
}

// AskedLanguage is the request in the language that its address asks for, Swedish when it asks
// for none.
func AskedLanguage(r *http.Request) *http.Request {
	language := i18n.Swedish
	if r.URL.Query().Get(languageName) == string(i18n.English) {
		language = i18n.English
	}
	return r.WithContext(i18n.WithLanguage(r.Context(), language))
}

// Spoken is the address of a page that is the same for everybody, in the language of the
// context.
func Spoken(ctx context.Context, address string) string {
	return inLanguage(i18n.LanguageOf(ctx), address)
}

// inLanguage is the address with the language asked for: nothing for Swedish.
func inLanguage(language i18n.Language, address string) string {
	if language == i18n.Swedish {
		return address
	}
	path, fragment, found := strings.Cut(address, "#")
	if strings.Contains(path, "?") {
		path += "&"
	} else {
		path += "?"
	}
	path += languageName + "=" + string(language)
	if found {
		path += "#" + fragment
	}
	return path
}
