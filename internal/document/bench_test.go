package document_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/stats"
)

// The big report: as many pages, pictures and tables as a yearly report of sixty
// indicators has.
const (
	bigIndicators = 75
	bigCharts     = 2 // of each indicator
)

// bigSheet is a style sheet of the kind that the package's documentation recommends.
const bigSheet = `
@page { size: A4; margin: 24mm 20mm 20mm;
  @top-left { content: string(chapter); font: 8pt "DejaVu Sans"; }
  @bottom-right { content: counter(page) " (" counter(pages) ")"; font: 8pt "DejaVu Sans"; } }
@page :first { @top-left { content: none } @bottom-right { content: none } }
html { font: 9.5pt/1.4 "DejaVu Sans"; }
h1 { font-size: 22pt; } h2 { font-size: 15pt; break-before: page; string-set: chapter content(); } h3 { font-size: 11pt; }
h2, h3 { break-after: avoid; }
nav ol { list-style: none; padding: 0; } nav a { color: inherit; text-decoration: none; }
nav a::after { content: leader(".") target-counter(attr(href url), page); }
table { width: 100%; border-collapse: collapse; font-size: 8pt; margin: 3mm 0; }
caption { text-align: left; font-weight: bold; }
th, td { padding: 1mm; border-bottom: 0.4pt solid #999; text-align: right; vertical-align: top; }
th[scope=row], thead th:first-child { text-align: left; }
tr { break-inside: avoid; }
figure { margin: 3mm 0; break-inside: avoid; } img { width: 100%; height: auto; }
figcaption { font-size: 8pt; }
`

// bigReport has 75 chapters on two pages each, with two real charts and a table of
// ten rows and eight columns, and the same data attached.
func bigReport(tb testing.TB) document.Paper {
	tb.Helper()
	renderer := chart.NewRenderer(chart.Config{})
	files := map[string][]byte{"report.css": []byte(bigSheet)}
	var contents, chapters, data strings.Builder
	units := []string{"Linköping", "Norrköping", "Jönköping", "Kalmar", "Västervik", "Eksjö", "Värnamo", "Motala", "Oskarshamn", "Alla enheter"}
	for i := range bigIndicators {
		name := fmt.Sprintf("Indikator %d: andel barn med temperatur i målområdet", i+1)
		fmt.Fprintf(&contents, `<li><a href="#i%d">%s</a></li>`, i, name)
		fmt.Fprintf(&chapters, `<section><h2 id="i%d">%s</h2><p>%s</p><h3>Resultat</h3>`, i, name, strings.Repeat("Fyra av fem enheter nådde målet under året, och andelen steg. ", 6))
		fmt.Fprintf(&chapters, `<table><caption>Tabell %d. Resultat per enhet</caption><thead><tr><th scope="col">Enhet</th><th scope="col">Täljare</th><th scope="col">Nämnare</th><th scope="col">Andel</th><th scope="col">95 %% KI</th><th scope="col">2024</th><th scope="col">2023</th><th scope="col">Mål</th></tr></thead><tbody>`, i+1)
		for u, unit := range units {
			fmt.Fprintf(&chapters, `<tr><th scope="row">%s</th><td>%d</td><td>%d</td><td>%d,%d %%</td><td>60,2–88,6 %%</td><td>71,0 %%</td><td>68,4 %%</td><td>80 %%</td></tr>`, unit, 20+u+i%7, 31+u, 64+u, i%10)
			fmt.Fprintf(&data, "%s;%s;%d;%d\r\n", name, unit, 20+u+i%7, 31+u)
		}
		chapters.WriteString(`</tbody></table>`)
		for c := range bigCharts {
			file := fmt.Sprintf("chart-%d-%d.svg", i, c)
			svg, err := renderer.SVG(tb.Context(), bigChart(i, c, units[:5]), chart.Wide)
			if err != nil {
				tb.Fatal(err)
			}
			files[file] = svg
			fmt.Fprintf(&chapters, `<figure><img src="%s" alt="Linjediagram %d: andelen stiger från 64 %% till 94 %% över tolv kvartal."><figcaption>Figur %d. Utvecklingen per kvartal.</figcaption></figure><p>%s</p>`,
				file, i, bigCharts*i+c+1, strings.Repeat("Ökningen är säkerställd för hela programområdet men inte för varje enhet. ", 4))
		}
		chapters.WriteString(`<h3>Bedömning</h3><ul><li>Fortsätt mäta.</li><li>Pröva <strong>varmare</strong> rum.</li></ul></section>`)
	}
	html := `<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Årsrapport 2025</title><link rel="stylesheet" href="report.css"></head><body><h1>Årsrapport 2025</h1><p>Exempeldata</p><nav role="doc-toc"><h2>Innehåll</h2><ol>` +
		contents.String() + `</ol></nav>` + chapters.String() + `</body></html>`
	return document.Paper{HTML: []byte(html), Files: files, At: time.Unix(1_770_000_000, 0), Author: "Programområdet",
		Attachments: []document.Attachment{{Name: "data.csv", Type: "text/csv", Description: "Alla tabeller", Content: []byte(data.String())}}}
}

// bigChart is a line for each unit, or the comparison of a unit with its target.
func bigChart(indicator, n int, units []string) chart.Chart {
	c := chart.TimeLine{
		Alt:   chart.Alt{Title: fmt.Sprintf("Indikator %d", indicator+1), Description: "Andelen stiger."},
		Axis:  chart.Axis{Title: "Andel barn med temperatur 36,5–37,5 °C vid ankomst", Format: chart.Format{Multiplier: 100, Suffix: "\u00a0%"}},
		Words: chart.TimeLineWords{Interval: "95 % konfidensintervall", Preliminary: "Preliminär"},
	}
	for _, year := range []string{"2021", "2022", "2023", "2024", "2025"} {
		for _, quarter := range []string{"1", "2", "3", "4"} {
			c.Periods = append(c.Periods, chart.Period{Name: year + " kvartal " + quarter, Short: "kv " + quarter, Group: year})
		}
	}
	if n > 0 {
		units = units[:1]
	}
	for slot, name := range units {
		line := chart.Line{Name: name, Slot: slot}
		for p := range c.Periods {
			numerator, denominator := float64(10+(p*7+slot*5+indicator)%19), float64(31+slot)
			i, _ := stats.Proportion{Numerator: numerator, Denominator: denominator}.Interval(stats.Confidence95)
			line.Points = append(line.Points, chart.Point{Known: true, Value: i.Value, Bounded: true, Lower: i.Lower, Upper: i.Upper, Text: name})
		}
		c.Series = append(c.Series, line)
	}
	return c
}

// BenchmarkReport makes the big report in each of its forms, charts drawn already.
func BenchmarkReport(b *testing.B) {
	paper := bigReport(b)
	press := document.Find()
	makes := map[string]func() ([]byte, error){
		"PDFUA": func() ([]byte, error) { return press.PDF(b.Context(), paper, document.Accessible) },
		"PDFA":  func() ([]byte, error) { return press.PDF(b.Context(), paper, document.Archive) },
		"Word":  func() ([]byte, error) { return press.Word(b.Context(), paper) },
	}
	for _, name := range []string{"PDFUA", "PDFA", "Word"} {
		b.Run(name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				file, err := makes[name]()
				if err != nil {
					b.Fatal(err)
				}
				if size > 0 && len(file) != size {
					b.Error("the same paper gave another file")
				}
				size = len(file)
				if name != "Word" {
					b.ReportMetric(float64(bytes.Count(file, []byte("/Type /Page\n"))+bytes.Count(file, []byte("/Type /Page "))), "pages")
				}
			}
			b.ReportMetric(float64(size)/1e6, "MB")
		})
	}
}
