package account

import (
	"net/http"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// browserCookie is what a browser keeps of those who have signed in with it, so that
// others' wrong passwords do not stop them there (account.MarkBrowser). It tells nobody's
// name and opens nothing.
const browserCookie = "samsyn_browser"

// browserKept is how long a browser is known after it was last used to sign in.
const browserKept = 365 * 24 * time.Hour

// knownBrowser is what the request's browser keeps, "" for nothing.
func knownBrowser(r *http.Request) string {
	value, _ := page.ReadCookie(r, browserCookie)
	return value
}

// markBrowser has the browser keep that the person has signed in with it.
func (h *Handlers) markBrowser(w http.ResponseWriter, r *http.Request, person org.PersonID) error {
	value, err := h.room.MarkBrowser(r.Context(), knownBrowser(r), person)
	if err != nil {
		return err
	}
	http.SetCookie(w, page.NewCookie(r, browserCookie, value, int(browserKept/time.Second)))
	return nil
}
