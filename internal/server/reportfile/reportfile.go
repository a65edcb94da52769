// Package reportfile makes a yearly report's document a file: a page, PDF, Word, a
// workbook, slides. It must not know where documents come from, who asks for a file or
// where it is kept: the same document, format and unit give the same bytes.
package reportfile

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
)

// Order is what file to make.
type Order struct {
	Format edition.FileFormat
	// UnitID is whose report it is, of format edition.UnitFile; else zero.
	UnitID int64
}

// File is a finished file.
type File struct {
	Name    string // in ASCII, with its ending
	Type    string // the media type
	Content []byte
}

// Progress is told what is being done, and how many of its steps are done, 0 of 0 when
// they are not counted. It may be called often, and from one goroutine at a time.
type Progress func(stage string, done, total int)

// The stages that are not package document's.
const (
	Charts  = "charts"  // the charts are drawn; counted
	Writing = "writing" // the page or the tables
)

// Maker makes files. Any number of goroutines may use it.
type Maker struct {
	charts *chart.Renderer
	press  *document.Press
	within time.Duration // how long a program may take; zero for its own limit
}

// New gives a maker that draws with charts, and makes PDF and Word by press.
func New(charts *chart.Renderer, press *document.Press) *Maker {
	return &Maker{charts: charts, press: press}
}

// WithLimit sets how long a program may take for one file.
func (m *Maker) WithLimit(within time.Duration) *Maker {
	m.within = within
	return m
}

// Make makes the file in the document's language; progress may be nil. An order that
// cannot be is fault.ErrNotFound. Other errors are package document's, the context's,
// and chart's, which are a programmer's.
func (m *Maker) Make(ctx context.Context, doc *edition.Document, order Order, progress Progress) (File, error) {
	if progress == nil {
		progress = func(string, int, int) {}
	}
	makes, ok := makers[order.Format]
	whose := doc.UnitName(order.UnitID)
	if !ok || (order.Format == edition.UnitFile) != (order.UnitID != 0) || order.UnitID != 0 && whose == "" {
		return File{}, fault.ErrNotFound
	}
	ctx = i18n.WithLanguage(ctx, i18n.Language(doc.Language))
	content, err := makes(ctx, &work{Maker: m, doc: doc, order: order, progress: progress})
	if err != nil {
		return File{}, fmt.Errorf("reportfile: %s: %w", order.Format, err)
	}
	return File{Name: name(doc, order, whose), Type: order.Format.MediaType(), Content: content}, nil
}

// work is one file that is being made.
type work struct {
	*Maker
	doc      *edition.Document
	order    Order
	progress Progress
}

// makers are how each format is made.
var makers = map[edition.FileFormat]func(context.Context, *work) ([]byte, error){
	edition.HTMLFile: page, edition.PDFFile: pdf, edition.ArchiveFile: archive, edition.WordFile: word,
	edition.WorkbookFile: workbook, edition.TablesFile: tables,
	edition.SlidesFile: slides, edition.HandoutFile: handout, edition.SummaryFile: summary, edition.UnitFile: unit,
}
