package analysis

import (
	"testing"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// A unit that has left keeps its lines in the years it took part, and has none after.
func TestRowIncludesUnitsThatTookPart(t *testing.T) {
	left := time.Date(2024, time.June, 30, 0, 0, 0, 0, time.UTC)
	unit := org.Unit{ID: 1, CareLevel: org.GeneralCare, Participation: org.Full,
		ActiveFrom: time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC), ActiveTo: &left}
	measure := &Measure{Indicator: quality.Indicator{Category: quality.Medical, ReportedBy: []org.CareLevel{org.GeneralCare}}}
	for year, want := range map[int]bool{2019: false, 2020: true, 2024: true, 2025: false} {
		row := Row{Measure: measure, Period: quality.WholeYear(year)}
		if got := row.Includes(unit); got != want {
			t.Errorf("%d: %v", year, got)
		}
	}
	unit.ActiveTo, unit.CareLevel = nil, org.BirthSite
	if (Row{Measure: measure, Period: quality.WholeYear(2025)}).Includes(unit) {
		t.Error("a unit that the measure does not apply to")
	}
}
