package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"samsyn/internal/config"
)

func TestMailSettings(t *testing.T) {
	got, err := config.LoadFrom(map[string]string{"SAMSYN_SMTP_URL": "smtps://namn:hemligt@mejl.exempel.se",
		"SAMSYN_MAIL_FROM": "Samsyn <samsyn@exempel.se>", "SAMSYN_BASE_URL": "https://samsyn.exempel.se/"})
	if err != nil || got.SMTPURL != "smtps://namn:hemligt@mejl.exempel.se" || got.BaseURL != "https://samsyn.exempel.se" {
		t.Errorf("%v, %v", got, err)
	}
	if strings.Contains(got.String(), "hemligt") {
		t.Error("the mail server's password is shown")
	}
}

func TestMailServerFromAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "smtp")
	if err := os.WriteFile(file, []byte("smtp://namn:hemligt@mejl.exempel.se\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{"SAMSYN_SMTP_URL_FILE": file, "SAMSYN_MAIL_FROM": "a@exempel.se", "SAMSYN_BASE_URL": "http://localhost:8080"}
	if got, err := config.LoadFrom(settings); err != nil || got.SMTPURL != "smtp://namn:hemligt@mejl.exempel.se" {
		t.Errorf("%v, %v", got.SMTPURL, err)
	}
	settings["SAMSYN_SMTP_URL"] = "smtp://localhost"
	if _, err := config.LoadFrom(settings); err == nil {
		t.Error("both the address and the file were taken")
	}
	for _, name := range []string{filepath.Join(t.TempDir(), "none"), os.DevNull} {
		if _, err := config.LoadFrom(map[string]string{"SAMSYN_SMTP_URL_FILE": name}); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestMailNeedsASenderAndAnAddress(t *testing.T) {
	for _, c := range []struct{ variable, value, mentioned string }{
		{"SAMSYN_SMTP_URL", "smtp://u:hemligt@h", "SAMSYN_BASE_URL"},
		{"SAMSYN_SMTP_URL", "smtp://u:hemligt@h", "SAMSYN_MAIL_FROM"},
		{"SAMSYN_SMTP_URL", "http://u:hemligt@h", "SAMSYN_SMTP_URL"},
		{"SAMSYN_MAIL_FROM", "samsyn", "SAMSYN_MAIL_FROM"},
		{"SAMSYN_BASE_URL", "samsyn.exempel.se", "SAMSYN_BASE_URL"},
	} {
		_, err := config.LoadFrom(map[string]string{c.variable: c.value})
		if err == nil || !strings.Contains(err.Error(), c.mentioned) || strings.Contains(err.Error(), "hemligt") {
			t.Errorf("%s=%s: %v", c.variable, c.value, err)
		}
	}
}
