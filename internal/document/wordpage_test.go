package document

import (
	"strings"
	"testing"
)

// TestPagesForPandoc reads pages and looks at what Pandoc gets: nothing that it would
// fetch, and what Word needs to be told by elements alone.
func TestPagesForPandoc(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"headings go up", `<h1 id="a">Titel</h1><h2>Ett</h2><h6>Sex</h6>`, `<div id="plats1" data-custom-style="Title"><p>Titel</p></div><h1 id="rubrik1">Ett</h1><h4 id="rubrik2">Sex</h4>`},
		{"the first page is not empty", `<section class="new-page"><p>a</p></section><hr><p>b</p>`, `<section><p>a</p></section><p>` + breakMark + `</p><p>b</p>`},
		{"contents and other navigation", `<h1>T</h1><nav class="new-page"><h2>Innehåll</h2><a href="#x">X</a></nav><section class="new-page"><h2 id="x">X</h2></section><nav><a href="#x">X</a> <a href="https://e.se">E</a></nav>`,
			`<div data-custom-style="Title"><p>T</p></div><p>` + breakMark + `</p><p>` + contentsMark + `</p><p>` + breakMark + `</p><section><h1 id="plats1">X</h1></section><a href="#plats1">X</a> <a href="https://e.se">E</a>`},
		{"links", `<a href="#x">1</a><a href="javascript:alert(1)">2</a><a href="/mal">3</a><a href="HTTPS://e.se/?a=1&amp;b">4</a><i id="x" style="color:red" onclick="f()">5</i>`,
			`<a href="#plats1">1</a>23<a href="HTTPS://e.se/?a=1&amp;b">4</a><i id="plats1">5</i>`},
		{"what is not for reading", `<script>x</script><style>y</style><p hidden>z</p><form><label>Namn <input></label></form><iframe src="http://e.se"></iframe><object data="http://e.se">O</object><video src="http://e.se/v">V</video>`, `Namn `},
		{"pictures", `<img src="http://e.se/a.png" alt="A &lt; B"><img src="chart.svg" alt="C" width="72" srcset="http://e.se/b.png">`,
			`A &lt; B<img src="` + placeholder + `" alt="` + pictureMark + `0" width="72" height="24">`},
		{"captions with paragraphs", `<figure><figcaption><p>a</p><p>b</p></figcaption></figure>`, `<div data-custom-style="Image Caption"><p>a</p><p>b</p></div>`},
		{"languages", `<p>Svenska <b lang="de">Deutsch</b> <q lang="&quot;><img src=x>">x</q></p>`, `<p>Svenska <b><span data-custom-style="Language de">Deutsch</span></b> <q>x</q></p>`},
		{"marks of ours", "<p>\uE000sida\uE000</p>", `<p>sida</p>`},
		{"numbers to the right", `<table><tr><th>Enhet</th><th>Andel</th></tr><tr><td>Ett</td><td>4,5 %</td></tr><tr><td>Två</td><td>–</td></tr><tr><td>Tre<table><tr><td>inre</td></tr></table></td><td>−3 (1–5)</td></tr></table>`,
			`<table><tbody><tr><th>Enhet</th><th style="text-align:right">Andel</th></tr><tr><td>Ett</td><td style="text-align:right">4,5 %</td></tr><tr><td>Två</td><td style="text-align:right">–</td></tr><tr><td>Tre</td><td style="text-align:right">−3 (1–5)</td></tr></tbody></table>`},
		{"heads that span", `<table><thead><tr><th colspan="2">Båda</th><th rowspan="2">Ort</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>`,
			`<table><thead><tr><th colspan="2" style="text-align:right">Båda</th><th rowspan="2">Ort</th></tr></thead><tbody><tr><td style="text-align:right">1</td><td style="text-align:right">2</td></tr></tbody></table>`},
	} {
		page, err := readPage(&Paper{HTML: []byte("<body>" + c.page), Files: map[string][]byte{"chart.svg": []byte(chart)}})
		if err != nil {
			t.Fatal(err)
		}
		got := strings.TrimSuffix(strings.TrimPrefix(string(page.html), "<!DOCTYPE html><html><body>"), "</body></html>")
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if strings.Contains(got, `src="http`) || strings.Contains(got, "srcset") {
			t.Errorf("%s: Pandoc would fetch of %s", c.name, got)
		}
	}
}
