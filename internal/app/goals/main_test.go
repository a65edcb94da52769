package goals

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// The rows of testgroup.sql that these tests use.
const (
	temperature quality.IndicatorID = 1 // MED1, proportion, higher is better
	infection   quality.IndicatorID = 2 // MED2, rate, lower is better
	skinToSkin  quality.IndicatorID = 3 // OMV1, proportion
	deliveries  quality.IndicatorID = 5 // PRO1, process measure
	homeCare    quality.IndicatorID = 6 // PRO2, process measure
	others      quality.IndicatorID = 7 // another group's
)

func wantCodes(t *testing.T, err error, want ...string) {
	t.Helper()
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v, want the problems %v", err, want)
	}
	var codes []string
	for _, p := range invalid.Problems {
		codes = append(codes, p.Field+": "+p.Code)
	}
	if !slices.Equal(codes, want) {
		t.Errorf("problems %v, want %v", codes, want)
	}
}

func wantError(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

// warm is a goal to begin with.
func warm() quality.Goal {
	return quality.Goal{
		GroupID: testgroup.Group, Year: 2026, Category: quality.Medical, Title: "Varma barn",
		ValueForChildren: "Barnen mår bättre av att hållas varma.",
		Promises:         []quality.PromiseID{2}, Indicators: []quality.IndicatorID{temperature},
	}
}

// handIn stores a figure about a measure for a quarter of 2026, as if by hand.
func handIn(f *testgroup.Fixture, indicator string) {
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months) VALUES (1, 1, '2026-01-01', 3)
		ON CONFLICT DO NOTHING;
	INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, entered_at)
	SELECT s.id, 1, i.id, i.kind, '2026-01-01', 3, 'not_applicable', now()
	FROM submission s, indicator i WHERE i.code = '` + indicator + `'`)
}
