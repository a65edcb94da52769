package document

import (
	"archive/zip"
	"bytes"
	"embed"
	"io/fs"
	"strings"
	"sync"
	"time"
)

// referenceParts are the parts of a Word document that shows how others look: styles,
// page, footer, language. It began as the one that "pandoc --print-default-data-file
// reference.docx" gives; the styles' names are Pandoc's.
//
//go:embed all:reference
var referenceParts embed.FS

// reference is the parts as a file.
var reference = sync.OnceValues(func() ([]byte, error) {
	var parts []part
	err := fs.WalkDir(referenceParts, "reference", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := referenceParts.ReadFile(path)
		parts = append(parts, part{strings.TrimPrefix(path, "reference/"), content})
		return err
	})
	if err != nil {
		return nil, err
	}
	return pack(parts)
})

// part is a file within a Word document.
type part struct {
	name    string
	content []byte
}

// pack puts parts in a file, always the same way.
func pack(parts []part) ([]byte, error) {
	var out bytes.Buffer
	file := zip.NewWriter(&out)
	for _, p := range parts {
		method := zip.Deflate
		if strings.HasSuffix(p.name, ".png") || strings.HasSuffix(p.name, ".jpeg") {
			method = zip.Store // packed already
		}
		// The earliest date that the format can hold: the document's own is in its
		// metadata.
		w, err := file.CreateHeader(&zip.FileHeader{Name: p.name, Method: method, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(p.content); err != nil {
			return nil, err
		}
	}
	err := file.Close()
	return out.Bytes(), err
}
