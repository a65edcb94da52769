package report

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
)

// writingRoutes are the pages where the report is written.
func writingRoutes(h *Handlers) []pagetest.Route {
	return []pagetest.Route{
		{Pattern: "POST /arsrapport/{year}/borja", Handler: h.BeginReport},
		{Pattern: "GET /arsrapport/{year}/avsnitt", Handler: h.ShowSections},
		{Pattern: "POST /arsrapport/{year}/avsnitt/flytta", Handler: h.MoveSection},
		{Pattern: "GET /arsrapport/{year}/avsnitt/nytt", Handler: h.EditNewSection},
		{Pattern: "POST /arsrapport/{year}/avsnitt/nytt", Handler: h.CreateSection},
		{Pattern: "GET /arsrapport/{year}/avsnitt/mall", Handler: h.EditTemplate},
		{Pattern: "POST /arsrapport/{year}/avsnitt/mall", Handler: h.SaveTemplate},
		{Pattern: "POST /arsrapport/{year}/avsnitt/mall/fran-aret", Handler: h.UseAsTemplate},
		{Pattern: "GET /arsrapport/{year}/avsnitt/{section}/plan", Handler: h.EditSectionPlan},
		{Pattern: "POST /arsrapport/{year}/avsnitt/{section}/plan", Handler: h.SaveSectionPlan},
		{Pattern: "GET /arsrapport/{year}/avsnitt/{section}/ta-bort", Handler: h.ConfirmDeleteSection},
		{Pattern: "POST /arsrapport/{year}/avsnitt/{section}/ta-bort", Handler: h.DeleteSection},
		{Pattern: "GET /arsrapport/{year}/matt/{measure}", Handler: h.EditMeasure},
		{Pattern: "POST /arsrapport/{year}/matt/{measure}", Handler: h.SaveMeasure},
	}
}

func TestWritingPages(t *testing.T) {
	s := newSite(t, true)
	t.Run("beginning", s.testBegin)
	t.Run("list", s.testList)
	t.Run("planning", s.testPlan)
	t.Run("removing", s.testRemove)
	t.Run("template", s.testTemplate)
	t.Run("preview and inserting", s.testTryOut)
	t.Run("a measure", s.testMeasure)
	t.Run("others", s.testOthers)
}

func (s *site) testBegin(t *testing.T) {
	b := s.as(t, org.Convener)
	list := b.Get("/arsrapport").Want(http.StatusOK)
	if got := list.Find(`form[action$="/borja"]`).Length(); got != 1 {
		t.Errorf("%d years to begin", got)
	}
	year := b.Get("/arsrapport/2026").Want(http.StatusOK)
	action, _ := year.Find(`form[action$="/borja"]`).Attr("action")
	if action != "/arsrapport/2026/borja" || year.Find(`a[href*="/matt/"]`).Length() != 0 {
		t.Errorf("to begin: %q", action)
	}
	planned := b.Get("/arsrapport/2026/avsnitt").Want(http.StatusOK)
	if planned.Find("#avsnitt tbody tr").Length() != 18 || planned.Find("#avsnitt a, #avsnitt button").Length() != 0 || planned.Find(`form[action$="/borja"]`).Length() != 1 {
		t.Error("what is planned is not shown as it is")
	}
	b.Get("/arsrapport/2026/avsnitt/nytt").Want(http.StatusNotFound)
	if s.as(t, org.MedicalLead).Get("/arsrapport/2026").Find(`form[action$="/borja"]`).Length() != 0 {
		t.Error("a unit is offered to begin")
	}
	if got := b.Post(action, nil).Want(http.StatusSeeOther).Location; got != "/arsrapport/2026/avsnitt" {
		t.Errorf("led to %q", got)
	}
	b.Post(action, nil).Want(http.StatusSeeOther) // somebody else was first
	begun := b.Get("/arsrapport/2026/avsnitt").Want(http.StatusOK)
	if authors := texts(begun.Find("#avsnitt tbody td:nth-child(3)")); !strings.Contains(strings.Join(authors, "|"), "Exempelläkare Kalmar") {
		t.Errorf("last year's authors did not follow: %q", authors)
	}
	if b.Get("/arsrapport/2026").Find(`form[action$="/borja"]`).Length() != 0 {
		t.Error("begun, and still offered")
	}
}

// rowOf is the section's row in the list.
func rowOf(t *testing.T, a pagetest.Answer, heading string) *goquery.Selection {
	t.Helper()
	row := a.Find("#avsnitt tbody tr").FilterFunction(func(_ int, tr *goquery.Selection) bool { return plain(tr.Find("th")) == heading })
	if row.Length() != 1 {
		t.Fatalf("%d rows %q", row.Length(), heading)
	}
	return row
}

func (s *site) testList(t *testing.T) {
	b := s.as(t, org.Convener)
	list := b.Get("/arsrapport/2025/avsnitt").Want(http.StatusOK)
	care := rowOf(t, list, "Omvårdnad")
	if got := plain(care); !strings.Contains(got, "Mål och mått i omvårdnad") || !strings.Contains(got, "Exempelläkare Kalmar") ||
		!strings.Contains(got, "Senast 10 februari 2026") || !strings.Contains(got, "Klart") || !strings.Contains(got, "Skrivet av Exempelläkare Kalmar") {
		t.Errorf("the row says %q", got)
	}
	if got := plain(rowOf(t, list, "Mål för kommande år")); !strings.Contains(got, "Väntar") {
		t.Errorf("one without text says %q", got)
	}
	if first := list.Find("#avsnitt tbody tr").First(); first.Find(`button[name="up"]`).Length() != 0 {
		t.Error("the first can be moved up")
	}
	id, _ := care.Find(`button[name="up"]`).Attr("value")
	before := texts(list.Find("#avsnitt tbody th"))
	b.Post("/arsrapport/2025/avsnitt/flytta", url.Values{"up": {id}}).Want(http.StatusSeeOther)
	after := texts(b.Get("/arsrapport/2025/avsnitt").Find("#avsnitt tbody th"))
	if before[3] != "Medicinska resultat" || after[3] != "Omvårdnad" || after[4] != "Medicinska resultat" {
		t.Errorf("moved up: %q", after)
	}
	b.Post("/arsrapport/2025/avsnitt/flytta", url.Values{"down": {id}}).Want(http.StatusSeeOther)
	b.Post("/arsrapport/2025/avsnitt/flytta", nil).Want(http.StatusNotFound)
	b.Post("/arsrapport/2025/avsnitt/flytta", url.Values{"up": {"9999"}}).Want(http.StatusNotFound)
}

func (s *site) testPlan(t *testing.T) {
	b := s.as(t, org.Convener)
	fresh := b.Get("/arsrapport/2025/avsnitt/nytt").Want(http.StatusOK)
	author, _ := fresh.Find(`select[name="author"] option:contains("Exempelläkare Kalmar")`).Attr("value")
	if fresh.Find(`select[name="author"] option:contains("programområdet")`).Length() != 0 {
		t.Error("somebody outside may be given a section")
	}
	wrong := b.Post("/arsrapport/2025/avsnitt/nytt", url.Values{"heading": {" "}, "content": {"text"}, "due_on": {"2026-02-31"}}).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#heading-error") == "" || wrong.Text("#due_on-error") == "" || wrong.Find("#error-summary li").Length() != 2 {
		t.Error("it is not said what is wrong")
	}
	typed := url.Values{"heading": {"Utbildning"}, "content": {"needs"}, "author": {author}, "due_on": {"2026-02-12"}}
	b.Post("/arsrapport/2025/avsnitt/nytt", typed).Want(http.StatusSeeOther)
	row := rowOf(t, b.Get("/arsrapport/2025/avsnitt"), "Utbildning")
	if got := plain(row); !strings.Contains(got, "Behov av utveckling") || !strings.Contains(got, "Senast 12 februari 2026") {
		t.Errorf("added: %q", got)
	}
	href, _ := row.Find(`a[href$="/plan"]`).Attr("href")
	open := b.Get(href).Want(http.StatusOK)
	if open.Value("heading") != "Utbildning" || open.Value("due_on") != "2026-02-12" || open.Value("version") != "1" {
		t.Errorf("opened with %q %q", open.Value("heading"), open.Value("due_on"))
	}
	typed.Set("version", "1")
	typed.Set("heading", "Utbildning och lärande")
	b.Post(href, typed).Want(http.StatusSeeOther)
	typed.Set("heading", "Mitt namn")
	conflict := b.Post(href, typed).Want(http.StatusConflict)
	if conflict.Value("heading") != "Mitt namn" || conflict.Value("version") != "2" || !strings.Contains(conflict.Text(".ds-alert"), "Utbildning och lärande") {
		t.Errorf("the other's: %q", conflict.Text(".ds-alert"))
	}
}

func (s *site) testRemove(t *testing.T) {
	b := s.as(t, org.Convener)
	href, _ := rowOf(t, b.Get("/arsrapport/2025/avsnitt"), "Utbildning och lärande").Find(`a[href$="/plan"]`).Attr("href")
	remove := strings.TrimSuffix(href, "plan") + "ta-bort"
	empty := b.Get(remove).Want(http.StatusOK)
	if !strings.Contains(empty.Text("main"), "Ingen text är skriven i det.") {
		t.Errorf("asked: %q", empty.Text("main"))
	}
	b.Post(strings.TrimSuffix(remove, "/ta-bort"), url.Values{"body": {"Något viktigt"}, "version": {"2"}}).Want(http.StatusSeeOther)
	stale := b.Post(remove, url.Values{"version": {empty.Value("version")}}).Want(http.StatusConflict)
	if stale.Text("blockquote") != "Något viktigt" || !strings.Contains(stale.Text("main"), "Någon har ändrat avsnittet") {
		t.Errorf("what goes: %q", stale.Text("main"))
	}
	b.Post(remove, url.Values{"version": {stale.Value("version")}}).Want(http.StatusSeeOther)
	b.Get(href).Want(http.StatusNotFound)
}

func (s *site) testTemplate(t *testing.T) {
	b := s.as(t, org.Convener)
	open := b.Get("/arsrapport/2025/avsnitt/mall").Want(http.StatusOK)
	if open.Value("heading.1") != "Sammanfattning och slutsatser" || open.Find("#mall tbody tr").Length() != 18+3 {
		t.Errorf("%d rows, the first %q", open.Find("#mall tbody tr").Length(), open.Value("heading.1"))
	}
	mark := open.Value("version")
	typed := url.Values{"version": {mark}, "place.1": {"2"}, "heading.1": {"Ett"}, "content.1": {"text"}, "place.2": {"1"}, "heading.2": {"Två"},
		"content.2": {"overview"}, "place.3": {"3"}, "heading.3": {""}, "content.3": {"text"}}
	bad := url.Values{"version": {mark}, "place.1": {"1"}, "heading.1": {"Ett"}, "content.1": {"weather"}}
	if wrong := b.Post("/arsrapport/2025/avsnitt/mall", bad).Want(http.StatusUnprocessableEntity); wrong.Value("heading.1") != "Ett" || wrong.Text("#content-1-error") == "" {
		t.Errorf("at the field: %q", wrong.Text("#content-1-error"))
	}
	b.Post("/arsrapport/2025/avsnitt/mall", typed).Want(http.StatusSeeOther)
	if now := b.Get("/arsrapport/2025/avsnitt/mall"); now.Value("heading.1") != "Två" || now.Value("heading.2") != "Ett" || now.Value("heading.3") != "" {
		t.Errorf("in order: %q %q", now.Value("heading.1"), now.Value("heading.2"))
	}
	typed.Set("heading.1", "Mitt")
	conflict := b.Post("/arsrapport/2025/avsnitt/mall", typed).Want(http.StatusConflict)
	if conflict.Value("heading.2") != "Mitt" || !strings.Contains(conflict.Text(".ds-alert"), "Ett") || conflict.Value("version") == mark {
		t.Errorf("the other's: %q", conflict.Text(".ds-alert"))
	}
	b.Post("/arsrapport/2025/avsnitt/mall/fran-aret", nil).Want(http.StatusSeeOther)
	if now := b.Get("/arsrapport/2025/avsnitt/mall"); now.Value("heading.1") != "Sammanfattning och slutsatser" {
		t.Errorf("the year's: %q", now.Value("heading.1"))
	}
}

// testOthers: a unit's people see none of it, but for the section that is theirs.
func (s *site) testOthers(t *testing.T) {
	for _, role := range []org.Role{org.MedicalLead, org.Chair, org.ProgramAreaMember} {
		b := s.as(t, role)
		for _, address := range []string{"/arsrapport/2025/avsnitt", "/arsrapport/2025/avsnitt/nytt", "/arsrapport/2025/avsnitt/mall", "/arsrapport/2025/avsnitt/1/plan",
			"/arsrapport/2025/avsnitt/1/ta-bort", "/arsrapport/2025/matt/OMV01", "/arsrapport/2025/avsnitt/5"} {
			b.Get(address).Want(http.StatusForbidden)
		}
		for _, address := range []string{"/arsrapport/2025/borja", "/arsrapport/2025/avsnitt/nytt", "/arsrapport/2025/avsnitt/mall/fran-aret", "/arsrapport/2025/avsnitt/1/ta-bort"} {
			b.Post(address, url.Values{"content": {"text"}, "heading": {"x"}}).Want(http.StatusForbidden)
		}
		if a := b.Get("/arsrapport/2025").Want(http.StatusOK); a.Find(`a[href*="/matt/"], a[href*="/avsnitt/"]`).Length() != 0 {
			t.Errorf("%s is offered to write", role)
		}
	}
	author := s.person(t, "kalmar@exempel.se", org.MedicalLead)
	links := author.Get("/arsrapport/2025").Want(http.StatusOK).Find(`a[href*="/avsnitt/"]`)
	href, _ := links.Attr("href")
	if links.Length() != 1 {
		t.Fatalf("the author is offered %d sections", links.Length())
	}
	open := author.Get(href).Want(http.StatusOK)
	if open.Text("h1") != "Omvårdnad" || open.Find(`a[href$="/plan"]`).Length() != 0 {
		t.Errorf("the author's: %q", open.Text("h1"))
	}
	author.Post(href, url.Values{"body": {"Kalmars text"}, "version": {open.Value("version")}, "ready": {"1"}}).Want(http.StatusSeeOther)
	if again := author.Get(href); again.Value("body") != "Kalmars text" || again.Find(`input[name="ready"][checked]`).Length() != 1 {
		t.Errorf("stored %q", again.Value("body"))
	}
}
