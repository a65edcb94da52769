package e2e

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/jackc/pgx/v5"

	"samsyn/internal/localpg"
	"samsyn/internal/testdb/testdisk"
)

// The disk of the database becomes full while people save, and stays so while PostgreSQL
// tries to start again. What had been saved is there, what cannot be saved is said to be
// unsaved and comes back to be sent again, and when there is room all goes on by itself.
func TestAFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	disk := testdisk.Small(t, 400)
	s := startSiteIn(t, filepath.Join(disk, "data"), "--demo")
	running, err := localpg.Find(s.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	owner := running.URL(localpg.OwnerRole, localpg.Database)
	people := newCrowd(t, s, owner, 20)
	people.begin()
	people.each("with room on the disk", 2)

	filler := filepath.Join(disk, "filler")
	testdisk.Fill(t, filler, 0)
	logMuch(t, owner)
	s.waitFor(t, "Disken är full", 2)
	coordinator := people.savers[0].client
	answer, err := coordinator.http.PostForm(s.URL+people.savers[0].form, url.Values{"figure.1.0.2026K1.numerator": {"17"}})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := goquery.NewDocumentFromReader(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusServiceUnavailable || answer.Header.Get("Retry-After") == "" {
		t.Errorf("with a full disk the form is answered with %d", answer.StatusCode)
	}
	if got := form(page, people.savers[0].form); got.Get("figure.1.0.2026K1.numerator") != "17" {
		t.Errorf("what was typed is not in the page that says that it is not saved: %v, %s", got, page.Find("main").Text())
	}

	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	t.Logf("20 saves each after there was room: %v", people.each("with room again", 2))
	people.end()
	people.check()
}

// logMuch writes into PostgreSQL's log until it has no room: it has some set aside.
func logMuch(t *testing.T, owner string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, owner)
	if err != nil {
		return // there is none already
	}
	defer conn.Close(context.Background())
	for err == nil {
		_, err = conn.Exec(ctx, `SELECT pg_logical_emit_message(true, 'test', repeat('x', 4000000))`)
	}
	if ctx.Err() != nil {
		t.Fatal("the disk never becomes full")
	}
}

// waitFor waits until the program has said the words so many times.
func (s *site) waitFor(t *testing.T, words string, times int) {
	t.Helper()
	given := time.After(2 * patience)
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for strings.Count(s.out.String(), words) < times {
		select {
		case <-look.C:
		case <-given:
			t.Fatalf("the program never says %q %d times:\n%s", words, times, s.out)
		}
	}
}
