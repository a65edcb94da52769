// Package document makes files to keep and to hand over out of a finished web page:
// PDF by WeasyPrint, Word by Pandoc. It must not know what a page says, nor anything
// else of ours.
package document

import (
	"os/exec"
	"sync"
)

// Format is a kind of file.
type Format string

const (
	PDF  Format = "pdf"
	Word Format = "docx"
)

// Press makes the files. Any number of goroutines may use it; a nil Press makes
// nothing, and says which programs are missing.
type Press struct {
	// python is what runs WeasyPrint, "" without it; pandoc and rsvg are programs.
	python, pandoc, rsvg string
	// turns has room for those that are made now.
	turns chan struct{}
	// memory is the most address space that WeasyPrint may have, in bytes.
	memory int
	// apart says whether the kernel lets a program have a network of its own.
	apart func() bool
}

// Find looks for the programs, and starts none. What is missing is told by Missing
// and by those who need it; the rest works.
func Find() *Press {
	p := &Press{turns: make(chan struct{}, atOnce), memory: memory, apart: sync.OnceValue(mayUnshare)}
	p.python = findPython()
	p.pandoc, _ = exec.LookPath(pandoc)
	p.rsvg, _ = exec.LookPath(rsvg)
	return p
}

// atOnce is how many files are made at a time: each takes a core or two and some
// hundred megabytes.
const atOnce = 2

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
