package document

import "time"

// Paper is a document to make.
type Paper struct {
	// HTML is the whole page in UTF-8. See PDF and Word for what of it they heed.
	HTML []byte
	// Files are what the page mentions by name alone, such as "report.css" or
	// "chart-12.svg": style sheets, pictures (SVG, PNG, JPEG) and fonts. Nothing
	// else can be reached, whatever the page asks for.
	Files map[string][]byte
	// Attachments are put into a PDF, in this order. Word has no room for them.
	Attachments []Attachment
	// At is the document's date, in the file's metadata too: the same paper at the
	// same date gives the same bytes.
	At time.Time
	// Title, Author and Lang (BCP 47, such as "sv") are the file's metadata. Empty
	// ones are taken from the page: <title>, <meta name="author">, <html lang>.
	Title, Author, Lang string
	// Within is how long it may take once its turn has come. Zero means 5 minutes. Papers
	// that may take more than a minute leave room for one that may not.
	Within time.Duration
	// Progress is told how far it has come, if it is there: the stage, and how many
	// of its steps are done, 0 of 0 when they are not counted. It is called from one
	// goroutine at a time and should not take long.
	Progress func(stage Stage, done, of int)
	// Refused is told each address that the page asked for and did not get since it
	// is not among Files, if it is there. The document is made without it.
	Refused func(address string)
}

// Attachment is a file within a PDF.
type Attachment struct {
	// Name is the file's name for the reader, such as "tabeller.xlsx". Each has one
	// of its own, without folders.
	Name string
	// Type is its media type, such as "text/csv".
	Type string
	// Description says what is in it, in the document's language.
	Description string
	Content     []byte
}

// Variant is the standard that a PDF holds to.
type Variant string

const (
	// Accessible is PDF/UA-1 (ISO 14289-1): tagged, for reading, also aloud.
	Accessible Variant = "pdf/ua-1"
	// Archive is PDF/A-3b (ISO 19005-3): for keeping, with the data attached.
	Archive Variant = "pdf/a-3b"
)

// Stage is what is being done to a paper. PDF goes through Waiting, Reading,
// LayingOut, Drawing and Finishing; Word through Waiting, Picturing, Converting and
// Finishing.
type Stage string

const (
	Waiting    Stage = "waiting"    // for its turn
	Reading    Stage = "reading"    // the page and its style sheets
	LayingOut  Stage = "layingout"  // the pages; counted in pages, without knowing how many there will be
	Drawing    Stage = "drawing"    // the pages; counted
	Picturing  Stage = "picturing"  // the pictures; counted
	Converting Stage = "converting" // from HTML to Word
	Finishing  Stage = "finishing"  // metadata, tags, attachments
)

// defaultWithin is for long papers on a slow computer.
const defaultWithin = 5 * time.Minute

func (p *Paper) within() time.Duration {
	if p.Within > 0 {
		return p.Within
	}
	return defaultWithin
}

func (p *Paper) progress(stage Stage, done, of int) {
	if p.Progress != nil {
		p.Progress(stage, done, of)
	}
}

func (p *Paper) refused(address string) {
	if p.Refused != nil {
		p.Refused(address)
	}
}
