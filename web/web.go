// Package web holds the files that the browser fetches: style sheets, scripts,
// fonts and the charting library, embedded in the program. It gives each a URL
// with a hash of its content, so that browsers may keep it for ever.
// It must not know pages, rooms or data.
package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
)

// Static is the embedded folder; paths in it start with "static/".
//
//go:embed static
var Static embed.FS

// prefix is where the files live, in the program's URLs and in style sheets.
const prefix = "/static/"

// asset is one file as the browser gets it.
type asset struct {
	url         string // with the content's hash
	contentType string
	body        []byte
	packed      func() []byte // gzip, made at the first request; nil when it would not be smaller
}

// library is every asset, by the path below static/ and by its URL.
type library struct {
	byPath, byURL map[string]*asset
}

// loaded reads the embedded files once.
var loaded = sync.OnceValue(load)

// URL is the address of a file below static/, for example
// URL("css/samsyn.css") = "/static/css/samsyn.0f3c….css". A file that is not
// there is a mistake in the program and panics.
func URL(name string) string {
	a, ok := loaded().byPath[name]
	if !ok {
		panic(fmt.Sprintf("web: no file %q in static", name))
	}
	return a.url
}

// load builds the library: files first, then the style sheets, whose url(…)
// need the files' hashed addresses.
func load() *library {
	lib := &library{byPath: map[string]*asset{}, byURL: map[string]*asset{}}
	err := fs.WalkDir(Static, "static", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || contentType(p) == "" || path.Ext(p) == ".css" {
			return err
		}
		body, err := Static.ReadFile(p)
		lib.add(strings.TrimPrefix(p, "static/"), body)
		return err
	})
	if err != nil {
		panic(fmt.Sprintf("web: the embedded files: %v", err))
	}
	lib.add(sheetName, lib.sheet(sheets))
	for name, parts := range alone {
		lib.add(name, lib.sheet(parts))
	}
	return lib
}

// add puts one file into the library under its hashed address.
func (lib *library) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	a := &asset{
		url:         prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:8]) + ext,
		contentType: contentType(name),
		body:        body,
	}
	a.packed = sync.OnceValue(a.gzip)
	lib.byPath[name] = a
	lib.byURL[a.url] = a
}

// contentType is the type a file is served with, "" for files that are not
// served at all (licences, notes, sources).
func contentType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	}
	return ""
}

// staticURL finds url(/static/…) in a style sheet.
var staticURL = regexp.MustCompile(`url\(/static/([^)"']+)\)`)
