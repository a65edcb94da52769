package server

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// TestAPublishedReportLeadsOn: it stands in the same frame as the group's other pages, which
// says for English readers that it is in Swedish, and is itself the same in both.
func TestAPublishedReportLeadsOn(t *testing.T) {
	d := newDemo(t)
	const group, report = "/publicerat/neonatologi", "/publicerat/neonatologi/2024/1"
	article := regexp.MustCompile(`(?s)<article class="report published" lang="sv">.*</article>`)
	got, swedish := d.asked(http.MethodGet, report, nil)
	for _, want := range []string{`href="/publicerat"`, `href="` + group + `"`, `href="` + group + `/mal"`, `href="` + group + `/dokument"`, `href="` + report + `?sprak=en"`,
		"sida=" + url.QueryEscape(report) + `"`, "Neonatologi, Sydöstra sjukvårdsregionen."} {
		if !strings.Contains(swedish, want) {
			t.Errorf("the report has no %s", want)
		}
	}
	if strings.Contains(swedish, "Årsrapporten står på svenska") || strings.Contains(swedish, "ändrades senast") || strings.Contains(swedish, "aria-current") {
		t.Error("the frame tells a Swedish reader of the language, or what is not the report's")
	}
	_, english := d.asked(http.MethodGet, report+"?sprak=en", nil)
	if own := article.FindString(swedish); own == "" || own != article.FindString(english) {
		t.Error("the report is another in English")
	}
	d.exec(`UPDATE group_revision SET revision = gen_random_uuid(), changed_at = now()`)
	if again, _ := d.asked(http.MethodGet, report, nil, "If-None-Match", got.Header.Get("Etag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("another report for what the group does afterwards: %d", again.StatusCode)
	}
	p := visit(t, d.site)
	p.signIn("sammanstallande@exempel.se", password, "")
	p.post("/gruppen/oppet/everybody/actions", url.Values{"do": {"close"}})
	if _, body := d.asked(http.MethodGet, report, nil, "If-None-Match", got.Header.Get("Etag")); !strings.Contains(body, group+"/mal") || strings.Contains(body, group+"/atgarder") {
		t.Error("the frame leads to what is closed")
	}
}

// TestFeedbackIsAboutThePageItWasOn: from every page its own address, and never one that is
// somebody else's.
func TestFeedbackIsAboutThePageItWasOn(t *testing.T) {
	d := newDemo(t)
	const form = "/tillganglighet/synpunkt"
	_, examples := d.asked(http.MethodGet, "/publicerat/neonatologi/exempel", nil)
	_, documents := d.asked(http.MethodGet, "/publicerat/neonatologi/dokument", nil)
	for _, address := range []string{"/publicerat/neonatologi", "/publicerat/neonatologi/mal", "/publicerat/neonatologi/resultat/OMV01", "/publicerat/neonatologi/2024/1",
		regexp.MustCompile(`/publicerat/neonatologi/exempel/\d+`).FindString(examples), regexp.MustCompile(`/publicerat/neonatologi/dokument/\d+`).FindString(documents)} {
		_, body := d.asked(http.MethodGet, address, nil)
		link := regexp.MustCompile(`/tillganglighet/synpunkt\?[^"]*`).FindString(body)
		if _, asked := d.asked(http.MethodGet, strings.ReplaceAll(link, "&amp;", "&"), nil); !strings.Contains(asked, `value="`+address+`"`) {
			t.Errorf("%s: the form from %s is about another page", address, link)
		}
	}
	for _, elsewhere := range []string{"https://example.com/publicerat/neonatologi", "//example.com/publicerat", "javascript:alert(1)", "/konton", "/publicerat/../konton", "/publiceratx"} {
		if _, body := d.asked(http.MethodGet, form+"?sida="+url.QueryEscape(elsewhere), nil); strings.Contains(body, elsewhere) {
			t.Errorf("the form is filled with %s", elsewhere)
		}
		written := url.Values{"kind": {"content"}, "body": {"Vad betyder det?"}, "page": {elsewhere}}
		if got, body := d.asked(http.MethodPost, form, written); got.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "sidorna som alla får läsa") || !strings.Contains(body, "Vad betyder det?") {
			t.Errorf("%s is sent: %d", elsewhere, got.StatusCode)
		}
	}
	if got, _ := d.asked(http.MethodPost, form, url.Values{"group": {"neonatologi"}, "kind": {"content"}, "body": {"Vad betyder det?"}, "page": {d.site.URL + "/publicerat/neonatologi/mal"}}); got.StatusCode != http.StatusSeeOther {
		t.Errorf("an address copied from the browser: %d", got.StatusCode)
	}
	p := visit(t, d.site)
	p.signIn("sammanstallande@exempel.se", password, "")
	if a := p.get("/gruppen/oppet/synpunkter"); !strings.Contains(a.body, ">/publicerat/neonatologi/mal<") {
		t.Error("the group does not read which page it is about")
	}
}

// TestGoalsAreToldWithTheirVerdicts: also those that are no number.
func TestGoalsAreToldWithTheirVerdicts(t *testing.T) {
	d := newDemo(t)
	_, list := d.asked(http.MethodGet, "/publicerat/neonatologi/resultat", nil)
	for _, want := range []string{"Mål: minst 60", "Mål: mindre skillnad mellan enheterna än året före", "Mål: bland den bättre halvan av enheterna"} {
		if !strings.Contains(list, want) {
			t.Errorf("the results do not say %q", want)
		}
	}
	if strings.Contains(list, "Mål: följs") {
		t.Error("what is only followed has a goal")
	}
}
