package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
)

// OIDC is other ways to sign in: identity providers that speak OpenID Connect.
type OIDC struct {
	// OIDCFile is the file that says which (SAMSYN_OIDC_FILE); "" for none.
	OIDCFile string `env:"SAMSYN_OIDC_FILE"`
	// OIDCProviders is what is in it, in the file's order.
	OIDCProviders []OIDCProvider `env:"-"`
}

// OIDCProvider is one identity provider.
type OIDCProvider struct {
	Name             string      `json:"name"`  // in addresses and in the log: a–z, 0–9 and hyphens
	Label            string      `json:"label"` // on the button: "Region Exempel"
	Issuer           string      `json:"issuer"`
	ClientID         string      `json:"client_id"`
	ClientSecret     Secret      `json:"client_secret"`
	ClientSecretFile string      `json:"client_secret_file"`
	Scopes           []string    `json:"scopes"` // beside "openid"
	Match            []OIDCMatch `json:"match"`
	// ACRValues are asked for, and one of them must be in what the provider answers
	// (OpenID Connect Core 1.0, 2 and 3.1.2.1); none for whatever the provider does.
	ACRValues []string `json:"acr_values"`
}

// OIDCMatch is a claim that says who somebody is here.
type OIDCMatch struct {
	Claim string `json:"claim"` // "employeeHsaId", "mail", "email"
	As    string `json:"as"`    // "hsa_id" or "email"
	// Verified says that the provider must also send email_verified as true. Unsaid it is
	// true for an e-mail address, which somebody may have written there without having it.
	Verified *bool `json:"verified"`
}

// MustBeVerified is Verified, or what it is when it is not said.
func (m OIDCMatch) MustBeVerified() bool {
	if m.Verified == nil {
		return m.As == "email"
	}
	return *m.Verified
}

// Secret is a text that shows itself to nobody who prints it.
type Secret string

// String says only whether there is one.
func (s Secret) String() string {
	if s == "" {
		return "ej angivet"
	}
	return "angivet"
}

// GoString is String, so that %#v leaves it out too.
func (s Secret) GoString() string { return s.String() }

// LogValue is String, for slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText is String, for encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// readOIDC reads the file and the files that it names. What is wrong is an error for
// each thing, all together.
func (o *OIDC) readOIDC() error {
	if o.OIDCFile = strings.TrimSpace(o.OIDCFile); o.OIDCFile == "" {
		return nil
	}
	content, err := os.ReadFile(o.OIDCFile)
	if err != nil {
		return fmt.Errorf("filen går inte att läsa: %w", err)
	}
	var file struct {
		Providers []json.RawMessage `json:"providers"`
	}
	if err := strictly(content, &file); err != nil {
		return fmt.Errorf("filen %s är inte skriven som den ska: %w", o.OIDCFile, err)
	}
	var wrong []error
	for n, raw := range file.Providers {
		var p OIDCProvider
		if err := strictly(raw, &p); err != nil {
			wrong = append(wrong, fmt.Errorf("leverantör nummer %d: %w", n+1, err))
			continue
		}
		if p.ClientSecretFile != "" && p.ClientSecret == "" {
			secret, err := os.ReadFile(p.ClientSecretFile)
			if err != nil {
				wrong = append(wrong, fmt.Errorf("%s: client_secret_file går inte att läsa: %w", p.called(n), err))
			}
			p.ClientSecret = Secret(strings.TrimSpace(string(secret)))
		} else if p.ClientSecretFile != "" {
			wrong = append(wrong, fmt.Errorf("%s: ange antingen client_secret eller client_secret_file, inte båda", p.called(n)))
		}
		o.OIDCProviders = append(o.OIDCProviders, p)
	}
	if len(file.Providers) == 0 {
		wrong = append(wrong, errors.New(`listan "providers" är tom`))
	}
	return errors.Join(wrong...)
}

// strictly reads JSON in which every name is known and nothing follows.
func strictly(content []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return errors.New("det står något mer efter slutet")
	}
	return nil
}

// called is the provider's name, or its place in the file when it has none.
func (p OIDCProvider) called(n int) string {
	if p.Name == "" {
		return fmt.Sprintf("leverantör nummer %d", n+1)
	}
	return "leverantören " + p.Name
}

// checkOIDC reads the file and says what is wrong with it, all at once.
func (o *OIDC) checkOIDC(baseURL string, add func(variable, what string)) {
	const variable = "SAMSYN_OIDC_FILE"
	var wrong []string
	if err := o.readOIDC(); err != nil {
		wrong = strings.Split(err.Error(), "\n")
	}
	names := map[string]bool{}
	for n, p := range o.OIDCProviders {
		tell := func(what string) { wrong = append(wrong, p.called(n)+": "+what) }
		p.check(tell)
		if names[p.Name] {
			tell("namnet finns redan i filen")
		}
		names[p.Name] = true
	}
	if len(wrong) > 0 {
		add(variable, strings.Join(wrong, "\n"+variable+": "))
	}
	if o.OIDCFile != "" && baseURL == "" {
		add("SAMSYN_BASE_URL", "behövs för att leverantören ska hitta tillbaka. Skriv adressen som https://samsyn.exempel.se.")
	}
}

var (
	providerName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)
	scopeName    = regexp.MustCompile(`^[\x21\x23-\x5b\x5d-\x7e]+$`) // RFC 6749, 3.3
)

// check says what is wrong with one provider.
func (p OIDCProvider) check(tell func(what string)) {
	if !providerName.MatchString(p.Name) {
		tell("name ska vara högst 40 av a–z, 0–9 och bindestreck, till exempel regionen")
	}
	if strings.TrimSpace(p.Label) == "" || len([]rune(p.Label)) > 60 {
		tell("label ska vara det som står på knappen, högst 60 tecken, till exempel Region Exempel")
	}
	if !validIssuer(p.Issuer) {
		tell("issuer ska vara leverantörens adress och börja med https://")
	}
	if p.ClientID == "" {
		tell("client_id saknas")
	}
	if p.ClientSecret == "" {
		tell("client_secret eller client_secret_file saknas eller är tom")
	}
	for _, scope := range p.Scopes {
		if !scopeName.MatchString(scope) {
			tell(fmt.Sprintf("scopes: %q är inget scope", scope))
		}
	}
	if len(p.Match) == 0 {
		tell(`match saknas: säg vilken uppgift som visar vem någon är, till exempel {"claim": "employeeHsaId", "as": "hsa_id"}`)
	}
	for _, m := range p.Match {
		if m.Claim == "" || !slices.Contains([]string{"hsa_id", "email"}, m.As) {
			tell(`match: varje rad behöver claim, och as som är "hsa_id" eller "email"`)
		}
	}
	if slices.Contains(p.ACRValues, "") {
		tell("acr_values får inte ha ett tomt värde")
	}
}

// validIssuer: an https address without query and fragment (OpenID Connect Discovery 1.0,
// 2), or http on this very machine, to try things out.
func validIssuer(issuer string) bool {
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	here := u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
	return u.Scheme == "https" || u.Scheme == "http" && here
}
