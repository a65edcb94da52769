package identity

import (
	"context"
	"crypto/rand"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Attempt is what is to be remembered between the question and its answer, where only the
// browser that asked can use it.
type Attempt struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"` // PKCE's code verifier
}

// Begin makes an attempt up and gives the address of the provider to send the browser to.
// The provider sends it back to the address back. Errors: ErrUnreachable.
func (p *Provider) Begin(ctx context.Context, back string) (Attempt, string, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return Attempt{}, "", err
	}
	a := Attempt{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier()}
	options := []oauth2.AuthCodeOption{oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)}
	if len(p.settings.ACRValues) > 0 {
		options = append(options, oauth2.SetAuthURLParam("acr_values", strings.Join(p.settings.ACRValues, " ")))
	}
	return a, p.config(found, back).AuthCodeURL(a.State, options...), nil
}

func (p *Provider) config(found *oidc.Provider, back string) *oauth2.Config {
	return &oauth2.Config{ClientID: p.settings.ClientID, ClientSecret: p.settings.ClientSecret, RedirectURL: back,
		Endpoint: found.Endpoint(), Scopes: append([]string{oidc.ScopeOpenID}, p.settings.Scopes...)}
}

// briefly is how long somebody waits for what is only a comfort.
const briefly = 3 * time.Second

// SignOutURL is where the provider signs people out, and back to the address back if it is
// registered there; "" when the provider offers none or does not answer.
func (p *Provider) SignOutURL(ctx context.Context, back string) string {
	ctx, cancel := context.WithTimeout(ctx, briefly)
	defer cancel()
	found, err := p.discover(ctx)
	if err != nil {
		return ""
	}
	var more struct {
		EndSession string `json:"end_session_endpoint"` // OpenID Connect RP-Initiated Logout 1.0, 2.1
	}
	if found.Claims(&more) != nil {
		return ""
	}
	u, err := url.Parse(more.EndSession)
	if err != nil || u.Host == "" {
		return ""
	}
	q := u.Query()
	q.Set("client_id", p.settings.ClientID)
	q.Set("post_logout_redirect_uri", back)
	u.RawQuery = q.Encode()
	return u.String()
}
