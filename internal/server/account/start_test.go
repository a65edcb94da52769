package account

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

func TestDueWords(t *testing.T) {
	today := time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)
	for days, want := range map[int]string{
		69: "Senast 30 januari 2027, om 69 dagar",
		2:  "Senast 24 november 2026, om 2 dagar",
		1:  "Senast i morgon",
		0:  "Senast i dag",
		-1: "Skulle ha varit klart 21 november 2026",
	} {
		if got := dueWords(t.Context(), today.AddDate(0, 0, days), today); got != want {
			t.Errorf("in %d days: %q, want %q", days, got, want)
		}
		english := i18n.WithLanguage(t.Context(), i18n.English)
		if got := dueWords(english, today.AddDate(0, 0, days), today); strings.Contains(got, "%!") {
			t.Errorf("in English: %q", got)
		}
	}
}

// startPage is the first page as the person sees it, on 4 May 2026.
func startPage(t *testing.T, f *testgroup.Fixture, id org.PersonID) pagetest.Answer {
	t.Helper()
	h := New(account.New(f.DB, testgroup.Clock), nil)
	routes := []pagetest.Route{{Pattern: "GET /", Handler: h.ShowStart}}
	return pagetest.New(t, f.Visitor(id), routes).Get("/").Want(http.StatusOK)
}

// tasks is each thing to do in a section: words, day, and where it leads.
func tasks(a pagetest.Answer, section string) (lines []string) {
	a.Find("#" + section + " .task").Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Find("a").Attr("href")
		var parts []string
		s.Find("a, p, span").Each(func(_ int, part *goquery.Selection) { parts = append(parts, strings.Fields(part.Text())...) })
		lines = append(lines, strings.Join(append(parts, "→", href), " "))
	})
	return lines
}

func wantLines(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// waysOn is where the page leads on to.
func waysOn(a pagetest.Answer) (addresses []string) {
	a.Find("#vidare a").Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Attr("href")
		addresses = append(addresses, href)
	})
	return addresses
}

func TestStartPages(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1), (1, 2026, 1);
		INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, returned_at, return_reason) VALUES
			(1, 1, '2025-10-01', 3, 'returned', now(), now(), 'Räkna om nämnaren'), (1, 2, '2026-01-01', 3, 'submitted', now(), NULL, '')`)

	lead := startPage(t, f, testgroup.MedicalLead)
	if got := lead.Text("h1"); got != "Hej Lena Läkare" {
		t.Errorf("greeted with %q", got)
	}
	wantLines(t, "the representative", tasks(lead, "att-gora"),
		"Rätta Ala, kvartal 4 2025 Räkna om nämnaren Skulle ha varit klart 30 januari 2026 → /inrapportering/ALA/2025K4",
		"Fyll i Ala, kvartal 1 2026 Skulle ha varit klart 30 april 2026 → /inrapportering/ALA/2026K1")
	if lead.Find("#att-gora .task-late").Length() != 2 {
		t.Error("what is late is not marked")
	}
	wantLines(t, "the representative's ways on", waysOn(lead), "/resultat", "/mal", "/forbattring", "/arsrapport", "/gruppen")

	manager := startPage(t, f, testgroup.UnitManager)
	wantLines(t, "who has handed in", tasks(manager, "att-gora"))
	if got := manager.Text("#att-gora"); !strings.Contains(got, "Inget väntar på dig") {
		t.Errorf("nothing to do: %q", got)
	}
	wantLines(t, "handed in", tasks(manager, "klart"), "Bo, kvartal 1 2026 Inlämnad → /inrapportering")

	wantLines(t, "the convener", tasks(startPage(t, f, testgroup.Convener), "att-gora"),
		"Granska en inlämning kvartal 1 2026 → /inrapportering/oversikt?ar=2026",
		"En enhet har inte lämnat in kvartal 1 2026 Skulle ha varit klart 30 april 2026 → /inrapportering/oversikt?ar=2026",
		"Skriv årsrapporten för 2026 Materialet lämnas till Provområdet. Senast 28 februari 2027, om 300 dagar → /arsrapport/2026")

	member := startPage(t, f, testgroup.Member)
	wantLines(t, "the programme area's member", tasks(member, "att-gora"), "Läs årsrapporten för 2025 → /arsrapport/2025")

	admin := startPage(t, f, testgroup.Administrator)
	wantLines(t, "the administrator", tasks(admin, "att-gora"))
	wantLines(t, "the administrator's ways on", waysOn(admin), "/konton")

	observer := startPage(t, f, testgroup.Observer)
	wantLines(t, "the observer", tasks(observer, "att-gora"))
	wantLines(t, "the observer's ways on", waysOn(observer))
	if got := observer.Text("#publicerat"); !strings.Contains(got, "Inget är publicerat än") {
		t.Errorf("the observer reads %q", got)
	}
	if lead.Find("#publicerat").Length()+member.Find("#publicerat").Length() != 0 {
		t.Error("those who read every report are told of the published ones")
	}
}

// TestNobodyReceivesTheReport: a group without a body above it.
func TestNobodyReceivesTheReport(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (2, 2026, 7)`)
	wantLines(t, "the convener", tasks(startPage(t, f, testgroup.Other), "att-gora"),
		"En enhet har inte lämnat in kvartal 1 2026 Skulle ha varit klart 30 april 2026 → /inrapportering/oversikt?ar=2026",
		"Skriv årsrapporten för 2026 Senast 28 februari 2027, om 300 dagar → /arsrapport/2026")
}

// TestStartTellsOfRolesThatBeginAndEnd: who is new reads the hand-over, and a deputy
// is told for how long.
func TestStartTellsOfRolesThatBeginAndEnd(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE membership SET valid_from = '2026-04-05' WHERE person_id = 1; UPDATE membership SET valid_from = '2026-04-04' WHERE person_id = 2;
		INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to) VALUES (6, 1, 2, 'delegate', '2026-05-04', '2026-06-30')`)
	for person, want := range map[org.PersonID]string{
		testgroup.MedicalLead: "Du är ny för Ala. Läs överlämningen → /inrapportering/ALA/overlamning; " +
			"Ny i gruppen? 0 av 10 steg är klara. Kom in i gruppens arbete → /gruppen/ny-har",
		testgroup.UnitManager: "Ny i gruppen? 0 av 10 steg är klara. Kom in i gruppens arbete → /gruppen/ny-har",
		testgroup.Observer: "Du är ny för Bo. Läs överlämningen → /inrapportering/BO/overlamning; " +
			"Du är ersättare för Bo till och med 30 juni 2026. Se vad som ska lämnas → /inrapportering",
		testgroup.Convener: "",
	} {
		var notes []string
		for _, note := range startPage(t, f, person).Find(".notice").EachIter() {
			notes = append(notes, strings.Join(strings.Fields(note.Text()), " ")+" → "+note.Find("a").AttrOr("href", ""))
		}
		if got := strings.Join(notes, "; "); got != want {
			t.Errorf("person %d is told %q", person, got)
		}
	}
}

func TestOwnActionsAreTasks(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO action (group_id, unit_id, area, kind, state, owner_id, due_on, origin, written_at) VALUES
		(1, 1, 'Varma barn', 'routine', 'ongoing', 1, '2026-05-03', 'own', now()), (1, NULL, 'Tillsammans', 'routine', 'planned', 1, '2026-05-05', 'own', now())`)
	wantLines(t, "the owner", tasks(startPage(t, f, testgroup.MedicalLead), "att-gora"),
		"Varma barn Din åtgärd, Ala Skulle ha varit klart 3 maj 2026 → /forbattring/atgarder/1",
		"Tillsammans Din åtgärd Senast i morgon → /forbattring/atgarder/2")
}

func TestOwnSectionsOfTheReportAreTasks(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO report (group_id, year, begun_at) VALUES (1, 2025, now());
		INSERT INTO report_section (group_id, year, content, heading, position, author_id, due_on, state) VALUES
			(1, 2025, 'nursing', 'Omvårdnad', 1, 1, '2026-05-10', 'writing'), (1, 2025, 'text', 'Klart', 2, 1, '2026-05-10', 'ready'),
			(1, 2025, 'text', 'Någon annans', 3, 2, '2026-05-10', 'waiting'), (1, 2025, 'text', 'Långt fram', 4, 1, '2026-09-10', 'waiting')`)
	wantLines(t, "the author", tasks(startPage(t, f, testgroup.MedicalLead), "att-gora"),
		"Skriv ”Omvårdnad” Ditt avsnitt i årsrapporten för 2025 Senast 10 maj 2026, om 6 dagar → /arsrapport/2025/avsnitt/1")
}
