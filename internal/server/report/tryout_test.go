package report

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/page"
	"samsyn/internal/server/page/pagetest"
)

// person is a browser of the example's person with the address, who has one role in the
// group.
func (s *site) person(t *testing.T, email string, role org.Role) *pagetest.Browser {
	t.Helper()
	var login postgres.Login
	if err := s.db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		login, err = tx.Login(t.Context(), email)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	m := org.Membership{GroupID: s.group.ID, Role: role, UnitID: 1}
	actor := org.Actor{Person: org.Person{ID: login.ID, Name: "Exempel"}, Memberships: []org.Membership{m}}
	return pagetest.New(t, page.Visitor{Actor: actor, Group: s.group, Groups: []org.Group{s.group}, Now: today}, s.routes)
}

// testTryOut: looking at how it will stand, and putting things in, without a script.
// Nothing is stored.
func (s *site) testTryOut(t *testing.T) {
	b := s.as(t, org.Convener)
	href, _ := rowOf(t, b.Get("/arsrapport/2025/avsnitt"), "Omvårdnad").Find("th a").Attr("href")
	open := b.Get(href).Want(http.StatusOK)
	stored := open.Value("body")
	if open.Find("[data-preview][hidden]").Length() != 1 || open.Find(`input[name="ready"][checked]`).Length() != 1 {
		t.Error("opened with a preview, or not ready")
	}
	typed := func(extra ...string) url.Values {
		v := url.Values{"body": {"**Mitt** utkast: [[OMV01 namn]] och [[XX99]]."}, "version": {open.Value("version")}, "ready": {"1"}}
		for n := 0; n < len(extra); n += 2 {
			v.Set(extra[n], extra[n+1])
		}
		return v
	}
	shown := b.Post(href, typed("do", "preview")).Want(http.StatusOK)
	if got := shown.Text("#preview .prose"); got != "Mitt utkast: Hud-mot-hud första dygnet och [[XX99]]." {
		t.Errorf("the preview says %q", got)
	}
	if got := shown.Text("#preview .ds-alert"); !strings.Contains(got, "En hänvisning leder ingenstans") || !strings.Contains(got, "[[XX99]]") || !strings.Contains(got, "inget mått med den koden") {
		t.Errorf("what is wrong is said as %q", got)
	}
	if shown.Value("body") != typed().Get("body") || shown.Find("#preview strong").Length() != 1 || shown.Find("#preview mark").Length() != 1 {
		t.Error("what was typed is lost, or not marked up")
	}

	put := b.Post(href, typed("do", "figure", figureMeasure, "OMV01", figureWho, "Kalmar", figurePeriod, "2025", figureForm, "antal")).Want(http.StatusOK)
	if got := put.Value("body"); got != typed().Get("body")+" [[OMV01 2025 Kalmar antal]]" {
		t.Errorf("put in: %q", got)
	}
	if got := put.Find(`select[name="figure.who"] option[selected]`).Text(); got != "Kalmar" {
		t.Errorf("the choice is now %q", got)
	}
	none := b.Post(href, typed("do", "figure")).Want(http.StatusUnprocessableEntity)
	if none.Text("#figure-measure-error") == "" || none.Value("body") != typed().Get("body") {
		t.Error("without a measure")
	}
	sentence, _ := open.Find(`.write-sentences button[name="add"]`).First().Attr("value")
	if !strings.Contains(sentence, "[[omvårdnad 2025 nådde]]") {
		t.Errorf("offered %q", sentence)
	}
	if got := b.Post(href, typed("add", sentence)).Want(http.StatusOK).Value("body"); got != typed().Get("body")+" "+sentence {
		t.Errorf("put in: %q", got)
	}
	if got := b.Get(href).Value("body"); got != stored {
		t.Errorf("stored: %q", got)
	}

	// A year that follows has the text to begin from.
	next, _ := rowOf(t, b.Get("/arsrapport/2026/avsnitt"), "Omvårdnad").Find("th a").Attr("href")
	last, _ := b.Get(next).Want(http.StatusOK).Find(`button[name="add"]:contains("Lägg in texten")`).Attr("value")
	if last != stored {
		t.Errorf("last year's text: %q", last)
	}
}

func (s *site) testMeasure(t *testing.T) {
	b := s.as(t, org.Convener)
	report := b.Get("/arsrapport/2025").Want(http.StatusOK)
	href, _ := report.Find(`.report-measure a[href$="/matt/OMV01"]`).Attr("href")
	open := b.Get(href).Want(http.StatusOK)
	if !strings.HasPrefix(open.Value("discussion"), "Exempeltext.") || open.Value("version") != "1" || open.Find(".report-measure tbody tr").Length() < 5 ||
		open.Find(".report-measure figure").Length() == 0 || !strings.Contains(open.Text(".report-statement"), "Exempel: alla barn får ligga") {
		t.Error("the texts or what they are about are missing")
	}
	if got := open.Text("#message-description"); !strings.Contains(got, "Utan egen text står det: ”") || !strings.Contains(got, "nådde målet") {
		t.Errorf("the data's message: %q", got)
	}
	typed := url.Values{"discussion": {"Min **diskussion**"}, "assessment": {"Bedömt"}, "next_steps": {""}, "message": {"Det blev [[OMV01]]."}, "version": {"1"}}
	with := func(extra ...string) url.Values {
		v := url.Values{}
		for name, value := range typed {
			v[name] = value
		}
		for n := 0; n < len(extra); n += 2 {
			v.Set(extra[n], extra[n+1])
		}
		return v
	}
	put := b.Post(href, with("do", "figure", intoField, "assessment", figureMeasure, "OMV01", figurePeriod, "2025")).Want(http.StatusOK)
	if put.Value("assessment") != "Bedömt [[OMV01 2025]]" || put.Value("discussion") != "Min **diskussion**" || put.Find("#preview .prose").Length() != 3 {
		t.Errorf("put in: %q", put.Value("assessment"))
	}
	b.Post(href, with("do", "figure", figureMeasure, "OMV01")).Want(http.StatusUnprocessableEntity)
	long := b.Post(href, with("message", strings.Repeat("å", 301))).Want(http.StatusUnprocessableEntity)
	if long.Text("#message-error") == "" || long.Value("discussion") != "Min **diskussion**" {
		t.Error("a message that is too long")
	}
	if got := b.Post(href, typed).Want(http.StatusSeeOther).Location; !strings.HasPrefix(got, "/arsrapport/2025#matt-") {
		t.Errorf("led to %q", got)
	}
	conflict := b.Post(href, with("discussion", "Deras")).Want(http.StatusConflict)
	if conflict.Value("discussion") != "Deras" || conflict.Value("version") != "2" || !strings.Contains(conflict.Text(".ds-alert"), "Min **diskussion**") {
		t.Errorf("the other's: %q", conflict.Text(".ds-alert"))
	}
	part := b.Get("/arsrapport/2025").Find(`.report-measure:has(a[href$="/matt/OMV01"])`)
	if got := plain(part); !strings.Contains(got, "Min diskussion") || !strings.Contains(got, "Det blev 70 %.") || strings.Contains(got, "Vad vi gör nu") {
		t.Errorf("in the report: %q", got)
	}
	b.Get("/arsrapport/2025/matt/XX").Want(http.StatusNotFound)
	b.Get("/arsrapport/2025/matt/PRO01").Want(http.StatusNotFound) // in a table of its own
	b.Post(href, url.Values{"discussion": {"x"}}).Want(http.StatusNotFound)
}
