package results_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/org"
)

// years asks for results of several years as a CSV file, in a role of the group's.
func years(t *testing.T, s *site, role org.Role, query string) [][]string {
	t.Helper()
	answer := s.get(t, s.as(role), "/resultat/alla.csv"+query)
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s, %v", answer.Status, err)
	}
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(body), "\ufeff")))
	reader.Comma = ';'
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func TestSeveralYearsAsAFile(t *testing.T) {
	s := newSite(t)
	inside, outside := years(t, s, org.Convener, ""), years(t, s, org.ProgramAreaMember, "")
	column := map[string]int{}
	for n, name := range inside[0] {
		column[name] = n
	}
	one := years(t, s, org.Convener, "?fran=2025&till=2025")
	if got := file(t, s, org.Convener); !slices.EqualFunc(one, got, slices.Equal) {
		t.Error("one year of several is not what the year's own file has")
	}
	if got := file(t, s, org.ProgramAreaMember); !slices.EqualFunc(years(t, s, org.ProgramAreaMember, "?fran=2025&till=2025"), got, slices.Equal) {
		t.Error("what is hidden in the year's own file is not the same in several years'")
	}
	found := map[string]bool{}
	for _, r := range inside[1:] {
		found[r[column["År"]]] = true
	}
	if len(found) < 3 || len(inside) < 2*len(one) {
		t.Errorf("%d years in %d rows", len(found), len(inside))
	}
	hidden := 0
	for _, r := range outside[1:] {
		numbers := r[column["Täljare"]] + r[column["Nämnare"]] + r[column["Medelvärde"]] + r[column["Standardavvikelse"]] +
			r[column["Värde"]] + r[column["95 % från"]] + r[column["95 % till"]]
		if r[column["Läge"]] == "Dolt (få barn)" {
			hidden++
			if numbers != "" {
				t.Errorf("a hidden row has numbers: %q", r)
			}
		}
		if r[column["Vad raden visar"]] == "Enhet, en period" {
			t.Errorf("a reader outside the group gets a single period: %q", r)
		}
	}
	if hidden == 0 {
		t.Error("nothing is hidden from a reader outside the group")
	}

	answer := s.get(t, s.as(org.Convener), "/resultat/alla.xlsx?fran=2024&till=2025")
	if got := answer.Header.Get("Content-Disposition"); got != "attachment; filename=alla-resultat-2024-2025-exempeldata.xlsx" {
		t.Errorf("sent as %q", got)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := book.GetRows("Resultat"); err != nil || len(rows) != len(years(t, s, org.Convener, "?fran=2024&till=2025")) {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	for query, status := range map[string]int{"?fran=1999": http.StatusNotFound, "?fran=2025&till=2024": http.StatusNotFound,
		"?fran=x": http.StatusNotFound, "?till=2025": http.StatusOK} {
		if got := s.get(t, s.as(org.Convener), "/resultat/alla.csv"+query); got.StatusCode != status {
			t.Errorf("%s: %s", query, got.Status)
		}
	}
	if got := s.get(t, org.Actor{}, "/resultat/alla.csv"); got.StatusCode != http.StatusForbidden {
		t.Errorf("nobody: %s", got.Status)
	}
	p := s.page(t, s.as(org.ProgramAreaMember), "/resultat/matris")
	if form := p.Find(`#flera-ar form[method="get"][action="/resultat/alla.xlsx"]`); form.Find("select").Length() != 2 ||
		form.Find(`button[formaction="/resultat/alla.csv"]`).Length() != 1 {
		t.Error("the page does not ask which years")
	}
}
