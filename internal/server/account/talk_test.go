package account

import (
	"net/http"
	"testing"

	"samsyn/internal/app/account"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

func TestWhatOthersWaitFor(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO post (group_id, indicator_id, author_id, body, written_at) VALUES
		(1, 1, 1, 'Hej @Viktor Vård', '2026-05-03 10:00Z'), (1, 1, 1, 'Igen', '2026-05-03 11:00Z'), (1, 2, 1, 'Gammalt', '2026-04-19 10:00Z');
	INSERT INTO post_mention VALUES (1, 2), (2, 2), (3, 2), (2, 5);
	INSERT INTO support_request (group_id, unit_id, asked_unit, title, body, asked_by, asked_at) VALUES (1, 1, 2, 'Hur gör ni?', 'Berätta', 1, '2026-05-04 08:00Z')`)
	mention := "Läs och svara Lena Läkare Du är nämnd i samtalet om Temperatur vid inskrivning, i går. → /forbattring/samtal/matt/MED1?inlagg=2#inlagg-2"
	question := "Svara: Hur gör ni? Lena Läkare ber om stöd, i dag. → /forbattring/stod/1"
	last := func(want ...string) {
		t.Helper()
		lines := tasks(startPage(t, f, testgroup.UnitManager), "att-gora")
		if len(lines) < len(want) {
			t.Fatalf("%q", lines)
		}
		wantLines(t, "to do", lines[len(lines)-len(want):], want...)
	}
	last(mention, question)
	f.Exec(`INSERT INTO post (group_id, indicator_id, author_id, body, written_at) VALUES (1, 1, 2, 'Svar', '2026-05-04 09:00Z');
		UPDATE support_request SET state = 'taken', taken_by = 3, taken_at = now()`)
	for _, line := range tasks(startPage(t, f, testgroup.UnitManager), "att-gora") {
		if line == mention || line == question {
			t.Errorf("still to do: %s", line)
		}
	}
	f.Exec(`UPDATE support_request SET state = 'answered', answer = 'Så', answered_by = 2, answered_at = now()`)
	lines := tasks(startPage(t, f, testgroup.MedicalLead), "att-gora")
	if got := lines[len(lines)-1]; got != "Läs svaret: Hur gör ni? Viktor Vård har svarat. Avsluta frågan när ni har fått hjälp. → /forbattring/stod/1" {
		t.Errorf("who asked is told %q", got)
	}
	for _, line := range tasks(startPage(t, f, testgroup.Member), "att-gora") { // mentioned while inside
		if line == mention {
			t.Error("a reader outside the group is told of a mention")
		}
	}
}

func TestMailsAboutTalksAreAChoice(t *testing.T) {
	f := testgroup.New(t)
	h := New(account.New(f.DB, testgroup.Clock), nil)
	routes := []pagetest.Route{{Pattern: "GET /konto", Handler: h.ShowProfile}, {Pattern: "POST /konto/samtal", Handler: h.SaveTalkMail}}
	lead := pagetest.New(t, f.Visitor(testgroup.MedicalLead), routes)
	page := lead.Get("/konto").Want(http.StatusOK)
	if page.Value("wanted") != "1" {
		t.Error("not wanted at first")
	}
	form := page.Form("/konto/samtal")
	lead.Post("/konto/samtal", form).Want(http.StatusSeeOther) // changes nothing
	form.Del("wanted")
	lead.Post("/konto/samtal", form).Want(http.StatusSeeOther)
	if lead.Get("/konto").Value("wanted") != "" {
		t.Error("still wanted")
	}
	if got := f.Text(`SELECT string_agg(concat(action, before, after), ' ') FROM audit`); got != `talk.digest{"talk_digest": true}{"talk_digest": false}` {
		t.Errorf("the log says %s", got)
	}
	if pagetest.New(t, f.Visitor(testgroup.Member), routes).Get("/konto").Find("#samtal").Length() != 0 {
		t.Error("a reader outside the group is asked")
	}
}
