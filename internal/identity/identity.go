// Package identity asks identity providers who somebody is, by OpenID Connect: the
// authorization code flow with PKCE, state and nonce. It asks for an identity and nothing
// else: no access to anything, no tokens are kept. It must not know accounts, sessions,
// pages or rooms; who the person is here is for others to find out.
//
// Sources: OpenID Connect Core 1.0 and Discovery 1.0; RFC 7636 (PKCE); RFC 9207 (the
// answer's issuer); RFC 9700 (security of OAuth 2.0).
package identity

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// Why somebody was not let in; what lies behind is in the log.
var (
	// ErrUnreachable: the provider does not answer, or not as a provider does.
	ErrUnreachable = errors.New("the identity provider cannot be reached")
	// ErrDenied: the provider says no, most often since the person broke off.
	ErrDenied = errors.New("the identity provider said no")
	// ErrInvalid: the answer is not one to what was asked, or has been used already.
	ErrInvalid = errors.New("the identity provider's answer does not hold")
	// ErrTooWeak: the person has not shown who it is as strongly as was asked for.
	ErrTooWeak = errors.New("the identity provider's answer is not strong enough")
)

// patience is how long one question to a provider may take: somebody waits for the page.
const patience = 10 * time.Second

// Settings is one identity provider.
type Settings struct {
	Name         string // in addresses and in the log
	Label        string // for people
	Issuer       string
	ClientID     string
	ClientSecret string
	Scopes       []string // beside "openid"
	Match        []Match
	// ACRValues are asked for, and one of them must be in the answer; none for any.
	ACRValues []string
}

// Match is a claim that says who somebody is.
type Match struct {
	Claim string
	As    string // what it is here: "hsa_id" or "email"
	// Verified says that email_verified must be true for it to count.
	Verified bool
}

// Provider is one identity provider. What it says of itself is asked when it is first
// needed, so that one that is down keeps nobody else from signing in.
type Provider struct {
	settings Settings
	log      *slog.Logger
	client   *http.Client

	mu    sync.Mutex
	found *oidc.Provider
}

// Providers are those that people can sign in with, in the order they are shown.
type Providers []*Provider

// New gives the providers of the settings. What goes wrong with them is written to log,
// without anything about the person.
func New(settings []Settings, log *slog.Logger) Providers {
	var all Providers
	for _, s := range settings {
		all = append(all, &Provider{settings: s, log: log.With("provider", s.Name),
			client: &http.Client{Timeout: patience, CheckRedirect: stayThere}})
	}
	return all
}

// errLeadsAway: the provider's answer would have led to somewhere that the settings do not name.
var errLeadsAway = errors.New("the provider leads to another host")

// stayThere lets what asks a provider follow it only within its own host, and not so often:
// who can be asked is what the settings say (ASVS 5, 15.3.2).
func stayThere(to *http.Request, before []*http.Request) error {
	first := before[0].URL
	if to.URL.Host != first.Host || to.URL.Scheme != first.Scheme || len(before) >= 3 {
		return errLeadsAway
	}
	return nil
}

// Named is the provider with the name; false when there is none.
func (all Providers) Named(name string) (*Provider, bool) {
	for _, p := range all {
		if p.settings.Name == name {
			return p, true
		}
	}
	return nil, false
}

// Name is the provider's name in addresses.
func (p *Provider) Name() string { return p.settings.Name }

// Vouches reports whether whom the provider lets in has come in as safely as the settings
// ask for: it answers nobody else with one of the strengths (acr) that are asked for.
func (p *Provider) Vouches() bool { return len(p.settings.ACRValues) > 0 }

// Label is the provider's name for people.
func (p *Provider) Label() string { return p.settings.Label }

// with gives the context in which the provider is asked.
func (p *Provider) with(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, p.client)
}

// discover is what the provider says of itself, asked once. Two that ask at the same time
// both do; neither waits for the other.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	found := p.found
	p.mu.Unlock()
	if found != nil {
		return found, nil
	}
	found, err := oidc.NewProvider(p.with(ctx), p.settings.Issuer)
	if err != nil {
		p.log.ErrorContext(ctx, "identity provider was not found", "error", err)
		return nil, errors.Join(ErrUnreachable, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.found = found
	return found, nil
}

// Issuer is the provider's address, which is its name in what it says.
func (p *Provider) Issuer() string { return p.settings.Issuer }
