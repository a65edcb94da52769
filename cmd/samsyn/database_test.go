package main

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/config"
	"samsyn/internal/localpg"
)

// TestBesideAnOlderProgramIsRefused: figures are not written into tables of
// another version, whoever keeps the database.
func TestBesideAnOlderProgramIsRefused(t *testing.T) {
	dir, err := os.MkdirTemp("", "samsyn-beside-") // t.TempDir is closed to the database's account
	if err == nil {
		err = os.Chmod(dir, 0o711)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	env := environment{config: config.Config{DataDir: dir}, log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	server, err := openDatabase(t.Context(), env, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.close)
	beside, err := openBeside(t.Context(), env, true)
	if err != nil {
		t.Fatalf("beside one of the same version: %v", err)
	}
	beside.close()

	running, err := localpg.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	owner, err := pgx.Connect(t.Context(), running.URL(localpg.OwnerRole, localpg.Database))
	if err != nil {
		t.Fatal(err)
	}
	_, err = owner.Exec(t.Context(), `DELETE FROM goose_db_version WHERE version_id = 6`)
	if err = errors.Join(err, owner.Close(t.Context())); err != nil {
		t.Fatal(err)
	}
	for _, migrate := range []bool{false, true} {
		if _, err := openBeside(t.Context(), env, migrate); err == nil || !strings.Contains(err.Error(), "00006_indicator_revision.sql") {
			t.Errorf("beside an older one, migrate %t: %v", migrate, err)
		}
	}
}
