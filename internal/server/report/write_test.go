package report

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/org"
)

func TestWritePages(t *testing.T) {
	s := newSite(t, true)
	b := s.as(t, org.Convener)
	href, _ := under(t, b.Get("/arsrapport/2025").Want(http.StatusOK), "Sammanfattning och slutsatser").Find(`a[href*="/avsnitt/"]`).Attr("href")
	open := b.Get(href).Want(http.StatusOK)
	if got := open.Text("h1"); got != "Sammanfattning och slutsatser" {
		t.Errorf("title %q", got)
	}
	if !strings.HasPrefix(open.Value("body"), "Exempeltext. Fler barn") || open.Value("version") != "2" {
		t.Errorf("opened with version %q: %.30q", open.Value("version"), open.Value("body"))
	}
	if field := open.Find("label[for=body]"); field.Length() != 1 {
		t.Error("the field has no label")
	}

	long := strings.Repeat("Å", 50001)
	wrong := b.Post(href, url.Values{"body": {long}, "version": {"2"}}).Want(http.StatusUnprocessableEntity)
	if wrong.Value("body") != long || wrong.Value("version") != "2" {
		t.Error("what was typed is lost")
	}
	if link, _ := wrong.Find("#error-summary a").Attr("href"); link != "#body" || wrong.Text("#body-error") == "" {
		t.Errorf("the summary leads to %q, and beside the field stands %q", link, wrong.Text("#body-error"))
	}

	// Tolvan, an invented person whom Skatteverket uses in examples.
	named := b.Post(href, url.Values{"body": {"Barnet 19121212-1212."}, "version": {"2"}}).Want(http.StatusUnprocessableEntity)
	if got := named.Text("#body-error"); !strings.HasPrefix(got, "Texten ser ut att innehålla ett personnummer") {
		t.Errorf("beside a personal number: %q", got)
	}
	if named.Value("body") != "Barnet 19121212-1212." {
		t.Error("what was typed is lost")
	}

	mine := url.Values{"body": {"Min text.\r\n\r\n<b>Andra</b> stycket."}, "version": {"2"}}
	if got := b.Post(href, mine).Want(http.StatusSeeOther).Location; got != "/arsrapport/2025" {
		t.Errorf("redirected to %q", got)
	}
	written := under(t, b.Get("/arsrapport/2025"), "Sammanfattning och slutsatser").Find(".prose p")
	if got := texts(written); len(got) != 2 || got[0] != "Min text." || got[1] != "<b>Andra</b> stycket." {
		t.Errorf("paragraphs %q", got)
	}

	// Another had the page open all the while.
	theirs := url.Values{"body": {"Deras text."}, "version": {"2"}}
	conflict := b.Post(href, theirs).Want(http.StatusConflict)
	if conflict.Value("body") != "Deras text." || conflict.Value("version") != "3" {
		t.Errorf("version %s with %q", conflict.Value("version"), conflict.Value("body"))
	}
	if got := conflict.Text("blockquote"); got != "Min text. <b>Andra</b> stycket." {
		t.Errorf("the other's text: %q", got)
	}
	if got := conflict.Text(".ds-alert"); !strings.Contains(got, "Någon annan har skrivit här") {
		t.Errorf("said as %q", got)
	}
	theirs.Set("version", conflict.Value("version"))
	b.Post(href, theirs).Want(http.StatusSeeOther)
	if got := b.Get(href).Value("body"); got != "Deras text." {
		t.Errorf("stored %q", got)
	}
	b.Post(href, url.Values{"body": {"x"}}).Want(http.StatusNotFound)
}
