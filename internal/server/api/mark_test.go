package api_test

import (
	"net/http"
	"testing"
)

// TestAnAnswerHoldsUntilSomethingChanges: with its mark it is not sent again, until a
// figure is another, the reader may see something else, or the day is another.
func TestAnAnswerHoldsUntilSomethingChanges(t *testing.T) {
	s := newSite(t)
	key, other, outside := s.key("linkoping"), s.key("sammanstallande"), s.key("rmpo")
	addresses := []string{figuresPath, figuresPath + ".csv", figuresPath + "?limit=7", "/api/v1/groups/neonatologi/units",
		"/api/v1/groups/neonatologi/indicators", "/api/v1/groups/neonatologi/indicators/MED03/analysis"}
	marks, seen := map[string]string{}, map[string]bool{}
	fetch := func(key string) {
		t.Helper()
		for _, address := range addresses {
			a := s.get(key, address).want(http.StatusOK)
			mark := a.header.Get("ETag")
			if mark == "" || seen[mark] || a.header.Get("Cache-Control") != "private, no-cache" || a.header.Get("Vary") == "" {
				t.Errorf("%s: mark %q, %v", address, mark, a.header)
			}
			marks[address], seen[mark] = mark, true
		}
	}
	still := func(what, key string, want int) {
		t.Helper()
		for _, address := range addresses {
			a := s.get(key, address, "If-None-Match", `"x", `+marks[address])
			if a.status != want || want == http.StatusNotModified && (len(a.body) != 0 || a.header.Get("ETag") != marks[address]) {
				t.Errorf("%s: %s: status %d, want %d, %d bytes", what, address, a.status, want, len(a.body))
			}
		}
	}
	fetch(key)
	still("nothing has changed", key, http.StatusNotModified)
	still("somebody else with the same rights", other, http.StatusOK)
	still("a reader outside the group", outside, http.StatusOK)
	fetch(outside)
	still("nothing has changed", outside, http.StatusNotModified)
	s.takeOver("group;unit;indicator;period;numerator;denominator\nneonatologi;LIN;MED03;2023K1;1;30\n")
	still("a figure is new", outside, http.StatusOK)
	fetch(key)
	still("nothing has changed since", key, http.StatusNotModified)
	s.sql(`UPDATE membership SET role = 'program_area_member', unit_id = NULL WHERE person_id = (SELECT id FROM person WHERE email = 'linkoping@exempel.se')`)
	still("the role is another", key, http.StatusOK)
	fetch(other)
	s.now = s.now.AddDate(0, 0, 1)
	still("the day is another", other, http.StatusOK)
	if a := s.get(other, addresses[0]+"?offset=1", "If-None-Match", marks[addresses[0]]); a.status != http.StatusOK {
		t.Errorf("another part: status %d", a.status)
	}
	if a := s.get(other, addresses[0], "If-None-Match", "*"); a.status != http.StatusNotModified {
		t.Errorf("any: status %d", a.status)
	}
	groups := s.get(other, "/api/v1/groups").want(http.StatusOK).header.Get("ETag")
	s.get(other, "/api/v1/groups", "If-None-Match", groups).want(http.StatusNotModified)
	s.sql(`UPDATE programme_group SET masking_threshold = 7`)
	s.get(other, "/api/v1/groups", "If-None-Match", groups).want(http.StatusOK)
}
