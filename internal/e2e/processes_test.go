package e2e

import (
	"context"
	"os"
	"strings"
	"testing"

	"samsyn/internal/localpg"
)

// startDatabase runs a PostgreSQL that is not Samsyn's own, as a hospital's
// server would be, and gives the settings that lead to it.
func startDatabase(t *testing.T) []string {
	t.Helper()
	folder, err := os.MkdirTemp("", "samsyn-external-")
	if err != nil {
		t.Fatal(err)
	}
	server, err := localpg.Start(context.Background(), localpg.Options{Dir: folder, Unsafe: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
		os.RemoveAll(folder)
	})
	return []string{
		"SAMSYN_DATABASE_URL=" + server.URL(localpg.AppRole, localpg.Database),
		"SAMSYN_DATABASE_OWNER_URL=" + server.URL(localpg.OwnerRole, localpg.Database),
	}
}

// An external database is never changed without being told to.
func TestPendingMigrationsStopTheStart(t *testing.T) {
	t.Parallel()
	c := samsyn(t.TempDir(), "serve")
	c.Env = append(c.Env, startDatabase(t)...)
	out, err := c.CombinedOutput()
	if err == nil {
		t.Fatalf("the program started on a database without tables:\n%s", out)
	}
	if !strings.Contains(string(out), "--migrate") {
		t.Errorf("the refusal should say what to do, but says:\n%s", out)
	}
}

// Two programs on one database are one site: a session begun at one is known by
// the other, and what is saved at one is seen at the other.
func TestTwoProgramsOnOneDatabase(t *testing.T) {
	t.Parallel()
	settings := startDatabase(t)
	first := startSiteWith(t, settings, "--demo", "--migrate")
	second := startSiteWith(t, settings, "--demo")

	v := newVisitor(t, first, desktop)
	v.signIn("kalmar@exempel.se")
	v.press("Fyll i Kalmar")
	form := v.path()
	v.fill("Antal", "19", "Antal förlossningar")
	v.press("Spara")
	v.site = second
	v.open(form)
	if got := v.value("Antal", "Antal förlossningar"); got != "19" {
		v.stuck("saved 19 at one, read %q at the other", got)
	}
	v.unfold("Exempelläkare Kalmar")
	v.press("Logga ut")
	v.see("Du är utloggad")
	v.site = first
	v.open(form)
	v.see("Logga in")
}
