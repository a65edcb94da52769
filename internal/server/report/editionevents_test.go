package report

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/org"
)

// TestAnEditionGoesItsWay: fixed, delivered, presented, acknowledged, and what was wrong
// taken back.
func TestAnEditionGoesItsWay(t *testing.T) {
	e := newEditions(t)
	convener, chair, reader := e.as(t, org.Convener), e.as(t, org.ProgramAreaChair), e.as(t, org.ProgramAreaMember)
	const list, address = "/arsrapport/2025/utgavor", "/arsrapport/2025/utgavor/1"

	empty := convener.Get(list).Want(http.StatusOK)
	if got := empty.Text("#faststallda"); !strings.Contains(got, "Ingen utgåva är fastställd än") {
		t.Errorf("no edition: %s", got)
	}
	confirm := convener.Get(list + "/ny").Want(http.StatusOK)
	if got := confirm.Text("#saknas"); !strings.Contains(got, "inlämningar är inte godkända än") {
		t.Errorf("what is missing: %s", got)
	}
	if confirm.Find("#reason").Length() != 0 {
		t.Error("the first edition needs no reason")
	}
	if got := convener.Post(list+"/ny", url.Values{"number": {confirm.Value("number")}}).Want(http.StatusSeeOther).Location; got != address {
		t.Errorf("fixed: %s", got)
	}
	steps := func() string {
		var said []string
		convener.Get(address).Find(".steps .step").Each(func(_ int, s *goquery.Selection) {
			state, _ := s.Attr("data-state")
			said = append(said, state)
		})
		return strings.Join(said, " ")
	}
	if got := steps(); got != "done current next next" {
		t.Errorf("fixed: %s", got)
	}
	chair.Post(address+"/mottagen", nil).Want(http.StatusConflict) // nothing has come yet

	open := convener.Get(address + "/lamnad").Want(http.StatusOK)
	if got := open.Text("#up"); got != "RPO barn och ungdomars hälsa (tidigare RMPO)" || open.Value("day") != "2026-02-10" {
		t.Errorf("to whom from the start: %q on %s", got, open.Value("day"))
	}
	for what, c := range map[string]struct {
		typed url.Values
		field string
	}{
		"a day to come":       {url.Values{"day": {"2026-02-11"}, "up": {"RPO"}}, "day"},
		"before it was fixed": {url.Values{"day": {"2026-02-09"}, "up": {"RPO"}}, "day"},
		"no day":              {url.Values{"day": {""}, "up": {"RPO"}}, "day"},
		"to nobody":           {url.Values{"day": {"2026-02-10"}, "up": {" \n "}}, "up"},
		"a child's number":    {url.Values{"day": {"2026-02-10"}, "up": {"RPO"}, "note": {"19121212-1212"}}, "note"},
	} {
		a := convener.Post(address+"/lamnad", c.typed).Want(http.StatusUnprocessableEntity)
		if a.Text("#"+c.field+"-error") == "" {
			t.Errorf("%s: nothing beside %s", what, c.field)
		}
	}
	convener.Post(address+"/lamnad", url.Values{"day": {"2026-02-10"}, "up": {"RPO\r\nRådet"}, "down": {"Klinikerna"}, "sideways": {""}, "note": {"Bara för oss"}}).Want(http.StatusSeeOther)
	events := convener.Get(address).Text("#handelser")
	for _, want := range []string{"Lämnad uppåt, till RPO", "Lämnad uppåt, till Rådet", "Lämnad nedåt, till Klinikerna", "Bara för oss"} {
		if !strings.Contains(events, want) {
			t.Errorf("%q is not told: %s", want, events)
		}
	}
	if strings.Contains(reader.Get(address).Text("#handelser"), "Bara för oss") {
		t.Error("the group's note is told to those outside")
	}

	convener.Post(address+"/redovisad", url.Values{"day": {"2026-02-10"}, "where": {""}}).Want(http.StatusUnprocessableEntity)
	convener.Post(address+"/redovisad", url.Values{"meeting": {"1"}}).Want(http.StatusUnprocessableEntity) // last autumn's
	convener.Post(address+"/redovisad", url.Values{"meeting": {"99999"}}).Want(http.StatusNotFound)
	e.exec(`UPDATE meeting SET starts_at = '2026-02-10 08:00+01', ends_at = '2026-02-10 09:00+01', kind = 'body', title = 'RPO möte' WHERE id = 1`)
	if got := convener.Get(address + "/redovisad").Text("#meeting"); !strings.Contains(got, "10 februari 2026, RPO möte, Programområdets möte") {
		t.Errorf("meetings to choose from: %s", got)
	}
	convener.Post(address+"/redovisad", url.Values{"meeting": {"1"}}).Want(http.StatusSeeOther)
	if got := steps(); got != "done done done current" {
		t.Errorf("presented: %s", got)
	}

	if reader.Get(address).Find(`form[action$="/mottagen"]`).Length() != 0 || convener.Get(address).Find(`form[action$="/mottagen"]`).Length() != 0 {
		t.Error("others than the chair can acknowledge")
	}
	chair.Post(chairForm(t, chair.Get(address).Find(`form[action$="/mottagen"]`)), nil).Want(http.StatusSeeOther)
	if got := steps(); got != "done done done done" {
		t.Errorf("acknowledged: %s", got)
	}
	chair.Post(address+"/mottagen", nil).Want(http.StatusSeeOther) // twice is once
	if got := strings.Count(convener.Get(address).Text("#handelser"), "Mottagen av"); got != 1 {
		t.Errorf("acknowledged %d times", got)
	}
	if got := convener.Get(list).Text(".standing"); got != "Mottagen" {
		t.Errorf("in the list: %q", got)
	}

	back := chairForm(t, chair.Get(address).Find(`form[action$="/aterta"]`))
	convener.Post(back, nil).Want(http.StatusForbidden)
	chair.Post(back, nil).Want(http.StatusSeeOther)
	if got := convener.Get(address).Text("#handelser del"); got != "Mottagen av Exempel" {
		t.Errorf("taken back: %q", got)
	}
	if got := steps(); got != "done done done current" {
		t.Errorf("taken back: %s", got)
	}
	chair.Post(address+"/mottagen", nil).Want(http.StatusSeeOther)
	if got := steps(); got != "done done done done" {
		t.Errorf("acknowledged again: %s", got)
	}
	chair.Post(address+"/handelser/99999/aterta", nil).Want(http.StatusNotFound)
}

// chairForm is where the one form is sent.
func chairForm(t *testing.T, form *goquery.Selection) string {
	t.Helper()
	action, _ := form.Attr("action")
	if form.Length() != 1 || action == "" {
		t.Fatalf("%d forms", form.Length())
	}
	return action
}

func TestWhoMayDoWhatWithEditions(t *testing.T) {
	e := newEditions(t)
	e.fix(1, "")
	const address = "/arsrapport/2025/utgavor/1"
	for _, role := range org.Roles() {
		b := e.as(t, role)
		reads, fixes := !role.Guest() && role != org.Administrator, role == org.Convener || role == org.Chair
		status := func(allowed bool) int {
			if allowed {
				return http.StatusOK
			}
			return http.StatusForbidden
		}
		for _, end := range []string{"", "/dokument.json"} {
			b.Get(address + end).Want(status(reads))
		}
		b.Get("/arsrapport/2025/utgavor").Want(status(reads))
		b.Get("/arsrapport/2025/utgavor/ny").Want(status(fixes))
		b.Get(address + "/lamnad").Want(status(fixes))
		if !fixes {
			ends := []string{"/lamnad", "/redovisad"}
			if role != org.ProcessSupport { // which publishes
				ends = append(ends, "/publicera", "/avpublicera")
			}
			for _, end := range ends {
				b.Post(address+end, url.Values{"day": {"2026-02-10"}, "up": {"RPO"}, "where": {"Här"}}).Want(http.StatusForbidden)
			}
			b.Post("/arsrapport/2025/utgavor/ny", url.Values{"number": {"2"}, "reason": {"Skäl"}}).Want(http.StatusForbidden)
		}
		if role != org.ProgramAreaChair {
			b.Post(address+"/mottagen", nil).Want(http.StatusForbidden)
		}
	}
	for _, wrong := range []string{"/arsrapport/2025/utgavor/2", "/arsrapport/2025/utgavor/0", "/arsrapport/2025/utgavor/x", "/arsrapport/2024/utgavor/1", "/arsrapport/1999/utgavor"} {
		e.as(t, org.Convener).Get(wrong).Want(http.StatusNotFound)
	}
	e.as(t, org.Convener).Get("/arsrapport/2024/utgavor/ny").Want(http.StatusNotFound) // it has not begun
}

func TestAnotherEditionSaysWhyAndWhatDiffers(t *testing.T) {
	e := newEditions(t)
	e.fix(1, "")
	b := e.as(t, org.Convener)
	const fix = "/arsrapport/2025/utgavor/ny"
	if got := b.Get(fix).Text("#skillnader"); !strings.Contains(got, "Inget skiljer sig från utgåva 2025:1.") {
		t.Errorf("nothing is changed: %s", got)
	}
	e.exec(`UPDATE report_section SET body = 'Omskrivet.', version = version + 1 WHERE heading = 'Omvårdnad'`)
	if got := b.Get(fix).Text("#skillnader"); !strings.Contains(got, "Omvårdnad Texten är ändrad.") {
		t.Errorf("a text is changed: %s", got)
	}
	wrong := b.Post(fix, url.Values{"number": {"2"}, "reason": {" "}}).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#reason-error") == "" {
		t.Error("no reason was asked for")
	}
	b.Post(fix, url.Values{"number": {"2"}, "reason": {"Ny text om omvårdnad."}}).Want(http.StatusSeeOther)
	second := b.Get("/arsrapport/2025/utgavor/2").Want(http.StatusOK)
	if got := texts(second.Find("#skillnader li")); len(got) != 1 || got[0] != "Omvårdnad Texten är ändrad." {
		t.Errorf("what differs: %q", got)
	}
	if got := second.Text("main dl.definitions"); !strings.Contains(got, "Ny text om omvårdnad.") {
		t.Errorf("why: %s", got)
	}
	if got := b.Get("/arsrapport/2025/utgavor/1").Text("main"); !strings.Contains(got, "Det finns en senare utgåva") {
		t.Error("the first does not say that there is a later one")
	}
	if got := texts(b.Get("/arsrapport").Find("#faststallda .task-title")); len(got) != 2 || got[0] != "Årsrapport 2025, utgåva 2025:2" {
		t.Errorf("the latest first: %q", got)
	}
}

// An edition that everybody may read can be told of from its page, by those who tell.
func TestAPublishedEditionIsToldOf(t *testing.T) {
	e := newEditions(t)
	e.fix(1, "")
	const address, tell = "/arsrapport/2025/utgavor/1", `#publicera a[href="/gruppen/mottagare?utgava=1"]`
	b := e.as(t, org.Convener)
	if b.Get(address).Want(http.StatusOK).Find(tell).Length() != 0 {
		t.Error("told of before it is published")
	}
	b.Post(address+"/publicera", nil).Want(http.StatusSeeOther)
	if b.Get(address).Find(tell).Length() != 1 || e.as(t, org.MedicalLead).Get(address).Find(tell).Length() != 0 {
		t.Error("the way to those who are to know is not where it should be")
	}
}
