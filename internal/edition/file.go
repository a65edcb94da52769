package edition

// FileFormat is a kind of file that a document can be made.
type FileFormat string

// The formats.
const (
	HTMLFile     FileFormat = "html"    // one page that is whole in itself
	PDFFile      FileFormat = "pdf"     // to read and to print, also read aloud
	ArchiveFile  FileFormat = "pdfa"    // PDF for the archive, with the data in it
	WordFile     FileFormat = "docx"    // to copy out of
	WorkbookFile FileFormat = "xlsx"    // all tables, and all results as rows
	TablesFile   FileFormat = "csv"     // the same as text files, in a zip file
	SlidesFile   FileFormat = "slides"  // the presentation, as one page with its script
	HandoutFile  FileFormat = "handout" // the presentation on paper
	SummaryFile  FileFormat = "summary" // one page for the council above
	UnitFile     FileFormat = "unit"    // one unit's own report
)

// FileFormats are all formats, in the order they are offered.
var FileFormats = []FileFormat{PDFFile, WordFile, HTMLFile, WorkbookFile, TablesFile, SlidesFile, HandoutFile, SummaryFile, UnitFile, ArchiveFile}

// kinds are what files of each format end with and what they are.
var kinds = map[FileFormat]struct{ ending, media string }{
	HTMLFile:     {"html", "text/html; charset=utf-8"},
	PDFFile:      {"pdf", "application/pdf"},
	ArchiveFile:  {"pdf", "application/pdf"},
	WordFile:     {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	WorkbookFile: {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	TablesFile:   {"zip", "application/zip"},
	SlidesFile:   {"html", "text/html; charset=utf-8"},
	HandoutFile:  {"pdf", "application/pdf"},
	SummaryFile:  {"pdf", "application/pdf"},
	UnitFile:     {"pdf", "application/pdf"},
}

// Ending is what the names of the format's files end with, without the point.
func (f FileFormat) Ending() string { return kinds[f].ending }

// MediaType is the format's; "" for one that is not known.
func (f FileFormat) MediaType() string { return kinds[f].media }

// FilesVersion is that of the making of files (package reportfile), by which a file that is
// kept is known. It goes up when a file of the same document becomes another.
const FilesVersion = "1"

// UnitName is what the document calls the unit; "" when it is not about it.
func (d *Document) UnitName(unit int64) string {
	if u, ok := d.Unit(unit); ok {
		return u.Short
	}
	for m := range d.Measures() {
		for _, r := range m.Results {
			if r.UnitID == unit && unit != 0 {
				return r.Who
			}
		}
	}
	return ""
}
