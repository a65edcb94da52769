package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/config"
	"samsyn/internal/localpg"
)

// privateFolder is a data folder that the database's account may enter.
func privateFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "samsyn-backup-")
	if err == nil {
		err = os.Chmod(dir, 0o711)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return filepath.Join(dir, "data")
}

// private runs a command on the folder's own database.
func private(t *testing.T, dir string, run func(context.Context, environment, []string) error, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	env := environment{config: config.Config{DataDir: dir}, out: &out, errOut: &out,
		log: slog.New(slog.NewTextHandler(io.Discard, nil)), now: time.Now}
	err := run(t.Context(), env, args)
	return out.String(), err
}

// TestBackupAndRestoreOfThePrivateDatabase: beside a running Samsyn and without one, into a
// new folder and in the place of what is in one.
func TestBackupAndRestoreOfThePrivateDatabase(t *testing.T) {
	first, second, files := privateFolder(t), privateFolder(t), t.TempDir()
	env := environment{config: config.Config{DataDir: first}, log: slog.New(slog.NewTextHandler(io.Discard, nil)), now: time.Now}
	db, err := openDatabase(t.Context(), env, false)
	if err != nil {
		t.Fatal(err)
	}
	open := true
	t.Cleanup(func() {
		if open {
			db.close()
		}
	})
	if out, err := private(t, first, careForUsers, "invite", "a@exempel.se", "--name", "Åsa", "--role", "administrator"); err != nil {
		t.Fatalf("%s %v", out, err)
	}
	beside := filepath.Join(files, "beside.samsyn")
	if out, err := private(t, first, makeBackup, beside); err != nil || !regexp.MustCompile(`Klart: .*beside.samsyn \(\d+\.\d MB\)`).MatchString(out) {
		t.Fatalf("%s %v", out, err)
	}
	if out, err := private(t, first, restore, beside, "--replace"); err == nil || !strings.Contains(err.Error(), "används") {
		t.Errorf("restored under a running Samsyn: %s %v", out, err)
	}
	running, err := localpg.Find(first)
	if err != nil {
		t.Fatal(err)
	}
	owner, err := pgx.Connect(t.Context(), running.URL(localpg.OwnerRole, localpg.Database))
	if err != nil {
		t.Fatal(err)
	}
	var logged string
	if err := owner.QueryRow(t.Context(), `SELECT string_agg(actor_name, ', ' ORDER BY id) FROM audit`).Scan(&logged); err != nil || logged != "samsyn user, samsyn user, samsyn user, samsyn backup" {
		t.Errorf("the log: %s, %v", logged, err)
	}
	_ = owner.Close(t.Context())
	open = false
	db.close()

	alone := filepath.Join(files, "alone.samsyn")
	if out, err := private(t, first, makeBackup, alone); err != nil {
		t.Fatalf("%s %v", out, err)
	}
	if out, err := private(t, second, restore, alone, "--check"); err != nil || !strings.Contains(out, "Filen är hel") || localpg.Exists(second) {
		t.Errorf("%s %v", out, err)
	}
	if out, err := private(t, second, restore, alone); err != nil || !strings.Contains(out, "Klart: allt är tillbaka") {
		t.Fatalf("%s %v", out, err)
	}
	if out, err := private(t, second, careForUsers, "list"); err != nil || !strings.Contains(out, "a@exempel.se, Åsa") {
		t.Errorf("%s %v", out, err)
	}
	if _, err := private(t, second, restore, beside); err == nil || !strings.Contains(err.Error(), "1 personer") || !strings.Contains(err.Error(), "--replace") {
		t.Errorf("over what was there: %v", err)
	}
	if out, err := private(t, second, restore, "--replace", beside); err != nil {
		t.Errorf("%s %v", out, err)
	}
	if out, err := private(t, second, examine); err != nil && !strings.Contains(out, "säkerhetskopiera") {
		t.Errorf("not well after it: %s %v", out, err)
	}
	damaged := filepath.Join(files, "damaged")
	if err := os.WriteFile(damaged, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := private(t, second, restore, "--replace", damaged); err == nil || !strings.Contains(err.Error(), "skadad") {
		t.Error(err)
	}
}
