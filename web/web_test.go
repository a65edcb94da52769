package web

import (
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func get(t *testing.T, url string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, url, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestHashedAddressesAreServedForEver(t *testing.T) {
	for name, contentType := range map[string]string{
		"css/samsyn.css": "text/css; charset=utf-8",
		"js/samsyn.js":   "text/javascript; charset=utf-8",
		"img/icon.svg":   "image/svg+xml",
		"vendor/inter/inter-latin-wght-normal.woff2": "font/woff2",
	} {
		url := URL(name)
		if !regexp.MustCompile(`^/static/.+\.[0-9a-f]{16}\.[a-z0-9]+$`).MatchString(url) {
			t.Errorf("URL(%q) = %q: no hash", name, url)
		}
		res := get(t, url)
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", url, res.StatusCode)
		}
		if got := res.Header.Get("Content-Type"); got != contentType {
			t.Errorf("%s: Content-Type %q, want %q", url, got, contentType)
		}
		if got := res.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Errorf("%s: Cache-Control %q", url, got)
		}
	}
}

func TestOtherAddressesAreNotFound(t *testing.T) {
	for _, url := range []string{
		"/static/css/samsyn.css", "/static/", "/static/vendor/inter/LICENSE", "/static/../web.go",
		strings.Replace(URL("css/samsyn.css"), ".css", "0.css", 1),
	} {
		if res := get(t, url); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", url, res.StatusCode)
		}
	}
}

// A page of a newer program, behind the same proxy, asks this one for its style sheet.
func TestAnotherVersionsFileIsStoodInFor(t *testing.T) {
	ours := URL("css/samsyn.css")
	hash := strings.Split(ours, ".")[1]
	res := get(t, strings.Replace(ours, hash, strings.Repeat("0", len(hash)), 1))
	if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("status %d, Cache-Control %q", res.StatusCode, res.Header.Get("Cache-Control"))
	}
	if res := get(t, "/static/css/other."+hash+".css"); res.StatusCode != http.StatusNotFound {
		t.Errorf("a file that there is not: status %d", res.StatusCode)
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, URL("js/samsyn.js"), nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: status %d", w.Code)
	}
}

func TestUnknownFilePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("URL of a file that does not exist did not panic")
		}
	}()
	URL("css/nothing.css")
}

func TestPackedFileIsTheFile(t *testing.T) {
	plain, err := io.ReadAll(get(t, URL("css/samsyn.css")).Body)
	if err != nil {
		t.Fatal(err)
	}
	res := get(t, URL("css/samsyn.css"), "Accept-Encoding", "br, gzip;q=0.8")
	if res.Header.Get("Content-Encoding") != "gzip" || res.Header.Get("Vary") != "Accept-Encoding" {
		t.Fatalf("headers %v", res.Header)
	}
	z, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := io.ReadAll(z)
	if err != nil || string(unpacked) != string(plain) {
		t.Errorf("unpacked %d bytes, want %d (%v)", len(unpacked), len(plain), err)
	}
	for _, refused := range []string{"", "identity", "gzip;q=0", "x-gzip"} {
		if get(t, URL("css/samsyn.css"), "Accept-Encoding", refused).Header.Get("Content-Encoding") != "" {
			t.Errorf("packed for Accept-Encoding %q", refused)
		}
	}
	font := get(t, URL("vendor/inter/inter-latin-wght-normal.woff2"), "Accept-Encoding", "gzip")
	if font.Header.Get("Content-Encoding") != "" {
		t.Error("a font, packed already, was packed again")
	}
}

func TestStyleSheetHoldsAllItsParts(t *testing.T) {
	err := fs.WalkDir(Static, "static/css", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if slices.Contains([]string{"static/css/minutes.css", "static/css/paper.css", "static/css/report-file.css", "static/css/handout.css", "static/css/onepaper.css", "static/css/slides.css", "static/css/slides-screen.css"}, p) { // for paper alone, without the site's rules
			return nil
		}
		if !slices.Contains(sheets, strings.TrimPrefix(p, "static/")) {
			t.Errorf("%s is in no style sheet", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sheet := string(loaded().byPath[sheetName].body)
	for _, match := range regexp.MustCompile(`url\((/[^)]+)\)`).FindAllStringSubmatch(sheet, -1) {
		if _, served := loaded().byURL[match[1]]; !served {
			t.Errorf("the style sheet mentions %s, which is not served", match[1])
		}
	}
	if regexp.MustCompile(`@import|https?://[^w]|//fonts`).MatchString(sheet) {
		t.Error("the style sheet fetches something from elsewhere")
	}
	if n := strings.Count(sheet, "@charset"); n != 0 {
		t.Errorf("%d @charset in the middle of the style sheet", n)
	}
}
