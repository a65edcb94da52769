package improve

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func wantError(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

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

// outside are those who take no part in the first group's talks.
var outside = []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

// warm is an action at Ala to begin with: the temperature's, with the goal's promise.
func warm() improvement.Action {
	return improvement.Action{GroupID: testgroup.Group, UnitID: testgroup.Ala, Area: "Varma barn", Kind: improvement.RoutineAction, State: improvement.ActionPlanned,
		Priority: improvement.MediumPriority, OwnerID: testgroup.MedicalLead, DueOn: day(2026, time.June, 30), IndicatorID: 1, Promises: []quality.PromiseID{2},
		Origin: improvement.FromSignal, OriginText: "Sju i rad"}
}

// withGoal has the group a goal for 2026, of the temperature and the promise P2; its id is 1.
const withGoal = `INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2026, 'medical', 'Varma', 'Barnen mår bättre.');
	INSERT INTO goal_promise (goal_id, promise_id) VALUES (1, 2);
	INSERT INTO selected_indicator (group_id, year, indicator_id, goal_id, position) VALUES (1, 2026, 1, 1, 1), (1, 2025, 1, NULL, 1), (1, 2024, 1, NULL, 1)`
