package open

import (
	"net/http"
	"net/url"
	"path"
	"strings"

	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
)

// forStrangers is where the pages begin that can be read without an account.
var forStrangers = []string{page.PublicURL, page.AccessibilityURL, "/logga-in"}

// pageOf is the page that feedback is about, from an address as it was typed or copied from the
// browser, without the site's name; "" and false when it is none that strangers can read: those
// who read the feedback follow nobody's links elsewhere.
func (h *Handlers) pageOf(r *http.Request, typed string) (string, bool) {
	if typed == "" {
		return "", true
	}
	u, err := url.Parse(typed)
	if err != nil || u.Opaque != "" || u.User != nil {
		return "", false
	}
	if base, err := url.Parse(h.base); u.Host != "" && u.Host != r.Host && (err != nil || u.Host != base.Host) {
		return "", false
	}
	for _, begins := range forStrangers {
		if u.Path == begins || strings.HasPrefix(path.Clean(u.Path), begins+"/") {
			about := u.RequestURI()
			return about, len(about) <= improvement.MostPage
		}
	}
	return "", false
}
