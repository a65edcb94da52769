package account

import (
	"context"
	"net/http"
	"net/url"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// afterSignOut is where the visitor goes after signing out: to the sign-in page, which
// offers those who came through a provider to sign out there too.
func (h *Handlers) afterSignOut(ctx context.Context) string {
	if name, found := account.Method(h.sessions.GetString(ctx, MethodKey)).Provider(); found {
		return "/logga-in?hos=" + url.QueryEscape(name)
	}
	return "/logga-in"
}

// signOutLink is the offer, for a provider that has a place for it.
func (h *Handlers) signOutLink(r *http.Request) ui.Link {
	p, found := h.providers.Named(r.URL.Query().Get("hos"))
	if !found || p.SignOutURL(r.Context(), h.address(r)+"/logga-in") == "" {
		return ui.Link{}
	}
	return ui.Link{Text: i18n.T(r.Context(), "Logga ut från %s också", p.Label()), URL: "/logga-ut/hos/" + p.Name()}
}

// SignOutExternal sends the visitor to where a provider signs people out.
func (h *Handlers) SignOutExternal(w http.ResponseWriter, r *http.Request) error {
	p, err := h.provider(r)
	if err != nil {
		return err
	}
	to := p.SignOutURL(r.Context(), h.address(r)+"/logga-in")
	if to == "" {
		to = "/logga-in"
	}
	return page.Redirect(w, r, to)
}
