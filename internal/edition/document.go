// Package edition is a yearly report as a finished document: what it says, section by
// section, in words and numbers that are ready to be shown. A document is what an edition
// keeps, what two editions are compared by, and what every file is made from, so that the
// page, the paper, the workbook and the slides cannot say different things.
//
// It is pure. It must not know where words and figures come from, how they are shown, nor
// who may read them: a document holds only what its audience may see.
package edition

import (
	"encoding/json"
	"strconv"
	"time"
)

// Format is the number of the structure below. A document that was stored under an earlier
// number must be readable for as long as there are such documents: only add fields.
const Format = 1

// Audience is who a document is for.
type Audience string

// The audiences. Internal is the group and its clinics, who see all figures; Public is
// everybody else, the receiving body too, from whom small numbers are hidden.
const (
	Internal Audience = "internal"
	Public   Audience = "public"
)

// Kind is what sort of document it is.
type Kind string

// The kinds: the yearly report, and a package of data about a group of patients.
const (
	Report  Kind = ""
	Package Kind = "package"
)

// Document is one year's report for one audience, or a data package, which is made of the
// same parts.
type Document struct {
	Format    int      `json:"format"`
	Kind      Kind     `json:"kind,omitempty"`
	Group     string   `json:"group"` // its full name
	GroupCode string   `json:"group_code"`
	Body      string   `json:"body,omitempty"` // the receiving body's name
	Year      int      `json:"year"`
	Number    int      `json:"number,omitempty"` // of the edition; zero for a draft
	Audience  Audience `json:"audience"`
	Language  string   `json:"language"` // of the words, as BCP 47: "sv"
	// Example says that the figures are made up.
	Example bool `json:"example,omitempty"`
	// AsOf is the day whose figures and texts the document has.
	AsOf  time.Time `json:"as_of"`
	Title string    `json:"title"`
	Lead  string    `json:"lead,omitempty"` // one line under the title
	// Purpose is what the group is asked to do, as plain text.
	Purpose string `json:"purpose,omitempty"`
	About   []Term `json:"about,omitempty"`
	// Notices are what a reader must know before the first page.
	Notices []string `json:"notices,omitempty"`
	// Units are those that the document is about, in their fixed order.
	Units    []Unit    `json:"units,omitempty"`
	Sections []Section `json:"sections"`
}

// Name is what an edition is called: the year it is about and its number, "2025:1".
func Name(year, number int) string { return strconv.Itoa(year) + ":" + strconv.Itoa(number) }

// Term is a word with what it stands for.
type Term struct {
	Term string `json:"term"`
	Text string `json:"text"`
}

// Section is one heading of the report with all that stands under it.
type Section struct {
	ID      string `json:"id"` // an anchor, unique in the document
	Heading string `json:"heading"`
	// Content is what data the section is about; "text" for words alone.
	Content string `json:"content"`
	// Written is who wrote it and when, in words; "" in a public document.
	Written string  `json:"written,omitempty"`
	Blocks  []Block `json:"blocks,omitempty"`
}

// Block is one thing in a section. Exactly one of its fields is set.
type Block struct {
	Heading   string `json:"heading,omitempty"` // of what follows, one step below the section's
	Prose     *Prose `json:"prose,omitempty"`
	Paragraph string `json:"paragraph,omitempty"` // the report's own words, as plain text
	// Shorter is the paragraph in fewer words, the longest first, for where there is little
	// room: one that names many things names fewer, each whole, and says how many are left.
	Shorter   []string   `json:"shorter,omitempty"`
	Note      string     `json:"note,omitempty"` // the same, in a quieter voice
	Terms     []Term     `json:"terms,omitempty"`
	List      []string   `json:"list,omitempty"`
	Table     *Table     `json:"table,omitempty"`
	Picture   *Picture   `json:"picture,omitempty"`
	Statement *Statement `json:"statement,omitempty"`
	Goal      *Goal      `json:"goal,omitempty"`
}

// Prose is what somebody has written in the group.
type Prose struct {
	// HTML is the text as safe HTML: paragraphs, lists, emphasis, links and tables, without
	// headings, scripts and styles. Figures that it refers to are written out in it.
	HTML string `json:"html"`
	// Figures are what the text refers to, so that what it says can be traced.
	Figures []Reference `json:"figures,omitempty"`
}

// Reference is a figure that a text refers to, as it was when the document was made.
type Reference struct {
	Code string `json:"code"` // what the writer typed
	Text string `json:"text"` // what stands in its place
	// From is the anchor of the results that it is one of.
	From string `json:"from"`
}

// Statement is a unit's own word, which nobody else may change.
type Statement struct {
	Unit   string `json:"unit"`
	UnitID int64  `json:"unit_id"`
	About  string `json:"about,omitempty"` // which period or measure it is about
	Text   string `json:"text"`            // plain, with line breaks
	Signed string `json:"signed,omitempty"`
}

// Table is a table of words and numbers.
type Table struct {
	ID      string   `json:"id"` // unique in the document
	Caption string   `json:"caption"`
	Columns []Column `json:"columns"` // the first is what each row is about
	Rows    []Row    `json:"rows"`
	// Matrix has one column for each unit, more than a narrow page can stack.
	Matrix bool `json:"matrix,omitempty"`
}

// The tables of a data package that other pages take lines from: how many children each
// measure counts, and what others have published of it.
const (
	PatientsTable   = "antal-tabell"
	ReferencesTable = "referens-tabell"
)

// Column is a column of a table.
type Column struct {
	Text   string `json:"text"`
	Number bool   `json:"number,omitempty"` // of numbers, set to the right
}

// Row is a row of a table; its first cell is its heading.
type Row struct {
	Cells []Cell `json:"cells"`
	Sum   bool   `json:"sum,omitempty"` // of several others
	// Over says that the row is a heading over those that follow: its one cell goes
	// across all columns.
	Over bool `json:"over,omitempty"`
}

// Cell is one cell. Text is all that a reader needs.
type Cell struct {
	Text   string `json:"text"`
	Detail string `json:"detail,omitempty"` // a smaller line below
	// Status and Standing are the codes of what Text says in words, for a badge.
	Status   string `json:"status,omitempty"`
	Standing string `json:"standing,omitempty"`
	// Anchor is of what the text leads to in the document.
	Anchor string `json:"anchor,omitempty"`
	// Number is the text's value, for a workbook; nil for words.
	Number *float64 `json:"number,omitempty"`
}

// Picture is a chart: what to draw, not the drawing.
type Picture struct {
	ID    string `json:"id"`    // unique in the document
	Kind  string `json:"kind"`  // "timeline", "comparison", "funnel", "spread"
	Title string `json:"title"` // what it shows, in a few words
	Alt   string `json:"alt"`   // what can be seen in it
	// Option is package chart's description.
	Option json.RawMessage `json:"option"`
}
