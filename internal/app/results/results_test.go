package results_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// today is a day when the last quarter of 2025 is being handed in.
var today = time.Date(2026, 2, 10, 9, 0, 0, 0, time.UTC)

func now() time.Time { return today }

// example is a database with the example group, and the group's id.
func example(t *testing.T) (*postgres.DB, org.GroupID) {
	t.Helper()
	db := testdb.New(t).DB
	if err := setup.Default(t.Context(), db, today); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), db, today, "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	var group org.Group
	if err := db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		group, err = tx.GroupByCode(t.Context(), "neonatologi")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return db, group.ID
}

func as(role org.Role, group org.GroupID) org.Actor {
	return org.Actor{Memberships: []org.Membership{{Role: role, GroupID: group}}}
}

func TestReading(t *testing.T) {
	db, group := example(t)
	room, convener, reader := results.New(db, now), as(org.Convener, group), as(org.ProgramAreaMember, group)
	ctx := t.Context()

	c, err := room.Comparison(ctx, convener, group, analysis.Span{})
	if err != nil || c.Years.Chosen != 2025 || !slices.Contains(c.Years.All, 2024) || len(c.Blocks) < 4 || c.Dataset.Masked {
		t.Fatalf("%v %+v, %d blocks", err, c.Years, len(c.Blocks))
	}
	outside, err := room.Comparison(ctx, reader, group, analysis.YearSpan(2025))
	if err != nil || !outside.Dataset.Masked || len(outside.Dataset.Figures) != 0 {
		t.Errorf("a reader gets the figures themselves: %v", err)
	}

	i, err := room.Indicator(ctx, convener, group, results.IndicatorFilter{Code: "MED03"})
	if err != nil || i.Years.Chosen != 2025 || i.Goal.ID == 0 || len(i.Timeline.Periods) < 4 {
		t.Fatalf("%v %+v", err, i.Years)
	}
	for _, b := range c.Blocks {
		for _, row := range b.Rows {
			if row.Measure.Code == "MED03" && *row.Total.Point != *i.Row.Total.Point {
				t.Errorf("the matrix says %v and the measure's page %v", *row.Total.Point, *i.Row.Total.Point)
			}
		}
	}
	shut, err := room.Indicator(ctx, reader, group, results.IndicatorFilter{Code: "MED03"})
	if err != nil || shut.Years.Chosen != 2025 || shut.Timeline.Periods[0].Months != 12 {
		t.Errorf("%v: a reader gets %v", err, shut.Timeline.Periods)
	}

	u, err := room.UnitProfile(ctx, convener, group, results.UnitFilter{Code: c.Dataset.Units[2].Code})
	if err != nil || u.Index != 2 || u.Unit.ID != c.Dataset.Units[2].ID {
		t.Errorf("%v %d", err, u.Index)
	}
	for name, test := range map[string]struct{ got, want error }{
		"another year":    {second(room.Comparison(ctx, convener, group, analysis.YearSpan(1999))), fault.ErrNotFound},
		"no such measure": {second(room.Indicator(ctx, convener, group, results.IndicatorFilter{Code: "NEJ"})), fault.ErrNotFound},
		"no such unit":    {second(room.UnitProfile(ctx, convener, group, results.UnitFilter{Code: "NEJ"})), fault.ErrNotFound},
		"nobody":          {second(room.Comparison(ctx, org.Actor{}, group, analysis.Span{})), fault.ErrForbidden},
		"administrator":   {second(room.Indicator(ctx, as(org.Administrator, 0), group, results.IndicatorFilter{Code: "MED03"})), fault.ErrForbidden},
		"another group":   {second(room.UnitProfile(ctx, as(org.Convener, group+1), group, results.UnitFilter{Code: "LIN"})), fault.ErrForbidden},
	} {
		if !errors.Is(test.got, test.want) {
			t.Errorf("%s: %v, want %v", name, test.got, test.want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// A draft and what has been sent back are nobody's but the unit's own.
func TestOnlyWhatIsHandedInIsRead(t *testing.T) {
	db, group := example(t)
	var ds *analysis.Dataset
	submissions := map[quality.SubmissionID]quality.SubmissionState{}
	if err := db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		if ds, err = dataset.Load(t.Context(), tx, group, 2024, 2025); err != nil {
			return err
		}
		list, err := tx.Submissions(t.Context(), group, today.AddDate(-6, 0, 0), today)
		for _, s := range list {
			submissions[s.ID] = s.State
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	seen := map[quality.Standing]int{}
	for _, f := range ds.Figures {
		if !submissions[f.SubmissionID].Shown() {
			t.Fatalf("a figure in a submission that is %s", submissions[f.SubmissionID])
		}
		if year := f.Period.LastYear(); year < 2024 || year > 2025 {
			t.Fatalf("a figure for %s", f.Period.Code())
		}
		seen[f.Standing]++
	}
	if len(seen) != 3 {
		t.Errorf("standings %v", seen)
	}
	for _, m := range ds.Measures {
		if len(m.Versions) == 0 {
			t.Errorf("%s has no definition", m.Code)
		}
	}
}

func TestNothingCollectedYet(t *testing.T) {
	db := testdb.New(t).DB
	if err := setup.Default(t.Context(), db, today); err != nil {
		t.Fatal(err)
	}
	var group org.Group
	if err := db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		group, err = tx.GroupByCode(t.Context(), "neonatologi")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	c, err := results.New(db, now).Comparison(t.Context(), as(org.Convener, group.ID), group.ID, analysis.Span{})
	if err != nil || c.Years.Chosen == 0 {
		t.Errorf("%v %+v: the year that has begun is shown, without values", err, c.Years)
	}
}
