package page

import (
	"net/http"
	"strings"
)

// robots lets search engines read what is published, and nothing else (RFC 9309). What a
// group does not want to be found says so itself, which only those who read it are told.
const robots = "User-agent: *\nAllow: /publicerat\nAllow: /tillganglighet\nAllow: /static/\nDisallow: /\n"

// Robots tells programs that read the web by themselves what they may read; base is where
// people find the site, "" when it is not known.
func Robots(base string) Handler {
	text := robots
	if base != "" {
		text += "\nSitemap: " + strings.TrimSuffix(base, "/") + "/sitemap.xml\n"
	}
	return func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "public, max-age=3600")
		_, _ = w.Write([]byte(text)) // a reader that hung up is nobody's error
		return nil
	}
}
