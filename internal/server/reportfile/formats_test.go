package reportfile

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
)

// plain is the text with its spaces, line breaks and soft hyphens made single spaces.
func plain(text string) string {
	text = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u00ad", "").Replace(text)
	return strings.Join(strings.Fields(text), " ")
}

// wants fails the test when the text does not say all that is wanted.
func wants(t *testing.T, what, text string, wanted ...string) {
	t.Helper()
	text = strings.ReplaceAll(plain(text), " ", "")
	for _, w := range wanted {
		if !strings.Contains(text, strings.ReplaceAll(plain(w), " ", "")) {
			t.Errorf("%s does not say %q", what, w)
		}
	}
}

// headings are the sections that have something to say, and the measures' titles.
func headings(d *edition.Document) (list []string) {
	for _, s := range d.Sections {
		if len(s.Blocks) > 0 {
			list = append(list, s.Heading)
		}
	}
	for m := range d.Measures() {
		list = append(list, m.Title)
	}
	return list
}

func TestPDF(t *testing.T) {
	f := made(t, edition.Internal, edition.PDFFile)
	if f.Name != "neonatologi-arsrapport-2025-1-intern.pdf" || f.Type != "application/pdf" {
		t.Errorf("%s, %s", f.Name, f.Type)
	}
	said(t, f, []string{"qpdf", "--check"})
	info := said(t, f, []string{"pdfinfo"})
	wants(t, "the information", info, "Title: Årsrapport 2025", "Tagged: yes", "Page size: 595.276 x 841.89 pts (A4)")
	pages, err := strconv.Atoi(regexp.MustCompile(`Pages:\s+(\d+)`).FindStringSubmatch(info)[1])
	if err != nil || pages < 15 || pages > 80 {
		t.Errorf("%d pages, %v", pages, err)
	}
	text := said(t, f, []string{"pdftotext", "-layout"}, "-")
	wants(t, "the report", text, append(headings(example(t, edition.Internal)), "27 av 29", "Exempeldata – inga verkliga siffror")...)
}

func TestArchivePDFHasTheDataInIt(t *testing.T) {
	f := made(t, edition.Internal, edition.ArchiveFile)
	said(t, f, []string{"qpdf", "--check"})
	if !bytes.Contains(f.Content, []byte("pdfaid")) {
		t.Error("it does not say that it is PDF/A")
	}
	wants(t, "the list", said(t, f, []string{"qpdf", "--list-attachments"}), "tabeller.xlsx", "resultat.csv", "om-rapporten.csv", "rapport.json")
	whole, _, err := example(t, edition.Internal).Encode()
	if got := said(t, f, []string{"qpdf", "--show-attachment=rapport.json"}); err != nil || got != string(whole) {
		t.Errorf("another document is attached: %d bytes, want %d, %v", len(got), len(whole), err)
	}
	book := made(t, edition.Internal, edition.WorkbookFile)
	if got := said(t, f, []string{"qpdf", "--show-attachment=tabeller.xlsx"}); got != string(book.Content) {
		t.Error("another workbook is attached")
	}
}

func TestWord(t *testing.T) {
	f, doc := made(t, edition.Internal, edition.WordFile), example(t, edition.Internal)
	html := said(t, f, []string{"pandoc", "--from=docx", "--to=html", "--wrap=none"})
	text := plain(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(html, " "))
	wants(t, "the document", text, append(headings(doc), "27 av 29", "Exempeldata – inga verkliga siffror")...)
	at := 0
	for _, s := range doc.Sections { // the headings are headings, in their order
		if len(s.Blocks) == 0 {
			continue
		}
		heading := regexp.MustCompile(`<h[12][^>]*>(<[^>]*>)*` + regexp.QuoteMeta(s.Heading)).FindStringIndex(html[at:])
		if heading == nil {
			t.Fatalf("no heading %q after the one before", s.Heading)
		}
		at += heading[1]
	}
	pictures := 0
	for _, size := range regexp.MustCompile(`<img[^>]*style="width:([\d.]+)in;height:([\d.]+)in"`).FindAllStringSubmatch(html, -1) {
		if width, err := strconv.ParseFloat(size[1], 64); err != nil || width < 4 || width > 7 {
			t.Errorf("a picture is %s by %s inches", size[1], size[2])
		}
		pictures++
	}
	if pictures != len(slices.Collect(doc.Pictures())) {
		t.Errorf("%d pictures have a size", pictures)
	}
	pictures = 0
	for p := range doc.Pictures() {
		pictures++
		if !strings.Contains(plain(html), strings.ReplaceAll(plain(p.Alt), `"`, "&quot;")) {
			t.Errorf("picture %s has not its alternative text %q", p.ID, p.Alt)
		}
	}
	if got := strings.Count(html, "<img"); got != pictures || pictures == 0 {
		t.Errorf("%d pictures, want %d", got, pictures)
	}
	if !regexp.MustCompile(`(?s)<tr[^>]*>.{0,300}Linköping.{0,600}27 av 29|27[\s ]av[\s ]29`).MatchString(html) {
		t.Error("no table with the counts of antenatal steroids")
	}
}

// near reports whether the two are the same number in the fifteen digits that Excel has, or
// both none.
func near(got, want string) bool {
	if got == want {
		return true
	}
	a, wrong := strconv.ParseFloat(got, 64)
	b, err := strconv.ParseFloat(want, 64)
	return wrong == nil && err == nil && math.Abs(a-b) <= 1e-14*math.Abs(b)
}

func TestWorkbook(t *testing.T) {
	for audience, whole := range map[edition.Audience]bool{edition.Internal: true, edition.Public: false} {
		f, err := excelize.OpenReader(bytes.NewReader(made(t, audience, edition.WorkbookFile).Content))
		if err != nil {
			t.Fatal(err)
		}
		about, err := f.GetRows("Om rapporten")
		if err != nil {
			t.Fatal(err)
		}
		wants(t, "the first sheet", strings.Join(flat(about), " "), "Årsrapport 2025", "Utgåva 2025:1", "10 februari 2026", "Exempeldata", "(SHA-256)")
		rows, err := f.GetRows("Resultat", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		want := 1
		for m := range example(t, audience).Measures() {
			for _, r := range m.Results {
				want++
				row := rows[want-1]
				if row[2] != m.Title || row[3] != r.Who || cell(row, 5) != number(r.Numerator) || cell(row, 6) != number(r.Denominator) || !near(cell(row, 7), number(r.Point)) {
					t.Errorf("row %d is %q, want %s, %s, %s, %s", want, row, m.Title, r.Who, number(r.Numerator), number(r.Denominator))
				}
			}
		}
		if len(rows) != want || want < 50 {
			t.Errorf("%d rows of results, want %d", len(rows), want)
		}
		total := find(rows, "Antenatala steroider före mycket tidig födelse", "Hela gruppen")
		if whole && (cell(total, 5) != "27" || cell(total, 6) != "29") {
			t.Errorf("antenatal steroids: %q", total)
		}
	}
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

func cell(row []string, n int) string {
	if n >= len(row) {
		return ""
	}
	return row[n]
}

func find(rows [][]string, measure, who string) []string {
	for _, r := range rows {
		if len(r) > 3 && r[2] == measure && r[3] == who {
			return r
		}
	}
	return nil
}

func flat(rows [][]string) (list []string) {
	for _, r := range rows {
		list = append(list, r...)
	}
	return list
}

// unzipped is all that is in a zip file, by name.
func unzipped(t *testing.T, content []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(part)
	}
	return parts
}

func TestTextFiles(t *testing.T) {
	parts := unzipped(t, made(t, edition.Internal, edition.TablesFile).Content)
	wants(t, "the results", parts["resultat.csv"], "\ufeffMål;Kod;Mått;Enhet;Period;Täljare;Nämnare;Värde", ";Hela gruppen;2025;27;29;93,1")
	wants(t, "the data's quality", parts["datakvalitet-tabell.csv"], "Enhet;Inlämnade uppgifter", "Linköping;80 av 80")
	wants(t, "the first", parts["om-rapporten.csv"], "Exempeldata")
}

func TestPageIsWhole(t *testing.T) {
	for _, format := range []edition.FileFormat{edition.HTMLFile, edition.SlidesFile} {
		html := string(made(t, edition.Internal, format).Content)
		for _, found := range regexp.MustCompile(`(?:src|href|srcset|poster|action)="([^"]*)"|url\(\s*["']?([^"')]*)|@import\s*([^;]*)`).FindAllStringSubmatch(html, -1) {
			if address := found[1] + found[2] + found[3]; !strings.HasPrefix(address, "#") && !strings.HasPrefix(address, "data:") {
				t.Errorf("%s asks for %q", format, address)
			}
		}
		wants(t, string(format), html, "Årsrapport 2025", "Exempeldata – inga verkliga siffror")
	}
	html, doc := string(made(t, edition.Internal, edition.HTMLFile).Content), example(t, edition.Internal)
	if strings.Contains(html, "<script") {
		t.Error("the page has a script")
	}
	for _, s := range doc.Sections {
		if !strings.Contains(html, `href="#`+s.ID+`"`) || !strings.Contains(html, `id="`+s.ID+`"`) {
			t.Errorf("the contents do not lead to %q", s.Heading)
		}
	}
	pictures := 0
	for range doc.Pictures() {
		pictures++
	}
	if got := strings.Count(html, `src="data:image/svg+xml,`); got != pictures || pictures == 0 {
		t.Errorf("%d pictures, want %d", got, pictures)
	}
	if !strings.Contains(html, `content="default-src 'none'; img-src data:; style-src 'sha256-`) || strings.Contains(html, "unsafe-inline") {
		t.Error("the page's policy does not name its style")
	}
	if css := html[strings.Index(html, "<style>"):strings.Index(html, "</style>")]; len(css) > 90<<10 || !strings.Contains(css, ".report-statement") || strings.Contains(css, ".ds-dialog") {
		t.Errorf("%d bytes of style, with what the page has and nothing else", len(css))
	}
}

func TestShorterForms(t *testing.T) {
	doc := example(t, edition.Internal)
	for format, want := range map[edition.FileFormat][]string{
		edition.HandoutFile: {"Bild 1 av", "Exempeldata"}, edition.SummaryFile: {"Årsrapport 2025 på en sida", "Årets mål"},
		edition.UnitFile: {"Linköping", doc.Title},
	} {
		f := made(t, edition.Internal, format)
		said(t, f, []string{"qpdf", "--check"})
		wants(t, string(format), said(t, f, []string{"pdftotext"}, "-"), want...)
		wants(t, string(format), said(t, f, []string{"pdfinfo"}), "Tagged: yes")
		if format == edition.SummaryFile {
			wants(t, string(format), said(t, f, []string{"pdfinfo"}), "Pages: 1 ")
		}
	}
	if f := made(t, edition.Internal, edition.UnitFile); f.Name != "neonatologi-arsrapport-2025-1-intern-enhet-linkoping.pdf" {
		t.Error(f.Name)
	}
}

func TestWhatCannotBeOrdered(t *testing.T) {
	doc := example(t, edition.Internal)
	for _, o := range []Order{{Format: "odt"}, {Format: edition.UnitFile}, {Format: edition.UnitFile, UnitID: 999}, {Format: edition.PDFFile, UnitID: aUnit(t, doc)}} {
		if _, err := maker().Make(t.Context(), doc, o, nil); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
