package server

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"samsyn/internal/chart"
)

// TestDocumentsForEverybody: the file is the archive copy, to save, kept for a while and not
// to be found; what is withdrawn or closed is gone.
func TestDocumentsForEverybody(t *testing.T) {
	d := newDemo(t)
	const documents = "/publicerat/neonatologi/dokument"
	_, list := d.asked(http.MethodGet, documents, nil)
	for _, not := range []string{"mall för", "överenskommelse om samverkan", "genomgång av temperaturer"} {
		if strings.Contains(list, not) {
			t.Errorf("%q is not for everybody, and is listed", not)
		}
	}
	id := regexp.MustCompile(`href="/publicerat/neonatologi/dokument/(\d+)"[^>]*>Exempel: checklista`).FindStringSubmatch(list)
	if id == nil {
		t.Fatal("no check list in " + list)
	}
	at := documents + "/" + id[1]
	if got, body := d.asked(http.MethodGet, at, nil); got.StatusCode != http.StatusOK || !strings.Contains(body, `href="`+at+`/fil"`) || !strings.Contains(body, "Fil, PDF") {
		t.Errorf("its page: %d", got.StatusCode)
	}
	file, content := d.asked(http.MethodGet, at+"/fil", nil)
	if file.StatusCode != http.StatusOK || !strings.HasPrefix(content, "%PDF") || file.Header.Get("Content-Type") != "application/pdf" || file.Header.Get("Cache-Control") != "public, max-age=300" ||
		!strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment") || file.Header.Get("X-Robots-Tag") != "noindex" || !strings.Contains(file.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("its file: %d %v", file.StatusCode, file.Header)
	}
	if again, _ := d.asked(http.MethodGet, at+"/fil", nil, "If-None-Match", file.Header.Get("Etag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("asked again: %d", again.StatusCode)
	}
	if head, body := d.asked(http.MethodHead, at+"/fil", nil); head.StatusCode != http.StatusOK || body != "" {
		t.Errorf("HEAD: %d", head.StatusCode)
	}
	p := visit(t, d.site)
	p.signIn("sammanstallande@exempel.se", password, "")
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(p.get("/gruppen/dokument/" + id[1]).body)[1]
	if a := p.post("/gruppen/dokument/"+id[1]+"/dra-tillbaka", url.Values{"version": {version}}); a.status != http.StatusSeeOther {
		t.Fatalf("withdrawing: %d", a.status)
	}
	for _, path := range []string{at, at + "/fil"} {
		if gone, _ := d.asked(http.MethodGet, path, nil, "If-None-Match", file.Header.Get("Etag")); gone.StatusCode != http.StatusNotFound {
			t.Errorf("%s withdrawn: %d", path, gone.StatusCode)
		}
	}
	if _, list := d.asked(http.MethodGet, documents, nil); strings.Contains(list, "checklista") {
		t.Error("what is withdrawn is listed")
	}
	p.post("/gruppen/oppet/everybody/documents", url.Values{"do": {"close"}})
	if gone, _ := d.asked(http.MethodGet, documents, nil); gone.StatusCode != http.StatusNotFound {
		t.Errorf("closed: %d", gone.StatusCode)
	}
	if a := p.get("/gruppen/oppet/visa/documents"); a.status != http.StatusOK || !strings.Contains(a.body, "Förhandsvisning") || !strings.Contains(a.body, `href="/gruppen/dokument/`) {
		t.Errorf("the preview: %d", a.status)
	}
}

// TestSearchEnginesFindWhatTheGroupWants: every part that is open, with the site's own name,
// and nothing of a group that does not want to be found.
func TestSearchEnginesFindWhatTheGroupWants(t *testing.T) {
	d := newDemo(t)
	site := New(Config{DB: d.db.DB, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return demoDay },
		Charts: chart.NewRenderer(chart.Config{Engines: 1}), BaseURL: "https://samsyn.exempel.se/"})
	listed := func() string {
		answer := httptest.NewRecorder()
		site.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/sitemap.xml", nil))
		if answer.Code != http.StatusOK {
			t.Fatalf("the sitemap: %d", answer.Code)
		}
		return answer.Body.String()
	}
	d.exec(`INSERT INTO group_opening (group_id, audience, kind, opened_at) SELECT id, 'everybody', 'search', now() FROM programme_group WHERE code = 'neonatologi'`)
	if got := listed(); strings.Contains(got, "<loc>") {
		t.Errorf("made-up figures are to be found: %s", got)
	}
	d.exec(`UPDATE programme_group SET example_data = false`)
	got := listed()
	for _, path := range []string{"", "/mal", "/resultat", "/atgarder", "/exempel", "/dokument"} {
		if !strings.Contains(got, "<loc>https://samsyn.exempel.se/publicerat/neonatologi"+path+"</loc>") {
			t.Errorf("%q is not in %s", path, got)
		}
	}
	d.exec(`DELETE FROM group_opening WHERE kind = 'documents'`)
	if strings.Contains(listed(), "/dokument<") {
		t.Error("what is closed is listed")
	}
	page := httptest.NewRecorder()
	site.ServeHTTP(page, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/publicerat/neonatologi/mal", nil))
	if !strings.Contains(page.Body.String(), `<link rel="alternate" hreflang="en" href="https://samsyn.exempel.se/publicerat/neonatologi/mal?sprak=en">`) {
		t.Error("search engines are not told of the English page by its whole address")
	}
}
