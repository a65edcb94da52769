// Package report is the yearly report's pages: the report itself, made to be read, printed
// and made files of, and the pages where it is written. It must not know where the words
// and figures come from.
package report

import (
	"samsyn/internal/edition"
	"samsyn/templates/ui"
)

// View is a year's report as a page.
type View struct {
	Head     HeadView
	Document *edition.Document
	Pictures Pictures
	Years    []ui.Link
	// Edit is where each section is written, by its ID; empty for those who do not write.
	Edit map[string]string
	// State is what an edition has come to, in words: "Fastställd 12 mars 2026". A paper
	// without one is a draft.
	State string
	// Shows are the ways to the report's shorter forms, on the page alone.
	Shows ShowLinksView
	// Write is where the group writes about each measure, by its anchor; empty for those
	// who do not write.
	Write map[string]string
	// BeginURL begins the work on the year's report; "" when it has begun, or for others.
	BeginURL string
}

// Pictures are the addresses of the document's charts, drawn, by their ID: files beside the
// page, or data: addresses so that the page is whole. A picture without one is left out.
type Pictures map[string]string

// YearsView is the list of years with a report.
type YearsView struct {
	Editions []EditionRow // those that are fixed, of all years, the latest first
	Years    []YearRow
}

// HeadView is the heading of a page about a year's report.
type HeadView struct {
	Trail []ui.Link
	Title string
	Lead  string
	Tabs  []ui.Link
}
