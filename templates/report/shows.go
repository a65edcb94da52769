package report

import (
	"samsyn/internal/edition"
	"samsyn/templates/ui"
)

// Asset is a style sheet or a script: an address, or its own text in a file that must
// hold all that it needs.
type Asset struct {
	URL  string
	Text string
}

// SlidesView is a document as a presentation, and as its hand-out.
type SlidesView struct {
	Document *edition.Document
	Slides   []edition.Slide
	Pictures Pictures
	Sheet    Asset
	Script   Asset
	Icon     string // its address; "" in a file
	// Back leads to where the presentation was opened from; zero in a file.
	Back ui.Link
}

// SlideChoiceView is the page before a presentation.
type SlideChoiceView struct {
	Head HeadView
	// Action is where the presentation is shown.
	Action string
	Slides []SlideChoice
	// Whole says that the visitor may show it with small numbers too.
	Whole bool
	// FilesURL is where the hand-out and the file are made; "" for those who may not.
	FilesURL string
	// SummaryURL is the year on one page.
	SummaryURL string
}

// SlideChoice is a slide that can be left out.
type SlideChoice struct {
	Key  string
	Text string
}

// SummaryView is a document on one page.
type SummaryView struct {
	Document *edition.Document
	Summary  edition.Summary
	Sheet    Asset
	// Head and FilesURL are the page's alone.
	Head     HeadView
	FilesURL string
}

// UnitReportView is what a document says of one unit.
type UnitReportView struct {
	Document *edition.Document
	Report   edition.UnitReport
	// Pictures are those of the unit's way over time, by the measure's anchor.
	Pictures map[string]UnitPicture
	Sheet    Asset
	// Head, Units and FilesURL are the page's alone.
	Head     HeadView
	Units    []ui.Link
	FilesURL string
}

// UnitPicture is a drawn chart with what can be seen in it.
type UnitPicture struct {
	URL, Title, Alt string
}

// ShowLinksView are the ways from a report to its shorter forms.
type ShowLinksView struct {
	SlidesURL, SummaryURL string
	// Units are the reports of the visitor's own units.
	Units []ui.Link
	// UnitsURL leads to all units' reports; "" for those who may not read them.
	UnitsURL string
}
