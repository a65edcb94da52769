package e2e

import (
	"bytes"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"
)

// door is a proxy in front of one or more programs, as a hospital's is: each request goes
// to the next of them, and to another when one does not take the connection. What has been
// sent is never sent again.
type door struct {
	*site
	mu   sync.Mutex
	next int
	to   []string // hosts
}

// newDoor starts it; it is a site like those behind it.
func newDoor(t *testing.T, to ...*site) *door {
	t.Helper()
	d := &door{}
	d.lead(t, to...)
	server := httptest.NewServer(&httputil.ReverseProxy{Transport: d, ErrorLog: log.New(io.Discard, "", 0),
		Rewrite:      func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.URL.Host = "http", "program" },
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }})
	t.Cleanup(server.Close)
	d.site = &site{URL: server.URL}
	return d
}

// lead lets the door lead to these.
func (d *door) lead(t *testing.T, to ...*site) {
	t.Helper()
	var hosts []string
	for _, s := range to {
		at, err := url.Parse(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		hosts = append(hosts, at.Host)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.to = hosts
}

// turn is the programs in the order in which they are to be tried.
func (d *door) turn() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.next++
	n := d.next % len(d.to)
	return append(append([]string(nil), d.to[n:]...), d.to[:n]...)
}

// RoundTrip sends the request to the first program that takes the connection.
func (d *door) RoundTrip(r *http.Request) (answer *http.Response, err error) {
	var body []byte
	if r.Body != nil {
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	for _, host := range d.turn() {
		r.URL.Host, r.Body = host, io.NopCloser(bytes.NewReader(body)) // one that was not taken is closed
		answer, err = toPrograms.RoundTrip(r)
		var dialled *net.OpError
		if !errors.As(err, &dialled) || dialled.Op != "dial" {
			break
		}
	}
	return answer, err
}

// toPrograms keeps no connections: one that is left open by a program that has been killed
// would be found out only by what is sent into it.
var toPrograms = &http.Transport{DisableKeepAlives: true}
