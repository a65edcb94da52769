package document

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var day = time.Unix(1_770_000_000, 0)

// find is the press with all its programs.
func find(t *testing.T) *Press {
	t.Helper()
	p := Find()
	if err := errors.Join(p.Missing(PDF), p.Missing(Word)); err != nil {
		t.Fatal(err)
	}
	return p
}

// told is what a program says of a file.
func told(t *testing.T, file []byte, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "FILE", path)
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v: %s", name, args, err, out)
	}
	return string(out)
}

// has complains of what is missing in a text.
func has(t *testing.T, what, text string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("%s has no %q:\n%.4000s", what, want, text)
		}
	}
}

// chart is a picture as ours are: with a title, texts placed by their middle, and on the
// whole picture what all its parts have in common.
const chart = `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="240" viewBox="0 0 720 240" role="img" font-family="sans-serif" font-size="12" dominant-baseline="central" stroke-width="1"><title>T</title><rect width="720" height="240" fill="#eee"></rect>
<g fill="#52606d"><text text-anchor="end" transform="translate(200 100)">Axelns text</text></g><path d="M0 0L720 240" fill="none" stroke="#1f6f78" stroke-opacity="0.5"></path></svg>`

// report is a document with one of each thing that reports have, over several pages.
func report() Paper {
	var rows strings.Builder
	for i := range 90 {
		fmt.Fprintf(&rows, `<tr><th scope="row">Enhet %d</th><td>%d</td><td></td><td>%d,4 %%</td></tr>`, i, 100+i, i)
	}
	return Paper{At: day, Author: "Programområdet",
		HTML: []byte(`<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Årsrapport 2025</title><link rel="stylesheet" href="print.css"></head><body>
<header><h1>Årsrapport 2025</h1><p class="subtitle">Nyföddas vård</p></header>
<nav class="new-page"><h2>Innehåll</h2><ol><li><a href="#temperatur-vid-ankomst-till-avdelningen-for-sjuka-nyfodda">Temperatur</a> </li></ol> </nav>
<main><section class="new-page"><h2 id="temperatur-vid-ankomst-till-avdelningen-for-sjuka-nyfodda">Temperatur &amp; värme</h2>
<p>Åtgärder för <strong>barnen</strong> <span lang="en">skin to skin</span>, se <a href="https://exempel.se/a">en sida</a>.</p><h3>Resultat</h3>
<table><caption>Tabell 1. Resultat</caption><thead><tr><th scope="col">Enhet</th><th scope="col">Antal</th><th scope="col">Tom</th><th scope="col">Andel</th></tr></thead><tbody>` + rows.String() + `</tbody></table><p>Efter tabellen</p>
<figure><img src="chart.svg" alt="Andelen stiger från 64 % till 94 %."><figcaption>Figur 1. Utvecklingen</figcaption></figure>
<p><img src="chart.svg" alt=""></p>
<dl><dt>Täljare</dt><dd>Barn med rätt temperatur</dd></dl><ul><li>Ett<ul><li>Inre</li></ul></li><li>Två</li></ul><ol><li>Först</li></ol><blockquote><p>Citat</p></blockquote>
</section></main></body></html>`),
		Files: map[string][]byte{"chart.svg": []byte(chart), "print.css": []byte(`@page { size: A4; margin: 20mm; @top-left { content: string(chapter) } @bottom-right { content: counter(page) " (" counter(pages) ")" } }
h2 { string-set: chapter content(); } .new-page { break-before: page } img { width: 100% } table { border-collapse: collapse } td, th { border-bottom: 1px solid #999 } nav a::after { content: leader(".") target-counter(attr(href url), page) }`)},
	}
}
