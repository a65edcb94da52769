package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/edition"
	"samsyn/templates/report"
)

// sample is a short report with one of everything.
func sample() *edition.Document {
	value := 77.4
	measure := edition.Measure{Anchor: "matt-1-0", Title: "Hud mot hud", Target: "Mål: minst 75 %", Period: "2025", Before: "2024", Missing: true,
		Results: []edition.Result{
			{Who: "Kalmar", Counts: "24 av 31", Value: "77 %", Interval: "60–89 %", Before: "70 %", Missing: "25 %", Status: "met", StatusText: "Uppfyllt", StandingText: "Godkänd", Point: &value},
			{Who: "Västervik", Value: "Dolt (få barn)", Before: "–", Status: "masked", StatusText: "Dolt (få barn)"}},
		Notes: []string{"Få barn."}, Comments: []edition.Statement{{Unit: "Kalmar", About: "2025", Text: "Rätt.\nSå är det."}},
		Pictures:   []edition.Picture{{ID: "bild-a", Title: "Enheterna jämförda", Alt: "Kalmar ligger över målet."}, {ID: "utan", Title: "Inte ritad", Alt: "x"}},
		Discussion: &edition.Prose{HTML: "<p>Det <strong>går bra</strong>.</p>"}}
	wide := edition.Table{ID: "bred", Caption: "Förutsättningar", Matrix: true, Columns: []edition.Column{{Text: "Mått"}}}
	row := edition.Row{Cells: []edition.Cell{{Text: "Födslar"}}}
	for range 20 {
		wide.Columns, row.Cells = append(wide.Columns, edition.Column{Text: "Ort"}), append(row.Cells, edition.Cell{Text: "1", Detail: "av 2"})
	}
	wide.Rows = []edition.Row{{Over: true, Cells: []edition.Cell{{Text: "Per år"}}}, row}
	return &edition.Document{Format: edition.Format, Group: "Neonatal, sydöst", Body: "RPO", Year: 2025, Language: "sv", Example: true, Title: "Årsrapport 2025",
		AsOf: time.Date(2026, 2, 10, 0, 0, 0, 0, time.UTC), Audience: edition.Public, Notices: []string{"Små tal är dolda."}, Sections: []edition.Section{
			{ID: "avsnitt-1", Heading: "Resultat", Content: "medical", Blocks: []edition.Block{{Goal: &edition.Goal{ID: 3, Title: "Nära varandra", Promises: []string{"Jämlik vård"},
				Measures: []edition.Measure{measure}, Work: []string{"Ny rutin"}}}}},
			{ID: "avsnitt-2", Heading: "Tomt", Content: "text"},
			{ID: "avsnitt-3", Heading: "Orter", Content: "process", Blocks: []edition.Block{{Heading: "Förutsättningar"}, {Table: &wide}, {Terms: []edition.Term{{Term: "Ord", Text: "Betydelse"}}}}},
		}}
}

func paper(t *testing.T, v report.View) *goquery.Document {
	t.Helper()
	var b strings.Builder
	if err := report.Paper(v).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(strings.ToLower(b.String()), "<!doctype html>") {
		t.Errorf("no page: %.60s", b.String())
	}
	d, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func said(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// TestPaperIsAPageOfItsOwn: it has what the programs that set it need: language, title and
// author, headings that leave out no step, tables with captions and heads, and pictures with
// words.
func TestPaperIsAPageOfItsOwn(t *testing.T) {
	d := paper(t, report.View{Document: sample(), Pictures: report.Pictures{"bild-a": "bild-1.svg"}})
	if lang, _ := d.Find("html").Attr("lang"); lang != "sv" || d.Find("title").Text() != "Årsrapport 2025, Neonatal, sydöst" {
		t.Errorf("language %q, title %q", lang, d.Find("title").Text())
	}
	for name, want := range map[string]string{"author": "Neonatal, sydöst", "keywords": "Neonatal sydöst, 2025, RPO, Nära varandra", "dcterms.created": "2026-02-10"} {
		if got, _ := d.Find(`meta[name="` + name + `"]`).Attr("content"); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if sheet, _ := d.Find(`link[rel="stylesheet"]`).Attr("href"); sheet != report.PaperSheet || d.Find("style, script, [style]").Length() > 0 {
		t.Errorf("style sheet %q", sheet)
	}
	level := 0
	d.Find("h1, h2, h3, h4, h5, h6").Each(func(_ int, h *goquery.Selection) {
		next := int(goquery.NodeName(h)[1] - '0')
		if next > level+1 {
			t.Errorf("a step is left out before %q", said(h))
		}
		level = next
	})
	d.Find("table").Each(func(_ int, table *goquery.Selection) {
		if said(table.Find("caption")) == "" || table.Find("thead th").Length() == 0 || table.Find(`tbody th:not([scope])`).Length() > 0 {
			t.Errorf("a table without caption, head or headings: %s", said(table))
		}
	})
	if figures := d.Find("figure"); figures.Length() != 1 || said(figures.Find("figcaption")) != "Enheterna jämförda" {
		t.Errorf("%d pictures: what is not drawn has no frame", figures.Length())
	}
	if alt, _ := d.Find("figure img").Attr("alt"); alt != "Kalmar ligger över målet." {
		t.Errorf("the picture is described as %q", alt)
	}
}

// TestPaperSaysWhatItIs: cover and contents tell what is read, by whom, and what is left out.
func TestPaperSaysWhatItIs(t *testing.T) {
	doc := sample()
	d := paper(t, report.View{Document: doc})
	cover := said(d.Find(".cover"))
	for _, want := range []string{"RPO", "Årsrapport 2025", "Neonatal, sydöst", "Exempeldata", "Utkast", "10 februari 2026", "mycket få barn är dolda", "Små tal är dolda."} {
		if !strings.Contains(cover, want) {
			t.Errorf("the cover lacks %q: %s", want, cover)
		}
	}
	if foot, _ := d.Find(".cover").Attr("data-state"); foot != "Exempeldata – inga verkliga siffror · Utkast · 10 februari 2026" {
		t.Errorf("at the foot of every sheet stands %q", foot)
	}
	var contents []string
	d.Find(".contents a").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		contents = append(contents, said(a))
		if said(d.Find(href)) != said(a) {
			t.Errorf("%s leads to %q", said(a), said(d.Find(href)))
		}
	})
	if got := strings.Join(contents, "|"); got != "Resultat|Nära varandra|Orter" {
		t.Errorf("contents %q: what is empty is left out", got)
	}
	doc.Number, doc.Example, doc.Audience = 2, false, edition.Internal
	d = paper(t, report.View{Document: doc, State: "fastställd 12 mars 2026"})
	if cover := said(d.Find(".cover")); !strings.Contains(cover, "Utgåva2025:2, fastställd 12 mars 2026") || strings.Contains(cover, "Utkast") || strings.Contains(cover, "xempeldata") || !strings.Contains(cover, "Alla siffror visas") {
		t.Errorf("the cover of an edition: %s", cover)
	}
}

// TestPaperResults: a line says in words what the screen says with badges, and what is
// hidden is said once.
func TestPaperResults(t *testing.T) {
	d := paper(t, report.View{Document: sample()})
	var rows []string
	d.Find("table.results tbody tr").Each(func(_ int, tr *goquery.Selection) {
		var cells []string
		tr.Children().Each(func(_ int, c *goquery.Selection) { cells = append(cells, said(c)) })
		rows = append(rows, strings.Join(cells, "|"))
	})
	if got := strings.Join(rows, "\n"); got != "Kalmar|24 av 31|77 %|60–89 %|70 %|25 %|● Uppfyllt|Godkänd\nVästervik||Dolt (få barn)||–|||" {
		t.Errorf("the lines:\n%s", got)
	}
	if got := d.Find("main").Text(); !strings.Contains(got, "Det går bra.") || !strings.Contains(got, "Rätt.\nSå är det.") || !strings.Contains(got, "Ny rutin") {
		t.Error("what is said of the results is not there as it was written")
	}
	// A table that is too wide for a sheet is told of in several, each with its rows' names.
	parts := d.Find("table.matrix")
	if parts.Length() != 2 || parts.Find("thead th").Length() != 22 || parts.Find(`th[scope="row"]`).Length() != 2 || parts.Find(`th[scope="rowgroup"]`).Length() != 2 {
		t.Errorf("%d tables with %d columns", parts.Length(), parts.Find("thead th").Length())
	}
}
