package account

import (
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

// TestTheReportsRoundIsATask: those who speak for a unit are told of its pages while they
// wait for its word, and only then.
func TestTheReportsRoundIsATask(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1);
		INSERT INTO report (group_id, year, begun_at) VALUES (1, 2025, now())`)
	about := func() string {
		t.Helper()
		var list []string
		for _, line := range tasks(startPage(t, f, testgroup.MedicalLead), "att-gora") {
			if strings.Contains(line, "/synpunkter/") {
				list = append(list, line)
			}
		}
		return strings.Join(list, "\n")
	}
	if got := about(); got != "" {
		t.Errorf("before the units are asked: %s", got)
	}
	f.Exec(`UPDATE report SET round_opened_at = '2026-05-01', round_due = '2026-05-20'`)
	const end = "Senast 20 maj 2026, om 16 dagar → /arsrapport/2025/synpunkter/ALA"
	if got := about(); got != "Svara om årsrapporten för 2025, Ala Stämmer enhetens sidor? "+end {
		t.Errorf("asked: %s", got)
	}
	f.Exec(`INSERT INTO report_answer (group_id, year, unit_id, edited_at) VALUES (1, 2025, 1, now()), (1, 2025, 2, now())`)
	if got := about(); got != "Svara om årsrapporten för 2025, Ala Ett utkast är sparat men inte skickat. "+end {
		t.Errorf("begun: %s", got)
	}
	f.Exec(`UPDATE report_answer SET answered_at = now(), seen = '[]' WHERE unit_id = 1`)
	if got := about(); got != "" {
		t.Errorf("answered: %s", got)
	}
	f.Exec(`UPDATE report_answer SET answered_at = NULL, seen = NULL; UPDATE report SET round_due = '2026-05-03'`)
	if got := about(); got != "" {
		t.Errorf("when the day has passed: %s", got)
	}
}

func TestTheReportsTaskLeadsToWhatIsLeft(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1)`)
	for month, want := range map[string]string{"5": "Gör klart årsrapporten för 2025 → /arsrapport/2025/lage", "9": "Skriv årsrapporten för 2025 → /arsrapport/2025"} {
		f.Exec(`UPDATE programme_group SET body_id = NULL, report_due_day = 31, report_due_month = ` + month)
		got := ""
		for _, line := range tasks(startPage(t, f, testgroup.Convener), "att-gora") {
			if strings.Contains(line, "årsrapporten") {
				title, _, _ := strings.Cut(line, " Senast")
				_, address, _ := strings.Cut(line, " → ")
				got += title + " → " + address
			}
		}
		if got != want {
			t.Errorf("due in month %s: %s, want %s", month, got, want)
		}
	}
}
