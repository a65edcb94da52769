package server

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
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
