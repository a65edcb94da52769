package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// Handler serves the files under their hashed addresses, to be kept for a year. A known
// file under another hash is one of a newer or older program beside this one, whose page
// the reader has: ours stands in for it, and is not kept. Everything else is 404, the
// address without a hash too: nothing links there.
func Handler() http.Handler {
	lib := loaded()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ours := lib.byURL[r.URL.Path]
		if !ours {
			a = lib.otherVersion(r.URL.Path)
		}
		if a == nil {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		if !ours {
			w.Header().Set("Cache-Control", "no-store")
		}
		a.serve(w, r)
	})
}

// hashed takes an address below prefix apart: the name before the hash, and its ending.
var hashed = regexp.MustCompile(`^(.+)\.[0-9a-f]{16}(\.[a-z0-9]+)$`)

// otherVersion is the file that the address names with the hash of another version of it;
// nil for what is no such address.
func (lib *library) otherVersion(url string) *asset {
	name, below := strings.CutPrefix(url, prefix)
	parts := hashed.FindStringSubmatch(name)
	if !below || parts == nil {
		return nil
	}
	return lib.byPath[parts[1]+parts[2]]
}

// serve writes one file, packed when the browser takes it so.
func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	body := a.body
	if packed := a.packed(); packed != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body = packed
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(body) // a browser that hung up is nobody's error
}

// acceptsGzip reads an Accept-Encoding header; "gzip;q=0" is a refusal.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) != "gzip" {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(quality), "q="), 64)
		return err != nil || q > 0
	}
	return false
}

// gzip packs the body, or is nil when that gains nothing (fonts are packed already).
func (a *asset) gzip() []byte {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil
	}
	_, _ = z.Write(a.body) // a bytes.Buffer does not fail
	_ = z.Close()
	if out.Len() > len(a.body)*9/10 {
		return nil
	}
	return out.Bytes()
}
