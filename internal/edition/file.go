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

// FilesVersion is that of the making of files (package reportfile), by which a file that is
// kept is known. It goes up when a file of the same document becomes another.
const FilesVersion = "1"

// UnitName is what the document calls the unit; "" when no result is about it.
func (d *Document) UnitName(unit int64) string {
	for m := range d.Measures() {
		for _, r := range m.Results {
			if r.UnitID == unit && unit != 0 {
				return r.Who
			}
		}
	}
	return ""
}
