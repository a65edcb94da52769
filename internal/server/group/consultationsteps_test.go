package group

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

// An answer goes to the chair without a region's view only when that is meant, and the
// page then says so.
func TestAnAnswerWithoutARegionsView(t *testing.T) {
	f := testgroup.New(t)
	coordinator, north := as(t, f, testgroup.Convener), as(t, f, testgroup.MedicalLead)
	address := newConsultation(t, f)
	north.Post(address+"/synpunkter/1", url.Values{"state": {"given"}, "body": {"Bra"}, "version": {"0"}}).Want(http.StatusSeeOther)
	if coordinator.Get(address+"/svar").Want(http.StatusOK).Find("input[name=confirm]").Length() != 0 {
		t.Error("asked before it is handed over")
	}
	answer := url.Values{"answer": {"Ja."}, "do": {"hand_over"}, "version": {"1"}}
	asked := coordinator.Post(address+"/svar", answer).Want(http.StatusUnprocessableEntity)
	if got := asked.Text("main"); !strings.Contains(got, "Ja, lämna svaret utan synpunkter från Region Syd") || strings.Contains(got, "från Region Norr") || asked.Value("answer") != "Ja." {
		t.Errorf("asked: %q", got)
	}
	if got := f.Text("SELECT state FROM consultation"); got != "open" {
		t.Errorf("it is %s", got)
	}
	answer.Set("confirm", "1")
	coordinator.Post(address+"/svar", answer).Want(http.StatusSeeOther)
	page := coordinator.Get(address).Want(http.StatusOK)
	if got := page.Text("#region-2"); !strings.Contains(got, "Svaret är lämnat utan regionens synpunkter") || strings.Contains(got, "försenat") {
		t.Errorf("the region's: %q", got)
	}
	if got := page.Text("#region-1"); strings.Contains(got, "utan regionens") {
		t.Errorf("the region that has spoken: %q", got)
	}
	if got := page.Text(".steps li:first-child"); !strings.Contains(got, "1 av 2 regioner") || strings.Contains(got, "klart") {
		t.Errorf("the first step: %q", got)
	}
}

// The chair of the body above gives an answer back, and lands where she may be.
func TestTheAreasChairGivesAnAnswerBack(t *testing.T) {
	f := testgroup.New(t)
	f.Exec("UPDATE membership SET role = 'program_area_chair' WHERE person_id = 5")
	coordinator, above := as(t, f, testgroup.Convener), as(t, f, testgroup.Member)
	address := newConsultation(t, f)
	coordinator.Post(address+"/svar", url.Values{"answer": {"Ja."}, "do": {"hand_over"}, "confirm": {"1"}, "version": {"1"}}).Want(http.StatusSeeOther)
	above.Get(address).Want(http.StatusOK)
	back := url.Values{"do": {"return"}, "returned_note": {"Kortare"}, "version": {"2"}}
	if got := above.Post(address, back).Want(http.StatusSeeOther).Location; got != "/" {
		t.Errorf("she is led to %s", got)
	}
	above.Get(address).Want(http.StatusForbidden)
	// Somebody else was first: what she saw is read within the group alone now. What she has
	// written is there to be copied.
	if got := above.Post(address, back).Want(http.StatusConflict); got.Value("returned_note") != "Kortare" || got.Find(`main a[href="/"]`).Length() != 1 {
		t.Errorf("giving back too late: %s", got.Text("main"))
	}
	back.Set("do", "approve")
	back.Del("returned_note")
	if got := above.Post(address, back).Want(http.StatusConflict); !strings.Contains(got.Text("main"), "Läget har ändrats") {
		t.Errorf("approving too late: %s", got.Text("main"))
	}
	coordinator.Post(address+"/svar", url.Values{"answer": {"Ja!"}, "do": {"hand_over"}, "confirm": {"1"}, "version": {"3"}}).Want(http.StatusSeeOther)
	if got := above.Post(address, url.Values{"do": {"approve"}, "version": {"4"}}).Want(http.StatusSeeOther).Location; got != address {
		t.Errorf("after approving she is led to %s", got)
	}
	above.Get(address).Want(http.StatusOK)
}

// A consultation that came out of a note leads back to it, for those who may read it.
func TestAConsultationKnowsItsNote(t *testing.T) {
	f := testgroup.New(t)
	f.Exec("UPDATE membership SET role = 'program_area_chair' WHERE person_id = 5")
	coordinator := as(t, f, testgroup.Convener)
	note := coordinator.Post("/gruppen/omvarld/ny", url.Values{"title": {"Nytt stöd"}}).Want(http.StatusSeeOther).Location
	form := coordinator.Get("/gruppen/remisser/ny?omvarld=1").Want(http.StatusOK).Form("/gruppen/remisser/ny")
	for name, value := range map[string]string{"sender": "Myndigheten", "due_on": "2026-06-10", "views_due_on": "2026-05-20"} {
		form.Set(name, value)
	}
	address := coordinator.Post("/gruppen/remisser/ny", form).Want(http.StatusSeeOther).Location
	link := "a[href='" + note + "']"
	if coordinator.Get(address).Want(http.StatusOK).Find(link).Length() != 1 {
		t.Error("it does not lead to its note")
	}
	coordinator.Post(address+"/svar", url.Values{"answer": {"Ja."}, "do": {"hand_over"}, "confirm": {"1"}, "version": {"1"}}).Want(http.StatusSeeOther)
	if as(t, f, testgroup.Member).Get(address).Want(http.StatusOK).Find(link).Length() != 0 {
		t.Error("it leads the body above to what it may not read")
	}
	if other := newConsultation(t, f); strings.Contains(coordinator.Get(other).Want(http.StatusOK).Text("main"), "under Omvärld") {
		t.Error("one that came by itself has a note")
	}
}

// newConsultation is where a consultation is that has just come.
func newConsultation(t *testing.T, f *testgroup.Fixture) string {
	t.Helper()
	return as(t, f, testgroup.Convener).Post("/gruppen/remisser/ny", url.Values{"title": {"Riktlinjen"}, "sender": {"Myndigheten"}, "received_on": {"2026-05-01"}, "due_on": {"2026-06-10"},
		"views_due_on": {"2026-05-20"}}).Want(http.StatusSeeOther).Location
}
