// Package document makes files to keep and to hand over out of a finished web page:
// PDF by WeasyPrint, Word by Pandoc. It must not know what a page says, nor anything
// else of ours.
//
// # Style sheets for PDF
//
// WeasyPrint 57 reads CSS for print: @page with margin boxes, string-set, running
// elements, counter(page) and counter(pages), target-counter for contents, leader(),
// break-before, -inside and -after, orphans and widows, bookmark-level, footnotes,
// columns. It drops without a word what it does not know: calc(), min() and their like,
// grid, gap, @layer, @supports, @media with widths, nested rules, logical properties
// (margin-inline, inset, …), aspect-ratio, box-shadow, oklch() and color-mix(),
// rgb(0 0 0 / 50%) (rgba() is known), position: sticky, text-wrap. So a document has a
// sheet of its own, of blocks and tables. What costs, measured on 150 pages with 150
// charts and 75 tables of 80 cells (9.3 s of processor time for the pages, pictures beside
// it in another process):
//
//   - <svg> in the page instead of <img src="chart.svg">: +67 %, and charts wait for each
//     other. Files are drawn beside the layout, once however often they stand.
//   - display: flex: +68 % for a column around each chapter; around a figure it loses the
//     picture.
//   - 500 more rules of classes, twice over: +26 %. Sixty with :is() and :not(): +18 %.
//   - 200 tokens on :root and var() in a few rules: +5 %.
//   - table-layout: fixed, with widths of columns: −17 %.
//
// Fonts come from Files (@font-face, also WOFF2), or are the computer's.
package document

import (
	"os/exec"
	"sync"
	"time"
)

// Format is a kind of file.
type Format string

const (
	// PDF is made by WeasyPrint.
	PDF Format = "pdf"
	// Word is made by Pandoc, with pictures by rsvg-convert.
	Word Format = "docx"
)

// Press makes the files. Any number of goroutines may use it; a nil Press makes
// nothing, and says which programs are missing.
type Press struct {
	// python is what runs WeasyPrint, "" without it; pandoc and rsvg are programs.
	python, pandoc, rsvg string
	// turns has room for those that are made now, and long for those of them that may
	// take more than a minute: a page or two need not wait for reports.
	turns, long chan struct{}
	// memory is the most address space that WeasyPrint may have, in bytes.
	memory int
	// apart says whether the kernel lets a program have a network of its own.
	apart func() bool
}

// Find looks for the programs, and starts none. What is missing is told by Missing
// and by those who need it; the rest works.
func Find() *Press {
	p := &Press{turns: make(chan struct{}, atOnce), long: make(chan struct{}, atOnce-1), memory: memory, apart: sync.OnceValue(mayUnshare)}
	p.python = findPython()
	p.pandoc, _ = exec.LookPath(pandoc)
	p.rsvg, _ = exec.LookPath(rsvg)
	return p
}

const (
	// atOnce is how many files are made at a time: each takes a core or two and some
	// hundred megabytes.
	atOnce = 2
	// short is the most time that a short paper may have.
	short = time.Minute
)

// Missing is nil when the format can be made, and otherwise a *MissingError for the
// first program that is not there.
func (p *Press) Missing(f Format) error {
	if p == nil {
		p = &Press{}
	}
	var needed [][2]string
	switch f {
	case PDF:
		needed = [][2]string{{weasyprint, p.python}}
	case Word:
		needed = [][2]string{{pandoc, p.pandoc}, {rsvg, p.rsvg}}
	}
	for _, program := range needed {
		if program[1] == "" {
			return &MissingError{Program: program[0]}
		}
	}
	return nil
}
