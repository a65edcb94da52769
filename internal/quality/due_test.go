package quality

import (
	"fmt"
	"slices"
	"testing"

	"samsyn/internal/org"
)

func TestWhatAUnitHandsIn(t *testing.T) {
	neonatal := org.Unit{CareLevel: org.GeneralCare, Participation: org.Full}
	births := org.Unit{CareLevel: org.BirthSite, Participation: org.ProcessOnly}
	regional := org.Unit{CareLevel: org.HighlySpecialised, Participation: org.Full}
	quarterly := []Version{{ValidFrom: date("2025-01-01"), Name: "old", ReportingMonths: 3}, {ValidFrom: date("2026-04-01"), Name: "new", ReportingMonths: 3}}
	yearly := []Version{{ValidFrom: date("2026-01-01"), Name: "year", ReportingMonths: 12}}
	all := []org.CareLevel{org.HighlySpecialised, org.GeneralCare, org.BirthSite}
	tests := []struct {
		name       string
		indicator  Indicator
		versions   []Version
		unit       org.Unit
		collection Period
		want       []string
	}{
		{"each quarter", Indicator{Category: Medical, ReportedBy: all}, quarterly, neonatal, Quarter(2026, 1), []string{"old  2026K1"}},
		{"after a new definition", Indicator{Category: Medical, ReportedBy: all}, quarterly, neonatal, Quarter(2026, 2), []string{"new  2026K2"}},
		{"a year that spans two definitions", Indicator{Category: Medical, ReportedBy: all}, quarterly, neonatal, WholeYear(2026),
			[]string{"old  2026K1", "new  2026K2", "new  2026K3", "new  2026K4"}},
		{"a yearly measure in spring", Indicator{Category: Process, ReportedBy: all}, yearly, neonatal, Quarter(2026, 1), nil},
		{"a yearly measure in the last quarter", Indicator{Category: Process, ReportedBy: all}, yearly, neonatal, Quarter(2026, 4), []string{"year  2026"}},
		{"each stratum", Indicator{Category: Medical, ReportedBy: all, Strata: []Stratum{{ID: 1, Code: "a", Name: "A"}, {ID: 2, Code: "b", Name: "B"}}}, quarterly, neonatal, Quarter(2026, 1),
			[]string{"old a 2026K1", "old b 2026K1"}},
		{"another care level's measure", Indicator{Category: Medical, ReportedBy: []org.CareLevel{org.HighlySpecialised}}, quarterly, neonatal, Quarter(2026, 1), nil},
		{"its own care level's measure", Indicator{Category: Medical, ReportedBy: []org.CareLevel{org.HighlySpecialised}}, quarterly, regional, Quarter(2026, 1), []string{"old  2026K1"}},
		{"a birth hospital, a result", Indicator{Category: Nursing, ReportedBy: all}, quarterly, births, Quarter(2026, 1), nil},
		{"a birth hospital, a process measure", Indicator{Category: Process, ReportedBy: all}, quarterly, births, Quarter(2026, 1), []string{"old  2026K1"}},
	}
	for _, test := range tests {
		var got []string
		for _, d := range DueFigures(test.indicator, test.versions, test.unit, test.collection) {
			got = append(got, fmt.Sprintf("%s %s %s", d.Indicator.Definition.Name, d.Stratum.Code, d.Period.Code()))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if VersionOn(nil, date("2026-01-01")).Name != "" || VersionOn(quarterly, date("1999-01-01")).Name != "old" {
		t.Error("a day before every definition is read by the oldest")
	}
}
