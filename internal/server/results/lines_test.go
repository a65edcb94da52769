package results_test

import (
	"encoding/csv"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

func TestLines(t *testing.T) {
	s := newSite(t)
	t.Run("every method", s.testMethods)
	t.Run("a phase", s.testPhase)
	t.Run("who may write", s.testWhoMayWrite)
	t.Run("a file", s.testLineFile)
	t.Run("notes", s.testNotes)
	t.Run("decisions", s.testDecisions)
	t.Run("talks", s.testTalks)
	t.Run("actions", s.testActions)
}

// post sends the form as the actor, who has a name in the log.
func (s *site) post(t *testing.T, actor org.Actor, address string, form url.Values) (*http.Response, *goquery.Document) {
	t.Helper()
	actor.Person.ID = 0 // nobody in the table of persons
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	visitor := page.Visitor{Actor: actor, Group: s.group, Groups: []org.Group{s.group}, Now: today}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r.WithContext(page.WithVisitor(r.Context(), visitor)))
	doc, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), doc
}

// unit is the unit with the code.
func (s *site) unit(code string) org.Unit {
	for _, u := range s.units {
		if u.Code == code {
			return u
		}
	}
	panic(code)
}

// reporting is somebody who reports for the unit.
func (s *site) reporting(code string) org.Actor {
	actor := s.as(org.MedicalLead)
	actor.Memberships[0].UnitID = s.unit(code).ID
	return actor
}

func (s *site) testMethods(t *testing.T) {
	lead := s.as(org.MedicalLead)
	for method, center := range map[string]string{"": "Median", "styrdiagram": "Medelnivå", "nhs": "Medelnivå"} {
		address := "/resultat/matt/OMV01?enhet=tillsammans&metod=" + method
		doc := s.page(t, lead, address)
		if !strings.Contains(text(doc, "#over-tid-tabell thead"), center) {
			t.Errorf("%s: no column for %s", method, center)
		}
		if doc.Find("#over-tid .tabs").Eq(1).Find("[aria-current]").Length() != 1 || doc.Find("#over-tid > .notice + .details").Length() != 1 {
			t.Errorf("%s: the method is not marked, or not explained one key away", method)
		}
		// Eight quarters have been handed in by everybody, or nine by some.
		if verdict := text(doc, "#over-tid .notice h3"); !strings.HasPrefix(verdict, "För få kvartal") || strings.Contains(verdict, "Ingen signal") {
			t.Errorf("%s: with too few quarters it says %q", method, verdict)
		}
		doc.Find("#over-tid .tabs a, #over-tid .chart-files a").Each(func(_ int, a *goquery.Selection) {
			if href, _ := a.Attr("href"); !strings.Contains(href, "enhet=") && (a.Text() != "Var för sig" || strings.Contains(href, "metod=")) {
				t.Errorf("%s: a link loses whose line it is: %s", method, href)
			}
		})
		picture, _ := doc.Find("#over-tid .chart-files a[href*='.svg']").Attr("href")
		if got := s.get(t, lead, picture); got.StatusCode != http.StatusOK || got.Header.Get("Content-Type") != "image/svg+xml" {
			t.Errorf("%s: %s", picture, got.Status)
		}
	}
	if text(s.page(t, lead, "/resultat/matt/OMV01?enhet=tillsammans"), "#over-tid .notice h3") == "" {
		t.Error("no verdict")
	}
	each := s.page(t, lead, "/resultat/matt/OMV01")
	if n := each.Find("#linjer-tabell tbody tr").Length(); n != 6 {
		t.Errorf("%d lines are judged, want five units and all together", n)
	}
	for _, address := range []string{"/resultat/matt/OMV01?metod=egen", "/resultat/matt/OMV01?enhet=tillsammans&metod=run"} {
		if got := s.get(t, lead, address).StatusCode; got != http.StatusNotFound {
			t.Errorf("%s: %d", address, got)
		}
	}
	for _, code := range []string{"PRO14", "PRO01"} { // words, and what tells how something is
		if doc := s.page(t, lead, "/resultat/matt/"+code); doc.Find("#linjer-tabell").Length() != 0 && code == "PRO14" {
			t.Errorf("%s: words are judged", code)
		}
	}
}

func (s *site) testPhase(t *testing.T) {
	doc := s.page(t, s.reporting("KAL"), "/resultat/matt/OMV01?enhet=KAL")
	if n := doc.Find("#over-tid > .definitions > div").Length(); n != 2 {
		t.Errorf("%d parts of the line", n)
	}
	for _, want := range []string{"nytt arbetssätt", "Anteckning 1", "Ny nivå"} {
		if !strings.Contains(text(doc, "#over-tid"), want) {
			t.Errorf("%q is not told", want)
		}
	}
	option := doc.Find("script#diagram-over-tid").Text()
	for _, want := range []string{"noteMark", "definitionBreak", "Median"} {
		if !strings.Contains(option, want) {
			t.Errorf("%s is not drawn", want)
		}
	}
	// A note about one unit stands at its line and where all are shown.
	if strings.Contains(text(s.page(t, s.reporting("KAL"), "/resultat/matt/OMV01?enhet=LIN"), "#over-tid"), "flytten från förlossningen") {
		t.Error("another unit's note stands at the line")
	}
}

func (s *site) testWhoMayWrite(t *testing.T) {
	convener := s.page(t, s.as(org.Convener), "/resultat/matt/OMV01")
	if n := convener.Find("select[name='note.unit'] option").Length(); n != 6 || convener.Find("select[name='line.period']").Length() != 1 {
		t.Errorf("the convener writes about %d lines", n)
	}
	member := s.page(t, s.reporting("KAL"), "/resultat/matt/OMV01")
	if got := text(member, "select[name='note.unit']"); got != "Kalmar" || member.Find("[name='line.period'], form[action*=ta-tillbaka]").Length() != 0 {
		t.Errorf("a member writes about %q, or decides", got)
	}
	if n := member.Find("form[action*=ta-bort]").Length(); n != 1 {
		t.Errorf("a member may remove %d notes, want the own unit's", n)
	}
	if got := s.page(t, s.as(org.HeadOfDepartment), "/resultat/matt/OMV01").Find("#over-tid form").Length(); got != 0 {
		t.Errorf("a head of department has %d forms", got)
	}
	reader := s.page(t, s.as(org.ProgramAreaMember), "/resultat/matt/OMV01?enhet=tillsammans")
	about := text(reader, "#over-tid")
	if reader.Find("#over-tid form").Length() != 0 || !strings.Contains(about, "gick igenom") || strings.Contains(about, "flytten från förlossningen") ||
		strings.Contains(about, "Exempelsammanställande") || strings.Contains(about, "nytt arbetssätt") {
		t.Errorf("a reader outside the group is told %s", about)
	}
	if !strings.HasPrefix(text(reader, "#over-tid .notice h3"), "För få år") {
		t.Error("years are judged as quarters")
	}
}

func (s *site) testLineFile(t *testing.T) {
	for address, lines := range map[string]int{"/resultat/matt/OMV01/diagram/over-tid.csv": 6, "/resultat/matt/OMV01/diagram/over-tid.csv?enhet=KAL&metod=nhs": 1} {
		response := s.get(t, s.as(org.Convener), address)
		if !strings.Contains(response.Header.Get("Content-Disposition"), "over-tid-OMV01-2025-exempeldata.csv") {
			t.Fatalf("%s: %s %v", address, response.Status, response.Header)
		}
		reader := csv.NewReader(response.Body)
		reader.Comma = ';'
		records, err := reader.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]int{}
		for _, r := range records[1:] {
			names[r[3]]++
		}
		if len(names) != lines || names["Kalmar"] < 8 || len(records[0]) != 18 {
			t.Errorf("%s: %v, %d columns", address, names, len(records[0]))
		}
	}
}

func (s *site) testNotes(t *testing.T) {
	member, address := s.reporting("KAL"), "/resultat/matt/OMV01/anteckningar?enhet=KAL"
	form := url.Values{"note.unit": {strconv.FormatInt(int64(s.unit("KAL").ID), 10)}, "note.kind": {"note"}, "note.on": {"2025-13-01"}, "note.text": {"Flyttade till nya lokaler"}}
	response, doc := s.post(t, member, address, form)
	if response.StatusCode != http.StatusUnprocessableEntity || doc.Find("textarea[name='note.text']").Text() != "Flyttade till nya lokaler" ||
		doc.Find("details[open] [name='note.on'][aria-invalid=true]").Length() != 1 || doc.Find(".error-summary a[href='#note-on']").Length() != 1 {
		t.Errorf("%d: what was typed is lost, or what is wrong is not told where", response.StatusCode)
	}
	form.Set("note.on", "2025-09-01")
	if response, _ = s.post(t, member, address, form); response.StatusCode != http.StatusSeeOther || !strings.Contains(response.Header.Get("Location"), "enhet=KAL#anteckningar") {
		t.Fatalf("%s to %s", response.Status, response.Header.Get("Location"))
	}
	doc = s.page(t, member, "/resultat/matt/OMV01?enhet=KAL")
	row := doc.Find(".line-notes > li").FilterFunction(func(_ int, li *goquery.Selection) bool { return strings.Contains(li.Text(), "nya lokaler") })
	edit, _ := row.Find("a").Attr("href")
	remove, _ := row.Find("form").Attr("action")
	if response, _ = s.post(t, s.reporting("LIN"), remove, url.Values{"version": {"1"}}); response.StatusCode != http.StatusForbidden {
		t.Errorf("another unit's member removes it: %s", response.Status)
	}
	if got := s.get(t, s.reporting("LIN"), edit).StatusCode; got != http.StatusForbidden {
		t.Errorf("another unit's member opens it: %d", got)
	}
	if got := s.page(t, member, edit).Find("textarea").Text(); got != "Flyttade till nya lokaler" {
		t.Errorf("the form holds %q", got)
	}
	form.Set("note.text", "Flyttade till större lokaler")
	form.Set("version", "1")
	if response, _ = s.post(t, member, edit, form); response.StatusCode != http.StatusSeeOther {
		t.Fatal(response.Status)
	}
	if response, doc = s.post(t, member, edit, form); response.StatusCode != http.StatusConflict || !strings.Contains(doc.Text(), "Någon annan hann före") {
		t.Errorf("saved from the same version twice: %s", response.Status)
	}
	if response, _ = s.post(t, member, remove, url.Values{"version": {"1"}}); response.StatusCode != http.StatusConflict {
		t.Errorf("removed as it was: %s", response.Status)
	}
	if response, _ = s.post(t, member, remove, url.Values{"version": {"2"}}); response.StatusCode != http.StatusSeeOther {
		t.Error(response.Status)
	}
}

func (s *site) testDecisions(t *testing.T) {
	convener, address := s.as(org.Convener), "/resultat/matt/OMV01/linjer?enhet=tillsammans"
	form := url.Values{"line.unit": {""}, "line.kind": {"exclusion"}, "line.period": {"2025K2"}, "line.baseline": {"12"}, "line.reason": {"Registret var nere"}}
	response, doc := s.post(t, convener, address, form)
	if response.StatusCode != http.StatusUnprocessableEntity || doc.Find("[name='line.baseline'][aria-invalid=true]").Length() != 1 || doc.Find("textarea[name='line.reason']").Text() != "Registret var nere" {
		t.Errorf("%s: a baseline for what is left out", response.Status)
	}
	form.Del("line.baseline")
	if response, _ = s.post(t, s.reporting("KAL"), address, form); response.StatusCode != http.StatusForbidden {
		t.Errorf("a member decides: %s", response.Status)
	}
	if response, _ = s.post(t, convener, address, form); response.StatusCode != http.StatusSeeOther {
		t.Fatal(response.Status)
	}
	doc = s.page(t, convener, "/resultat/matt/OMV01?enhet=tillsammans")
	if !strings.Contains(text(doc, "#over-tid-tabell"), "Räknas inte med: Registret var nere") {
		t.Error("the table does not say what is left out, and why")
	}
	undo, _ := doc.Find("form[action*=ta-tillbaka]").FilterFunction(func(_ int, f *goquery.Selection) bool {
		return strings.Contains(f.Parent().Text(), "Registret var nere")
	}).Attr("action")
	if response, _ = s.post(t, convener, undo, nil); response.StatusCode != http.StatusSeeOther {
		t.Error(response.Status)
	}
	if response, _ = s.post(t, convener, undo, nil); response.StatusCode != http.StatusConflict {
		t.Errorf("taken back twice: %s", response.Status)
	}
	if strings.Contains(text(s.page(t, convener, "/resultat/matt/OMV01?enhet=tillsammans"), "#over-tid-tabell"), "Registret var nere") {
		t.Error("it holds still")
	}
}
