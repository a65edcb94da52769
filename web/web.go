// Package web holds the files that the browser fetches: style sheets, scripts,
// fonts and the charting library, embedded in the program. It gives each a URL
// with a hash of its content, so that browsers may keep it for ever.
// It must not know pages, rooms or data.
package web

import "embed"

// Static is the embedded folder; paths in it start with "static/".
//
//go:embed static
var Static embed.FS
