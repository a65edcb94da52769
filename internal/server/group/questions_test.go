package group

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

func TestADecisionsTasksOnThePage(t *testing.T) {
	f := testgroup.New(t)
	b, lead := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead)
	address := plan(t, b)
	write(t, b, address)
	const decision = "/gruppen/beslut/1"
	form := b.Get(decision).Want(http.StatusOK).Form(decision + "/uppgifter")
	form.Set("anchor", "1")
	wrong := b.Post(decision+"/uppgifter", form).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#title-error") == "" || wrong.Text("#due_on-error") == "" || wrong.Value("anchor") != "1" {
		t.Errorf("nothing typed: %q", wrong.Text(".error-summary"))
	}
	form.Set("title", "Förankra")
	form.Set("due_on", "2026-05-01")
	b.Post(decision+"/uppgifter", form).Want(http.StatusSeeOther)
	shown := lead.Get(decision).Want(http.StatusOK)
	if got := shown.Text("#uppgifter .section-lead"); got != "0 av 2 uppgifter är klara, 2 försenad" {
		t.Errorf("so far %q", got)
	}
	if shown.Find("#uppgift-1 form").Length() != 1 || shown.Find("#uppgift-2 form").Length() != 0 {
		t.Error("the representative in the north settles what is of the south, or not the own")
	}
	settle := shown.Form(decision + "/uppgifter/1")
	settle.Set("do", "drop")
	if got := lead.Post(decision+"/uppgifter/1", settle).Want(http.StatusUnprocessableEntity).Text("#outcome-1-error"); got != "Fyll i uppgiften." {
		t.Errorf("dropped without a reason: %q", got)
	}
	settle.Set("outcome.1", "Behövs inte här")
	lead.Post(decision+"/uppgifter/1", settle).Want(http.StatusSeeOther)
	lead.Post(decision+"/uppgifter/1", settle).Want(http.StatusConflict)
	lead.Post(decision+"/uppgifter/2", url.Values{"do": {"done"}, "version": {"1"}}).Want(http.StatusForbidden)
	if got := b.Get(decision).Text("#uppgift-1"); !strings.Contains(got, "Behövs inte här") || !strings.Contains(got, "Blev inte av") {
		t.Errorf("dropped: %q", got)
	}
	b.Post(decision+"/uppgifter/2", url.Values{"do": {"delete"}, "version": {"1"}}).Want(http.StatusSeeOther)
	if got := b.Get(address).Text(".decision"); got != "§ 1 Vi följer värmenBlev inte avRegion Norr: Förankra Gruppens ledamöter i Region Norr. Lena Läkare, 4 maj 2026" {
		t.Errorf("on the meeting's page: %q", got)
	}
}

func TestQuestionsOnThePages(t *testing.T) {
	f := testgroup.New(t)
	b, lead := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead)
	if got := lead.Post("/gruppen/fragor/ny", url.Values{"link": {"https://annan.exempel.se/x"}}).Want(http.StatusUnprocessableEntity); got.Text("#link-error") == "" || got.Text("#title-error") == "" {
		t.Error("a question without words, about another site")
	}
	address := lead.Post("/gruppen/fragor/ny", url.Values{"title": {"Hur <gör> ni?"}, "body": {"Rad ett\nrad två"}}).Want(http.StatusSeeOther).Location
	shown := lead.Get(address).Want(http.StatusOK)
	if got := shown.Text(".page-heading"); got != "FrågorHur <gör> ni?Lena Läkare, Ala, 4 maj 2026 Öppen" || shown.Find("#svara, #lyft").Length() != 0 || shown.Find("#andra").Length() != 1 {
		t.Errorf("the asker sees %q", got)
	}
	page := b.Get(address).Want(http.StatusOK)
	lift := url.Values{"do": {"lift"}, "version": {"1"}, "lifted_to": {"1"}}
	wrong := b.Post(address, lift).Want(http.StatusUnprocessableEntity)
	if wrong.Text("#lifted_note-error") != "Fyll i uppgiften." {
		t.Errorf("nothing to know: %q", wrong.Text(".error-summary"))
	}
	lift.Set("lifted_note", "Att veta")
	b.Post(address, lift).Want(http.StatusSeeOther)
	answer := page.Form(address) // opened before it was lifted
	answer.Set("do", "answer")
	answer.Set("answer", "Så här")
	stale := b.Post(address, answer).Want(http.StatusConflict)
	if stale.Value("answer") != "Så här" || !strings.Contains(stale.Text(".notice"), "Någon annan hann före") {
		t.Error("what was typed is lost")
	}
	again := stale.Form(address)
	again.Set("do", "answer")
	b.Post(address, again).Want(http.StatusSeeOther)
	if got := lead.Get(address).Text(".matter-history"); got != "Ställd Lena Läkare, Ala, 4 maj 2026 Lyft till Provområdet barn Sara Samman, 4 maj 2026 Att vetaBesvarad av Provområdet barn Sara Samman, 4 maj 2026 Så här" {
		t.Errorf("history %q", got)
	}
	if got := b.Get("/gruppen/fragor?lage=besvarade&sok=gör").Want(http.StatusOK).Find(".task").Length(); got != 1 {
		t.Errorf("%d answered", got)
	}
	if got := b.Get("/gruppen/fragor?lage=vantar").Text(".empty-state"); !strings.Contains(got, "Ingen fråga att visa") {
		t.Errorf("none waits: %q", got)
	}
	b.Get("/gruppen/fragor?lage=glomda").Want(http.StatusNotFound)
	b.Post(address, url.Values{"do": {"dance"}}).Want(http.StatusNotFound)
	as(t, f, testgroup.Member).Get("/gruppen/fragor").Want(http.StatusForbidden)
	as(t, f, testgroup.Member).Get(address).Want(http.StatusForbidden)
}
