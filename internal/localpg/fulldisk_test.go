package localpg_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/localpg"
	"samsyn/internal/testdb/testdisk"
)

// counting counts the lines of a log that say the words.
type counting struct {
	words string
	count atomic.Int64
}

func (c *counting) Write(p []byte) (int, error) {
	if strings.Contains(string(p), c.words) {
		c.count.Add(1)
	}
	return len(p), nil
}

// TestAFullDiskIsWaitedFor: a server that has died since the disk is full is started again
// when there is room, however many times that was tried in vain.
func TestAFullDiskIsWaitedFor(t *testing.T) {
	disk := testdisk.Small(t, 150)
	full := &counting{words: "Disken är full"}
	s, err := localpg.Start(t.Context(), localpg.Options{Dir: filepath.Join(disk, "data"), Log: slog.New(slog.NewTextHandler(full, nil)), Attempts: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, s) })
	conn := connect(t, s)
	run(t, conn, `CREATE TABLE kept (n int)`, `INSERT INTO kept VALUES (1), (2)`)
	filler := filepath.Join(disk, "filler")
	testdisk.Fill(t, filler, 0)
	for err == nil { // PostgreSQL's own log has some room set aside
		_, err = conn.Exec(t.Context(), `SELECT pg_logical_emit_message(true, 'test', repeat('x', 4000000))`)
	}
	waitFor(t, "the server to be tried in vain", func() bool { return full.count.Load() >= 3 })
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the server to come back", func() bool {
		again, err := pgx.Connect(t.Context(), s.URL(localpg.OwnerRole, localpg.Database))
		return err == nil && again.Close(context.Background()) == nil
	})
	if got := answer(t, connect(t, s), `SELECT count(*)::text FROM kept`); got != "2" {
		t.Errorf("%s rows are left of 2", got)
	}
}
