package server

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// asked is what a stranger is answered: without following, without cookies kept.
func (d *demo) asked(method, path string, form url.Values, header ...string) (*http.Response, string) {
	d.t.Helper()
	request, err := http.NewRequestWithContext(d.t.Context(), method, d.site.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		d.t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for n := 0; n < len(header); n += 2 {
		request.Header.Set(header[n], header[n+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		d.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	if len(response.Cookies()) > 0 {
		d.t.Errorf("%s sets a cookie", path)
	}
	return response, string(body)
}

// TestPublicPagesAreTheSameForEverybody: no cookie, no session, to be kept by anybody, made
// once for each change, in Swedish whatever the browser asks for, and nobody's name.
func TestPublicPagesAreTheSameForEverybody(t *testing.T) {
	d := newDemo(t)
	example := regexp.MustCompile(`/exempel/\d+`)
	_, list := d.asked(http.MethodGet, "/publicerat/neonatologi/exempel", nil)
	for path, says := range map[string]string{
		"/publicerat":                                        "Exempeldata – inga verkliga siffror",
		"/publicerat/neonatologi":                            "Årsrapport 2024",
		"/publicerat/neonatologi/mal":                        "Mål 2026",
		"/publicerat/neonatologi/resultat":                   "för att ingen ska kunna kännas igen",
		"/publicerat/neonatologi/resultat/OMV01":             "Resultatet för hela gruppen är",
		"/publicerat/neonatologi/atgarder":                   "Pågår",
		"/publicerat/neonatologi/exempel":                    "enheten har sagt ja",
		"/publicerat/neonatologi" + example.FindString(list): "Så var det",
		"/publicerat/neonatologi/dokument":                   "Remissvägar",
		"/tillganglighet":                                    "Exempelregionen",
	} {
		got, body := d.asked(http.MethodGet, path, nil, "Accept-Language", "en", "Cookie", "samsyn_language=en; flash=x")
		mark := got.Header.Get("Etag")
		if got.StatusCode != http.StatusOK || got.Header.Get("Cache-Control") != "public, max-age=300" || mark == "" || !strings.Contains(body, says) {
			t.Errorf("%s: %d %v", path, got.StatusCode, got.Header)
			continue
		}
		if path != "/tillganglighet" && got.Header.Get("X-Robots-Tag") != "noindex" {
			t.Errorf("%s: made-up figures may be indexed", path)
		}
		for _, not := range []string{"exempel.se/", "Exempelsammanställande", "Exempelläkare", "Exempelförälder", "/sprak", "Logga", "<script", "tillgänglighet@"} {
			if strings.Contains(body, not) {
				t.Errorf("%s has %q", path, not)
			}
		}
		if !strings.Contains(body, `lang="sv"`) || !strings.Contains(body, `href="/tillganglighet"`) {
			t.Errorf("%s is not in Swedish, or does not lead to the statement", path)
		}
		if again, _ := d.asked(http.MethodGet, path+"?x=1", nil, "If-None-Match", mark); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s asked again: %d", path, again.StatusCode)
		}
		if head, body := d.asked(http.MethodHead, path, nil); head.StatusCode != http.StatusOK || body != "" || head.Header.Get("Etag") != mark {
			t.Errorf("HEAD %s: %d", path, head.StatusCode)
		}
	}
}

// TestWhatIsClosedIsGone: at once for whoever asks anew, and a change makes the page anew.
func TestWhatIsClosedIsGone(t *testing.T) {
	d := newDemo(t)
	const results = "/publicerat/neonatologi/resultat"
	before, body := d.asked(http.MethodGet, results, nil)
	p := visit(t, d.site)
	p.signIn("sammanstallande@exempel.se", password, "")
	p.post("/gruppen/oppet/everybody/search", url.Values{"do": {"open"}})
	after, same := d.asked(http.MethodGet, results, nil)
	if after.Header.Get("Etag") == before.Header.Get("Etag") || same != body {
		t.Error("a change in the group has the same mark, or another page")
	}
	if a := p.post("/gruppen/oppet/everybody/results", url.Values{"do": {"close"}}); a.status != http.StatusSeeOther {
		t.Fatalf("closing: %d", a.status)
	}
	for _, path := range []string{results, results + "/OMV01"} {
		if gone, _ := d.asked(http.MethodGet, path, nil, "If-None-Match", before.Header.Get("Etag")); gone.StatusCode != http.StatusNotFound {
			t.Errorf("%s closed: %d", path, gone.StatusCode)
		}
	}
	if a := p.get("/gruppen/oppet/visa/results"); a.status != http.StatusOK || !strings.Contains(a.body, "Förhandsvisning") || !strings.Contains(a.body, "OMV01") && !strings.Contains(a.body, "Resultat") {
		t.Errorf("the preview: %d", a.status)
	}
	d.exec(`UPDATE programme_group SET example_data = false`)
	p.post("/gruppen/oppet/everybody/results", url.Values{"do": {"open"}})
	if found, _ := d.asked(http.MethodGet, results, nil); found.Header.Get("X-Robots-Tag") != "" {
		t.Error("a group that wants to be found is not")
	}
	p.post("/gruppen/oppet/everybody/search", url.Values{"do": {"close"}})
	for _, path := range []string{results, "/publicerat/neonatologi/2024/1"} {
		if hidden, _ := d.asked(http.MethodGet, path, nil); hidden.Header.Get("X-Robots-Tag") != "noindex" {
			t.Errorf("%s is found though the group does not want to", path)
		}
	}
}

// TestAStrangerWritesWithoutCookies: the form comes back with what was typed, one that another
// site sends is refused, too many are held back, and the coordinator finds what came.
func TestAStrangerWritesWithoutCookies(t *testing.T) {
	d := newDemo(t)
	const form = "/tillganglighet/synpunkt"
	if got, body := d.asked(http.MethodGet, form+"?grupp=neonatologi&sida=/publicerat/neonatologi/mal", nil); got.StatusCode != http.StatusOK ||
		!strings.Contains(body, `value="/publicerat/neonatologi/mal"`) || !strings.Contains(body, `value="neonatologi"`) {
		t.Errorf("the form: %d", got.StatusCode)
	}
	written := url.Values{"group": {"neonatologi"}, "kind": {"content"}, "page": {"/publicerat/neonatologi/mal"}, "body": {"Vad betyder <det> här?"}}
	if got, _ := d.asked(http.MethodPost, form, written, "Sec-Fetch-Site", "cross-site"); got.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %d", got.StatusCode)
	}
	wrong := url.Values{"group": {"neonatologi"}, "kind": {"content"}, "body": {"Barnet 121212-1212 var sött"}, "reply_to": {"inte en adress"}}
	if got, body := d.asked(http.MethodPost, form, wrong); got.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "var sött") || !strings.Contains(body, "personnummer") {
		t.Errorf("with what may not be written: %d", got.StatusCode)
	}
	for n := range 5 {
		if got, _ := d.asked(http.MethodPost, form, written); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != form+"/tack" {
			t.Fatalf("number %d: %d", n, got.StatusCode)
		}
	}
	if got, body := d.asked(http.MethodPost, form, written); got.StatusCode != http.StatusTooManyRequests || !strings.Contains(body, "Vad betyder &lt;det&gt; här?") {
		t.Errorf("the sixth: %d", got.StatusCode)
	}
	p := visit(t, d.site)
	p.signIn("sammanstallande@exempel.se", password, "")
	a := p.get("/gruppen/oppet/synpunkter")
	if strings.Count(a.body, "Vad betyder &lt;det&gt; här?") != 5 {
		t.Errorf("the coordinator finds %d", strings.Count(a.body, "Vad betyder &lt;det&gt; här?"))
	}
	id := regexp.MustCompile(`/gruppen/oppet/synpunkter/(\d+)`).FindStringSubmatch(a.body)[1]
	if a := p.post("/gruppen/oppet/synpunkter/"+id, url.Values{"version": {"1"}, "state." + id: {"handled"}, "outcome." + id: {"Förklaringen står nu där."}}); a.status != http.StatusSeeOther {
		t.Errorf("handled: %d", a.status)
	}
	if a := p.get("/gruppen/oppet/synpunkter"); !strings.Contains(a.body, "Förklaringen står nu där.") {
		t.Error("what became of it is not told")
	}
}
