package prose_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"samsyn/internal/prose"
	"samsyn/internal/quality"
)

// known knows one measure, at one unit.
func known(r prose.Reference) (prose.Figure, prose.Why) {
	switch {
	case r.Code != "MED01":
		return prose.Figure{}, prose.UnknownCode
	case r.Names != "" && !prose.SameName(r.Names, "Östra  sjukhuset"):
		return prose.Figure{}, prose.UnknownName
	}
	return prose.Figure{Text: "77 <av> 86 & " + string(r.Form), Anchor: "matt-1-0"}, ""
}

func TestHTML(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{"paragraphs and lines", "Ett.\nTvå.\n\nTre.", "<p>Ett.<br>\nTvå.</p>\n<p>Tre.</p>\n"},
		{"emphasis", "**fet** och *kursiv*", "<p><strong>fet</strong> och <em>kursiv</em></p>\n"},
		{"lists", "- ett\n- två\n\n3. tre", "<ul>\n<li>ett</li>\n<li>två</li>\n</ul>\n<ol start=\"3\">\n<li>tre</li>\n</ol>\n"},
		{"a quotation", "> sagt", "<blockquote>\n<p>sagt</p>\n</blockquote>\n"},
		{"a heading is a bold paragraph", "# Stor *rubrik*\ntext", "<p><strong>Stor <em>rubrik</em></strong></p>\n<p>text</p>\n"},
		{"a line below is no heading", "Rubrik\n---", "<p>Rubrik<br>\n---</p>\n"},
		{"a table", "| Enhet | Antal |\n|---|--:|\n| A | 3 |", "<table>\n<thead>\n<tr>\n<th>Enhet</th>\n<th class=\"number\">Antal</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>A</td>\n<td class=\"number\">3</td>\n</tr>\n</tbody>\n</table>\n"},
		{"HTML stands as typed", "<b>x</b> <script>alert(1)</script>", "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"},
		{"blocks of HTML too", "<div onclick=x>\n\ny", "<p>&lt;div onclick=x&gt;</p>\n<p>y</p>\n"},
		{"comments too", "<!-- dolt -->", "<p>&lt;!-- dolt --&gt;</p>\n"},
		{"no code", "    indraget `kod`", "<p>indraget `kod`</p>\n"},
		{"links", "[webb](https://exempel.se) [hit](#avsnitt-1)", "<p><a href=\"https://exempel.se\">webb</a> <a href=\"#avsnitt-1\">hit</a></p>\n"},
		{"an address becomes a link", "se https://exempel.se/a.", "<p>se <a href=\"https://exempel.se/a\">https://exempel.se/a</a>.</p>\n"},
		{"no link to elsewhere", "[a](javascript:alert(1)) [b](/logga-ut) [c](data:text/html,x)", "<p>a b c</p>\n"},
		{"hidden schemes", "[a](java&#115;cript:alert(1)) <javascript:alert(1)>", "<p>a javascript:alert(1)</p>\n"},
		{"an image is a link", "![bild](https://exempel.se/x.png)", "<p><a href=\"https://exempel.se/x.png\">bild</a></p>\n"},
		{"a bad image is its words", "![bild](data:image/png;base64,xx)", "<p>bild</p>\n"},
		{"a title cannot carry anything", `[a](https://exempel.se "x\" onmouseover=alert(1)")`, "<p><a href=\"https://exempel.se\">a</a></p>\n"},
		{"link definitions stay", "[a]: https://exempel.se", "<p>[a]: <a href=\"https://exempel.se\">https://exempel.se</a></p>\n"},
		{"a reference", "Det var [[MED01]].", "<p>Det var <a class=\"figure\" href=\"#matt-1-0\">77 &lt;av&gt; 86 &amp; värde</a>.</p>\n"},
		{"in a table and in bold", "|a|\n|-|\n|**[[MED01 antal]]**|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><strong><a class=\"figure\" href=\"#matt-1-0\">77 &lt;av&gt; 86 &amp; antal</a></strong></td>\n</tr>\n</tbody>\n</table>\n"},
		{"in a link", "[se [[MED01]]](https://exempel.se)", "<p><a href=\"https://exempel.se\">se <span class=\"figure\">77 &lt;av&gt; 86 &amp; värde</span></a></p>\n"},
		{"unknown", "[[MED99 2025]]", "<p><mark class=\"figure-unknown\">[[MED99 2025]]</mark></p>\n"},
		{"escaped", `\[[MED01]]`, "<p>[[MED01]]</p>\n"},
		{"no reference", "[[]] [[a", "<p>[[]] [[a</p>\n"},
		{"nothing", " \n", ""},
	} {
		if got := prose.HTML(c.typed, known).HTML; strings.ReplaceAll(got, "<br/>", "<br>") != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestReferencesAreTold(t *testing.T) {
	got := prose.HTML("[[MED01]] [[XX 2025]]\n\n- [[MED01, 2025K3, Östra sjukhuset, antal]]\n- [[MED01 Kalmra]]", known)
	if len(got.Found) != 2 || got.Found[0].Typed != "MED01" || got.Found[1].Period != quality.Quarter(2025, 3) || got.Found[1].Form != prose.Counts {
		t.Errorf("found %+v", got.Found)
	}
	if len(got.Problems) != 2 || got.Problems[0].Why != prose.UnknownCode || got.Problems[0].Typed != "XX 2025" ||
		got.Problems[1].Why != prose.UnknownName || got.Problems[1].Names != "Kalmra" {
		t.Errorf("problems %+v", got.Problems)
	}
}

func TestPlain(t *testing.T) {
	if got := prose.Plain("Det var [[MED01 antal]], inte [[XX]] eller [[]].", known); got != "Det var 77 <av> 86 & antal, inte [[XX]] eller [[]]." {
		t.Errorf("got %q", got)
	}
}

func TestParseReference(t *testing.T) {
	for typed, want := range map[string]prose.Reference{
		"MED01":                               {Code: "MED01", Form: prose.Value},
		" MED01  2025 ":                       {Code: "MED01", Period: quality.WholeYear(2025), Form: prose.Value},
		"MED01 2025k3 Kalmar":                 {Code: "MED01", Period: quality.Quarter(2025, 3), Names: "Kalmar", Form: prose.Value},
		"MED01, Östra sjukhuset, 2025, Antal": {Code: "MED01", Period: quality.WholeYear(2025), Names: "Östra sjukhuset", Form: prose.Counts},
		"MED01 vecka 23–27 Kalmar förändring": {Code: "MED01", Names: "vecka 23–27 Kalmar", Form: prose.Change},
		"alla 2024 nådde":                     {Code: "alla", Period: quality.WholeYear(2024), Form: prose.Reached},
		"MED01 2024 2025":                     {Code: "MED01", Period: quality.WholeYear(2024), Names: "2025", Form: prose.Value},
		"MED01\u00a02025":                     {Code: "MED01", Period: quality.WholeYear(2025), Form: prose.Value},
		"MED01 antal Kalmar":                  {Code: "MED01", Names: "antal Kalmar", Form: prose.Value},
	} {
		got, ok := prose.ParseReference(typed)
		want.Typed = strings.TrimSpace(typed)
		if !ok || got != want {
			t.Errorf("%q: %+v", typed, got)
		}
		again, ok := prose.ParseReference(strings.Trim(got.String(), "[]"))
		again.Typed = got.Typed
		if !ok || again.Code != got.Code || again.Period != got.Period || again.Form != got.Form {
			t.Errorf("%q is written as %q, which is %+v", typed, got, again)
		}
	}
	if _, ok := prose.ParseReference(" , "); ok {
		t.Error("nothing is a reference")
	}
}

var attacks = []string{
	"", "**", "[[[[MED01]]]]", "[a](JaVaScRiPt:alert(1))", "[a](\x01javascript:alert(1))", "[a](java\nscript:x)", "<img src=x onerror=alert(1)>",
	"[a](https://x.se/\"onmouseover=\"alert(1))", "![x](https://x.se/\"><script>)", "<https://x.se/\"><script>alert(1)</script>>", "<svg/onload=alert(1)>",
	"[[MED01 <script>]]", "[[<img src=x>]]", "[[\"><script>]]", "|a|\n|-|\n|<script>|", "# <iframe src=x>", "[a][b]\n\n[b]: javascript:x", "&lt;script&gt;",
	"<a href=\"javascript:x\">y</a>", "<style>*{}</style>", "[x](vbscript:x)", "[x](//evil.se)", "[x](http:javascript:x)", "\x00<b>", "\xff\xfe<b>",
	"mailto:a@b.se javascript:alert(1)//https://x", "[x](mailto:a@b.se?body=<script>)", "<a@b.se>", "<p class=\"figure\" style=\"x\">", "> - > - 1. # x",
	strings.Repeat(">", 3000), strings.Repeat("[", 3000), strings.Repeat("*a ", 3000), strings.Repeat("[[", 2000), strings.Repeat("- ", 500) + "x", strings.Repeat("|", 2000),
}

// FuzzHTML holds that only what a text may have is ever in one, whatever is typed.
func FuzzHTML(f *testing.F) {
	for _, a := range attacks {
		f.Add(a)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		text := prose.HTML(typed, known)
		tokens := html.NewTokenizer(strings.NewReader(text.HTML))
		for tokens.Next() != html.ErrorToken {
			token := tokens.Token()
			switch token.Type {
			case html.StartTagToken, html.SelfClosingTagToken:
				checkTag(t, typed, token)
			case html.CommentToken, html.DoctypeToken:
				t.Fatalf("%q: %s", typed, token)
			}
		}
	})
}

var allowed = []string{"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "a", "span", "mark"}

func checkTag(t *testing.T, typed string, token html.Token) {
	t.Helper()
	if !slices.Contains(allowed, token.Data) {
		t.Fatalf("%q: a %s", typed, token)
	}
	for _, a := range token.Attr {
		switch a.Key {
		case "class":
			if !slices.Contains([]string{"figure", "figure-unknown", "number"}, a.Val) {
				t.Fatalf("%q: class %q", typed, a.Val)
			}
		case "href":
			lower := strings.ToLower(a.Val)
			if !strings.HasPrefix(lower, "https://") && !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "mailto:") && !strings.HasPrefix(lower, "#") {
				t.Fatalf("%q: leads to %q", typed, a.Val)
			}
		case "start":
		default:
			t.Fatalf("%q: attribute %s", typed, a.Key)
		}
	}
}
