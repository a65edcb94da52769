package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestTwoGroupsAreKeptApart: somebody in two groups sees the chosen one's things alone,
// on every page without a variable, and whoever is in one group reaches nothing of the
// other by its ids.
func TestTwoGroupsAreKeptApart(t *testing.T) {
	f, site := newSite(t)
	f.Exec(`INSERT INTO group_unit (group_id, unit_id, participation) VALUES (2, 3, 'full') ON CONFLICT DO NOTHING;
		INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2026, 'medical', 'Första målet', 'v'), (2, 2026, 'medical', 'Andra målet', 'v');
		INSERT INTO selected_indicator (group_id, year, indicator_id, goal_id) VALUES (1, 2026, 1, 1), (2, 2026, 7, 2);
		INSERT INTO group_former_name (group_id, name) VALUES (1, 'Första namnet'), (2, 'Andra namnet');
		INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (8, 1, 'chair', '2020-01-01')`)
	p := visit(t, site)
	p.signIn("other@exempel.se", password, "")
	first := []string{"Första målet", "Första namnet", "Temperatur vid inskrivning", "Neonatalenheten i Ala", "Viktor Vård"}
	second := []string{"Andra målet", "Andra namnet", "Den andra gruppens mått"}
	for group, hidden := range map[string][]string{"1": second, "2": first} {
		p.wantRedirect("choosing a group", p.post("/gruppen/byt", url.Values{"group": {group}}), "/")
		for _, route := range patterns(t, site.Config.Handler) {
			// What can be taken from the other group is offered to its members, and the
			// register of units is everybody's.
			if strings.Contains(route, "{") || strings.HasSuffix(route, "fran-mall") || strings.HasPrefix(route, "/gruppen/enheter") || strings.HasPrefix(route, "/api/") {
				continue
			}
			a := p.get(route)
			for _, words := range hidden {
				if strings.Contains(a.body, words) {
					t.Errorf("%s in group %s tells of %q", route, group, words)
				}
			}
		}
	}

	f.Exec(`DELETE FROM membership WHERE person_id = 8 AND group_id = 1`)
	p.post("/gruppen/byt", url.Values{"group": {"2"}})
	if a := p.post("/gruppen/byt", url.Values{"group": {"1"}}); a.status != http.StatusNotFound {
		t.Errorf("a group of others can be chosen: %d", a.status)
	}
	logged := f.Text(`SELECT count(*)::text FROM audit`)
	for path, form := range map[string]url.Values{
		"/gruppen/enheter/1":               {"do": {"process_only"}, "version": {"1"}},
		"/gruppen/namn/tidigare/1/ta-bort": {"version": {"1"}},
		"/gruppen/personer/1/avsluta":      {"last.1": {"2026-05-04"}},
		"/mal/fran-mall":                   {"kalla": {"grupp-1"}, "year": {"2026"}, "measures": {"MED1"}},
		"/mal/mal-fran-mall":               {"kalla": {"grupp-1"}, "year": {"2026"}, "goals": {"1"}},
		"/konton/grupper/prov":             {"name": {"A"}, "short_name": {"A"}, "version": {"1"}},
		"/konton/grupper/ny":               {"name": {"A"}, "short_name": {"A"}, "region": {"1"}},
	} {
		if a := p.post(path, form); a.status != http.StatusNotFound && a.status != http.StatusForbidden {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	for _, path := range []string{"/mal/fran-mall?kalla=grupp-1", "/mal/mal-fran-mall?kalla=grupp-1", "/konton/grupper", "/konton/grupper/prov", "/mal/1", "/mal/matt/MED1"} {
		if a := p.get(path); a.status != http.StatusNotFound && a.status != http.StatusForbidden {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	if got := f.Text(`SELECT count(*)::text FROM audit`); got != logged {
		t.Errorf("something was changed: %s rows in the log, before %s", got, logged)
	}
	if got := f.Text(`SELECT participation FROM group_unit WHERE group_id = 1 AND unit_id = 1`); got != "full" {
		t.Errorf("the first group's unit: %s", got)
	}
}

// Signing in leads the coordinator of a new group to the steps, once; the start page can
// be reached, and others are not led there.
func TestSigningInLeadsToTheSteps(t *testing.T) {
	f, site := newSite(t)
	f.Exec(`UPDATE programme_group SET set_up_at = NULL, days_decided = false`)
	p := visit(t, site)
	p.signIn("convener@exempel.se", password, "")
	p.wantRedirect("the start page", p.get("/"), "/gruppen/start")
	if a := p.get("/"); a.status != http.StatusOK || !strings.Contains(a.body, "Lägg upp Provgruppen, steg för steg") {
		t.Errorf("the second time: %d", a.status)
	}
	member := visit(t, site)
	member.signIn("lead@exempel.se", password, "")
	if a := member.get("/"); a.status != http.StatusOK || strings.Contains(a.body, "steg för steg") {
		t.Errorf("somebody else: %d", a.status)
	}
}
