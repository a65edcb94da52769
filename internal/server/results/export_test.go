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
	visitor := page.Visitor{Group: s.group, Now: today, Actor: org.Actor{Person: org.Person{Name: "Provperson"},
		Memberships: []org.Membership{{Role: role, GroupID: s.group.ID}}}}
	r := httptest.NewRequest(http.MethodGet, "/resultat/siffror.csv?ar=2025", nil)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r.WithContext(page.WithVisitor(r.Context(), visitor)))
	if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Disposition"), "resultat-2025-exempeldata.csv") {
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
