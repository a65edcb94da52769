// Package document makes documents out of web pages: PDF, by the external program
// WeasyPrint. It must not know what a document says, nor anything else of ours.
package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// program is what makes PDF files, from version 57 on (https://weasyprint.org).
const program = "weasyprint"

const (
	// timeout is how long one document may take.
	timeout = time.Minute
	// atOnce is how many documents are made at a time: each takes a core and some
	// hundred megabytes.
	atOnce = 2
)

// ErrMissing: the program that makes PDF files is not installed.
var ErrMissing = errors.New("weasyprint finns inte på datorn. Installera det för att få PDF: apt-get install weasyprint")

// Printer makes PDF files. Any number of goroutines may use it; a nil Printer makes
// none.
type Printer struct {
	path string
	// turns has room for those that are made now.
	turns chan struct{}
}

// Find looks for the program; ErrMissing when it is not there.
func Find() (*Printer, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return nil, ErrMissing
	}
	return &Printer{path: path, turns: make(chan struct{}, atOnce)}, nil
}

// Paper is a document to make.
type Paper struct {
	// HTML is the whole page, with its language and title: they become the document's.
	HTML []byte
	// Files are what the page mentions by name alone, such as "minutes.css".
	Files map[string][]byte
	// At is the document's date: the same page at the same date gives the same file.
	At time.Time
}

// PDF makes the page a tagged PDF that holds to PDF/UA-1 (ISO 14289-1), for readers
// that read aloud. ErrMissing without the program.
func (p *Printer) PDF(ctx context.Context, paper Paper) ([]byte, error) {
	if p == nil {
		return nil, ErrMissing
	}
	select {
	case p.turns <- struct{}{}:
		defer func() { <-p.turns }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	dir, err := os.MkdirTemp("", "samsyn-document-")
	if err != nil {
		return nil, err
	}
	pdf, err := p.print(ctx, dir, paper)
	return pdf, errors.Join(err, os.RemoveAll(dir))
}

// print makes the file with all it needs in a folder of its own.
func (p *Printer) print(ctx context.Context, dir string, paper Paper) ([]byte, error) {
	for name, content := range paper.Files {
		if name != filepath.Base(name) {
			return nil, fmt.Errorf("document: %q is not a name alone", name)
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.path, "--quiet", "--encoding", "utf-8", "--media-type", "print", "--pdf-variant", "pdf/ua-1",
		"--base-url", dir+string(filepath.Separator), "-", "-")
	cmd.Dir, cmd.WaitDelay = dir, 5*time.Second
	// Nothing of ours is in its environment: settings hold secrets.
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "LANG=C.UTF-8", "SOURCE_DATE_EPOCH=" + strconv.FormatInt(paper.At.Unix(), 10)}
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(paper.HTML), &out, &said
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, fmt.Errorf("weasyprint: %w: %s", err, lastLine(said.String()))
	}
	if !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) {
		return nil, fmt.Errorf("weasyprint: no PDF: %s", lastLine(said.String()))
	}
	return out.Bytes(), nil
}

// lastLine is the end of what the program said, where it says what was wrong.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	return lines[len(lines)-1]
}
