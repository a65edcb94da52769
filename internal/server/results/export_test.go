package results_test

import (
	"encoding/csv"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// file asks for the year's results as a file, in a role of the group's.
func file(t *testing.T, s *site, role org.Role) [][]string {
	t.Helper()
	return fileOf(t, s, role, "ar=2025", "resultat-2025-exempeldata.csv")
}

// fileOf asks for the results that the query names, and expects the file's name.
func fileOf(t *testing.T, s *site, role org.Role, query, name string) [][]string {
	t.Helper()
	visitor := page.Visitor{Group: s.group, Now: today, Actor: org.Actor{Person: org.Person{Name: "Provperson"},
		Memberships: []org.Membership{{Role: role, GroupID: s.group.ID}}}}
	r := httptest.NewRequest(http.MethodGet, "/resultat/siffror.csv?"+query, nil)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r.WithContext(page.WithVisitor(r.Context(), visitor)))
	if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Disposition"), name) {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\ufeff")))
	reader.Comma = ';'
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func TestResultsAsAFile(t *testing.T) {
	s := newSite(t)
	inside, outside := file(t, s, org.Convener), file(t, s, org.ProgramAreaMember)
	column := map[string]int{}
	for n, name := range inside[0] {
		column[name] = n
	}
	count := func(records [][]string, name, value string) (n int) {
		for _, r := range records[1:] {
			if r[column[name]] == value {
				n++
			}
		}
		return n
	}
	if count(inside, "Vad raden visar", "Enhet, en period") == 0 || count(inside, "Läge", "Dolt (få barn)") != 0 {
		t.Error("the group's own do not get the single periods, or something is hidden from them")
	}
	if count(outside, "Vad raden visar", "Enhet, en period") != 0 || count(outside, "Läge", "Dolt (få barn)") == 0 {
		t.Error("a reader outside the group gets single periods, or nothing is hidden")
	}
	for _, r := range outside[1:] {
		numbers := r[column["Täljare"]] + r[column["Nämnare"]] + r[column["Medelvärde"]] + r[column["Standardavvikelse"]] +
			r[column["Värde"]] + r[column["95 % från"]] + r[column["95 % till"]]
		if r[column["Läge"]] == "Dolt (få barn)" && numbers != "" {
			t.Errorf("a hidden row has numbers: %q", r)
		}
	}
	if count(inside, "Anmärkning", "Exempeldata") != len(inside)-1 {
		t.Error("example figures are not marked on every row")
	}
}

// TestResultsAsAFileAreThoseShown: the file follows what is chosen on the page.
func TestResultsAsAFileAreThoseShown(t *testing.T) {
	s := newSite(t)
	rows := fileOf(t, s, org.Convener, "tid=r2025K3&omrade=nursing", "resultat-r2025K3-exempeldata.csv")
	column := map[string]int{}
	for n, name := range rows[0] {
		column[name] = n
	}
	measures, quarters := map[string]bool{}, map[string]bool{}
	for _, r := range rows[1:] {
		measures[r[column["Mått"]]] = true
		if r[column["Vad raden visar"]] == "Enhet, en period" {
			quarters[r[column["Period"]]] = true
		}
	}
	for code := range measures {
		if !strings.HasPrefix(code, "OMV") {
			t.Errorf("%s is of another area", code)
		}
	}
	one := fileOf(t, s, org.Convener, "ar=2025&enhet="+s.units[1].Code, "resultat-2025-"+s.units[1].Code+"-exempeldata.csv")
	for _, r := range one[1:] {
		if r[column["Namn"]] != s.units[1].Name {
			t.Errorf("%s is another's", r[column["Namn"]])
		}
	}
	if len(one) < 50 {
		t.Errorf("%d rows of one unit", len(one))
	}
	if got := s.get(t, s.as(org.Convener), "/resultat/siffror.csv?enhet=NEJ").StatusCode; got != http.StatusNotFound {
		t.Errorf("a unit that is not: %d", got)
	}
	if len(measures) < 3 || len(quarters) != 4 || !quarters["kvartal 4 2024"] || !quarters["kvartal 3 2025"] {
		t.Errorf("measures %v, quarters %v", measures, quarters)
	}
}
