package improve

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

const measureTalk = "/forbattring/samtal/matt/MED1"

// Without a script: written, read with its line breaks, answered, changed, taken away.
func TestATalk(t *testing.T) {
	f := testgroup.New(t)
	lead, manager, convener := as(t, f, testgroup.MedicalLead), as(t, f, testgroup.UnitManager), as(t, f, testgroup.Convener)
	lead.Get("/forbattring/samtal").Want(http.StatusOK)
	if got := lead.Get("/forbattring/samtal").Text(".empty-state-title"); got != "Inget samtal är påbörjat" {
		t.Errorf("an empty list says %q", got)
	}
	empty := lead.Get(measureTalk).Want(http.StatusOK)
	if empty.Text("h1") != "Temperatur vid inskrivning" || empty.Text(".empty-state-title") != "Ingen har skrivit än" {
		t.Errorf("an empty talk says %s", empty.Text("main"))
	}
	form := empty.Form(measureTalk)
	form.Set("body", "Hej!\nHur gör ni, @Viktor Vård? <b>")
	form["tell"] = []string{"3"}
	sent := lead.Post(measureTalk, form)
	if sent.Status != http.StatusSeeOther || sent.Location != measureTalk+"#inlagg-1" {
		t.Fatalf("status %d, to %s", sent.Status, sent.Location)
	}
	read := manager.Get(measureTalk).Want(http.StatusOK)
	post := read.Find("#inlagg-1")
	if got := post.Find(".post-body").Text(); strings.TrimSpace(got) != "Hej!\nHur gör ni, @Viktor Vård? <b>" {
		t.Errorf("the words are %q", got)
	}
	if got := read.Text("#inlagg-1"); got != "Lena Läkare Medicinskt ledningsansvarig läkare Ala i dag kl. 16:02 Hej! Hur gör ni, @Viktor Vård? <b>Till Sara Samman" {
		t.Errorf("the post is %q", got)
	}
	if post.Find(".mention").Text() != "@Viktor Vård" || post.Find("form, .post-ways").Length() != 0 {
		t.Error("another's post can be changed, or the mention is not marked")
	}
	if href, _ := read.Find("h1 ~ .page-heading-extra a").Attr("href"); href != "/resultat/matt/MED1" {
		t.Errorf("leads to %q", href)
	}
	if n := convener.Get(measureTalk).Find(`#inlagg-1 form[action$="ta-bort"]`).Length(); n != 1 {
		t.Error("the convener cannot take it away")
	}

	change := lead.Get("/forbattring/samtal/inlagg/1").Want(http.StatusOK)
	if got := change.Value("tell"); got != "3 2" {
		t.Errorf("told are %q", got)
	}
	form = change.Form("/forbattring/samtal/inlagg/1")
	form.Set("body", "")
	again := lead.Post("/forbattring/samtal/inlagg/1", form).Want(http.StatusUnprocessableEntity)
	if again.Text("#body-error") != "Fyll i uppgiften." || again.Find(".ds-error-summary, .error-summary").Length() == 0 {
		t.Errorf("without words: %s", again.Text("main"))
	}
	form.Set("body", "Nya ord")
	if sent := lead.Post("/forbattring/samtal/inlagg/1", form); sent.Location != measureTalk+"?inlagg=1#inlagg-1" {
		t.Errorf("to %q, %d", sent.Location, sent.Status)
	}
	form.Set("body", "I ett annat fönster")
	conflict := lead.Post("/forbattring/samtal/inlagg/1", form).Want(http.StatusConflict)
	if conflict.Value("body") != "I ett annat fönster" || !strings.Contains(conflict.Text("main"), "Nya ord") || conflict.Value("version") != "2" {
		t.Errorf("a conflict shows %s", conflict.Text("main"))
	}
	if got := lead.Get(measureTalk).Text("#inlagg-1 .post-when"); got != "i dag kl. 16:02 ändrat i dag kl. 16:02" {
		t.Errorf("changed: %q", got)
	}
	manager.Get("/forbattring/samtal/inlagg/1").Want(http.StatusForbidden)
	manager.Post("/forbattring/samtal/inlagg/1/ta-bort", nil).Want(http.StatusForbidden)
	if sent := lead.Post("/forbattring/samtal/inlagg/1/ta-bort", nil); sent.Status != http.StatusSeeOther {
		t.Errorf("removing: %d", sent.Status)
	}
	gone := manager.Get(measureTalk).Want(http.StatusOK)
	if got := gone.Text("#inlagg-1"); got != "Inlägget från Lena Läkare, i dag kl. 16:02, är borttaget." {
		t.Errorf("what is gone says %q", got)
	}
}

func TestATalkComesBackWithWhatWasTyped(t *testing.T) {
	f := testgroup.New(t)
	lead := as(t, f, testgroup.MedicalLead)
	answer := lead.Post(measureTalk, url.Values{"body": {"Barnet 20121212-1212"}, "tell": {"2"}}).Want(http.StatusUnprocessableEntity)
	if answer.Value("body") != "Barnet 20121212-1212" || answer.Value("tell") != "2" || !strings.Contains(answer.Text("#body-error"), "personnummer") {
		t.Errorf("came back with %s", answer.Text("main"))
	}
	lead.Post(measureTalk, url.Values{"body": {"Hej"}, "tell": {"5"}}).Want(http.StatusUnprocessableEntity) // no member
	lead.Post(measureTalk, url.Values{"body": {"Hej"}, "tell": {"x"}}).Want(http.StatusUnprocessableEntity)
	if got := f.Text(`SELECT count(*)::text FROM post`); got != "0" {
		t.Errorf("%s posts are stored", got)
	}
}

func TestAComparisonHasItsOwnTalk(t *testing.T) {
	f := testgroup.New(t)
	lead := as(t, f, testgroup.MedicalLead)
	if sent := lead.Post(measureTalk+"?tid=r2026K1", url.Values{"body": {"Hej"}}); sent.Location != measureTalk+"?tid=r2026K1#inlagg-1" {
		t.Fatalf("to %q, %d", sent.Location, sent.Status)
	}
	compared := lead.Get(measureTalk + "?tid=r2026K1").Want(http.StatusOK)
	if href, _ := compared.Find("h1 ~ .page-heading-extra a").Attr("href"); compared.Text(".lead") != "Enheterna jämförda, tolv månader: april 2025–mars 2026" || href != "/resultat/matt/MED1?tid=r2026K1" {
		t.Errorf("%q leads to %s", compared.Text(".lead"), href)
	}
	if lead.Get(measureTalk).Find(".post").Length() != 0 {
		t.Error("the measure's talk has the comparison's posts")
	}
	for _, address := range []string{measureTalk + "?tid=alltid", "/forbattring/samtal/mal/1?tid=2025", "/forbattring/samtal/mal/MED1", "/forbattring/samtal/matt/ANN1",
		"/forbattring/samtal/annat/1", measureTalk + "?sida=2", measureTalk + "?sida=x", "/forbattring/samtal?slag=annat", "/forbattring/samtal?sida=2"} {
		lead.Get(address).Want(http.StatusNotFound)
	}
	list := lead.Get("/forbattring/samtal?slag=matt&vilka=mina").Want(http.StatusOK)
	if got := list.Text(".talks"); got != "JämförelseTemperatur vid inskrivning, april 2025–mars 2026HejEtt inlägg, av Lena Läkare i dag" {
		t.Errorf("the list is %q", got)
	}
	if got := lead.Get("/forbattring/samtal?slag=mal").Text(".empty-state-title"); got != "Inget samtal med det valet" {
		t.Errorf("without any it says %q", got)
	}
}

func TestTalksAreTheGroupsOwn(t *testing.T) {
	f := testgroup.New(t)
	as(t, f, testgroup.MedicalLead).Post(measureTalk, url.Values{"body": {"Bara för oss"}})
	for id, status := range map[org.PersonID]int{testgroup.Member: http.StatusForbidden, testgroup.Observer: http.StatusForbidden,
		testgroup.Administrator: http.StatusForbidden, testgroup.Other: http.StatusNotFound} {
		outside := as(t, f, id)
		for _, address := range []string{measureTalk, "/forbattring/samtal/inlagg/1"} {
			answer := outside.Get(address).Want(status)
			if strings.Contains(answer.Body, "Bara för oss") {
				t.Errorf("%d reads it at %s", id, address)
			}
		}
		outside.Post(measureTalk, url.Values{"body": {"Hej"}}).Want(status)
	}
	as(t, f, testgroup.Member).Get("/forbattring/samtal").Want(http.StatusForbidden)
	as(t, f, testgroup.Member).Get("/forbattring/stod").Want(http.StatusForbidden)
	if got := as(t, f, testgroup.Member).Get("/forbattring").Text(".tabs"); strings.Contains(got, "Samtal") || strings.Contains(got, "Stöd") {
		t.Errorf("an outside reader is led to %s", got)
	}
}
