package postgres_test

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"samsyn/internal/fault"
	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
)

// text is the answer to a query in a read transaction of its own.
func text(t *testing.T, db *postgres.DB, sql string) (answer string) {
	t.Helper()
	if err := db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		answer, err = tx.Text(t.Context(), sql)
		return err
	}); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return answer
}

// write runs a statement in a write transaction of its own.
func write(t *testing.T, db *postgres.DB, sql string) error {
	t.Helper()
	return db.Write(t.Context(), func(tx *postgres.Tx) error { return tx.Exec(t.Context(), sql) })
}

func TestOpenWorksAsTheLimitedRole(t *testing.T) {
	d := testdb.New(t)
	owner, err := postgres.Open(t.Context(), d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	for name, db := range map[string]*postgres.DB{"the owner's address": owner, "the application's": d.DB} {
		if got := text(t, db, `SELECT current_user::text`); got != postgres.AppRole {
			t.Errorf("with %s it works as %s", name, got)
		}
		if got := text(t, db, `SHOW timezone`); got != "Europe/Stockholm" {
			t.Errorf("with %s the time zone is %s", name, got)
		}
	}
}

func TestTheLimitedRoleCannotTouchTheAudit(t *testing.T) {
	d := testdb.New(t)
	if err := write(t, d.DB, `INSERT INTO audit (happened_at, actor_name, action, subject) VALUES (now(), 'a', 'b', 'c')`); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{`UPDATE audit SET action = 'x'`, `DELETE FROM audit`, `TRUNCATE audit`, `DROP TABLE audit`,
		`ALTER TABLE audit DISABLE TRIGGER ALL`, `CREATE TABLE public.mine (n int)`} {
		if err := write(t, d.DB, sql); err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: error %v, want 42501 (insufficient privilege)", sql, err)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	empty := testdb.NewEmpty(t)
	for url, words := range map[string]string{
		"postgres://localhost:xyz/db":                     "går inte att tolka",
		"postgres://nobody@/none?host=/nonexistent-place": "svarar inte",
	} {
		if _, err := postgres.Open(t.Context(), url); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", url, err)
		}
	}
	// The role belongs to the whole cluster, so an empty database can be opened.
	db, err := postgres.Open(t.Context(), empty.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
}

func TestWriteIsAllOrNothing(t *testing.T) {
	d := testdb.New(t)
	broken := errors.New("broken off")
	err := d.DB.Write(t.Context(), func(tx *postgres.Tx) error {
		if err := tx.Exec(t.Context(), `INSERT INTO healthcare_region (code, name) VALUES ('x', 'X')`); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if got := text(t, d.DB, `SELECT count(*)::text FROM healthcare_region WHERE code = 'x'`); got != "0" {
		t.Errorf("%s rows were kept", got)
	}
}

func TestReadIsOneUnchangingSnapshot(t *testing.T) {
	d := testdb.New(t)
	const count = `SELECT count(*)::text FROM healthcare_region WHERE code = 'x'`
	err := d.DB.Read(t.Context(), func(tx *postgres.Tx) error {
		before, err := tx.Text(t.Context(), count)
		if err != nil {
			return err
		}
		if err := write(t, d.DB, `INSERT INTO healthcare_region (code, name) VALUES ('x', 'X')`); err != nil {
			return err
		}
		after, err := tx.Text(t.Context(), count)
		if before != after {
			t.Errorf("saw %s and then %s", before, after)
		}
		if err != nil {
			return err
		}
		return tx.Exec(t.Context(), `DELETE FROM session`)
	})
	if err == nil || !strings.Contains(err.Error(), "25006") {
		t.Errorf("a write in a read: error %v, want 25006", err)
	}
}

func TestDeadlockIsTriedAgain(t *testing.T) {
	d := testdb.New(t)
	if err := write(t, d.DB, `INSERT INTO healthcare_region (code, name) VALUES ('a', 'A'), ('b', 'B')`); err != nil {
		t.Fatal(err)
	}
	var bothHold, finished sync.WaitGroup
	bothHold.Add(2)
	lockInOrder := func(first, second string) {
		defer finished.Done()
		once := sync.OnceFunc(func() { bothHold.Done(); bothHold.Wait() })
		err := d.DB.Write(t.Context(), func(tx *postgres.Tx) error {
			const add = `UPDATE healthcare_region SET name = name || '!' WHERE code = $1`
			if err := tx.Exec(t.Context(), add, first); err != nil {
				return err
			}
			once()
			return tx.Exec(t.Context(), add, second)
		})
		if err != nil {
			t.Error(err)
		}
	}
	finished.Add(2)
	go lockInOrder("a", "b")
	go lockInOrder("b", "a")
	finished.Wait()
	if got := text(t, d.DB, `SELECT string_agg(name, ' ' ORDER BY code) FROM healthcare_region WHERE code IN ('a','b')`); got != "A!! B!!" {
		t.Errorf("got %q", got)
	}
}

func TestConstraintsHaveAMeaning(t *testing.T) {
	d := testdb.New(t)
	for _, name := range postgres.TranslatedConstraints() {
		found := text(t, d.DB, `SELECT (to_regclass('`+name+`') IS NOT NULL OR
			EXISTS (SELECT FROM pg_constraint WHERE conname = '`+name+`'))::text`)
		if found != "true" {
			t.Errorf("the database has no constraint %s", name)
		}
	}
	person := `INSERT INTO person (email, name) VALUES ('Anna@exempel.se', 'Anna')`
	if err := write(t, d.DB, person); err != nil {
		t.Fatal(err)
	}
	var invalid *fault.ValidationError
	if err := write(t, d.DB, strings.ToLower(person)); !errors.As(err, &invalid) ||
		invalid.Problems[0].Field != "email" || invalid.Problems[0].Code != "email_taken" {
		t.Errorf("the same address again: %v", err)
	}
	for sql, want := range map[string]error{
		`INSERT INTO membership (person_id, role) VALUES (999999, 'administrator')`:                     fault.ErrNotFound,
		`INSERT INTO healthcare_region (code, name) VALUES ('twice', 'A'), ('twice', 'B')`:              fault.ErrConflict,
		`INSERT INTO membership (person_id, role) SELECT id, 'convener' FROM person`:                    nil,
		`INSERT INTO healthcare_region (code, name) VALUES ('', 'a rule no user can run into, so 500')`: nil,
	} {
		err := write(t, d.DB, sql)
		known := errors.Is(err, fault.ErrNotFound) || errors.Is(err, fault.ErrConflict) || errors.As(err, &invalid)
		if err == nil || want != nil && !errors.Is(err, want) || want == nil && known {
			t.Errorf("%s: error %v, want %v", sql, err, want)
		}
	}
}

// readyPID is the process of the private PostgreSQL in the folder, from its own
// lock file, whose eighth line says that it takes connections; 0 while it does not.
func readyPID(dir string) int {
	text, err := os.ReadFile(filepath.Join(dir, "postgres", "postmaster.pid"))
	lines := strings.Split(string(text), "\n")
	if err != nil || len(lines) < 8 || strings.TrimSpace(lines[7]) != "ready" {
		return 0
	}
	pid, err := strconv.Atoi(lines[0])
	if err != nil {
		return 0
	}
	return pid
}

func TestTransactionsOutliveARestart(t *testing.T) {
	dir, err := os.MkdirTemp("", "samsyn-postgres-")
	if err == nil {
		err = os.Chmod(dir, 0o711)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	server, err := localpg.Start(t.Context(), localpg.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	}()
	if err := postgres.Migrate(t.Context(), server.URL(localpg.OwnerRole, localpg.Database)); err != nil {
		t.Fatal(err)
	}
	db, err := postgres.Open(t.Context(), server.URL(localpg.AppRole, localpg.Database))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	kill := func() {
		pid := readyPID(dir)
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		for again := time.Tick(5 * time.Millisecond); readyPID(dir) == pid || readyPID(dir) == 0; <-again {
		}
	}
	const insert = `INSERT INTO healthcare_region (code, name) VALUES ($1, 'R')`

	kill() // between transactions: the pool's connections are dead
	if err := write(t, db, `INSERT INTO healthcare_region (code, name) VALUES ('between', 'R')`); err != nil {
		t.Errorf("after a restart: %v", err)
	}
	attempts := 0
	err = db.Write(t.Context(), func(tx *postgres.Tx) error {
		if err := tx.Exec(t.Context(), insert, "before"); err != nil {
			return err
		}
		if attempts++; attempts == 1 {
			kill() // in the middle of one
		}
		return tx.Exec(t.Context(), insert, "after")
	})
	if err != nil || attempts != 2 {
		t.Errorf("interrupted by a restart: %d attempts, error %v", attempts, err)
	}
	if got := text(t, db, `SELECT string_agg(code, ' ' ORDER BY id) FROM healthcare_region`); got != "between before after" {
		t.Errorf("stored %q", got)
	}
}

// What somebody has written does not end in the log by way of PostgreSQL's words.
func TestValuesAreNotRepeated(t *testing.T) {
	w := newWorld(t)
	err := w.db.Write(t.Context(), func(tx *postgres.Tx) error {
		return tx.Exec(t.Context(), `SELECT $1::text::bigint`, "Anna Andersson")
	})
	var pg *pgconn.PgError
	if err == nil || !errors.As(err, &pg) || strings.Contains(err.Error(), "Anna") || !strings.Contains(err.Error(), "22P02") {
		t.Errorf("%v", err)
	}
}
