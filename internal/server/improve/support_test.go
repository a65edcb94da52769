package improve

import (
	"net/http"
	"net/url"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestSupportFromAskingToTheEnd(t *testing.T) {
	f := testgroup.New(t)
	lead, manager := as(t, f, testgroup.MedicalLead), as(t, f, testgroup.UnitManager)
	if got := lead.Get("/forbattring/stod").Text(".empty-state-title"); got != "Ingen har bett om stöd än" {
		t.Errorf("an empty list says %q", got)
	}
	page := lead.Get("/forbattring/stod/nytt?om=%2Fresultat%2Fmatt%2FMED1&titel=Temperatur").Want(http.StatusOK)
	if got := page.Text(`select[name="asked"]`); got != "Välj Processtödet (Sara Samman) Bo" {
		t.Errorf("may ask %q", got)
	}
	form := page.Form("/forbattring/stod/nytt")
	again := lead.Post("/forbattring/stod/nytt", form).Want(http.StatusUnprocessableEntity)
	if again.Text("#asked-error") == "" || again.Text("#title-error") == "" || again.Text("#body-error") == "" || again.Text("#link a") != "Temperatur" {
		t.Errorf("an empty form says %s", again.Text("main"))
	}
	form.Set("asked", "2")
	form.Set("title", "Hur gör ni?")
	form.Set("body", "Vi vill\nveta.")
	if sent := lead.Post("/forbattring/stod/nytt", form); sent.Location != "/forbattring/stod/1" {
		t.Fatalf("to %q, %d: %s", sent.Location, sent.Status, sent.Text("main"))
	}
	asked := manager.Get("/forbattring/stod/1").Want(http.StatusOK)
	if href, _ := asked.Find(".page-heading-extra a").Attr("href"); href != "/resultat/matt/MED1" || asked.Text(".badge") != "Väntar på svar" || asked.Find("#avsluta").Length() != 0 {
		t.Errorf("the asked see %s", asked.Text("main"))
	}
	if own := lead.Get("/forbattring/stod/1"); own.Find("#svara").Length() != 0 || own.Text("#avsluta h2") != "Ta tillbaka frågan" {
		t.Errorf("those who asked see %s", own.Text("main"))
	}
	take, answer := asked.Form("/forbattring/stod/1/ta"), asked.Form("/forbattring/stod/1/svara")
	manager.Post("/forbattring/stod/1/ta", take).Want(http.StatusSeeOther)
	answer.Set("answer", "Så här.")
	conflict := manager.Post("/forbattring/stod/1/svara", answer).Want(http.StatusConflict)
	if conflict.Value("answer") != "Så här." {
		t.Error("what was typed is lost")
	}
	answer = conflict.Form("/forbattring/stod/1/svara")
	manager.Post("/forbattring/stod/1/svara", answer).Want(http.StatusSeeOther)
	own := lead.Get("/forbattring/stod/1").Want(http.StatusOK)
	if own.Text("#svar p") != "Så här." || own.Text("#avsluta h2") != "Avsluta" {
		t.Errorf("with an answer: %s", own.Text("main"))
	}
	lead.Post("/forbattring/stod/1/avsluta", own.Form("/forbattring/stod/1/avsluta")).Want(http.StatusSeeOther)
	ended := manager.Get("/forbattring/stod/1").Want(http.StatusOK)
	if got := ended.Text("#handelser dd"); got != "Frågan ställdes av Lena LäkareTogs om hand av Viktor VårdBesvarades av Viktor VårdAvslutades av Lena Läkare" || ended.Find("#svara").Length() != 0 {
		t.Errorf("what has happened: %q", got)
	}
	row := manager.Get("/forbattring/stod?vilka=till-mig&lage=avslutad").Want(http.StatusOK)
	if got := row.Text("tbody"); got != "Hur gör ni?AlaBoi dag Avslutad" {
		t.Errorf("the list is %q", got)
	}
	if got := lead.Get("/forbattring/stod?vilka=mina&lage=vantar").Text(".empty-state-title"); got != "Ingen fråga med det valet" {
		t.Errorf("without any it says %q", got)
	}
	for _, address := range []string{"/forbattring/stod/9", "/forbattring/stod/x", "/forbattring/stod?lage=annat", "/forbattring/stod?vilka=annat", "/forbattring/stod?sida=2"} {
		lead.Get(address).Want(http.StatusNotFound)
	}
	as(t, f, testgroup.Other).Get("/forbattring/stod/1").Want(http.StatusNotFound)
	as(t, f, testgroup.Chair).Get("/forbattring/stod/nytt").Want(http.StatusForbidden)
}

func TestSupportIsNeverAboutAnotherSite(t *testing.T) {
	f := testgroup.New(t)
	lead := as(t, f, testgroup.MedicalLead)
	for _, address := range []string{"https://annan.exempel.se/", "//annan.exempel.se/", `/\annan.exempel.se`, "javascript:alert(1)"} {
		values := url.Values{"om": {address}, "titel": {"Titta här"}}
		if page := lead.Get("/forbattring/stod/nytt?" + values.Encode()).Want(http.StatusOK); page.Value("om") != "" || page.Find("#link").Length() != 0 {
			t.Errorf("%s is on the page", address)
		}
		values.Set("asked", "0")
		values.Set("unit", "1")
		values.Set("title", "Hjälp")
		values.Set("body", "Hur?")
		lead.Post("/forbattring/stod/nytt", values).Want(http.StatusSeeOther)
	}
	if got := f.Text(`SELECT string_agg(concat(link, link_text), '') FROM support_request`); got != "" {
		t.Errorf("stored %q", got)
	}
}
