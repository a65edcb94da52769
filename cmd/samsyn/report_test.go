package main

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"samsyn/internal/config"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// runReport runs the command on the database and gives what it printed.
func runReport(t *testing.T, url string, args ...string) (out, told string, err error) {
	t.Helper()
	var printed, errors bytes.Buffer
	env := environment{config: config.Config{DatabaseURL: url}, out: &printed, errOut: &errors,
		log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		now: func() time.Time { return time.Date(2026, time.February, 10, 10, 0, 0, 0, time.UTC) }}
	err = makeReport(t.Context(), env, args)
	return printed.String(), errors.String(), err
}

func TestReportMakesFiles(t *testing.T) {
	db := testdb.New(t)
	now := time.Date(2026, time.February, 10, 9, 0, 0, 0, time.UTC)
	if err := setup.Default(t.Context(), db.DB, now); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), db.DB, now, "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	own := []string{"--group", "neonatologi", "--year", "2025"}
	for _, step := range []struct {
		args  []string
		begin string // of the file
		name  string
		told  string
	}{
		{[]string{"--format", "html", "--out", filepath.Join(dir, "rapport.html")}, "<!doctype html>", "rapport.html", "ritar diagrammen: "},
		{[]string{"--format", "summary", "--out", filepath.Join(dir, "sida.pdf")}, "%PDF-", "sida.pdf", "gör klart filen"},
		{[]string{"--format", "xlsx", "--audience", "public", "--out", dir}, "PK", "neonatologi-arsrapport-2025-utkast-publik.xlsx", "skriver rapporten"},
		{[]string{"--format", "unit", "--unit", "LIN", "--out", dir}, "%PDF-", "neonatologi-arsrapport-2025-utkast-intern-enhet-linkoping.pdf", "ritar sidorna"},
	} {
		out, told, err := runReport(t, db.AppURL, append(own, step.args...)...)
		if err != nil || !strings.HasPrefix(out, "Klart: "+filepath.Join(dir, step.name)+" (") {
			t.Errorf("%v: %q, %v", step.args, out, err)
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, step.name))
		if err != nil || !strings.HasPrefix(string(content), step.begin) {
			t.Errorf("%v: %.20q, %v", step.args, content, err)
		}
		if !strings.Contains(told, step.told) {
			t.Errorf("%v tells %q", step.args, told)
		}
	}
	asOwner(t, db, `DO $$ BEGIN ASSERT (SELECT count(*) FROM audit WHERE action = 'report.fetch_file' AND actor_name = 'samsyn report') = 4; END $$`)
	for want, args := range map[string][]string{
		"har ingen årsrapport för 1999": {"--group", "neonatologi", "--year", "1999", "--format", "pdf", "--out", dir},
		"har ingen årsrapport för 2025": {"--group", "x", "--year", "2025", "--format", "pdf", "--out", dir},
		"har ingen utgåva 2025:7":       append(own, "--edition", "7", "--format", "pdf", "--out", dir),
		`enheten "x" finns inte`:        append(own, "--format", "unit", "--unit", "x", "--out", dir),
		"går inte att skriva":           append(own, "--format", "csv", "--out", filepath.Join(dir, "saknas", "x.zip")),
	} {
		if _, _, err := runReport(t, db.AppURL, args...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", args, err, want)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".samsyn-*")); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestReportSaysHowItIsUsed(t *testing.T) {
	whole := []string{"--group", "g", "--year", "2025", "--format", "pdf", "--out", "x"}
	for want, args := range map[string][]string{
		"samsyn report --group": nil,
		"är inget val":          append(whole, "mer"),
		`"odt" finns inte`:      append(whole, "--format", "odt"),
		"internal eller public": append(whole, "--audience", "alla"),
		"--unit hör ihop":       append(whole, "--unit", "LIN"),
		"utgåvans nummer":       append(whole, "--edition", "-1"),
		"not defined: -okänd":   {"--okänd"},
	} {
		if _, _, err := runReport(t, "", args...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", args, err, want)
		}
	}
}
