// Package open is the web of what a group lets others read: everybody without an account, and
// those who speak for patients and relatives. The public pages are in the language that their
// address asks for, Swedish unless it does, since the same page is kept for all; the rest is in
// the reader's language. It must not know SQL, or which results may be shown.
package open

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"samsyn/internal/app/account"
	"samsyn/internal/app/open"
	"samsyn/internal/app/report"
	"samsyn/internal/chart"
)

// Handlers answers for the public pages, and for what the group does with them.
type Handlers struct {
	room    *open.Room
	people  *account.Room // counts who writes too often
	reports *report.Room
	edition Edition
	charts  *chart.Renderer
	pages   pages
	base    string // where people find the site, without a slash at its end; "" when it is not known
}

// Edition makes a published edition as it is read; the pages' frame is around it.
type Edition func(context.Context, report.Published) (templ.Component, error)

// Config is what the handlers need.
type Config struct {
	Room    *open.Room
	People  *account.Room   // counts who writes too often
	Reports *report.Room    // the draft that those who speak for patients may read, and what is published
	Edition Edition         // makes what is published
	Charts  *chart.Renderer // draws the pictures
	BaseURL string          // where people find the site, which search engines are told; "" when it is not known
}

// New gives the handlers.
func New(c Config) *Handlers {
	return &Handlers{room: c.Room, people: c.People, reports: c.Reports, edition: c.Edition, charts: c.Charts, base: strings.TrimSuffix(c.BaseURL, "/")}
}
