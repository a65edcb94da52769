package document

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// scripts are run by WeasyPrint's Python, in place of its command.
//
//go:embed weasyprint/*.py
var scripts embed.FS

// memory is the most address space that WeasyPrint may have: a report of 150 pages
// takes a third of it.
const memory = 4 << 30

// job is what weasyprint/main.py reads.
type job struct {
	Variant     Variant  `json:"variant"`
	Title       string   `json:"title"`
	Author      string   `json:"author"`
	Lang        string   `json:"lang"`
	Date        string   `json:"date"`
	Memory      int      `json:"memory"`
	Attachments []inside `json:"attachments"`
}

// inside is an attachment without its content.
type inside struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Description string `json:"description"`
}

// PDF makes the page a PDF that holds to a standard. Both variants are tagged, have
// bookmarks of the headings and metadata, and the paper's attachments; Archive has, beside
// what Accessible has, colours that mean the same everywhere. The page should have h1 to
// h6 in order, tables with thead and th scope, pictures with alt (without or with an empty
// one they are ornaments), lists as lists and lang where the language changes;
// <nav role="doc-toc"> with a list is tagged as contents.
//
// Errors are a *MissingError, *VersionError, *TimeoutError, CancelledError,
// *DiskFullError, *MemoryError or *FailedError.
func (p *Press) PDF(ctx context.Context, paper Paper, variant Variant) ([]byte, error) {
	if err := p.Missing(PDF); err != nil {
		return nil, err
	}
	return p.within(ctx, &paper, func(ctx context.Context, w *workshop) ([]byte, error) {
		if err := w.lay(variant); err != nil {
			return nil, err
		}
		err := w.run(ctx, command{program: weasyprint, path: p.python, line: w.heard,
			args: []string{"-I", "-B", filepath.Join(w.dir, "program", "main.py")}})
		var failed *FailedError
		if errors.As(err, &failed) && strings.Contains(failed.Said, "No module named") {
			err = &MissingError{Program: weasyprint}
		} else if failed != nil && strings.HasPrefix(failed.Said, otherVersion) {
			err = &VersionError{Program: weasyprint, Found: strings.TrimPrefix(failed.Said, otherVersion)}
		}
		if err != nil {
			return nil, err
		}
		pdf, err := w.read("out.pdf")
		if err == nil && !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			err = &FailedError{Program: weasyprint, Said: "no PDF"}
		}
		return pdf, err
	})
}

// lay puts what the script needs in the workshop.
func (w *workshop) lay(variant Variant) error {
	j := job{Variant: variant, Title: w.paper.Title, Author: w.paper.Author, Lang: w.paper.Lang,
		Date: w.paper.At.UTC().Format(time.RFC3339), Memory: w.press.memory, Attachments: []inside{}}
	attached := map[string][]byte{}
	for _, a := range w.paper.Attachments {
		if attached[a.Name] != nil {
			return fmt.Errorf("document: two attachments have the name %q", a.Name)
		}
		attached[a.Name] = append([]byte{}, a.Content...)
		j.Attachments = append(j.Attachments, inside{a.Name, a.Type, a.Description})
	}
	described, err := json.Marshal(j)
	if err != nil {
		return err
	}
	program := map[string][]byte{}
	entries, err := scripts.ReadDir("weasyprint")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if program[e.Name()], err = scripts.ReadFile("weasyprint/" + e.Name()); err != nil {
			return err
		}
	}
	return errors.Join(w.write("files", w.paper.Files), w.write("attached", attached), w.write("program", program),
		w.write(".", map[string][]byte{"job.json": described, "page.html": w.paper.HTML}))
}

// heard is a line from the script: "stage NAME DONE OF" or "refused ADDRESS".
func (w *workshop) heard(line string) {
	if address, found := strings.CutPrefix(line, "refused "); found {
		w.paper.refused(address)
		return
	}
	var stage Stage
	var done, of int
	if n, _ := fmt.Sscanf(line, "stage %s %d %d", &stage, &done, &of); n == 3 {
		w.tell(stage, done, of)
	}
}

// aName refuses what is not a name alone.
func aName(name string) error {
	if name == "" || name != filepath.Base(name) || name == "." || name == ".." || strings.ContainsRune(name, 0) {
		return fmt.Errorf("document: %q is not a name alone", name)
	}
	return nil
}

// findPython is the Python that WeasyPrint's command runs with, and so has its
// module: the first line of the command names it. "" when the command is not there.
func findPython() string {
	path, err := exec.LookPath(weasyprint)
	if err != nil {
		return ""
	}
	head, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	fields := strings.Fields(strings.TrimPrefix(string(line), "#!"))
	if len(fields) > 1 && filepath.Base(fields[0]) == "env" {
		fields = fields[1:]
	}
	if len(fields) == 0 || !bytes.HasPrefix(line, []byte("#!")) {
		return ""
	}
	python, err := exec.LookPath(fields[0])
	if err != nil {
		return ""
	}
	return python
}
