package providertest

import (
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"errors"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// storage is what the provider remembers. What the code flow does not ask for is not there
// (the embedded Storage is nil).
type storage struct {
	op.Storage
	key *ecdsa.PrivateKey

	mu       sync.Mutex
	settings Settings
	asked    map[string]*question // by id
	codes    map[string]string    // id by code
	tokens   map[string]string    // subject by access token
}

func newStorage(key *ecdsa.PrivateKey, s Settings) *storage {
	return &storage{key: key, settings: s, asked: map[string]*question{}, codes: map[string]string{}, tokens: map[string]string{}}
}

var errUnknown = errors.New("unknown")

// question is one request to sign in; its client is waiting for the answer.
type question struct {
	id, subject, acr, nonce string
	asked                   *oidc.AuthRequest
}

func (q *question) GetID() string          { return q.id }
func (q *question) GetACR() string         { return q.acr }
func (q *question) GetAMR() []string       { return nil }
func (q *question) GetAudience() []string  { return []string{q.asked.ClientID} }
func (q *question) GetAuthTime() time.Time { return time.Now() }
func (q *question) GetClientID() string    { return q.asked.ClientID }
func (q *question) GetCodeChallenge() *oidc.CodeChallenge {
	if q.asked.CodeChallenge == "" {
		return nil
	}
	return &oidc.CodeChallenge{Challenge: q.asked.CodeChallenge, Method: q.asked.CodeChallengeMethod}
}
func (q *question) GetNonce() string                   { return q.nonce }
func (q *question) GetRedirectURI() string             { return q.asked.RedirectURI }
func (q *question) GetResponseType() oidc.ResponseType { return q.asked.ResponseType }
func (q *question) GetResponseMode() oidc.ResponseMode { return q.asked.ResponseMode }
func (q *question) GetScopes() []string                { return q.asked.Scopes }
func (q *question) GetState() string                   { return q.asked.State }
func (q *question) GetSubject() string                 { return q.subject }
func (q *question) Done() bool                         { return q.subject != "" }

// CreateAuthRequest refuses who asks without PKCE.
func (s *storage) CreateAuthRequest(_ context.Context, asked *oidc.AuthRequest, _ string) (op.AuthRequest, error) {
	if asked.CodeChallengeMethod != oidc.CodeChallengeMethodS256 {
		return nil, errors.New("no code challenge")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &question{id: rand.Text(), asked: asked, acr: s.settings.ACR, nonce: asked.Nonce}
	if s.settings.Nonce != "" {
		q.nonce = s.settings.Nonce
	}
	s.asked[q.id] = q
	return q, nil
}

// choose says who it is that signs in.
func (s *storage) choose(id, subject string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.asked[id]
	if q == nil || s.user(subject) == nil {
		return errUnknown
	}
	q.subject = subject
	return nil
}

func (s *storage) user(subject string) *User {
	for n := range s.settings.Users {
		if s.settings.Users[n].Subject == subject {
			return &s.settings.Users[n]
		}
	}
	return nil
}

func (s *storage) AuthRequestByID(_ context.Context, id string) (op.AuthRequest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if q := s.asked[id]; q != nil {
		return q, nil
	}
	return nil, errUnknown
}

func (s *storage) AuthRequestByCode(ctx context.Context, code string) (op.AuthRequest, error) {
	s.mu.Lock()
	id := s.codes[code]
	s.mu.Unlock()
	return s.AuthRequestByID(ctx, id)
}

func (s *storage) SaveAuthCode(_ context.Context, id, code string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes[code] = id
	return nil
}

func (s *storage) DeleteAuthRequest(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.asked, id)
	return nil
}

func (s *storage) CreateAccessToken(_ context.Context, request op.TokenRequest) (string, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	token := rand.Text()
	s.tokens[token] = request.GetSubject()
	return token, time.Now().Add(time.Minute), nil
}

func (s *storage) TerminateSession(context.Context, string, string) error { return nil }

func (s *storage) SigningKey(context.Context) (op.SigningKey, error) { return signingKey{s.key}, nil }

func (s *storage) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.ES256}, nil
}

func (s *storage) KeySet(context.Context) ([]op.Key, error) { return []op.Key{publicKey{s.key}}, nil }

func (s *storage) GetClientByClientID(_ context.Context, id string) (op.Client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id != ClientID {
		return nil, errUnknown
	}
	return client{redirects: s.settings.Redirects, inToken: !s.settings.OnlyUserInfo}, nil
}

func (s *storage) AuthorizeClientIDSecret(_ context.Context, id, secret string) error {
	if id != ClientID || secret != ClientSecret {
		return errUnknown
	}
	return nil
}

func (s *storage) SetUserinfoFromScopes(context.Context, *oidc.UserInfo, string, string, []string) error {
	return nil
}

// SetUserinfoFromRequest puts the person's claims into the token.
func (s *storage) SetUserinfoFromRequest(_ context.Context, info *oidc.UserInfo, request op.IDTokenRequest, _ []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if info.Subject = request.GetSubject(); !s.settings.OnlyUserInfo {
		s.tell(info, info.Subject)
	}
	return nil
}

// SetUserinfoFromToken tells about the person when it is asked for with the token.
func (s *storage) SetUserinfoFromToken(_ context.Context, info *oidc.UserInfo, token, _, _ string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	subject := s.tokens[token]
	if subject == "" {
		return errUnknown
	}
	info.Subject = subject
	s.tell(info, subject)
	return nil
}

func (s *storage) tell(info *oidc.UserInfo, subject string) {
	for name, value := range s.user(subject).Claims {
		info.AppendClaims(name, value)
	}
}

func (s *storage) GetPrivateClaimsFromScopes(context.Context, string, string, []string) (map[string]any, error) {
	return nil, nil
}

func (s *storage) Health(context.Context) error { return nil }

// signingKey is the provider's secret key, publicKey the one that everybody may see.
type (
	signingKey struct{ key *ecdsa.PrivateKey }
	publicKey  struct{ key *ecdsa.PrivateKey }
)

func (k signingKey) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.ES256 }
func (k signingKey) Key() any                                    { return k.key }
func (k signingKey) ID() string                                  { return "key" }
func (k publicKey) Algorithm() jose.SignatureAlgorithm           { return jose.ES256 }
func (k publicKey) Key() any                                     { return &k.key.PublicKey }
func (k publicKey) ID() string                                   { return "key" }
func (k publicKey) Use() string                                  { return "sig" }
