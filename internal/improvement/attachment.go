package improvement

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"io"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// The limits of what is attached to an example.
const (
	MostAttachments   = 10
	LargestAttachment = 10 << 20 // bytes
	longestName       = 200      // characters
	// largestPart is the most that is read of a part inside a document to tell what the
	// document is.
	largestPart = 1 << 20
)

// Attachment is a file that belongs to an example.
type Attachment struct {
	ID        AttachmentID
	ExampleID ExampleID
	Name      string // safe to save a file as, with the ending of its type
	MediaType string // one of those that are taken, never what the sender said
	Size      int    // bytes
	SHA256    [sha256.Size]byte
	AddedAt   time.Time
	AddedBy   org.PersonID // zero for a command
}

// fileType is a type of file that is taken.
type fileType struct {
	media string
	ends  []string // of names, the usual first
}

var (
	pdf  = fileType{"application/pdf", []string{".pdf"}}
	png  = fileType{"image/png", []string{".png"}}
	jpeg = fileType{"image/jpeg", []string{".jpg", ".jpeg"}}
	odt  = fileType{"application/vnd.oasis.opendocument.text", []string{".odt"}}
)

// officeTypes are the documents of Office Open XML, by the type of the document's main
// part (ISO/IEC 29500-1, part of each format's schema); those with macros have others.
var officeTypes = map[string]fileType{
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml":   {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}},
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml":         {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}},
	"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": {"application/vnd.openxmlformats-officedocument.presentationml.presentation", []string{".pptx"}},
}

// AttachmentEndings are the endings of the files that are taken, to choose among.
func AttachmentEndings() []string {
	return []string{".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx", ".pptx", ".odt"}
}

// NewAttachment is what came as a file with a name, as it may be kept. What the file is
// is told from its content: PDF, PNG, JPEG, Word, Excel, PowerPoint or OpenDocument text,
// without macros. The problems are at "file".
func NewAttachment(name string, content []byte) (Attachment, error) {
	var v fault.ValidationError
	a := Attachment{Size: len(content), SHA256: sha256.Sum256(content)}
	switch {
	case len(content) == 0 && name == "":
		v.Add("file", "attachment_required")
	case len(content) == 0:
		v.Add("file", "attachment_empty")
	case len(content) > LargestAttachment:
		v.Add("file", "attachment_too_large", LargestAttachment>>20)
	default:
		kind, problem := typeOf(content)
		if problem != "" {
			v.Add("file", problem)
			break
		}
		a.Name, a.MediaType = safeName(name, kind), kind.media
		if quality.HoldsPersonalNumber(a.Name) {
			v.Add("file", "attachment_name")
		}
	}
	return a, v.OrNil()
}

// What files of the types begin with: ISO 32000-1 7.5.2, ISO/IEC 15948 5.2, ISO/IEC
// 10918-1 B.1.1 and PKWARE's APPNOTE 4.3.7, where documents are zip files.
const (
	pdfStart  = "%PDF-"
	pngStart  = "\x89PNG\r\n\x1a\n"
	jpegStart = "\xff\xd8\xff"
	zipStart  = "PK\x03\x04"
)

// typeOf tells the type from the content; the problem is the code of why it is not taken.
func typeOf(content []byte) (kind fileType, problem string) {
	begins := func(start string) bool { return bytes.HasPrefix(content, []byte(start)) }
	switch {
	case begins(pdfStart):
		return pdf, ""
	case begins(pngStart):
		return png, ""
	case begins(jpegStart):
		return jpeg, ""
	case begins(zipStart):
		return documentType(content)
	}
	return fileType{}, "attachment_type"
}

// documentType tells which document a zip file is.
func documentType(content []byte) (kind fileType, problem string) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return kind, "attachment_type"
	}
	if slices.ContainsFunc(archive.File, func(f *zip.File) bool {
		name := strings.ToLower(f.Name)
		return strings.HasSuffix(name, "vbaproject.bin") || strings.HasPrefix(name, "basic/")
	}) {
		return kind, "attachment_macros"
	}
	types := part(archive, "[Content_Types].xml")
	if strings.Contains(types, "macroEnabled") {
		return kind, "attachment_macros"
	}
	for main, office := range officeTypes {
		if strings.Contains(types, `"`+main+`"`) {
			return office, ""
		}
	}
	if len(archive.File) > 0 && archive.File[0].Name == "mimetype" && part(archive, "mimetype") == odt.media {
		return odt, ""
	}
	return kind, "attachment_type"
}

// part is the beginning of a part of the archive; "" when there is none that can be read.
func part(archive *zip.Reader, name string) string {
	file, err := archive.Open(name)
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }() // it is only read
	text, err := io.ReadAll(io.LimitReader(file, largestPart))
	if err != nil {
		return ""
	}
	return string(text)
}

// safeName is the name without folders and without what a file system, a header or a
// reader could be fooled by, with an ending that the type has. Letters that turn the
// direction of text make "fdp.exe" of "exe.pdf".
func safeName(name string, kind fileType) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), strings.ContainsRune(`<>:"/|?*`, r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, name)
	ending := path.Ext(name)
	stem := strings.TrimSuffix(name, ending)
	if !slices.Contains(kind.ends, strings.ToLower(ending)) {
		stem, ending = name, kind.ends[0]
	}
	stem = strings.Trim(stem, " .")
	if stem == "" {
		stem = "bilaga"
	}
	if letters := []rune(stem); len(letters) > longestName-len(ending) {
		stem = string(letters[:longestName-len(ending)])
	}
	return stem + ending
}
