package main

import (
	"net/http"
	"time"
)

// maxHeader is how many bytes the head of a request may be. Browsers send a few
// thousand, most of them cookies.
const maxHeader = 32 << 10

// patience is how long a client may take: to send the head of a request, to send all of
// it, to receive the answer from when the head was read, and between two requests.
type patience struct {
	header, request, answer, idle time.Duration
}

// newSite is the site for browsers, which hangs up on those who take longer than that.
func newSite(handler http.Handler, p patience) *http.Server {
	return &http.Server{Handler: handler, MaxHeaderBytes: maxHeader,
		ReadHeaderTimeout: p.header, ReadTimeout: p.request, WriteTimeout: p.answer, IdleTimeout: p.idle}
}
