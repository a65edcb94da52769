package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// What Pandoc 2.17 writes, as far as it is changed. It writes the same element in the
// same way every time, and escapes all text, so that tags cannot be found in it.
var (
	drawing             = regexp.MustCompile(`(?s)<w:drawing>.*?</w:drawing>`)
	drawingNumber       = regexp.MustCompile(`descr="` + pictureMark + `(\d+)"`)
	tableOf             = regexp.MustCompile(`(?s)<w:tbl>.*?</w:tbl>`)
	tableProperties     = regexp.MustCompile(`(?s)<w:tblPr>.*?</w:tblGrid>`)
	tableCaption        = regexp.MustCompile(`<w:tblCaption [^>]*>`)
	markParagraph       = regexp.MustCompile(`<w:p>(?:<w:pPr><w:pStyle w:val="\w+" /></w:pPr>)?<w:r><w:t xml:space="preserve">(` + contentsMark + `|` + breakMark + `)</w:t></w:r></w:p>`)
	placeholderRelation = regexp.MustCompile(`<Relationship [^>]*Target="media/[^"]*" ?/>`)
	languageStyles      = regexp.MustCompile(`(<w:name w:val="` + languageStyle + `)([\w-]+)(" ?/>(?:<w:basedOn [^>]*>)?)</w:style>`)
	placeholderType     = regexp.MustCompile(`<Override [^>]*PartName="/word/media/[^>]*>`)
)

// document finishes the document's main part.
func (p *wordPage) document(content []byte) ([]byte, error) {
	var err error
	content = drawing.ReplaceAllFunc(content, func(old []byte) []byte {
		m := drawingNumber.FindSubmatch(old)
		if m == nil {
			err = fmt.Errorf("document: pandoc wrote a picture that is not known")
			return old
		}
		number, _ := strconv.Atoi(string(m[1]))
		if number >= len(p.pictures) {
			err = fmt.Errorf("document: pandoc wrote picture %d of %d", number, len(p.pictures))
			return old
		}
		return []byte(p.drawing(number))
	})
	if err != nil {
		return nil, err
	}
	number := 0
	content = tableOf.ReplaceAllFunc(content, func(old []byte) []byte {
		number++
		if number > len(p.tables) {
			return old
		}
		return p.tables[number-1].finish(old)
	})
	if number != len(p.tables) {
		return nil, fmt.Errorf("document: pandoc wrote %d tables of %d", number, len(p.tables))
	}
	content = markParagraph.ReplaceAllFunc(content, func(old []byte) []byte {
		if bytes.Contains(old, []byte(contentsMark)) {
			return []byte(p.tableOfContentsXML())
		}
		return []byte(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
	})
	return content, nil
}

// finish gives a table its widths, lets its head be repeated on each page (Pandoc says
// which rows it is) and no row be broken, and puts its text in the tables' style.
func (t wordTable) finish(table []byte) []byte {
	table = tableProperties.ReplaceAllFunc(table, func(old []byte) []byte {
		return []byte(t.properties(string(tableCaption.Find(old))))
	})
	for _, change := range [][2]string{
		{`<w:tr><w:tc>`, `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>`},
		{`<w:trPr><w:tblHeader w:val="true" /></w:trPr>`, `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`},
		{`<w:pStyle w:val="Compact" />`, `<w:pStyle w:val="TableText" />`},
		{`<w:pStyle w:val="BodyText" />`, `<w:pStyle w:val="TableText" />`},
		{`<w:pStyle w:val="FirstParagraph" />`, `<w:pStyle w:val="TableText" />`},
	} {
		table = bytes.ReplaceAll(table, []byte(change[0]), []byte(change[1]))
	}
	return table
}

// drawing is a picture in Word: a PNG or JPEG, and the SVG for those who can show it
// (Word 2016 and later).
func (p *wordPage) drawing(number int) string {
	pic, first := p.pictures[number], p.firstOf(number)
	cx, cy := int(pic.width*9525), int(pic.height*9525) // EMU, of which 914,400 are an inch
	about := fmt.Sprintf(`id="%d" name="Figur %d" descr="%s"`, 10_000+number, number+1, escaped(pic.alt))
	decorative, svg := "", ""
	if pic.alt == "" {
		decorative = `<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>`
	}
	if pic.svg != nil {
		svg = fmt.Sprintf(`<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="%s"/></a:ext></a:extLst>`,
			relation(fmt.Sprintf("media/figur%d.svg", first+1)))
	}
	return fmt.Sprintf(`<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[1]d" cy="%[2]d"/><wp:docPr %[3]s>%[4]s</wp:docPr>`+
		`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr %[3]s/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="%[5]s">%[6]s</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`,
		cx, cy, about, decorative, relation(rasterName(first, p.pictures[first])), svg)
}

// tableOfContentsXML is Word's field of contents. It is filled in without page numbers:
// Word asks to bring it up to date when the document is opened, other programs show it
// as it is. It goes as deep as the headings that the page's own contents link to.
func (p *wordPage) tableOfContentsXML() string {
	var entries strings.Builder
	deepest := 1
	for _, h := range p.headings {
		if p.listed[h.id] {
			deepest = max(deepest, h.level)
		}
	}
	begin := fmt.Sprintf(`<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-%d" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, deepest)
	for _, h := range p.headings {
		if h.level > deepest {
			continue
		}
		fmt.Fprintf(&entries, `<w:p><w:pPr><w:pStyle w:val="TOC%d"/></w:pPr>%s<w:hyperlink w:anchor="%s" w:history="1"><w:r><w:t>%s</w:t></w:r></w:hyperlink></w:p>`,
			h.level, begin, h.id, escaped(h.text))
		begin = ""
	}
	title := ""
	if p.contents != "" {
		title = fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, escaped(p.contents))
	}
	return fmt.Sprintf(`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>%s%s`+
		`<w:p>%s<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>`, title, entries.String(), begin)
}
