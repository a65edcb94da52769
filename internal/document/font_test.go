package document

import (
	"bytes"
	"os"
	"testing"
)

// TestFontsOfThePaper embeds the site's own font, which is variable and in WOFF2, for
// text and charts alike, and no other.
func TestFontsOfThePaper(t *testing.T) {
	font, err := os.ReadFile("../../web/static/vendor/inter/inter-latin-wght-normal.woff2")
	if err != nil {
		t.Fatal(err)
	}
	paper := Paper{At: day, Title: "Typsnitt", Lang: "sv", HTML: []byte(`<link rel="stylesheet" href="a.css"><h1>Åtgärder</h1><p>Text <b>fet</b></p><img src="chart.svg" alt="x">`),
		Files: map[string][]byte{"inter.woff2": font, "chart.svg": bytes.ReplaceAll([]byte(chart), []byte("sans-serif"), []byte("&#39;Inter Variable&#39;, sans-serif")),
			"a.css": []byte(`@font-face { font-family: "Inter Variable"; src: url(inter.woff2); font-weight: 100 900 } html { font-family: "Inter Variable" }`)}}
	p := find(t)
	pdf, err := p.PDF(t.Context(), paper, Archive)
	if err != nil {
		t.Fatal(err)
	}
	fonts := told(t, pdf, "pdffonts", "FILE")
	has(t, "the list of fonts", fonts, "Inter")
	if bytes.Contains([]byte(fonts), []byte("DejaVu")) {
		t.Errorf("other fonts:\n%s", fonts)
	}
	again, err := p.PDF(t.Context(), paper, Archive)
	if err != nil || !bytes.Equal(pdf, again) {
		t.Errorf("the same page gave another file, %v", err)
	}
}
