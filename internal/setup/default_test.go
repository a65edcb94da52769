package setup_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// now is a day in the autumn: three quarters have ended, the last one lately.
var now = time.Date(2026, time.October, 20, 9, 0, 0, 0, time.UTC)

// read runs fn on a snapshot and fails the test with its error.
func read(t *testing.T, db *postgres.DB, fn func(context.Context, *postgres.Tx) error) {
	t.Helper()
	if err := db.Read(t.Context(), func(tx *postgres.Tx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// group is the group that the default set-up makes.
func group(t *testing.T, db *postgres.DB) (g org.Group) {
	t.Helper()
	read(t, db, func(ctx context.Context, tx *postgres.Tx) (err error) {
		g, err = tx.GroupByCode(ctx, "neonatologi")
		return err
	})
	return g
}

func defaults(t *testing.T) (*postgres.DB, org.Group) {
	t.Helper()
	d := testdb.New(t)
	if err := setup.Default(t.Context(), d.DB, now); err != nil {
		t.Fatal(err)
	}
	return d.DB, group(t, d.DB)
}

func TestDefaultSetsUpTheUnits(t *testing.T) {
	db, g := defaults(t)
	if g.ExampleData || g.CollectionMonths != 3 || g.BodyName == "" {
		t.Errorf("the group is %+v", g)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		units, err := tx.Units(ctx, g.ID)
		var got []string
		regions := map[string]bool{}
		for _, u := range units {
			got = append(got, u.Code+" "+string(u.CareLevel)+" "+string(u.Participation))
			regions[u.RegionName] = true
			if u.Source == "" {
				t.Errorf("%s has no source", u.Code)
			}
		}
		want := []string{"LIN highly_specialised full", "NOR general full", "JON general full", "KAL general full",
			"VAS general full", "EKS birth_site process_only", "VAR birth_site process_only"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if len(regions) != 3 {
			t.Errorf("the units are in %d regions", len(regions))
		}
		return err
	})
}

func TestDefaultLibraryIsSound(t *testing.T) {
	db, g := defaults(t)
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		library, err := tx.Indicators(ctx, g.ID, now)
		if err != nil {
			return err
		}
		count := map[quality.Category]int{}
		for _, i := range library {
			count[i.Category]++
			if err := i.CheckNew(); err != nil {
				t.Errorf("%s: %v", i.Code, err)
			}
			if i.Definition.Source == "" {
				t.Errorf("%s names no source", i.Code)
			}
		}
		want := map[quality.Category]int{quality.Medical: 21, quality.Nursing: 11, quality.PatientSatisfaction: 6, quality.Process: 22}
		if diff := cmp.Diff(want, count); diff != "" {
			t.Error(diff)
		}
		references, err := tx.References(ctx, g.ID)
		if len(references) != 49 {
			t.Errorf("%d published values", len(references))
		}
		return err
	})
}

func TestDefaultGoalsAreBalanced(t *testing.T) {
	db, g := defaults(t)
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		goals, err := tx.Goals(ctx, g.ID, now.Year(), now.Year())
		if err != nil {
			return err
		}
		library, err := tx.Indicators(ctx, g.ID, now)
		if err != nil {
			return err
		}
		if gaps := quality.Gaps(goals, library, 0); len(gaps) > 0 {
			t.Errorf("the goals leave out %v", gaps)
		}
		for _, goal := range goals {
			if goal.LongTermGoalID == 0 {
				t.Errorf("%q serves no long-term goal", goal.Title)
			}
		}
		targets, err := tx.Targets(ctx, g.ID, now.Year(), now.Year())
		kinds := map[quality.TargetKind]bool{}
		for _, target := range targets {
			kinds[target.Kind] = true
			if target.Basis == "" {
				t.Errorf("the target of indicator %d has no basis", target.IndicatorID)
			}
		}
		if len(kinds) != 4 {
			t.Errorf("only target kinds %v", kinds)
		}
		return err
	})
}

func TestDefaultTwiceDoesNothing(t *testing.T) {
	db, g := defaults(t)
	if err := setup.Default(t.Context(), db, now.AddDate(1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		years, err := tx.GoalYears(ctx, g.ID)
		if diff := cmp.Diff([]int{now.Year()}, years); diff != "" {
			t.Error(diff)
		}
		return err
	})
}

func TestDefaultAtOnceIsDoneOnce(t *testing.T) {
	d := testdb.New(t)
	done := make(chan error)
	for range 4 {
		go func() { done <- setup.Default(t.Context(), d.DB, now) }()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	read(t, d.DB, func(ctx context.Context, tx *postgres.Tx) error {
		headings, err := tx.ReportHeadings(ctx, group(t, d.DB).ID)
		if len(headings) != 18 {
			t.Errorf("%d headings", len(headings))
		}
		return err
	})
}
