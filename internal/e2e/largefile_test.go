package e2e

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/jackc/pgx/v5"

	"samsyn/internal/testdb/testgroup"
)

// largeSite is a site whose group has many figures to hand in, on a database that it
// shares with another program, and that database's address.
func largeSite(t *testing.T, many testgroup.Many) (first, second *site, owner string) {
	t.Helper()
	settings := startDatabase(t)
	first = startSiteWith(t, settings, "--demo", "--migrate")
	second = startSiteWith(t, settings, "--demo")
	owner = strings.TrimPrefix(settings[1], "SAMSYN_DATABASE_OWNER_URL=")
	query(t, owner, many.SQL())
	return first, second, owner
}

// query runs statements, and gives the first value of the last as text.
func query(t *testing.T, database, sql string) (text string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	results, err := conn.PgConn().Exec(t.Context(), sql).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if last := results[len(results)-1]; len(last.Rows) > 0 {
		text = string(last.Rows[0][0])
	}
	return text
}

// storedFigures counts the figures of the many, those of them that were changed once,
// and what the log has of them.
const storedFigures = `SELECT concat(count(*), ' ', count(*) FILTER (WHERE f.version = 2), ' ',
    (SELECT count(*) FROM audit WHERE after ->> 'file' LIKE 'stor%')) FROM figure f JOIN unit u ON u.id = f.unit_id WHERE u.code LIKE 'MANGA%'`

// A hundred thousand rows are uploaded as CSV, with JavaScript, and then changed,
// without. How far it has come is seen, and all of it is stored.
func TestAHundredThousandRowsInABrowser(t *testing.T) {
	t.Parallel()
	first, second, owner := largeSite(t, testgroup.HundredThousand)
	for n, way := range []struct {
		site   *site
		window window
		counts string // afterwards
	}{{first, desktop, "100000 0 100000"}, {second, withoutScript, "100000 100000 200000"}} {
		file := written(t, filepath.Join(t.TempDir(), "stor.csv"), bytes.NewReader(testgroup.HundredThousand.CSV(n)))
		v := newVisitor(t, way.site, way.window)
		v.signIn("sammanstallande@exempel.se")
		v.press("Inrapportering")
		v.press("Lämna siffror i en fil")
		v.upload(file)
		seen := v.wait("Filen läses", "Det här står i filen")
		v.see("Inget är sparat än.", "100 000")
		v.press("Spara 100 000 uppgifter")
		seen = append(seen, v.wait("Filen sparas", "Filen är sparad")...)
		v.see("100 000 uppgifter från filen är sparade.")
		if got := query(t, owner, storedFigures); got != way.counts {
			t.Errorf("stored, changed and logged: %s, want %s", got, way.counts)
		}
		if stages := strings.Join(seen, " "); !strings.Contains(stages, "Sparar siffrorna") || len(seen) < 4 {
			t.Errorf("seen while waiting: %s", stages)
		}
	}
}

// wait watches a page under the one heading until it has the other, and gives what it
// said meanwhile, each once. With JavaScript the page renews itself; without, the
// person asks.
func (v *visitor) wait(during, until string) (seen []string) {
	v.t.Helper()
	v.see(during)
	if !v.window.noScript {
		v.accessible()
	}
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for given := time.After(5 * patience); ; {
		text := v.text()
		if strings.Contains(text, until) {
			return seen
		}
		if _, now, found := strings.Cut(text, "stor.csv"); found {
			now, _, _ = strings.Cut(strings.TrimSpace(now), "Du kan lämna")
			if now = strings.Join(strings.Fields(now), " "); len(seen) == 0 || seen[len(seen)-1] != now {
				seen = append(seen, now)
			}
		}
		if v.window.noScript {
			v.run(chromedp.Reload())
		}
		select {
		case <-look.C:
		case <-given:
			v.stuck("waited for %s and saw %v", until, seen)
		}
	}
}

// The program is killed in the middle of storing a large file, while another goes on:
// nothing is stored, the other says so, and the file can be stored there.
func TestAProgramThatDiesLeavesNothingHalfStored(t *testing.T) {
	t.Parallel()
	many := testgroup.Many{Units: 100, FirstYear: 2021, Last: 2025, Comment: strings.Repeat("Räknat. ", 15)} // 10,000 rows
	settings := startDatabase(t)
	doomed := startSiteWith(t, settings, "--demo", "--migrate")
	owner := strings.TrimPrefix(settings[1], "SAMSYN_DATABASE_OWNER_URL=")
	query(t, owner, many.SQL())
	c := newClient(t, doomed, "sammanstallande@exempel.se")
	page := c.send(t, "/inrapportering/fil", "stor.csv", many.CSV(0))
	c.until(t, page, "Spara 10 000 uppgifter")
	_, shown, err := c.get(page)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.post(page, form(shown, page)); err != nil {
		t.Fatal(err)
	}
	c.until(t, page, "Sparar siffrorna", "Skriver i ändringsloggen")
	if err := doomed.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = doomed.command.Wait()

	c.site = startSiteWith(t, settings, "--demo")
	c.until(t, page, "Något avbröt arbetet. Inget av filen är sparat.")
	if got := query(t, owner, storedFigures); got != "0 0 0" {
		t.Fatalf("half stored: %s", got)
	}
	if _, err := c.post(page+"/igen", url.Values{}); err != nil {
		t.Fatal(err)
	}
	c.until(t, page, "Spara 10 000 uppgifter")
	if _, shown, err = c.get(page); err != nil {
		t.Fatal(err)
	}
	if _, err := c.post(page, form(shown, page)); err != nil {
		t.Fatal(err)
	}
	c.until(t, page, "Filen är sparad")
	if got := query(t, owner, storedFigures); got != "10000 0 10000" {
		t.Errorf("stored, changed and logged: %s", got)
	}
}

// send uploads a file, and gives the address that it leads to.
func (c *client) send(t *testing.T, path, name string, content []byte) string {
	t.Helper()
	var body bytes.Buffer
	writer := multipart.NewWriter(&body)
	part, err := writer.CreateFormFile("fil", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = writer.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	answer, err := c.http.Post(c.site.URL+path, writer.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("the file is answered with %d", answer.StatusCode)
	}
	return answer.Header.Get("Location")
}

// until asks for the page until it says one of the sentences.
func (c *client) until(t *testing.T, path string, sentences ...string) {
	t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	said := ""
	for given := time.After(2 * patience); ; {
		status, page, err := c.get(path)
		if err != nil || status != http.StatusOK {
			t.Fatalf("%s answers %d, %v", path, status, err)
		}
		said = strings.Join(strings.Fields(page.Find("main").Text()), " ")
		for _, s := range sentences {
			if strings.Contains(strings.ReplaceAll(said, "\u00a0", " "), s) {
				return
			}
		}
		select {
		case <-look.C:
		case <-given:
			t.Fatal(fmt.Sprintf("%s never says any of %q, but: %.500s", path, sentences, said))
		}
	}
}
