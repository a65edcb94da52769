package page

import "net/http"

// robots lets search engines read what is published, and nothing else (RFC 9309).
const robots = "User-agent: *\nAllow: /publicerat/\nAllow: /static/\nDisallow: /\n"

// Robots tells programs that read the web by themselves what they may read.
func Robots(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	_, _ = w.Write([]byte(robots)) // a reader that hung up is nobody's error
	return nil
}
