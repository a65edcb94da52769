package reportfile

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"samsyn/internal/edition"
)

// kinds are what a format's files are called and what they are.
var kinds = map[edition.FileFormat]struct{ part, ending, media string }{
	edition.HTMLFile:     {"", "html", "text/html; charset=utf-8"},
	edition.PDFFile:      {"", "pdf", "application/pdf"},
	edition.ArchiveFile:  {"arkiv", "pdf", "application/pdf"},
	edition.WordFile:     {"", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	edition.WorkbookFile: {"", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	edition.TablesFile:   {"tabeller", "zip", "application/zip"},
	edition.SlidesFile:   {"bildspel", "html", "text/html; charset=utf-8"},
	edition.HandoutFile:  {"bildspel", "pdf", "application/pdf"},
	edition.SummaryFile:  {"sammanfattning", "pdf", "application/pdf"},
	edition.UnitFile:     {"enhet", "pdf", "application/pdf"},
}

// name is the file's, such as "neonatologi-arsrapport-2025-1-intern.pdf": the group, the
// year, the edition and for whom it is.
func name(d *edition.Document, o Order, unit string) string {
	edited, audience := "utkast", "publik"
	if d.Number > 0 {
		edited = strconv.Itoa(d.Number)
	}
	if d.Audience == edition.Internal {
		audience = "intern"
	}
	kind := kinds[o.Format]
	parts := []string{ascii(d.GroupCode), "arsrapport", strconv.Itoa(d.Year), edited, audience, kind.part, ascii(unit)}
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, "-") + "." + kind.ending
}

// ascii is the text as a part of a file's name: its letters without marks, in lower
// case, and what is neither letter nor digit as a hyphen.
func ascii(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}
