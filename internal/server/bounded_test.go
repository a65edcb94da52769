package server

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/server/page"
)

// TestOneAddressLeavesRoomForOthers: of four requests at once, one address may have two.
func TestOneAddressLeavesRoomForOthers(t *testing.T) {
	begun, goOn := make(chan struct{}), make(chan struct{})
	r := chi.NewRouter()
	r.Use(clientAddress(nil), bounded(4, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
	})))
	r.Get("/*", func(http.ResponseWriter, *http.Request) {
		begun <- struct{}{}
		<-goOn
	})
	ask := func(address, path string) int {
		request := httptest.NewRequest(http.MethodGet, path, nil)
		request.RemoteAddr = address + ":1234"
		w := httptest.NewRecorder()
		r.ServeHTTP(w, request)
		return w.Code
	}
	done := make(chan int, 6)
	start := func(address string) { go func() { done <- ask(address, "/") }() }
	for range 2 {
		start("192.0.2.1")
		<-begun
	}
	if got := ask("192.0.2.1", "/"); got != http.StatusServiceUnavailable {
		t.Errorf("a third from the same address: %d", got)
	}
	for range 2 {
		start("192.0.2.2")
		<-begun
	}
	start("192.0.2.3") // waits for its turn, and gets it
	go func() { done <- ask("192.0.2.1", "/static/css/base.css") }()
	<-begun // files of the pages wait for nobody
	for range 5 {
		goOn <- struct{}{}
	}
	<-begun
	goOn <- struct{}{}
	for range 6 {
		if got := <-done; got != http.StatusOK {
			t.Errorf("one who had or got a turn: %d", got)
		}
	}
}

// TestOnlyNamedProxiesAreBelieved about where a request comes from.
func TestOnlyNamedProxiesAreBelieved(t *testing.T) {
	for _, try := range []struct {
		proxies            []string
		from, header, want string
	}{
		{nil, "192.0.2.1:99", "203.0.113.9", "192.0.2.1"},
		{[]string{"10.0.0.0/8"}, "192.0.2.1:99", "203.0.113.9", "192.0.2.1"},
		{[]string{"10.0.0.0/8"}, "10.1.1.1:99", "203.0.113.9", "203.0.113.9"},
		{[]string{"10.0.0.0/8"}, "10.1.1.1:99", "198.51.100.7, 203.0.113.9, 10.2.2.2", "203.0.113.9"},
		{[]string{"10.0.0.0/8"}, "10.1.1.1:99", "203.0.113.9, <script>", ""},
		{[]string{"::1/128"}, "[::1]:99", "2001:db8::7", "2001:db8::7"},
	} {
		var got string
		handler := clientAddress(try.proxies)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = page.ClientAddress(r) }))
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = try.from
		r.Header.Set("X-Forwarded-For", try.header)
		r.Header.Set("X-Real-IP", "198.51.100.99")
		r.Header.Set("True-Client-IP", "198.51.100.98")
		handler.ServeHTTP(httptest.NewRecorder(), r)
		if got != try.want {
			t.Errorf("%+v: %q", try, got)
		}
	}
}
