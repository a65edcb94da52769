package account

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/app/account"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

// meetings are one that is over, one to come that is called off and two to come, to
// which the representative of Ala is invited, and two questions.
const meetings = `
	INSERT INTO meeting (group_id, kind, title, starts_at, ends_at, state) VALUES
		(1, 'working', 'Över', '2026-05-04 09:00Z', '2026-05-04 10:00Z', 'planned'), (1, 'joint', 'Inställt', '2026-05-05 09:00Z', '2026-05-05 10:00Z', 'cancelled'),
		(1, 'joint', 'Gemensamt', '2026-06-10 07:00Z', '2026-06-10 13:00Z', 'planned'), (1, 'working', 'Senare', '2026-09-10 07:00Z', '2026-09-10 08:00Z', 'planned');
	INSERT INTO meeting_participant (group_id, meeting_id, person_id, name) SELECT 1, m.id, 1, 'Lena Läkare' FROM meeting m;
	INSERT INTO matter (group_id, title, asked_at) VALUES (1, 'Fråga ett', '2026-05-01'), (1, 'Fråga två', '2026-05-02')`

func TestTheNextMeetingAtTheStart(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(meetings)
	for person, want := range map[string]string{
		startPage(t, f, testgroup.MedicalLead).Text(".notice"): "Nästa möte: Gemensamt, 10 juni 2026 kl. 09:00–15:00. Se dagordningen",
		startPage(t, f, testgroup.Convener).Text(".notice"):    "2 frågor till gruppen väntar på svar. Se frågorna",
		startPage(t, f, testgroup.Member).Text(".notice"):      "",
	} {
		if person != want {
			t.Errorf("%q, want %q", person, want)
		}
	}
	if startPage(t, f, testgroup.MedicalLead).Find(`.notice a[href="/gruppen/moten/3"]`).Length() != 1 {
		t.Error("no way to the meeting")
	}
}

func TestMeetingsInTheCalendar(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(meetings)
	h := New(account.New(f.DB, testgroup.Clock), nil).WithBaseURL("https://samsyn.exempel.se")
	b := pagetest.New(t, f.Visitor(testgroup.MedicalLead), []pagetest.Route{{Pattern: "POST /konto/kalender", Handler: h.CreateCalendar}})
	address := b.Post("/konto/kalender", nil).Want(http.StatusOK).Value("calendar")
	body := strings.ReplaceAll(subscribed(t, h, strings.TrimPrefix(address, "https://samsyn.exempel.se"), http.StatusOK), "\r\n ", "")
	for _, want := range []string{"UID:mote-1@samsyn", "UID:mote-3@samsyn\r\nDTSTAMP:20260504T140200Z\r\nSEQUENCE:0\r\nDTSTART:20260610T070000Z\r\nDTEND:20260610T130000Z\r\nSUMMARY:Gemensamt",
		"UID:mote-4@samsyn", "URL:https://samsyn.exempel.se/gruppen/moten/3"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
	if strings.Contains(body, "Inställt") {
		t.Error("a meeting that is called off is in the calendar")
	}
	// Whoever is not inside the group any more sees none.
	f.Exec(`UPDATE membership SET role = 'program_area_member', unit_id = NULL WHERE person_id = 1`)
	if body := subscribed(t, h, strings.TrimPrefix(address, "https://samsyn.exempel.se"), http.StatusOK); strings.Contains(body, "mote-") {
		t.Error("an outside reader has the meetings in the calendar")
	}
}
