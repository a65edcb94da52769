package server

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/app/report"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/compose"
)

// TestPublishedIsReadByAnybody: without signing in, without cookies, and only while it is
// published.
func TestPublishedIsReadByAnybody(t *testing.T) {
	site := newDemo(t).site
	ask := func(method, path, tag string) (*http.Response, string) {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), method, site.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Language", "en")
		request.Header.Set("If-None-Match", tag)
		request.AddCookie(&http.Cookie{Name: "flash", Value: "x"})
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if response.Header.Get("Set-Cookie") != "" || len(response.Cookies()) > 0 {
			t.Errorf("%s sets a cookie", path)
		}
		return response, strings.ReplaceAll(string(body), path, "") // the choice of language leads back
	}
	const address = "/publicerat/neonatologi/2024/1"
	got, body := ask(http.MethodGet, address, "")
	if got.StatusCode != http.StatusOK || got.Header.Get("Cache-Control") != "public, max-age=300" || got.Header.Get("Etag") == "" || got.Header.Get("X-Robots-Tag") != "noindex" {
		t.Fatalf("%d %v", got.StatusCode, got.Header)
	}
	for _, want := range []string{`lang="sv"`, "Utgåva 2024:1, fastställd 19 februari 2025.", "Ansvarig: Neonatologi", "Exempeldata", "mycket få barn är dolda", "kontrollsumma"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, not := range []string{"Skrivet av", "@exempel.se", "Logga", "/sprak", "<form", "Exempelsammanställande"} {
		if strings.Contains(body, not) {
			t.Errorf("the page has %q", not)
		}
	}
	if again, _ := ask(http.MethodGet, address, got.Header.Get("Etag")); again.StatusCode != http.StatusNotModified || again.Header.Get("Cache-Control") != "public, max-age=300" {
		t.Errorf("asked again: %d %v", again.StatusCode, again.Header)
	}
	if head, body := ask(http.MethodHead, address, ""); head.StatusCode != http.StatusOK || body != "" {
		t.Errorf("HEAD: %d", head.StatusCode)
	}
	robots, said := ask(http.MethodGet, "/robots.txt", "")
	if robots.StatusCode != http.StatusOK || !strings.Contains(said, "Allow: /publicerat\n") || !strings.Contains(said, "Disallow: /\n") {
		t.Errorf("robots.txt: %s", said)
	}

	p := visit(t, site)
	p.signIn("sammanstallande@exempel.se", password, "")
	p.post("/arsrapport/2025/utgavor/ny", url.Values{"number": {"1"}})
	p.post("/arsrapport/2024/utgavor/1/avpublicera", nil)
	_, none := ask(http.MethodGet, "/publicerat/neonatologi/2024/7", "")
	for what, path := range map[string]string{"closed": address, "never published": "/publicerat/neonatologi/2025/1", "no such group": "/publicerat/x/2024/1",
		"no year": "/publicerat/neonatologi/x/1", "no number": "/publicerat/neonatologi/2024/99999999999"} {
		a, body := ask(http.MethodGet, path, got.Header.Get("Etag"))
		if a.StatusCode != http.StatusNotFound || body != none || strings.Contains(a.Header.Get("Cache-Control"), "public") {
			t.Errorf("%s: %d %v", what, a.StatusCode, a.Header)
		}
	}
	p.post("/arsrapport/2024/utgavor/1/publicera", nil)
	if again, _ := ask(http.MethodGet, address, ""); again.StatusCode != http.StatusOK {
		t.Errorf("published again: %d", again.StatusCode)
	}
}

// addEdition fixes an edition of the group's report for 2025, and publishes it.
func addEdition(t *testing.T, owner *pgx.Conn, p *person, group int64) {
	t.Helper()
	for _, statement := range []string{
		`INSERT INTO report (group_id, year, begun_at) VALUES ($1, 2025, now()) ON CONFLICT DO NOTHING`,
		`INSERT INTO report_section (group_id, year, content, heading) SELECT $1, 2025, c, c FROM unnest('{overview,medical,process,data_quality,appendix}'::text[]) c
		WHERE NOT EXISTS (SELECT 1 FROM report_section WHERE group_id = $1 AND year = 2025)`,
	} {
		if _, err := owner.Exec(t.Context(), statement, group); err != nil {
			t.Fatal(err)
		}
	}
	p.post("/arsrapport/2025/utgavor/ny", url.Values{"number": {"1"}})
	if a := p.post("/arsrapport/2025/utgavor/1/publicera", nil); a.status != http.StatusSeeOther {
		t.Fatalf("no edition for group %d: %d", group, a.status)
	}
}

// TestThePublicDocumentIsTheSameWhateverIsHidden: fixed in two worlds that differ only in
// numbers that are hidden.
func TestThePublicDocumentIsTheSameWhateverIsHidden(t *testing.T) {
	d := newDemo(t)
	room := report.New(d.db.DB, func() time.Time { return demoDay })
	convener := d.actor("sammanstallande@exempel.se")
	fixed := func() (documents [2][]byte) {
		t.Helper()
		f := report.Fixing{Group: d.group.ID, Year: 2025, Number: 1, Compose: compose.Edition}
		if err := room.Fix(t.Context(), convener, f); err != nil {
			t.Fatal(err)
		}
		for n, public := range []bool{false, true} {
			var err error
			if documents[n], err = room.EditionDocument(t.Context(), convener, report.AskedEdition{Group: d.group.ID, Year: 2025, Number: 1, Public: public}); err != nil {
				t.Fatal(err)
			}
		}
		d.exec(`DELETE FROM report_edition WHERE year = 2025`)
		return documents
	}
	here := fixed()
	d.move(findOther(d.whole))
	there := fixed()
	if bytes.Equal(here[0], there[0]) {
		t.Error("the group's own is the same: nothing is tested")
	}
	if !bytes.Equal(here[1], there[1]) {
		t.Errorf("the public one tells of what is hidden: %s", difference(string(here[1]), string(there[1])))
	}
}

// actor is the person with the address.
func (d *demo) actor(email string) (actor org.Actor) {
	d.t.Helper()
	if err := d.db.DB.Read(d.t.Context(), func(tx *postgres.Tx) error {
		login, err := tx.Login(d.t.Context(), email)
		if err != nil {
			return err
		}
		actor.Person.ID, actor.Person.Name = login.ID, email
		actor.Memberships, err = tx.MembershipsOn(d.t.Context(), login.ID, demoDay)
		return err
	}); err != nil {
		d.t.Fatal(err)
	}
	return actor
}
