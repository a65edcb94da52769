package config_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"samsyn/internal/config"
)

// write makes a file in the test's own folder.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestProvidersAreRead(t *testing.T) {
	secret := write(t, "secret", "hemligt-ett\n")
	file := write(t, "oidc.json", `{"providers": [
		{"name": "regionen", "label": "Region Exempel", "issuer": "https://id.exempel.se", "client_id": "samsyn",
		 "client_secret_file": "`+secret+`", "scopes": ["profile"], "acr_values": ["http://id.sambi.se/loa/loa3"],
		 "match": [{"claim": "employeeHsaId", "as": "hsa_id"}, {"claim": "mail", "as": "email", "verified": false}]},
		{"name": "prov", "label": "Prov", "issuer": "http://127.0.0.1:5556/dex", "client_id": "x", "client_secret": "hemligt-två",
		 "match": [{"claim": "email", "as": "email"}]}]}`)
	c, err := config.LoadFrom(map[string]string{"SAMSYN_OIDC_FILE": file, "SAMSYN_BASE_URL": "https://samsyn.exempel.se"})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.OIDCProviders) != 2 {
		t.Fatal(c.OIDCProviders)
	}
	one, two := c.OIDCProviders[0], c.OIDCProviders[1]
	if string(one.ClientSecret) != "hemligt-ett" || one.Issuer != "https://id.exempel.se" || one.ACRValues[0] != "http://id.sambi.se/loa/loa3" {
		t.Errorf("%+v", one)
	}
	for n, want := range []bool{false, false} {
		if one.Match[n].MustBeVerified() != want {
			t.Errorf("%+v must be verified: %t", one.Match[n], !want)
		}
	}
	if !two.Match[0].MustBeVerified() {
		t.Error("an e-mail address need not be verified unless it is said")
	}
	encoded, err := json.Marshal(c.OIDCProviders)
	if err != nil {
		t.Fatal(err)
	}
	if all := fmt.Sprintf("%v %+v %#v %s %v", c, c.OIDCProviders, c.OIDCProviders, encoded, one.ClientSecret.LogValue()); strings.Contains(all, "hemligt") {
		t.Error(all)
	}
}

func TestEverythingWrongWithProvidersIsSaidAtOnce(t *testing.T) {
	file := write(t, "oidc.json", `{"providers": [
		{"name": "A b", "issuer": "http://id.exempel.se", "scopes": ["två ord"], "match": [{"claim": "sub", "as": "person"}], "acr_values": [""]},
		{"name": "regionen", "label": "R", "issuer": "https://id.exempel.se#x", "client_id": "a", "client_secret": "hemligt", "client_secret_file": "/finns-inte"},
		{"name": "regionen", "label": "R", "issuer": "https://id.exempel.se", "client_id": "a", "client_secret_file": "/finns-inte", "match": [{"claim": "x", "as": "email"}]},
		{"namn": "fel"}]}`)
	_, err := config.LoadFrom(map[string]string{"SAMSYN_OIDC_FILE": file, "SAMSYN_ADDR": "8080", "SAMSYN_SESSION_IDLE": "en timme", "SAMSYN_SESSION_LIMIT": "1h"})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{"SAMSYN_ADDR", "SAMSYN_BASE_URL", "SAMSYN_SESSION_IDLE", "leverantören A b: name", "leverantören A b: label",
		"leverantören A b: issuer", "leverantören A b: client_id", "leverantören A b: client_secret", `"två ord"`, "leverantören A b: match",
		"acr_values", "leverantören regionen: issuer", "inte båda", "leverantören regionen: match", "går inte att läsa", "redan i filen",
		"leverantör nummer 4", `"namn"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s is not said in:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "hemligt") {
		t.Errorf("a secret is repeated: %v", err)
	}
	for _, content := range []string{`{"providers": []}`, `[]`, `{"providers": [{}]} {}`, `{"leverantörer": []}`} {
		if _, err := config.LoadFrom(map[string]string{"SAMSYN_OIDC_FILE": write(t, "x.json", content), "SAMSYN_BASE_URL": "https://s.exempel.se"}); err == nil {
			t.Errorf("%s is taken", content)
		}
	}
}

func TestSessionTimesAreBounded(t *testing.T) {
	for _, try := range []struct {
		idle, limit string
		ok          bool
	}{
		{"5m", "5m", true}, {"168h", "168h", true}, {"4m59s", "1h", false}, {"1h", "169h", false}, {"3h", "2h", false}, {"", "1h", false}, {"-1h", "", false},
	} {
		c, err := config.LoadFrom(map[string]string{"SAMSYN_SESSION_IDLE": try.idle, "SAMSYN_SESSION_LIMIT": try.limit})
		if (err == nil) != try.ok {
			t.Errorf("%s and %s: %v", try.idle, try.limit, err)
		}
		if try.ok && c.SessionIdle < 5*time.Minute {
			t.Error(c.SessionIdle)
		}
	}
}
