package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"
)

// A workbook is read part by part as a stream, by code of our own: a library that
// tells a number from a date reads the whole sheet into memory for it (excelize
// takes 10 seconds and 1.3 GB for 100,000 rows, against 3 seconds), and one that
// does not cannot be used. The format is ISO/IEC 29500-1 (SpreadsheetML).
const (
	// unpackedLimit is how large a workbook may be when it is unpacked, in bytes,
	// and packedRatio how many times larger than packed: figures pack well, but not
	// that well.
	unpackedLimit = 256 << 20
	packedRatio   = 200
	// smallPart is the size below which a part of a workbook may be as packed as it
	// is, and the most that the parts which are read whole may have.
	smallPart = 1 << 20
	wholePart = 8 << 20
)

// workbook is an XLSX file that is open for reading.
type workbook struct {
	parts    map[string]*zip.File // by name, in lower case
	sheets   []bookSheet
	texts    []string // those that cells refer to by number
	dates    []bool   // by style: whether it shows numbers as dates
	date1904 bool     // days are counted from 1904
}

// bookSheet is one sheet of a workbook.
type bookSheet struct {
	name   string
	hidden bool
	part   *zip.File
}

// openWorkbook reads all but the sheets.
func openWorkbook(data []byte) (*workbook, *Problem) {
	b, problem := unpackable(data)
	if problem != nil {
		return nil, problem
	}
	for _, read := range []func() error{b.readSheets, b.readStyles, b.readTexts} {
		if err := read(); err != nil {
			return nil, &Problem{Code: FileBroken}
		}
	}
	return b, nil
}

// unpackable finds what keeps the file from being a workbook, or would make it too
// large to unpack, before anything is unpacked. The standard library holds every
// part to the size that it says it has.
func unpackable(data []byte) (*workbook, *Problem) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &Problem{Code: FileBroken}
	}
	b := &workbook{parts: map[string]*zip.File{}}
	var unpacked uint64
	for _, part := range archive.File {
		b.parts[strings.ToLower(strings.TrimPrefix(part.Name, "/"))] = part
		size, packed := part.UncompressedSize64, max(part.CompressedSize64, 1)
		unpacked += size
		if unpacked > unpackedLimit || size > smallPart && size/packed > packedRatio {
			return nil, &Problem{Code: FileUnpacksTooLarge}
		}
	}
	if b.parts["xl/workbook.xml"] == nil {
		return nil, &Problem{Code: FileKind}
	}
	return b, nil
}

// Unpacked is how much there is to read in the file, in bytes: for a workbook what
// its parts say that they become.
func Unpacked(data []byte) int64 {
	b, problem := unpackable(data)
	if problem != nil {
		return int64(len(data))
	}
	var size int64
	for _, part := range b.parts {
		size += int64(part.UncompressedSize64)
	}
	return size
}

// whole reads a part that is small into a value; one that is not there leaves it
// as it is.
func (b *workbook) whole(name string, into any) error {
	part := b.parts[name]
	if part == nil {
		return nil
	}
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return xml.NewDecoder(io.LimitReader(r, wholePart)).Decode(into)
}

// readSheets finds the sheets' names and parts.
func (b *workbook) readSheets() error {
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	err := errors.Join(b.whole("xl/workbook.xml", &book), b.whole("xl/_rels/workbook.xml.rels", &relations))
	if err != nil {
		return err
	}
	b.date1904 = isTrue(book.Properties.Date1904)
	targets := map[string]string{}
	for _, r := range relations.List {
		if targets[r.ID] = path.Join("xl", r.Target); strings.HasPrefix(r.Target, "/") {
			targets[r.ID] = strings.TrimPrefix(r.Target, "/")
		}
	}
	for _, s := range book.Sheets {
		if part := b.parts[strings.ToLower(targets[s.ID])]; part != nil && s.Name != "" { // no spreadsheet lets a sheet have no name
			b.sheets = append(b.sheets, bookSheet{name: s.Name, hidden: s.State != "" && s.State != "visible", part: part})
		}
	}
	return nil
}

func isTrue(text string) bool { return text == "1" || text == "true" || text == "on" }

// readStyles finds out which styles show a number as a date or a time.
func (b *workbook) readStyles() error {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.whole("xl/styles.xml", &styles); err != nil {
		return err
	}
	dates := map[int]bool{}
	for _, f := range styles.Formats {
		dates[f.ID] = isDateFormat(f.Code)
	}
	for _, c := range styles.Cells {
		n := c.Format
		date, own := dates[n]
		// The formats that are built in, of every language's Excel (18.8.30).
		builtIn := n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58
		b.dates = append(b.dates, own && date || !own && builtIn)
	}
	return nil
}

// literal is what a format shows as it stands: in quotation marks, after a
// backslash, or a colour or language in brackets.
var literal = regexp.MustCompile(`"[^"]*"?|\\.|\[[^\]hms]*\]`)

// isDateFormat reports whether the format code shows a day, month, year or time.
func isDateFormat(code string) bool {
	return strings.ContainsAny(strings.ToLower(literal.ReplaceAllString(code, "")), "dmyhs")
}

// readTexts reads the texts that cells share.
func (b *workbook) readTexts() error {
	part := b.parts["xl/sharedstrings.xml"]
	if part == nil {
		return nil
	}
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	var text textReader
	for d := xml.NewDecoder(r); ; {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if end, ok := token.(xml.EndElement); ok && end.Name.Local == "si" {
			b.texts = append(b.texts, text.take())
		}
		text.hear(token)
	}
}

// textReader gathers a text that may stand in several pieces, without the reading
// help (rPh) that East Asian texts have.
type textReader struct {
	text         strings.Builder
	inside, help bool
}

func (r *textReader) hear(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		r.inside = t.Name.Local == "t"
		r.help = r.help || t.Name.Local == "rPh"
	case xml.EndElement:
		r.inside = false
		r.help = r.help && t.Name.Local != "rPh"
	case xml.CharData:
		if r.inside && !r.help {
			r.text.Write(t)
		}
	}
}

// take gives the text, and begins a new one.
func (r *textReader) take() string {
	text := r.text.String()
	r.text.Reset()
	return text
}
