package show

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/chart"
	"samsyn/internal/edition"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/compose"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// today is a day when last year's report is being written.
var today = time.Date(2026, time.February, 10, 9, 0, 0, 0, time.UTC)

var charts = chart.NewRenderer(chart.Config{Engines: 1, CacheBytes: 32 << 20})

// example is the demo's report of 2025 for an audience, read once for all tests.
func example(t *testing.T, audience edition.Audience) *edition.Document {
	t.Helper()
	demo.once.Do(func() { demo.documents, demo.err = readExample(t.Context(), testdb.New(t).DB) })
	if demo.err != nil {
		t.Fatal(demo.err)
	}
	return demo.documents[audience]
}

var demo struct {
	once      sync.Once
	documents map[edition.Audience]*edition.Document
	err       error
}

func readExample(ctx context.Context, db *postgres.DB) (map[edition.Audience]*edition.Document, error) {
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
	documents := map[edition.Audience]*edition.Document{}
	for audience, role := range map[edition.Audience]org.Role{edition.Internal: org.Convener, edition.Public: org.ProgramAreaMember} {
		actor := org.Actor{Person: org.Person{ID: 1}, Memberships: []org.Membership{{GroupID: group.ID, Role: role}}}
		found, err := report.New(db, func() time.Time { return today }).Read(ctx, actor, group.ID, 2025)
		if err != nil {
			return nil, err
		}
		if documents[audience], err = compose.Document(ctx, found, compose.Frame{Number: 1, AsOf: today}); err != nil {
			return nil, err
		}
	}
	return documents, nil
}

// sheets is a paper printed: its pages' text, in order.
func sheets(t *testing.T, p Paper) []string {
	t.Helper()
	dir := t.TempDir()
	var page bytes.Buffer
	if err := p.Page.Render(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	for name, content := range p.Files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "page.html"), page.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	pdf := filepath.Join(dir, "page.pdf")
	if said := run(t, dir, "weasyprint", "--pdf-variant", "pdf/ua-1", "page.html", pdf); strings.Contains(said, "ERROR") {
		t.Errorf("something that the page mentions is missing:\n%s", said)
	}
	keep(t, pdf)
	found := regexp.MustCompile(`Pages:\s+(\d+)`).FindStringSubmatch(run(t, dir, "pdfinfo", pdf))
	if found == nil {
		t.Fatal("no count of pages")
	}
	var texts []string
	for n := range number(t, found[1]) {
		at := strconv.Itoa(n + 1)
		texts = append(texts, run(t, dir, "pdftotext", "-layout", "-f", at, "-l", at, pdf, "-"))
	}
	return texts
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// run is what a program says.
func run(t *testing.T, dir, program string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", program, err, out)
	}
	return string(out)
}

// keep puts the PDF where somebody can look at its pages, when the environment's
// SAMSYN_LOOK_IN names a folder.
func keep(t *testing.T, pdf string) {
	t.Helper()
	folder := os.Getenv("SAMSYN_LOOK_IN")
	if folder == "" {
		return
	}
	content, err := os.ReadFile(pdf)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, strings.ReplaceAll(t.Name(), "/", "-")+".pdf"), content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
