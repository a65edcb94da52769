package backup

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"

	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
	"samsyn/migrations"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// madeAt is when the tests' copies are made.
var madeAt = time.Date(2026, time.November, 27, 2, 0, 0, 0, time.UTC)

func makeCopy(t *testing.T, ownerURL string) (string, Manifest) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.samsyn")
	m, err := Make(t.Context(), Order{OwnerURL: ownerURL, Path: path, Program: "1.2", Now: madeAt})
	if err != nil {
		t.Fatal(err)
	}
	return path, m
}

func open(t *testing.T, path string) *Copy {
	t.Helper()
	c, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// filled is a database with two groups and something in most kinds of columns.
func filled(t *testing.T) *testgroup.Fixture {
	t.Helper()
	f := testgroup.New(t)
	f.Exec(`INSERT INTO session (token_hash, data, expires_at) VALUES ('a', 'b', now());
		INSERT INTO audit (happened_at, actor_name, action, subject, before, after)
		SELECT now() - n * interval '1 hour', 'Åsa "O''Neill" \ ' || chr(9) || n, 'x.y', 'z', '{"a": 1.50}', NULL FROM generate_series(1, 500) n;
		DELETE FROM audit WHERE id > 490`)
	return f
}

// state is all that a database has, read without the package's own help: each table's rows,
// each sequence, and the schema as pg_dump writes it.
func state(t *testing.T, ownerURL string) map[string]string {
	t.Helper()
	ctx := t.Context()
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	found := map[string]string{}
	rows, err := conn.Query(ctx, `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname IN ('public', 'river')`)
	if err != nil {
		t.Fatal(err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		var text string
		if err := conn.QueryRow(ctx, `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM `+name+` t`).Scan(&text); err != nil {
			t.Fatal(err)
		}
		found[name] = text
	}
	rows, err = conn.Query(ctx, `SELECT schemaname || '.' || sequencename || ' ' || coalesce(last_value, -1) FROM pg_sequences`)
	if err != nil {
		t.Fatal(err)
	}
	sequences, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sequences {
		name, last, _ := strings.Cut(s, " ")
		found["sequence "+name] = last
	}
	schema, err := exec.CommandContext(ctx, testdb.Tool(t, "pg_dump"), "--schema-only", "--no-comments", "--restrict-key=x", "--dbname="+ownerURL).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, schema)
	}
	found["schema"] = string(schema)
	return found
}

func TestAllComesBack(t *testing.T) {
	f := filled(t)
	before := state(t, f.OwnerURL)
	path, m := makeCopy(t, f.OwnerURL)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	if m.Program != "1.2" || !m.MadeAt.Equal(madeAt) || m.Migration < 40 || m.Server/10000 < 15 || m.Rows() < 490 {
		t.Errorf("%+v", m)
	}
	if diff := cmp.Diff(m, open(t, path).Manifest); diff != "" {
		t.Error(diff)
	}

	empty := testdb.NewEmpty(t)
	if err := open(t, path).Restore(t.Context(), Into{OwnerURL: empty.OwnerURL}); err != nil {
		t.Fatal(err)
	}
	if before["public.session"][:1] != "1" {
		t.Fatal("there was no session to leave out")
	}
	before["public.session"] = "0 "
	if diff := cmp.Diff(before, state(t, empty.OwnerURL)); diff != "" {
		t.Error(diff)
	}
	// The program works in it as it did, and what it may not do it still may not.
	db, err := postgres.Open(t.Context(), empty.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	app, err := pgx.Connect(t.Context(), empty.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close(context.WithoutCancel(t.Context()))
	if _, err := app.Exec(t.Context(), `UPDATE audit SET action = 'z'`); err == nil {
		t.Error("the log can be altered")
	}
}

// What is stored while a copy is made is in it whole, or not at all.
func TestACopyIsOfOneMoment(t *testing.T) {
	f := filled(t)
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() {
		conn, err := pgx.Connect(ctx, f.OwnerURL)
		for n := 0; err == nil && ctx.Err() == nil; n++ {
			_, err = conn.Exec(ctx, `WITH p AS (INSERT INTO person (email, name) VALUES ('p' || $1::int || '@x', 'P') RETURNING id)
				INSERT INTO audit (happened_at, actor_name, action, subject, subject_id) SELECT now(), 'a', 'pair', 'person', id FROM p`, n)
		}
		if ctx.Err() != nil {
			err = nil
		}
		stopped <- err
	}()
	for range 3 {
		path, _ := makeCopy(t, f.OwnerURL)
		empty := testdb.NewEmpty(t)
		if err := open(t, path).Restore(t.Context(), Into{OwnerURL: empty.OwnerURL}); err != nil {
			t.Fatal(err)
		}
		if got := text(t, empty.OwnerURL, `SELECT (count(*) FILTER (WHERE email LIKE 'p%@x') = (SELECT count(*) FROM audit WHERE action = 'pair'))::text FROM person`); got != "true" {
			t.Error("a person without its row in the log, or the other way round")
		}
	}
	cancel()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func text(t *testing.T, url, query string) (text string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err == nil {
		err = conn.QueryRow(t.Context(), query).Scan(&text)
		err = errors.Join(err, conn.Close(context.WithoutCancel(t.Context())))
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestADamagedFileIsRefused(t *testing.T) {
	f := filled(t)
	path, _ := makeCopy(t, f.OwnerURL)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := map[string][]byte{"empty": {}, "words": []byte(strings.Repeat("Ingen kopia. ", 100)), "without its end": whole[:len(whole)-1],
		"half": whole[:len(whole)/2], "with more": append(append([]byte{}, whole...), 'x'), "without its beginning": whole[1:]}
	for n := range 60 {
		at := n * (len(whole) - 1) / 59
		broken := append([]byte{}, whole...)
		broken[at] ^= 1
		damaged[fmt.Sprintf("another byte %d", at)] = broken
	}
	other := filepath.Join(t.TempDir(), "damaged")
	for what, content := range damaged {
		if err := os.WriteFile(other, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(other); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// resealed is the copy with another manifest, as whole as the first one is.
func resealed(t *testing.T, path string, change func(*Manifest)) *Copy {
	t.Helper()
	c := open(t, path)
	other := filepath.Join(t.TempDir(), "other.samsyn")
	file, err := create(other)
	if err != nil {
		t.Fatal(err)
	}
	defer file.forget()
	m := c.Manifest
	m.Tables = append([]postgres.Table{}, m.Tables...)
	change(&m)
	err = c.withDump(func(dump io.Reader) error {
		return file.add(dumpName, madeAt, func(to *counted) error { _, err := io.Copy(to, dump); return err })
	})
	err = errors.Join(err, file.add(manifestName, madeAt, func(to *counted) error { return json.NewEncoder(to).Encode(m) }), file.seal(), file.keep(other))
	if err != nil {
		t.Fatal(err)
	}
	return open(t, other)
}

// Whatever goes wrong on the way, the database is what it was.
func TestAFailedRestoreChangesNothing(t *testing.T) {
	f, target := filled(t), testdb.New(t)
	target.DB.Close()
	before := state(t, target.OwnerURL)
	path, _ := makeCopy(t, f.OwnerURL)
	var occupied *OccupiedError
	if err := open(t, path).Restore(t.Context(), Into{OwnerURL: target.OwnerURL}); !errors.As(err, &occupied) {
		t.Errorf("into a database that is not empty: %v", err)
	}
	for what, change := range map[string]func(*Manifest){
		"stämmer inte":        func(m *Manifest) { m.Tables[len(m.Tables)/2].Rows++ },
		"public.audit":        func(m *Manifest) { m.Tables[indexOf(m, "audit")].Digest = "1" },
		"nyare Samsyn":        func(m *Manifest) { m.Migration = 100_000 },
		"databasen är en äld": func(m *Manifest) { m.Server = 990_000 },
	} {
		err := resealed(t, path, change).Restore(t.Context(), Into{OwnerURL: target.OwnerURL, Replace: true})
		if err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
	busy, err := pgx.Connect(t.Context(), target.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	var inUse *InUseError
	if err := open(t, path).Restore(t.Context(), Into{OwnerURL: target.OwnerURL, Replace: true}); !errors.As(err, &inUse) {
		t.Errorf("while somebody works in it: %v", err)
	}
	if err := busy.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, state(t, target.OwnerURL)); diff != "" {
		t.Error(diff)
	}
	// And with the copy as it is, all that was there is gone.
	if err := open(t, path).Restore(t.Context(), Into{OwnerURL: target.OwnerURL, Replace: true}); err != nil {
		t.Fatal(err)
	}
	want := state(t, f.OwnerURL)
	want["public.session"] = "0 "
	if diff := cmp.Diff(want, state(t, target.OwnerURL)); diff != "" {
		t.Error(diff)
	}
}

func indexOf(m *Manifest, table string) int {
	for n, t := range m.Tables {
		if t.Name == table {
			return n
		}
	}
	return -1
}

// old is a schema that a released program had.
const old = 35

func TestAnOlderSchemaIsBroughtUpToDate(t *testing.T) {
	d, target := testdb.NewEmpty(t), testdb.NewEmpty(t)
	db, err := sql.Open("pgx", d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS, goose.WithDisableGlobalRegistry(true))
	if err == nil {
		_, err = p.UpTo(t.Context(), old)
	}
	if err == nil {
		_, err = db.ExecContext(t.Context(), `INSERT INTO person (email, name) VALUES ('a@b', 'Åsa')`)
	}
	if err != nil {
		t.Fatal(err)
	}
	path, m := makeCopy(t, d.OwnerURL)
	if m.Migration != old {
		t.Fatalf("schema %d", m.Migration)
	}
	if err := open(t, path).Restore(t.Context(), Into{OwnerURL: target.OwnerURL}); err != nil {
		t.Fatal(err)
	}
	if pending, err := postgres.Pending(t.Context(), target.AppURL); err != nil || len(pending) > 0 {
		t.Errorf("pending %v, %v", pending, err)
	}
	if got := text(t, target.OwnerURL, `SELECT string_agg(name || phone, '') FROM person`); got != "Åsa" {
		t.Errorf("people: %s", got)
	}
}

func TestAFileIsNeverWrittenOver(t *testing.T) {
	d := testdb.NewEmpty(t)
	path := filepath.Join(t.TempDir(), "taken")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(t.Context(), Order{OwnerURL: d.OwnerURL, Path: path}); err == nil || !strings.Contains(err.Error(), "finns redan") {
		t.Error(err)
	}
	refused := errors.New("no")
	_, err := Make(t.Context(), Order{OwnerURL: d.OwnerURL, Path: path + "2", Before: func(context.Context, Manifest) error { return refused }})
	if !errors.Is(err, refused) {
		t.Error(err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestPasswordsStayOffTheCommandLine(t *testing.T) {
	a, err := addressOf("postgres://anna:hemligt@h:5/d?pool_max_conns=3&sslmode=require&timezone=x")
	if err != nil || a.url != "postgres://anna@h:5/d?sslmode=require" || a.password != "hemligt" {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err = addressOf("postgres://anna@h/d?password=hemligt"); err != nil || strings.Contains(a.url, "hemligt") || a.password != "hemligt" {
		t.Errorf("%+v, %v", a, err)
	}
	t.Setenv("SAMSYN_SMTP_URL", "hemligt")
	cmd := a.command(t.Context(), "/bin/true", "--dbname="+a.url)
	if strings.Contains(fmt.Sprint(cmd.Args), "hemligt") || strings.Count(fmt.Sprint(cmd.Env), "hemligt") != 1 {
		t.Errorf("%v %v", cmd.Args, cmd.Env)
	}
}
