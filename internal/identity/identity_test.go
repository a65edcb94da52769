package identity_test

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"samsyn/internal/identity"
	"samsyn/internal/identity/providertest"
)

const back = "https://samsyn.exempel.se/logga-in/via/regionen/svar"

func lena() providertest.User {
	return providertest.User{Subject: "lena", Claims: map[string]any{
		"employeeHsaId": "SE2321000040-1a2b", "mail": "lena@regionen.example", "email_verified": false}}
}

func settings(issuer string) identity.Settings {
	return identity.Settings{Name: "regionen", Label: "Regionen", Issuer: issuer, ClientID: providertest.ClientID,
		ClientSecret: providertest.ClientSecret, Scopes: []string{"profile"},
		Match: []identity.Match{{Claim: "employeeHsaId", As: "hsa_id"}, {Claim: "mail", As: "email", Verified: true}}}
}

// start is a provider with Lena, and our side of it.
func start(t *testing.T, change func(*identity.Settings)) (*providertest.Provider, *identity.Provider) {
	t.Helper()
	other := providertest.Start(t, providertest.Settings{Users: []providertest.User{lena(), {Subject: "ingen"}}, Redirects: []string{back}})
	s := settings(other.URL)
	if change != nil {
		change(&s)
	}
	p, found := identity.New([]identity.Settings{s}, slog.New(slog.NewTextHandler(io.Discard, nil))).Named("regionen")
	if !found {
		t.Fatal("the provider is not there")
	}
	return other, p
}

// signIn goes all the way round; spoil changes what is remembered and what comes back.
func signIn(t *testing.T, other *providertest.Provider, p *identity.Provider, subject string, spoil func(*identity.Attempt, url.Values)) (identity.Person, error) {
	t.Helper()
	attempt, sentTo, err := p.Begin(t.Context(), back)
	if err != nil {
		return identity.Person{}, err
	}
	answer := other.SignIn(t, sentTo, subject).Query()
	if spoil != nil {
		spoil(&attempt, answer)
	}
	return p.Finish(t.Context(), attempt, answer, back)
}

func TestSomebodyIsKnown(t *testing.T) {
	for _, onlyUserInfo := range []bool{false, true} {
		other, p := start(t, nil)
		other.Change(func(s *providertest.Settings) { s.OnlyUserInfo = onlyUserInfo })
		got, err := signIn(t, other, p, "lena", nil)
		want := []identity.Known{{As: "hsa_id", Value: "SE2321000040-1a2b"}}
		if err != nil || got.Issuer != other.URL || got.Subject != "lena" || !slices.Equal(got.Known, want) {
			t.Errorf("%+v, %v: an address that nobody has verified must not count", got, err)
		}
		other.Change(func(s *providertest.Settings) { s.Users[0].Claims["email_verified"] = true })
		got, err = signIn(t, other, p, "lena", nil)
		if want = append(want, identity.Known{As: "email", Value: "lena@regionen.example"}); err != nil || !slices.Equal(got.Known, want) {
			t.Errorf("%+v, %v", got, err)
		}
		if got, err = signIn(t, other, p, "ingen", nil); err != nil || len(got.Known) != 0 || got.Subject != "ingen" {
			t.Errorf("somebody without claims: %+v, %v", got, err)
		}
	}
}

func TestOnlyAnIdentityIsAskedFor(t *testing.T) {
	other, p := start(t, func(s *identity.Settings) { s.ACRValues = []string{"loa3", "loa4"} })
	attempt, sentTo, err := p.Begin(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(sentTo)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	for name, want := range map[string]string{"client_id": "samsyn", "redirect_uri": back, "response_type": "code", "scope": "openid profile",
		"state": attempt.State, "nonce": attempt.Nonce, "code_challenge_method": "S256", "acr_values": "loa3 loa4"} {
		if q.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, q.Get(name), want)
		}
	}
	if !strings.HasPrefix(sentTo, other.URL) || strings.Contains(sentTo, attempt.Verifier) || q.Get("code_challenge") == "" {
		t.Error(sentTo)
	}
	again, _, err := p.Begin(t.Context(), back)
	if err != nil || again.State == attempt.State || again.Nonce == attempt.Nonce || again.Verifier == attempt.Verifier {
		t.Errorf("the second attempt is like the first: %v, %v", again, err)
	}
}

func TestAnAnswerThatDoesNotHoldIsRefused(t *testing.T) {
	for what, try := range map[string]struct {
		spoil func(a *identity.Attempt, answer url.Values)
		want  error
	}{
		"another state":    {func(_ *identity.Attempt, q url.Values) { q.Set("state", "x") }, identity.ErrInvalid},
		"no state":         {func(a *identity.Attempt, q url.Values) { a.State = ""; q.Del("state") }, identity.ErrInvalid},
		"another nonce":    {func(a *identity.Attempt, _ url.Values) { a.Nonce = "x" }, identity.ErrInvalid},
		"another verifier": {func(a *identity.Attempt, _ url.Values) { a.Verifier = strings.Repeat("x", 43) }, identity.ErrInvalid},
		"another code":     {func(_ *identity.Attempt, q url.Values) { q.Set("code", "x") }, identity.ErrInvalid},
		"no code":          {func(_ *identity.Attempt, q url.Values) { q.Del("code") }, identity.ErrInvalid},
		"another issuer":   {func(_ *identity.Attempt, q url.Values) { q.Set("iss", "https://id.example") }, identity.ErrInvalid},
		"broken off":       {func(_ *identity.Attempt, q url.Values) { q.Set("error", "access_denied") }, identity.ErrDenied},
		"out of order":     {func(_ *identity.Attempt, q url.Values) { q.Set("error", "temporarily_unavailable") }, identity.ErrUnreachable},
	} {
		other, p := start(t, nil)
		if got, err := signIn(t, other, p, "lena", try.spoil); !errors.Is(err, try.want) || got.Subject != "" {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
	}
	other, p := start(t, nil)
	other.Change(func(s *providertest.Settings) { s.Nonce = "somebody else's" })
	if _, err := signIn(t, other, p, "lena", nil); !errors.Is(err, identity.ErrInvalid) {
		t.Errorf("a token for another question: %v", err)
	}
}

func TestACodeIsGoodOnce(t *testing.T) {
	other, p := start(t, nil)
	attempt, sentTo, err := p.Begin(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	answer := other.SignIn(t, sentTo, "lena").Query()
	if _, err := p.Finish(t.Context(), attempt, answer, back); err != nil {
		t.Fatal(err)
	}
	if got, err := p.Finish(t.Context(), attempt, answer, back); !errors.Is(err, identity.ErrInvalid) {
		t.Errorf("the same code again: %+v, %v", got, err)
	}
}

func TestAnswersMustBeStrongEnough(t *testing.T) {
	other, p := start(t, func(s *identity.Settings) { s.ACRValues = []string{"loa3"} })
	for acr, want := range map[string]error{"": identity.ErrTooWeak, "loa2": identity.ErrTooWeak, "loa3": nil} {
		other.Change(func(s *providertest.Settings) { s.ACR = acr })
		if _, err := signIn(t, other, p, "lena", nil); !errors.Is(err, want) {
			t.Errorf("%q: %v", acr, err)
		}
	}
}

// TestAProviderThatIsDown keeps nobody else out, and is asked again the next time.
func TestAProviderThatIsDown(t *testing.T) {
	other, p := start(t, nil)
	down := identity.New([]identity.Settings{settings("http://127.0.0.1:1")}, slog.New(slog.NewTextHandler(io.Discard, nil)))[0]
	if _, _, err := down.Begin(t.Context(), back); !errors.Is(err, identity.ErrUnreachable) {
		t.Error(err)
	}
	if down.SignOutURL(t.Context(), back) != "" {
		t.Error("a provider that never answered has told where to sign out")
	}
	if _, err := signIn(t, other, p, "lena", nil); err != nil {
		t.Error(err)
	}
	out, err := url.Parse(p.SignOutURL(t.Context(), "https://samsyn.exempel.se/logga-in"))
	if err != nil || !strings.HasPrefix(out.String(), other.URL) || out.Query().Get("post_logout_redirect_uri") != "https://samsyn.exempel.se/logga-in" {
		t.Errorf("%s, %v", out, err)
	}
	attempt, sentTo, err := p.Begin(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	answer := other.SignIn(t, sentTo, "lena").Query()
	other.Stop()
	if _, err := p.Finish(t.Context(), attempt, answer, back); !errors.Is(err, identity.ErrUnreachable) {
		t.Errorf("it went down half-way: %v", err)
	}
}

func TestTheWrongSecretIsNobodysFaultWhoSignsIn(t *testing.T) {
	other, p := start(t, func(s *identity.Settings) { s.ClientSecret = "fel" })
	if _, err := signIn(t, other, p, "lena", nil); !errors.Is(err, identity.ErrUnreachable) || strings.Contains(err.Error(), "fel") {
		t.Error(err)
	}
}

// TestAProviderThatLeadsAwayIsNotFollowed: only what the settings name is asked.
func TestAProviderThatLeadsAwayIsNotFollowed(t *testing.T) {
	asked := false
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	t.Cleanup(elsewhere.Close)
	leads := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	t.Cleanup(leads.Close)
	p, _ := identity.New([]identity.Settings{settings(leads.URL)}, slog.New(slog.NewTextHandler(io.Discard, nil))).Named("regionen")
	if _, _, err := p.Begin(t.Context(), back); !errors.Is(err, identity.ErrUnreachable) || asked {
		t.Errorf("%v, and elsewhere was asked: %v", err, asked)
	}
}
