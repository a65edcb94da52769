package reportfile

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/edition"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/compose"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// today is a day when last year's report is being written.
var today = time.Date(2026, time.February, 10, 9, 0, 0, 0, time.UTC)

// maker draws and prints for all tests.
var maker = sync.OnceValue(func() *Maker {
	return New(chart.NewRenderer(chart.Config{CacheBytes: 64 << 20}), document.Find())
})

// readers are somebody of the group and somebody of the receiving body.
var readers = map[edition.Audience]org.Role{edition.Internal: org.Convener, edition.Public: org.ProgramAreaMember}

// example is the demo's report of 2025 for an audience, read once for all tests.
func example(t testing.TB, audience edition.Audience) *edition.Document {
	t.Helper()
	documents.once.Do(func() { documents.by, documents.err = read(t) })
	if documents.err != nil {
		t.Fatal(documents.err)
	}
	return documents.by[audience]
}

var documents struct {
	once sync.Once
	by   map[edition.Audience]*edition.Document
	err  error
}

func read(t testing.TB) (map[edition.Audience]*edition.Document, error) {
	ctx, db := t.Context(), testdb.New(t).DB
	if err := setup.Default(ctx, db, today); err != nil {
		return nil, err
	}
	if _, err := setup.Demo(ctx, db, today, "ett lösenord för exemplet"); err != nil {
		return nil, err
	}
	var group org.Group
	if err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		group, err = tx.GroupByCode(ctx, "neonatologi")
		return err
	}); err != nil {
		return nil, err
	}
	by := map[edition.Audience]*edition.Document{}
	for audience, role := range readers {
		actor := org.Actor{Person: org.Person{ID: 1}, Memberships: []org.Membership{{GroupID: group.ID, Role: role}}}
		found, err := report.New(db, func() time.Time { return today }).Read(ctx, actor, group.ID, 2025)
		if err != nil {
			return nil, err
		}
		if by[audience], err = compose.Document(ctx, found, compose.Frame{Number: 1, AsOf: today}); err != nil {
			return nil, err
		}
	}
	return by, nil
}

// made is the example's file, made once for all tests.
func made(t testing.TB, audience edition.Audience, format edition.FileFormat) File {
	t.Helper()
	key := string(audience) + string(format)
	files.Lock()
	defer files.Unlock()
	if f, ok := files.by[key]; ok {
		return f
	}
	f := makeAnew(t, audience, format)
	if files.by == nil {
		files.by = map[string]File{}
	}
	files.by[key] = f
	return f
}

var files struct {
	sync.Mutex
	by map[string]File
}

func makeAnew(t testing.TB, audience edition.Audience, format edition.FileFormat) File {
	t.Helper()
	order := Order{Format: format}
	if format == edition.UnitFile {
		order.UnitID = aUnit(t, example(t, audience))
	}
	f, err := maker().Make(t.Context(), example(t, audience), order, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// aUnit is Linköping's number in the document.
func aUnit(t testing.TB, d *edition.Document) int64 {
	t.Helper()
	for m := range d.Measures() {
		for _, r := range m.Results {
			if r.Who == "Linköping" {
				return r.UnitID
			}
		}
	}
	t.Fatal("no results of Linköping")
	return 0
}

// said is what a program says of the file; after are its last arguments.
func said(t *testing.T, f File, program []string, after ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), f.Name)
	if err := os.WriteFile(path, f.Content, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program[0], append(append(program[1:], path), after...)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %v: %s", program, err, errs.String())
	}
	return out.String()
}
