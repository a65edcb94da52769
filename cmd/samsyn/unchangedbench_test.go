package main

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"samsyn/internal/setup"
)

// BenchmarkUnchangedPages answers pages of results for somebody who has them already
// and whose data have not changed, in-process over all cores: the time is that of each
// page, so 5 ms is 200 a second.
func BenchmarkUnchangedPages(b *testing.B) {
	site := newPageSite(b, setup.Filling{}, true)
	for _, page := range []string{"/resultat", "/resultat/matris", "/resultat/matt/MED03", "/resultat/enhet/KAL",
		"/api/v1/groups/neonatologi/figures"} {
		mark := site.ask(b, page, "").Header().Get("ETag")
		if mark == "" {
			b.Fatalf("%s has no mark", page)
		}
		b.Run(page[1:], func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if w := site.ask(b, page, mark); w.Code != http.StatusNotModified {
						b.Errorf("status %d", w.Code)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
			site.recorder.Take()
		})
	}
}

// ask asks for the page, which the browser has with the mark already.
func (s *pageSite) ask(b *testing.B, path, mark string) *httptest.ResponseRecorder {
	b.Helper()
	r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil)
	r.Header.Set("Cookie", s.cookie)
	r.Header.Set("Authorization", "Bearer "+s.key) // which pages do not look at
	r.Header.Set("If-None-Match", mark)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// makeKey makes a key for the one who is signed in.
func (s *pageSite) makeKey(b *testing.B) {
	b.Helper()
	r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/konto/nycklar", strings.NewReader("name="+time.Now().Format("150405.000000")))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Cookie", s.cookie)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	if s.key = regexp.MustCompile(`samsyn_[a-z2-7]{52}`).FindString(w.Body.String()); s.key == "" {
		b.Fatalf("no key: %d", w.Code)
	}
}
