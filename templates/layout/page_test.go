package layout_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"samsyn/internal/i18n"
	"samsyn/templates/layout"
	"samsyn/templates/ui"
)

// full is a page with everything the frame can show.
func full() layout.Meta {
	return layout.Meta{
		Title: "Resultat", Group: "Grupp <b>1</b>", ExampleData: true, Version: "1.2", AccessibilityURL: "/tillganglighet",
		Nav:        []ui.Link{{Text: "Start", URL: "/"}, {Text: "Resultat", URL: "/resultat", Current: true}},
		GroupLinks: []ui.Link{{Text: "Medlemmar", URL: "/gruppen"}},
		Person:     layout.Person{Name: "Anna", Role: "Ledamot", Links: []ui.Link{{Text: "Mitt konto", URL: "/konto"}}, SignOutURL: "/logga-ut"},
		Flashes:    []ui.FlashProps{{Text: "Sparat."}},
		Languages:  []layout.LanguageChoice{{Code: "sv", Name: "Svenska", Current: true}, {Code: "en", Name: "English", URL: "/sprak", Return: "/resultat"}},
		Assets:     layout.Assets{StyleSheet: "/static/css/samsyn.css", Icon: "/static/img/icon.svg", Scripts: []string{"/static/js/samsyn.js"}},
	}
}

func render(t *testing.T, ctx context.Context, m layout.Meta) *goquery.Document {
	t.Helper()
	content := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, "<h1>Innehåll</h1>")
		return err
	})
	var out bytes.Buffer
	if err := layout.Page(m).Render(templ.WithChildren(ctx, content), &out); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestFrameShowsWhatMetaHolds(t *testing.T) {
	doc := render(t, context.Background(), full())
	for selector, want := range map[string]string{
		"title":                            "Resultat – Samsyn",
		"main#content h1":                  "Innehåll",
		"nav.site-nav [aria-current=page]": "Resultat",
		".site-group .menu-name":           "Grupp <b>1</b>",
		".site-person .menu-name":          "Anna",
		".example-mark":                    "Exempeldata – inga verkliga siffror",
		"main [role=status] .ds-alert":     "Sparat.",
		".site-person form[method=post][action='/logga-ut'] button": "Logga ut",
		"footer form[method=post] button[name=language][value=en]":  "English",
	} {
		if got := strings.TrimSpace(doc.Find(selector).Text()); got != want {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	skip, _ := doc.Find("body > a.ds-skip-link").First().Attr("href")
	if skip != "#content" || doc.Find("body").Children().First().Is("a.ds-skip-link") == false {
		t.Errorf("the skip link is not first, or leads to %q", skip)
	}
	button, _ := doc.Find("button[popovertarget]").Attr("popovertarget")
	if doc.Find("#"+button+"[popover] nav").Length() != 1 {
		t.Error("the menu button opens nothing")
	}
}

func TestFrameForNobodyIsEmpty(t *testing.T) {
	doc := render(t, context.Background(), layout.Meta{})
	for _, selector := range []string{"nav", "button", "details", "form", ".example-mark", "footer a"} {
		if n := doc.Find(selector).Length(); n != 0 {
			t.Errorf("%d %s on a page for nobody", n, selector)
		}
	}
	if got := strings.TrimSpace(doc.Find("title").Text()); got != "Samsyn" {
		t.Errorf("title %q", got)
	}
}

func TestFrameHasNothingInline(t *testing.T) {
	doc := render(t, context.Background(), full())
	doc.Find("script").Each(func(_ int, s *goquery.Selection) {
		if _, external := s.Attr("src"); !external {
			t.Error("a script inside the page")
		}
	})
	if doc.Find("style, [style]").Length() > 0 {
		t.Error("a style inside the page")
	}
}

func TestFrameSpeaksTheReadersLanguage(t *testing.T) {
	sv, _ := render(t, context.Background(), full()).Find("html").Attr("lang")
	en, _ := render(t, i18n.WithLanguage(context.Background(), i18n.English), full()).Find("html").Attr("lang")
	if sv != "sv" || en != "en" {
		t.Errorf("lang %q and %q", sv, en)
	}
}
