package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/config"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// logged is a database that has been set up, which leaves rows in the log.
func logged(t *testing.T) (d *testdb.Database, run func(command func(context.Context, environment, []string) error, args ...string) (string, error)) {
	t.Helper()
	d = testdb.New(t)
	if err := setup.Default(t.Context(), d.DB, time.Now()); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(t.TempDir(), "kept")
	return d, func(command func(context.Context, environment, []string) error, args ...string) (string, error) {
		var out bytes.Buffer
		env := environment{config: config.Config{DatabaseURL: d.AppURL, DatabaseOwnerURL: d.OwnerURL,
			AuditSettings: config.AuditSettings{AuditReceipts: kept}},
			out: &out, log: slog.New(slog.NewTextHandler(io.Discard, nil)), now: time.Now}
		err := command(t.Context(), env, args)
		return out.String(), err
	}
}

func asOwner(t *testing.T, d *testdb.Database, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyAuditSaysWhatIsWhole(t *testing.T) {
	d, run := logged(t)
	receipt := filepath.Join(t.TempDir(), "kvitto")
	for range 2 {
		if out, err := run(verifyAudit, "--receipt", receipt); err != nil || !strings.Contains(out, "Loggen är hel") {
			t.Fatalf("%v: %s", err, out)
		}
	}
	out, err := run(verifyAudit, "--receipt", receipt)
	if kept, _ := os.ReadFile(receipt); err != nil || !strings.Contains(out, "stämmer med 1 kvitton") || !strings.Contains(out, strings.TrimSpace(string(kept))) {
		t.Errorf("%v: %s", err, out)
	}
	asOwner(t, d, `UPDATE audit SET actor_name = 'Bo Ek' WHERE id = (SELECT min(id) FROM audit)`)
	out, err = run(verifyAudit, "--receipt", receipt)
	if err == nil || !strings.Contains(out, "Bo Ek: Lade upp gruppen) har ändrats sedan den skrevs.") || strings.Contains(out, "hel") {
		t.Errorf("changed: %v: %s", err, out)
	}
	asOwner(t, d, `DELETE FROM audit; DELETE FROM audit_link`)
	out, err = run(verifyAudit, "--receipt", receipt)
	if err == nil || !strings.Contains(out, "borta från slutet av loggen") {
		t.Errorf("cut off: %v: %s", err, out)
	}
	if _, err := run(verifyAudit, "what"); err == nil {
		t.Error("a word was taken")
	}
}

func TestReceiptsAreKeptWhileTheServerRuns(t *testing.T) {
	d, run := logged(t)
	ctx, stop := context.WithCancel(t.Context())
	kept := filepath.Join(t.TempDir(), "kept")
	env := environment{config: config.Config{DatabaseURL: d.AppURL, AuditSettings: config.AuditSettings{AuditReceipts: kept}}, log: slog.New(slog.DiscardHandler)}
	done := make(chan struct{})
	go func() { keepReceipts(ctx, env, d.DB); close(done) }()
	for { // it is written at once, and again an hour later
		if list, err := readReceipts(kept); err != nil {
			t.Fatal(err)
		} else if len(list) == 1 {
			break
		}
		select {
		case <-done:
			t.Fatal("nothing was kept")
		case <-time.After(5 * time.Millisecond):
		}
	}
	stop()
	<-done
	asOwner(t, d, `DELETE FROM audit; DELETE FROM audit_link`)
	if out, err := run(verifyAudit, "--receipt", kept); err == nil || !strings.Contains(out, "borta från slutet") {
		t.Errorf("%v: %s", err, out)
	}
}

func TestThinAuditRefusesWhatIsYoung(t *testing.T) {
	d, run := logged(t)
	if _, err := run(thinAudit, "--before", time.Now().AddDate(-1, 0, 0).Format(time.DateOnly), "--apply"); err == nil || !strings.Contains(err.Error(), "minst 5 år") {
		t.Errorf("a year old: %v", err)
	}
	for _, args := range [][]string{nil, {"--before", "igår"}, {"--before", "2020-01-01", "x"}} {
		if _, err := run(thinAudit, args...); err == nil {
			t.Errorf("%v was taken", args)
		}
	}
	day := time.Now().AddDate(-5, 0, -1).Format(time.DateOnly)
	if out, err := run(thinAudit, "--before", day); err != nil || !strings.Contains(out, "har inget") {
		t.Errorf("%v: %s", err, out)
	}
	asOwner(t, d, `UPDATE audit_link SET made_at = made_at - interval '6 years'`)
	if out, err := run(thinAudit, "--before", day); err != nil || !strings.Contains(out, "Ta en säkerhetskopia") {
		t.Errorf("%v: %s", err, out)
	}
	if out, err := run(thinAudit, "--before", day, "--apply"); err != nil || !strings.Contains(out, "gallrade") {
		t.Errorf("%v: %s", err, out)
	}
}
