package document

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestAReportIsTaggedWhole(t *testing.T) {
	pdf, err := find(t).PDF(t.Context(), report(), Accessible)
	if err != nil {
		t.Fatal(err)
	}
	has(t, "the text", told(t, pdf, "pdftotext", "FILE", "-"), "Åtgärder för barnen", "Axelns text", "Temperatur & värme")
	has(t, "pdfinfo", told(t, pdf, "pdfinfo", "FILE"), "Årsrapport 2025", "Programområdet", "Tagged:          yes", "Pages:           5", "A4", "Samsyn", "WeasyPrint 57")
	has(t, "qpdf", told(t, pdf, "qpdf", "--check", "FILE"), "No syntax or stream encoding errors")
	has(t, "the metadata", told(t, pdf, "pdfinfo", "-meta", "FILE"), "<pdfuaid:part>1<", "Årsrapport 2025")
	structure := told(t, pdf, "pdfinfo", "-struct-text", "FILE")
	if strings.Contains(structure, "Syntax") {
		t.Errorf("poppler objects to the structure:\n%.2000s", structure)
	}
	flat := strings.Join(strings.Fields(structure), " ")
	has(t, "the structure", flat, `TOC TOCI Lbl (block) "1. " Reference (inline) Link (inline) "Temperatur`, `H1 (block) "Årsrapport 2025"`, `Sect H2 (block) "Temperatur & värme"`,
		`"Åtgärder för barnen "`, `Link (inline) "en sida"`, `Caption "Tabell 1. Resultat" THead TR TH: /Scope /Column "Enhet"`,
		`TR TH: /Scope /Row "Enhet 0" TD "100" TD TD "0,4 %" TR`, `LI (block) Lbl (block) "Täljare" LBody (block) "Barn med rätt temperatur"`, `"Citat"`)
	if n := strings.Count(flat, " Table"); n != 1 {
		t.Errorf("a table over several pages is %d tables", n)
	}
	if n := strings.Count(flat, `"Antal"`); n != 1 {
		t.Errorf("a repeated head is read %d times", n)
	}
	if n := strings.Count(flat, "Figure"); n != 1 {
		t.Errorf("%d figures are read, one is an ornament", n)
	}
	all := objects(t, pdf)
	if figures := having(all, "/S", "/Figure"); len(figures) != 1 || figures[0]["/Alt"] != "Andelen stiger från 64 % till 94 %." {
		t.Errorf("figures %v", figures)
	}
	if root := having(all, "/Type", "/Catalog"); len(root) != 1 || root[0]["/Lang"] != "sv" || root[0]["/Outlines"] == nil {
		t.Errorf("the catalog is %v", root)
	}
	for _, link := range having(all, "/Subtype", "/Link") {
		if link["/StructParent"] == nil || link["/F"] != 4.0 || link["/Contents"] != "en sida" && link["/Contents"] != "Temperatur" {
			t.Errorf("a link is %v", link)
		}
	}
	if english := having(all, "/Lang", "en"); len(english) != 1 {
		t.Errorf("words in English: %v", english)
	}
	everythingIsMarked(t, pdf)
}

// everythingIsMarked looks into the pages' contents: each thing drawn is within one
// mark, no mark within another, and every marked piece has an element.
func everythingIsMarked(t *testing.T, pdf []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plain.pdf")
	told(t, pdf, "qpdf", "--qdf", "--object-streams=disable", "FILE", path)
	plain, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	draws := regexp.MustCompile(`(?:^|\s)(f|f\*|F|S|s|B|B\*|b|b\*|Tj|TJ|Do|sh)$`)
	pages, marks := 0, 0
	for _, m := range regexp.MustCompile(`(?s)stream\n(.*?)endstream`).FindAllSubmatch(plain, -1) {
		if !bytes.Contains(m[1], []byte("BDC")) {
			continue
		}
		pages++
		depth := 0
		for line := range strings.Lines(string(m[1])) {
			line = strings.TrimSpace(line)
			switch {
			case strings.HasSuffix(line, "BDC") || strings.HasSuffix(line, "BMC"):
				depth++
				if strings.HasSuffix(line, "BDC") {
					marks++
				}
			case line == "EMC":
				depth--
			case draws.MatchString(line) && depth != 1:
				t.Errorf("%q is drawn within %d marks", line, depth)
			}
			if depth < 0 || depth > 1 {
				t.Fatalf("marks are nested %d deep", depth)
			}
		}
		if depth != 0 {
			t.Error("a page ends within a mark")
		}
	}
	parents := 0
	for _, tree := range objects(t, pdf) {
		numbers, _ := tree["/Nums"].([]any)
		for _, n := range numbers {
			list, _ := n.([]any)
			for _, element := range list {
				if parents++; element == nil {
					t.Error("a marked piece has no element")
				}
			}
		}
	}
	if pages == 0 || marks == 0 || marks != parents {
		t.Errorf("%d pages with %d marked pieces, of which %d have elements", pages, marks, parents)
	}
}

func TestAnArchiveHasItsData(t *testing.T) {
	paper := report()
	csv := []byte("Enhet;Antal\r\nKalmar;20\r\n")
	paper.Attachments = []Attachment{
		{Name: "tabeller.csv", Type: "text/csv", Description: "Alla tabeller", Content: csv},
		{Name: "bok – alla.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Description: "Som arbetsbok", Content: []byte("PK")},
	}
	pdf, err := find(t).PDF(t.Context(), paper, Archive)
	if err != nil {
		t.Fatal(err)
	}
	has(t, "qpdf", told(t, pdf, "qpdf", "--check", "FILE"), "No syntax or stream encoding errors")
	has(t, "the metadata", told(t, pdf, "pdfinfo", "-meta", "FILE"), "<pdfaid:part>3<", "<pdfaid:conformance>B<", "<pdfuaid:part>1<", "pdfaExtension:schemas")
	has(t, "the list of files", told(t, pdf, "qpdf", "--list-attachments", "FILE"), "tabeller.csv", "bok – alla.xlsx")
	kept := filepath.Join(t.TempDir(), "kept.csv")
	told(t, pdf, "pdfdetach", "-savefile", "tabeller.csv", "-o", kept, "FILE")
	if content, err := os.ReadFile(kept); err != nil || !bytes.Equal(content, csv) {
		t.Errorf("the file in it is %q, %v", content, err)
	}
	all := objects(t, pdf)
	root := having(all, "/Type", "/Catalog")[0]
	if listed, _ := root["/AF"].([]any); len(listed) != 2 || root["/OutputIntents"] == nil {
		t.Errorf("the catalog is %v", root)
	}
	files := having(all, "/Type", "/Filespec")
	if len(files) != 2 || files[0]["/AFRelationship"] != "/Data" || files[0]["/Desc"] != "Alla tabeller" || files[0]["/F"] != files[0]["/UF"] {
		t.Errorf("files %v", files)
	}
	if stored := having(all, "/Type", "/EmbeddedFile"); len(stored) != 2 || stored[0]["/Subtype"] != "/text#2fcsv" {
		t.Errorf("stored %v", stored)
	}
	if bytes.Contains(pdf, []byte("/Interpolate true")) || !bytes.Contains(pdf, []byte("/ID [")) {
		t.Error("PDF/A wants no smoothed pictures, and an identifier")
	}
	everythingIsMarked(t, pdf)
	for _, attachments := range [][]Attachment{{{Name: "a/b.csv"}}, {{Name: "a.csv"}, {Name: "a.csv"}}} {
		paper.Attachments = attachments
		if _, err := find(t).PDF(t.Context(), paper, Archive); err == nil {
			t.Errorf("attached %v", attachments)
		}
	}
}

func TestTheSamePaperGivesTheSameFile(t *testing.T) {
	p := find(t)
	for name, do := range map[string]func() ([]byte, error){
		"PDF/UA": func() ([]byte, error) { return p.PDF(t.Context(), report(), Accessible) },
		"PDF/A":  func() ([]byte, error) { return p.PDF(t.Context(), report(), Archive) },
		"Word":   func() ([]byte, error) { return p.Word(t.Context(), report()) },
	} {
		first, err := do()
		if err != nil {
			t.Fatal(err)
		}
		again, err := do()
		if err != nil || !bytes.Equal(first, again) {
			t.Errorf("%s: the same page gave another file, %v", name, err)
		}
	}
	later := report()
	later.At = day.AddDate(0, 0, 1)
	pdf, err := p.PDF(t.Context(), later, Accessible)
	if err != nil {
		t.Fatal(err)
	}
	has(t, "the date", told(t, pdf, "pdfinfo", "-isodates", "FILE"), "2026-02-03")
}

// What WeasyPrint does by other ways than text and plain pictures is marked too.
func TestUnusualPagesAreTagged(t *testing.T) {
	paper := Paper{At: day, Title: "Ovanligt", Lang: "sv", HTML: []byte(`<style>.x { opacity: 0.5 } .y { transform: rotate(3deg); position: absolute; top: 40mm; border: 1px solid } .z { float: right; background: url(chart.svg) }
table { border-collapse: collapse } td { border: 1px solid } @page { @top-center { content: element(head) } } .head { position: running(head) } p { columns: 2; column-rule: 1px solid } del { text-decoration: line-through }</style>
<div class="head">Löpande rubrik</div><h1>Rubrik</h1><div class="x">Halvgenomskinlig</div><div class="y">Vriden</div><div class="z">Flyter</div>Löst ord <p><del>Struken</del> text i spalter</p>
<svg width="40" height="20" viewBox="0 0 40 20"><title>Inne på sidan</title><text y="10">x</text></svg><a href="#ingenstans">Ingenstans</a><table><tr><td>1</td><td></td></tr></table>
<p>Emoji 🙂</p>`), Files: map[string][]byte{"chart.svg": []byte(chart)}}
	pdf, err := find(t).PDF(t.Context(), paper, Accessible)
	if err != nil {
		t.Fatal(err)
	}
	everythingIsMarked(t, pdf)
	structure := told(t, pdf, "pdfinfo", "-struct-text", "FILE")
	has(t, "the structure", structure, "Vriden", "Flyter", "Löst ord", "text i spalter", "Figure", "Ingenstans")
	if strings.Contains(structure, "Löpande rubrik") {
		t.Error("a running head is read")
	}
}

// objects are a file's objects in their order, as qpdf tells them.
func objects(t *testing.T, pdf []byte) []map[string]any {
	t.Helper()
	var listed struct {
		Objects map[string]any `json:"objects"`
	}
	if err := json.Unmarshal([]byte(told(t, pdf, "qpdf", "--json=1", "--json-key=objects", "FILE")), &listed); err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	for _, number := range slices.SortedFunc(maps.Keys(listed.Objects), func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }) {
		o := listed.Objects[number]
		if m, ok := o.(map[string]any); ok {
			all = append(all, m)
		}
	}
	return all
}

// having are the objects with a value, those described first by their description.
func having(all []map[string]any, key, value string) []map[string]any {
	var found []map[string]any
	for _, o := range all {
		if o[key] == value {
			found = append(found, o)
		}
	}
	return found
}
