package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestAReportBecomesAWordFile(t *testing.T) {
	docx, err := find(t).Word(t.Context(), report())
	if err != nil {
		t.Fatal(err)
	}
	parts := unpacked(t, docx)
	text := parts["word/document.xml"]
	read := told(t, docx, "pandoc", "--from=docx", "--to=markdown-simple_tables-multiline_tables-grid_tables", "--columns=200", "FILE")
	has(t, "what Pandoc reads back", read, "# Temperatur & värme", "## Resultat", "**barnen**", "[en sida](https://exempel.se/a)", "Tabell 1. Resultat",
		"| **Enhet 0**", "Andelen stiger från 64 % till 94 %.", "Figur 1. Utvecklingen", "Barn med rätt temperatur", "-   Ett", "1.  Först", "> Citat")
	has(t, "the text", text, `<w:pStyle w:val="Title" /></w:pPr><w:r><w:t xml:space="preserve">Årsrapport`, `<w:pStyle w:val="Subtitle" />`,
		` TOC \o "1-1" \h \z \u `, `<w:hyperlink w:anchor="plats1" w:history="1"><w:r><w:t>Temperatur &amp; värme</w:t>`, `w:name="plats1"`, `<w:pStyle w:val="CaptionedFigure" />`, `<w:pStyle w:val="ImageCaption" />`,
		`<w:tblCaption w:val="Tabell 1. Resultat"`, `w:firstColumn="1"`, `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`, `<w:rStyle w:val="Languageen-GB" />`,
		`descr="Andelen stiger från 64 % till 94 %."`, `<adec:decorative`, `<w:footerReference`, `<w:pgSz w:h="16838" w:w="11906"`)
	if heads, rows, whole := strings.Count(text, "<w:tblHeader/>"), strings.Count(text, "<w:tr>"), strings.Count(text, "<w:cantSplit/>"); heads != 1 || rows != 91 || whole != 91 {
		t.Errorf("%d heads, %d rows of which %d are not broken", heads, rows, whole)
	}
	if breaks := strings.Count(text, `<w:br w:type="page"/>`); breaks != 2 {
		t.Errorf("%d new pages", breaks)
	}
	if !regexp.MustCompile(`<w:jc w:val="right" /></w:pPr><w:r><w:t xml:space="preserve">Antal`).MatchString(text) {
		t.Error("a column of numbers is not to the right")
	}
	total := 0
	for _, m := range regexp.MustCompile(`gridCol w:w="(\d+)"`).FindAllStringSubmatch(text, -1) {
		width, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		total += width
	}
	if total < 9600 || total > 9638 {
		t.Errorf("a table is %d wide, the text 9638", total)
	}
	has(t, "the styles", parts["word/styles.xml"], `w:val="sv-SE"`, `<w:lang w:val="en-GB"/>`, `w:styleId="TOC1"`, `w:styleId="TableText"`)
	has(t, "the settings", parts["word/settings.xml"], `<w:themeFontLang w:val="sv-SE"/>`)
	has(t, "the metadata", parts["docProps/core.xml"], "<dc:title>Årsrapport 2025</dc:title>", "<dc:creator>Programområdet</dc:creator>", "<dc:language>sv-SE</dc:language>", "2026-02-02T02:40:00Z")
	has(t, "the types", parts["[Content_Types].xml"], `Extension="svg" ContentType="image/svg+xml"`)
	has(t, "the footer", parts["word/footer1.xml"], "NUMPAGES")
	for _, forbidden := range []string{pictureMark, "\uE000", "data:image"} {
		if strings.Contains(text, forbidden) {
			t.Errorf("%q is left", forbidden)
		}
	}
}

// TestWordPictures looks at what is shown: a chart as SVG and PNG, once however often it
// stands, and files of other kinds as they are.
func TestWordPictures(t *testing.T) {
	paper := report()
	paper.Files["liten.png"] = []byte("\x89PNG") // no picture
	paper.HTML = bytes.Replace(paper.HTML, []byte("</main>"), []byte(`<p><img src="liten.png" alt="Trasig"><img src="annan.png" alt="Finns inte"></p>
<svg width="40" height="20" viewBox="0 0 40 20"><title>Inne</title><desc>på sidan</desc><rect width="40" height="20"/></svg></main>`), 1)
	var refused []string
	paper.Refused = func(address string) { refused = append(refused, address) }
	docx, err := find(t).Word(t.Context(), paper)
	if err != nil {
		t.Fatal(err)
	}
	parts := unpacked(t, docx)
	text := parts["word/document.xml"]
	has(t, "the text", text, "Trasig", "Finns inte", `descr="Inne på sidan"`)
	if strings.Count(text, "<w:drawing>") != 3 || strings.Count(text, `r:embed="bild-figur1-png"`) != 2 || strings.Count(text, `r:embed="bild-figur1-svg"`) != 2 {
		t.Errorf("the pictures are\n%s", strings.Join(regexp.MustCompile(`r:embed="[^"]*"`).FindAllString(text, -1), "\n"))
	}
	if len(refused) != 1 || refused[0] != "annan.png" {
		t.Errorf("refused %q", refused)
	}
	drawn, err := png.Decode(strings.NewReader(parts["word/media/figur1.png"]))
	if err != nil {
		t.Fatal(err)
	}
	if size := drawn.Bounds(); size.Dx() < 1300 || size.Dx() > 1345 || size.Dx() < 2*size.Dy() {
		t.Errorf("drawn as %v", size)
	}
	// The text's middle is at 100 of 240, wherever the program puts its line.
	top, bottom := 0, 0
	for y := range drawn.Bounds().Dy() {
		for x := drawn.Bounds().Dx() * 150 / 720; x < drawn.Bounds().Dx()*200/720; x++ {
			if r, g, _, _ := drawn.At(x, y).RGBA(); r < 0x9000 && g < 0x9000 {
				if top == 0 {
					top = y
				}
				bottom = y
			}
		}
	}
	if middle := float64(top+bottom) / 2 / float64(drawn.Bounds().Dy()) * 240; middle < 97 || middle > 103 {
		t.Errorf("a text placed by its middle at 100 stands at %.1f", middle)
	}
	if svg := parts["word/media/figur1.svg"]; strings.Contains(svg, "dominant-baseline") || !strings.Contains(svg, `dy="4.20"`) || !strings.Contains(svg, `font-family="Arial, sans-serif"`) {
		t.Errorf("the SVG is %s", svg)
	}
	for name := range maps.Keys(parts) {
		if strings.Contains(name, "rId") {
			t.Errorf("the placeholder is left: %s", name)
		}
	}
}

// unpacked are a Word file's parts; those of XML must be whole, and all that one part
// mentions must be there.
func unpacked(t *testing.T, docx []byte) map[string]string {
	t.Helper()
	file, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range file.File {
		content, err := readPart(f)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(content)
		if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
			for d := xml.NewDecoder(bytes.NewReader(content)); ; {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", f.Name, err)
				}
			}
		}
	}
	if file.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the first part is %s", file.File[0].Name)
	}
	named := map[string]bool{}
	for _, m := range regexp.MustCompile(`Id="([^"]+)"[^>]* Target="([^"]+)"( TargetMode="External")?|Target="([^"]+)"[^>]* Id="([^"]+)"`).FindAllStringSubmatch(parts["word/_rels/document.xml.rels"], -1) {
		named[m[1]+m[5]] = true
		if target := m[2] + m[4]; m[3] == "" && parts["word/"+target] == "" {
			t.Errorf("%s is not there", target)
		}
	}
	for _, m := range regexp.MustCompile(`r:(?:embed|id)="([^"]+)"`).FindAllStringSubmatch(parts["word/document.xml"], -1) {
		if !named[m[1]] {
			t.Errorf("%s is mentioned and not there", m[1])
		}
	}
	return parts
}

func TestColumnWidths(t *testing.T) {
	for _, c := range []struct {
		name           string
		longest, words []int
	}{
		{"one of text among numbers", []int{40, 5, 5}, []int{12, 5, 5}},
		{"too much for the page", []int{60, 60, 60, 60}, []int{40, 40, 40, 40}},
		{"empty", []int{0, 0}, []int{0, 0}},
	} {
		got := widths(c.longest, c.words)
		total := 0
		for _, w := range got {
			if total += w; w <= 0 {
				t.Errorf("%s: %v", c.name, got)
			}
		}
		if total > textWidth || total < textWidth-len(got) {
			t.Errorf("%s: %v is %d of %d", c.name, got, total, textWidth)
		}
	}
	if got := widths([]int{40, 5}, []int{12, 5}); got[0] < 5*got[1] {
		t.Errorf("the text gets no more room: %v", got)
	}
}
