package collect

import (
	"net/http"
	"strings"
	"testing"

	"samsyn/internal/app/collect"
	"samsyn/internal/org"
	"samsyn/internal/server/page/pagetest"
	"samsyn/internal/testdb/testgroup"
)

const alaHandover = "/inrapportering/ALA/overlamning"

func handing(t *testing.T, f *testgroup.Fixture, person org.PersonID) *pagetest.Browser {
	t.Helper()
	h := New(collect.New(f.DB, testgroup.Clock))
	return pagetest.New(t, f.Visitor(person), []pagetest.Route{{Pattern: "GET /inrapportering/{unit}/overlamning", Handler: h.ShowHandover}})
}

func TestHandoverPage(t *testing.T) {
	f := open(t)
	f.Exec(`UPDATE submission SET submitted_at = '2026-01-20 10:00Z', submitted_by = 1, approved_at = '2026-01-21 10:00Z';
		UPDATE figure SET entered_by = 1, entered_at = '2026-01-19 10:00Z', comment = '<b>Ett barn</b> flyttades.';
		INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, submitted_by, returned_at, returned_by, return_reason) VALUES
			(1, 1, '2026-01-01', 3, 'returned', '2026-04-20 10:00Z', 1, '2026-04-21 09:00Z', 3, 'Se över temperaturerna.');
		INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1);
		INSERT INTO indicator_reading (indicator_id, unit_id, group_id, text, written_at, written_by) VALUES (1, 1, 1, 'Första mätningen.', '2026-02-01', 1);
		INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to) VALUES (6, 1, 1, 'delegate', '2026-05-01', '2026-06-30')`)
	p := handing(t, f, testgroup.Observer).Get(alaHandover).Want(http.StatusOK) // the deputy
	for selector, want := range map[string]string{
		"h1":                            "Överlämning för Ala",
		"#lamna .tasks":                 "Ala, kvartal 1 2026 0 av 6 ifyllda Återlämnad Rätta och lämna in igen",
		"#lamna > ul:last-child":        "Kvartal 3 2026 lämnas senast 30 oktober 2026. Kvartal 4 2026 lämnas senast 30 januari 2027.",
		"#aterlamnat .task":             "Kvartal 1 2026 Se över temperaturerna. 21 april 2026 kl. 11:00 av Sara Samman",
		"#kontakter tbody tr":           "Lena Läkare Medicinskt ledningsansvarig läkare lead@exempel.se",
		"#kontakter":                    "Lisa Läsare Delegerad, till och med 30 juni 2026 observer@exempel.se",
		"#fore tbody tr":                "Lena Läkare Rapporterar för enheten 20 april 2026 lead@exempel.se",
		"#kommentarer .task":            "Temperatur vid inskrivning, kvartal 4 2025 <b>Ett barn</b> flyttades. 19 januari 2026 kl. 11:00 av Lena Läkare",
		"#tolkningar dl":                "Temperatur vid inskrivning Första mätningen. Skrivet av Lena Läkare, 1 februari 2026 Ändra Temperatur vid inskrivning",
		"#inlamnat tbody tr:last-child": "Godkänd",
	} {
		// Cells and items stand beside each other without space between.
		if got := said(p, selector); !strings.Contains(strings.ReplaceAll(got, " ", ""), strings.ReplaceAll(want, " ", "")) {
			t.Errorf("%s says %q, want %q", selector, got, want)
		}
	}
	if href, _ := p.Find("#aterlamnat a").Attr("href"); href != "/inrapportering/ALA/2026K1" {
		t.Errorf("what came back leads to %q", href)
	}
	if got := p.Find(`#tolkningar details a[href="/inrapportering/ALA/tolkning/MED2"]`).Length(); got != 1 {
		t.Error("no way to write about a measure without words")
	}
}

func TestAnEmptyHandover(t *testing.T) {
	f := open(t)
	p := handing(t, f, testgroup.Convener).Get("/inrapportering/CED/overlamning").Want(http.StatusOK)
	for _, id := range []string{"aterlamnat", "rapporterat", "kommentarer", "tolkningar", "inlamnat"} {
		if p.Find("#"+id+" .quiet").Length() != 1 {
			t.Errorf("%s does not say that there is nothing: %s", id, said(p, "#"+id))
		}
	}
	handing(t, f, testgroup.UnitManager).Get(alaHandover).Want(http.StatusForbidden)
	handing(t, f, testgroup.Member).Get(alaHandover).Want(http.StatusForbidden)
	handing(t, f, testgroup.MedicalLead).Get("/inrapportering/NIL/overlamning").Want(http.StatusNotFound)
}

func TestTheOverviewLeadsToHandoverAndDeputies(t *testing.T) {
	f := open(t)
	f.Exec(`INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to) VALUES (6, 1, 1, 'delegate', '2026-05-01', '2026-06-30')`)
	for person, want := range map[org.PersonID]string{
		testgroup.MedicalLead: alaHandover + " /gruppen/ersattare", testgroup.Observer: alaHandover, testgroup.Convener: "",
	} {
		var got []string
		for _, a := range as(t, f, person).Get("/inrapportering").Find("#byta a").EachIter() {
			got = append(got, a.AttrOr("href", ""))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("person %d is led to %q", person, got)
		}
	}
}
