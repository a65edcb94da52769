package improvement_test

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"samsyn/internal/improvement"
)

// zipped is a zip file with the parts, in order: names and texts by turns.
func zipped(t *testing.T, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for n := 0; n < len(parts); n += 2 {
		part, err := w.Create(parts[n])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(parts[n+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// types is the part of an Office document that says what its main part is.
func types(main string) string {
	return `<?xml version="1.0"?><Types><Override PartName="/x.xml" ContentType="` + main + `"/></Types>`
}

const (
	word       = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	excel      = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	powerpoint = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	openText   = "application/vnd.oasis.opendocument.text"
)

func TestFilesAreToldByTheirContent(t *testing.T) {
	for name, c := range map[string]struct {
		content       []byte
		media, stored string
	}{
		"rutin.pdf":      {[]byte("%PDF-1.7\n…"), "application/pdf", "rutin.pdf"},
		"bild.PNG":       {[]byte("\x89PNG\r\n\x1a\n…"), "image/png", "bild.PNG"},
		"foto.jpeg":      {[]byte("\xff\xd8\xff\xe0…"), "image/jpeg", "foto.jpeg"},
		"mall.docx":      {zipped(t, "[Content_Types].xml", types(word+".main+xml"), "word/document.xml", ""), word, "mall.docx"},
		"tal.xlsx":       {zipped(t, "[Content_Types].xml", types(excel+".main+xml")), excel, "tal.xlsx"},
		"visning.pptx":   {zipped(t, "ppt/presentation.xml", "", "[Content_Types].xml", types(powerpoint+".main+xml")), powerpoint, "visning.pptx"},
		"text.odt":       {zipped(t, "mimetype", openText, "content.xml", ""), openText, "text.odt"},
		"lurig.html":     {[]byte("%PDF-1.4 <script>"), "application/pdf", "lurig.html.pdf"},
		"utan ändelse":   {[]byte("%PDF-1.4"), "application/pdf", "utan ändelse.pdf"},
		"word.pdf":       {zipped(t, "[Content_Types].xml", types(word+".main+xml")), word, "word.pdf.docx"},
		"Rutin 1.2 2026": {[]byte("%PDF-1.4"), "application/pdf", "Rutin 1.2 2026.pdf"},
	} {
		a, err := improvement.NewAttachment(name, c.content)
		if err != nil || a.MediaType != c.media || a.Name != c.stored || a.Size != len(c.content) {
			t.Errorf("%s: %v, %s as %q", name, err, a.MediaType, a.Name)
		}
	}
}

func TestFilesThatAreNotTaken(t *testing.T) {
	bomb := zipped(t, "[Content_Types].xml", strings.Repeat(" ", 2<<20)+types(word+".main+xml"))
	for name, c := range map[string]struct {
		file    string
		content []byte
		want    string
	}{
		"none":                     {"", nil, "attachment_required"},
		"empty":                    {"x.pdf", nil, "attachment_empty"},
		"too large":                {"x.pdf", append([]byte("%PDF-"), make([]byte, improvement.LargestAttachment)...), "attachment_too_large"},
		"a page":                   {"x.pdf", []byte("<!doctype html><script>alert(1)</script>"), "attachment_type"},
		"a drawing with scripts":   {"x.png", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "attachment_type"},
		"a page before the PDF":    {"x.pdf", []byte("<html>%PDF-1.4"), "attachment_type"},
		"a program":                {"x.pdf", []byte("MZ\x90\x00"), "attachment_type"},
		"text":                     {"x.txt", []byte("hej"), "attachment_type"},
		"any zip":                  {"x.docx", zipped(t, "a.txt", "hej"), "attachment_type"},
		"a broken zip":             {"x.docx", []byte("PK\x03\x04…"), "attachment_type"},
		"macros by type":           {"x.docx", zipped(t, "[Content_Types].xml", types("application/vnd.ms-word.document.macroEnabled.main+xml")), "attachment_macros"},
		"macros by part":           {"x.docx", zipped(t, "[Content_Types].xml", types(word+".main+xml"), "word/vbaProject.bin", "x"), "attachment_macros"},
		"OpenDocument macros":      {"x.odt", zipped(t, "mimetype", openText, "Basic/Standard/Module1.xml", "x"), "attachment_macros"},
		"OpenDocument not first":   {"x.odt", zipped(t, "content.xml", "", "mimetype", openText), "attachment_type"},
		"OpenDocument spreadsheet": {"x.ods", zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "attachment_type"},
		"a type far in":            {"x.docx", bomb, "attachment_type"},
		"somebody's number":        {"journal 20121212-1212.pdf", []byte("%PDF-1.4"), "attachment_name"},
	} {
		_, err := improvement.NewAttachment(c.file, c.content)
		if got := problemsOf(t, err); !slices.Equal(got, []string{"file: " + c.want}) {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
	if _, err := improvement.NewAttachment("x.pdf", append([]byte("%PDF-"), make([]byte, improvement.LargestAttachment-5)...)); err != nil {
		t.Errorf("exactly as large as it may be: %v", err)
	}
}

func TestHostileFileNames(t *testing.T) {
	for name, want := range map[string]string{
		"../../etc/passwd.pdf":           "passwd.pdf",
		`C:\Users\lena\rutin.pdf`:        "rutin.pdf",
		"..":                             "bilaga.pdf",
		".pdf":                           "bilaga.pdf",
		"":                               "bilaga.pdf",
		" . .pdf":                        "bilaga.pdf",
		"a\r\nSet-Cookie: x=1.pdf":       "aSet-Cookie x=1.pdf",
		`"; filename="evil.exe`:          "; filename=evil.exe.pdf",
		"exe.\u202efdp.exe":              "exe.fdp.exe.pdf", // it read "exe.exe.pdf"
		"osynlig\u200b\ufeff.pdf":        "osynlig.pdf",
		"tab\tbed\u00a0o.pdf":            "tabbed o.pdf",
		"<img src=x onerror=alert(1)>.x": "img src=x onerror=alert(1).x.pdf",
		"\xff\xfe.pdf":                   "bilaga.pdf",
		"Åsas öron.PDF":                  "Åsas öron.PDF",
	} {
		a, err := improvement.NewAttachment(name, []byte("%PDF-1.4"))
		if err != nil || a.Name != want {
			t.Errorf("%q: %v, %q, want %q", name, err, a.Name, want)
		}
	}
	a, err := improvement.NewAttachment(strings.Repeat("å", 500)+".pdf", []byte("%PDF-1.4"))
	if err != nil || utf8.RuneCountInString(a.Name) != 200 || !strings.HasSuffix(a.Name, "å.pdf") {
		t.Errorf("a long name: %v, %d characters", err, utf8.RuneCountInString(a.Name))
	}
}
