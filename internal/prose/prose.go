// Package prose makes what people write in the yearly report into safe HTML: Markdown with
// paragraphs, lists, emphasis, quotations, links and tables, and references to figures in
// double square brackets, which are written out as what they refer to says now.
//
// It is pure. It must not know where figures come from, nor who is reading: a function
// that it is given says what stands in a reference's place.
package prose

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Figure is what a reference refers to.
type Figure struct {
	// Text is what stands in the reference's place, as plain text.
	Text string
	// Anchor is where in the document the figure comes from; "" for nowhere, and then
	// there is no link.
	Anchor string
}

// Why is the reason why a reference refers to nothing; "" when it does.
type Why string

// The reasons.
const (
	UnknownCode Why = "unknown_code" // no measure of the year has the code
	UnknownName Why = "unknown_name" // neither a part of the measure nor a unit, or a form
	UnknownYear Why = "unknown_year" // the report has no figures for the time
	PartNeeded  Why = "part_needed"  // the measure is divided, and no part is named
	WrongForm   Why = "wrong_form"   // that cannot be said of it
)

// Resolver says what a reference refers to, or why it refers to nothing.
type Resolver func(Reference) (Figure, Why)

// Found is a reference with what it refers to.
type Found struct {
	Reference
	Figure
}

// Problem is a reference that refers to nothing.
type Problem struct {
	Reference
	Why Why
}

// Text is a text that has been made HTML.
type Text struct {
	// HTML is without headings, images, scripts, styles, ids and anything that was
	// typed as HTML. A heading has become a paragraph in bold, since the text stands
	// under headings of several levels, and an image a link to it. A reference that
	// refers to nothing stands as it was typed, marked with class "figure-unknown";
	// the others have class "figure".
	HTML string
	// Found and Problems are the references in the order of the text.
	Found    []Found
	Problems []Problem
}

// HTML makes the Markdown safe HTML. Nothing that is typed is lost: what is no mark-up
// here, as HTML, stands as it was typed.
func HTML(markdown string, resolve Resolver) Text {
	ctx := parser.NewContext()
	reading := &reading{resolve: resolve}
	ctx.Set(readingKey, reading)
	source := []byte(markdown)
	document := reader().Parse(text.NewReader(source), parser.WithContext(ctx))
	var b bytes.Buffer
	// A buffer takes all that is written to it, and our own nodes never fail.
	_ = writer().Render(&b, source, document)
	return Text{HTML: safe().Sanitize(b.String()), Found: reading.found, Problems: reading.problems}
}

// reading is one text that is being read.
type reading struct {
	resolve  Resolver
	found    []Found
	problems []Problem
}

var readingKey = parser.NewContextKey()

// The tools are made once; they may be used by many at a time.
var (
	reader = sync.OnceValue(newReader)
	writer = sync.OnceValue(newWriter)
	safe   = sync.OnceValue(newPolicy)
)
