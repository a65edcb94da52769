package goals

import (
	"testing"
	"time"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// waiting returns when somebody waits for the year's lock.
func waiting(t *testing.T, f *testgroup.Fixture) {
	t.Helper()
	const waits = `SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
		AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
	for again := time.Tick(5 * time.Millisecond); f.Text(waits) == "0"; {
		select {
		case <-again:
		case <-t.Context().Done():
			t.Fatal("nobody waits")
		}
	}
}

// TestFigureSavedMeanwhileKeepsItsMeasure: a figure that is being stored while
// somebody takes its measure away is seen, and the measure stays.
func TestFigureSavedMeanwhileKeepsItsMeasure(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	goal := warm()
	goal.Version = 1
	var err error
	if goal.ID, err = room.CreateGoal(ctx, convener, goal); err != nil {
		t.Fatal(err)
	}
	measures := ProcessMeasures{GroupID: testgroup.Group, Year: 2026, Indicators: []quality.IndicatorID{deliveries}}
	if err := room.ChooseProcessMeasures(ctx, convener, measures); err != nil {
		t.Fatal(err)
	}
	without := goal
	without.Indicators, without.Title = nil, "Varma barn, utan mått"
	for _, c := range []struct {
		what, measure string
		do            func() error
	}{
		{"deleting the goal", "MED1", func() error { _, err := room.DeleteGoal(ctx, convener, goal); return err }},
		{"saving the goal", "MED1", func() error { return room.SaveGoal(ctx, convener, without) }},
		{"choosing process measures", "PRO1", func() error {
			return room.ChooseProcessMeasures(ctx, convener, ProcessMeasures{GroupID: testgroup.Group, Year: 2026})
		}},
	} {
		f.Exec(`DELETE FROM figure; DELETE FROM submission`)
		done := make(chan error, 1)
		err := f.DB.Write(ctx, func(tx *postgres.Tx) error {
			s, err := tx.LockSubmission(ctx, testgroup.Group, testgroup.Ala, quality.Quarter(2026, 1))
			if err != nil {
				return err
			}
			library, err := tx.Indicators(ctx, testgroup.Group, testgroup.Now)
			if err != nil {
				return err
			}
			go func() { done <- c.do() }()
			waiting(t, f)
			for _, i := range library {
				if i.Code == c.measure {
					_, err = tx.SaveFigure(ctx, quality.Figure{SubmissionID: s.ID, UnitID: testgroup.Ala, IndicatorID: i.ID,
						Kind: i.Kind, Period: quality.Quarter(2026, 1), State: quality.NotApplicable, EnteredAt: testgroup.Now})
				}
			}
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		t.Run(c.what, func(t *testing.T) { wantCodes(t, <-done, "indicators: indicator_has_figures") })
	}
}
