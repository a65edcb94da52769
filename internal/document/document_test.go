package document

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// page is a small document with what matters in it.
const page = `<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Protokoll 2026:3</title>
<link rel="stylesheet" href="print.css"></head><body><h1>Protokoll</h1><p>Åtgärder för barnen</p>
<table><thead><tr><th scope="col">Namn</th></tr></thead><tbody><tr><td>Ann</td></tr></tbody></table></body></html>`

var day = time.Unix(1_770_000_000, 0)

func find(t *testing.T) *Press {
	t.Helper()
	p := Find()
	if err := errors.Join(p.Missing(PDF), p.Missing(Word)); err != nil {
		t.Fatal(err)
	}
	return p
}

// told is what a program says of a file.
func told(t *testing.T, file []byte, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(args, path)
	if name == "pdftotext" {
		args = append(args, "-")
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", name, err, out)
	}
	return string(out)
}

func TestAPageBecomesATaggedPDF(t *testing.T) {
	paper := Paper{HTML: []byte(page), Files: map[string][]byte{"print.css": []byte("@page { size: 100mm 100mm }")}, At: day}
	pdf, err := find(t).PDF(t.Context(), paper, Accessible)
	if err != nil {
		t.Fatal(err)
	}
	if text := told(t, pdf, "pdftotext"); !strings.Contains(text, "Åtgärder för barnen") {
		t.Errorf("text %q", text)
	}
	info := told(t, pdf, "pdfinfo")
	for _, want := range []string{"Protokoll 2026:3", "283.465 x 283.465 pts"} {
		if !strings.Contains(info, want) {
			t.Errorf("no %q in\n%s", want, info)
		}
	}
	if !strings.Contains(info, "Tagged:          yes") {
		t.Errorf("not tagged:\n%s", info)
	}
	structure := told(t, pdf, "pdfinfo", "-struct-text")
	for _, want := range []string{"H1", "Table", "TH", "TD"} {
		if !strings.Contains(structure, want) {
			t.Errorf("no %s among the tags:\n%s", want, structure)
		}
	}
	for _, want := range []string{"/Lang (sv)", "pdfuaid"} {
		if !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("no %s in the file", want)
		}
	}
	again, err := find(t).PDF(t.Context(), paper, Accessible)
	if err != nil || !bytes.Equal(pdf, again) {
		t.Errorf("the same page gave another file, %v", err)
	}
}

func TestWhatCannotBePrinted(t *testing.T) {
	var missing *Press
	var without *MissingError
	if _, err := missing.PDF(t.Context(), Paper{HTML: []byte(page)}, Accessible); !errors.As(err, &without) {
		t.Errorf("without the program: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if err := Find().Missing(PDF); !errors.As(err, &without) {
		t.Errorf("found what is not there: %v", err)
	}
}

func TestAPressThatFails(t *testing.T) {
	p := find(t)
	t.Setenv("TMPDIR", t.TempDir())
	if _, err := p.PDF(t.Context(), Paper{HTML: []byte(page), Files: map[string][]byte{"../x": nil}}, Accessible); err == nil {
		t.Error("a file outside the folder was written")
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.PDF(gone, Paper{HTML: []byte(page)}, Accessible); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits for it any more: %v", err)
	}
	script := filepath.Join(t.TempDir(), "python")
	if err := os.WriteFile(script, []byte("#!/bin/sh\necho 'fel i filen' >&2\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	broken := Find()
	broken.python = script
	if _, err := broken.PDF(t.Context(), Paper{HTML: []byte(page)}, Accessible); err == nil || !strings.Contains(err.Error(), "fel i filen") {
		t.Errorf("what the program said is lost: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "samsyn-document-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("folders are left: %v, %v", left, err)
	}
}
