package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// finish puts into Pandoc's file what it cannot: pictures, contents, the tables' widths
// and heads, metadata and settings; and packs it the same way every time.
func finish(docx []byte, page *wordPage) ([]byte, error) {
	file, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		return nil, err
	}
	var parts []part
	for _, f := range file.File {
		content, err := readPart(f)
		if err != nil {
			return nil, err
		}
		switch f.Name {
		case "word/document.xml":
			content, err = page.document(content)
		case "word/_rels/document.xml.rels":
			content = page.relationships(content)
		case "[Content_Types].xml":
			content = contentTypes(content)
		case "word/styles.xml":
			content = languageStyles.ReplaceAll(content, []byte(`$1$2$3<w:rPr><w:lang w:val="$2"/></w:rPr></w:style>`))
		case "docProps/core.xml":
			content = page.core()
		case "word/settings.xml":
			if content, err = referenceParts.ReadFile("reference/word/settings.xml"); err == nil {
				content = bytes.ReplaceAll(content, []byte("sv-SE"), []byte(escaped(page.lang)))
			}
		}
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(f.Name, "word/media/") { // the placeholder
			parts = append(parts, part{f.Name, content})
		}
	}
	parts = append(parts, page.media()...)
	// The list of types is first, as in every such file; the rest by name.
	slices.SortStableFunc(parts, func(a, b part) int {
		return strings.Compare(strings.TrimPrefix(a.name, "["), strings.TrimPrefix(b.name, "["))
	})
	return pack(parts)
}

func readPart(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// media are the pictures' files, each once.
func (p *wordPage) media() []part {
	var parts []part
	for _, m := range p.mediaNames() {
		content := m.of.raster
		if strings.HasSuffix(m.name, ".svg") {
			content = m.of.svg
		}
		parts = append(parts, part{"word/" + m.name, content})
	}
	return parts
}

// medium is a file of a picture and its name within the document.
type medium struct {
	name string
	of   *picture
}

// mediaNames are the files that the document's pictures are in, by number of the first
// picture that shows it.
func (p *wordPage) mediaNames() []medium {
	var all []medium
	for i, pic := range p.pictures {
		if p.firstOf(i) != i {
			continue
		}
		all = append(all, medium{rasterName(i, pic), pic})
		if pic.svg != nil {
			all = append(all, medium{fmt.Sprintf("media/figur%d.svg", i+1), pic})
		}
	}
	return all
}

// firstOf is the number of the first picture that shows the same file in the same size.
func (p *wordPage) firstOf(i int) int {
	pic := p.pictures[i]
	if pic.name == "" {
		return i
	}
	return slices.IndexFunc(p.pictures, func(other *picture) bool { return other.name == pic.name })
}

func rasterName(i int, pic *picture) string {
	kind := "png"
	if bytes.HasPrefix(pic.raster, []byte("\xff\xd8")) {
		kind = "jpeg"
	}
	return fmt.Sprintf("media/figur%d.%s", i+1, kind)
}

// relationships lists the pictures' files beside the document's other parts.
func (p *wordPage) relationships(content []byte) []byte {
	var list strings.Builder
	for _, m := range p.mediaNames() {
		fmt.Fprintf(&list, `<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Id="%s" Target="%s"/>`, relation(m.name), m.name)
	}
	list.WriteString("</Relationships>")
	// The placeholder's file is not there any more.
	content = placeholderRelation.ReplaceAll(content, nil)
	return bytes.Replace(content, []byte("</Relationships>"), []byte(list.String()), 1)
}

// relation is the name by which the document mentions a picture's file.
func relation(name string) string {
	return "bild-" + strings.ReplaceAll(strings.TrimPrefix(name, "media/"), ".", "-")
}

// contentTypes adds the pictures' types.
func contentTypes(content []byte) []byte {
	for _, kind := range [][2]string{{"jpeg", "image/jpeg"}, {"png", "image/png"}, {"svg", "image/svg+xml"}} {
		if !bytes.Contains(content, fmt.Appendf(nil, `Extension="%s"`, kind[0])) {
			content = bytes.Replace(content, []byte("</Types>"), fmt.Appendf(nil, `<Default Extension="%s" ContentType="%s"/></Types>`, kind[0], kind[1]), 1)
		}
	}
	return placeholderType.ReplaceAll(content, nil)
}

// core is the metadata.
func (p *wordPage) core() []byte {
	at := p.paper.At.UTC().Format(time.RFC3339)
	return fmt.Appendf(nil, xml.Header+`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`+
		`<dc:title>%s</dc:title><dc:creator>%s</dc:creator><dc:language>%s</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%[4]s</dcterms:modified></cp:coreProperties>`,
		escaped(p.title), escaped(p.author), escaped(p.lang), at)
}

func escaped(s string) string {
	var out strings.Builder
	// A strings.Builder does not fail.
	_ = xml.EscapeText(&out, []byte(s))
	return out.String()
}
