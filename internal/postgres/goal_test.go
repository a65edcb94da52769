package postgres_test

import (
	"context"
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func (w *world) goals(first, last int) []quality.Goal {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Goal, error) {
		return tx.Goals(ctx, w.full, first, last)
	})
}

// add stores the goal and gives it back as it should be read.
func (w *world) add(g quality.Goal) quality.Goal {
	w.t.Helper()
	g.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (quality.GoalID, error) { return tx.AddGoal(ctx, g) })
	g.Version = 1
	return g
}

// twoGoals is one goal with everything and one with as little as there may be.
func (w *world) twoGoals() (full, bare quality.Goal) {
	w.t.Helper()
	longTerm := made(w, func(ctx context.Context, tx *postgres.Tx) (quality.LongTermGoalID, error) {
		return tx.AddLongTermGoal(ctx, quality.LongTermGoal{GroupID: w.full, Title: "Tillsammans", StartYear: 2025, EndYear: 2027})
	})
	full = w.add(quality.Goal{GroupID: w.full, Year: 2026, Category: quality.Nursing, Title: "Färre infektioner", ValueForChildren: "Därför", PatientView: "Med föräldrar",
		Marks: []quality.CareMark{quality.SafeCare, quality.ResourceEfficient}, LongTermGoalID: longTerm, Promises: w.promises, Indicators: []quality.IndicatorID{w.divided.ID}})
	bare = w.add(quality.Goal{GroupID: w.full, Year: 2026, Category: quality.Medical, Title: "Bara", ValueForChildren: "Annars",
		Promises: []quality.PromiseID{}, Indicators: []quality.IndicatorID{}})
	return full, bare
}

func TestGoals(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoGoals()
	same(t, "in the order they were added", w.goals(2026, 2026), []quality.Goal{full, bare})
	same(t, "another year's", len(w.goals(2020, 2025)), 0)

	bare.Title, bare.LongTermGoalID, bare.Promises = "Mer", full.LongTermGoalID, w.promises[:1]
	bare.Marks, full.Marks = full.Marks[:1], nil
	full.LongTermGoalID, full.Promises, full.Indicators = 0, []quality.PromiseID{}, []quality.IndicatorID{}
	stale := full
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.LockGoals(ctx, w.full, 2026), tx.SaveGoal(ctx, full), tx.SaveGoal(ctx, bare))
	})
	full.Version, bare.Version = 2, 2
	same(t, "changed", w.goals(2000, 2100), []quality.Goal{full, bare})

	w.refused("saving what was changed meanwhile", fault.ErrConflict,
		func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveGoal(ctx, stale) })
	w.refused("removing what was changed meanwhile", fault.ErrConflict,
		func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteGoal(ctx, stale) })
	elsewhere := full
	elsewhere.GroupID = w.bare
	w.refused("another group's", fault.ErrConflict,
		func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteGoal(ctx, elsewhere) })
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteGoal(ctx, bare) })
	same(t, "removed", w.goals(2026, 2026), []quality.Goal{full})
}

func TestAnIndicatorFollowsOneGoalAYear(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoGoals()
	taken := fault.Problem{Field: "indicators", Code: "indicator_taken"}
	w.problem("another goal's", taken, func(ctx context.Context, tx *postgres.Tx) error {
		bare.Indicators = full.Indicators
		return tx.SaveGoal(ctx, bare)
	})
	w.problem("not the group's", taken, func(ctx context.Context, tx *postgres.Tx) error {
		bare.Indicators = []quality.IndicatorID{99}
		return tx.SaveGoal(ctx, bare)
	})
	// The year after is another choice.
	next := full
	next.Year, next.Title = 2027, "Året efter"
	next = w.add(next)
	same(t, "the year after", w.goals(2027, 2027), []quality.Goal{next})
}

func TestLongTermGoals(t *testing.T) {
	w := newWorld(t)
	goal := quality.LongTermGoal{GroupID: w.full, Title: "Tillsammans", Vision: "Ingen åtskild", StartYear: 2025, EndYear: 2029}
	add := func(g quality.LongTermGoal) quality.LongTermGoal {
		g.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (quality.LongTermGoalID, error) {
			return tx.AddLongTermGoal(ctx, g)
		})
		g.Version = 1
		return g
	}
	all := func() []quality.LongTermGoal {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.LongTermGoal, error) {
			return tx.LongTermGoals(ctx, w.full)
		})
	}
	full := add(goal)
	goal.Vision, goal.EndYear = "", 2027
	bare := add(goal)
	same(t, "in the order they were added", all(), []quality.LongTermGoal{full, bare})
	save := func(g quality.LongTermGoal) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveLongTermGoal(ctx, g) }
	}
	stale := bare
	bare.Title, bare.Vision, bare.StartYear, bare.EndYear = "Nytt", "Något", 2026, 2029
	w.write(save(bare))
	bare.Version = 2
	same(t, "changed", all(), []quality.LongTermGoal{full, bare})
	w.refused("changed meanwhile", fault.ErrConflict, save(stale))
	span := fault.Problem{Field: "end_year", Code: "span_three_to_five"}
	for _, end := range []int{2026, 2031} {
		bare.EndYear = end
		w.problem("too short or too long", span, save(bare))
		w.problem("a new one too", span, func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.AddLongTermGoal(ctx, bare)
			return err
		})
	}
}

func TestWhatIsCollected(t *testing.T) {
	w := newWorld(t)
	full, _ := w.twoGoals()
	selected := func(first, last int) []postgres.Selected {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Selected, error) {
			return tx.SelectedIndicators(ctx, w.full, first, last)
		})
	}
	set := func(year int, ids ...quality.IndicatorID) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SetProcessMeasures(ctx, w.full, year, ids) })
	}
	// The goals' own indicator is no process measure and stays out of it.
	set(2026, w.divided.ID, w.plain.ID)
	want := []postgres.Selected{{Year: 2026, IndicatorID: w.divided.ID, GoalID: full.ID}, {Year: 2026, IndicatorID: w.plain.ID}}
	same(t, "goal by goal, process measures last", selected(2026, 2026), want)
	set(2026)
	same(t, "none any more", selected(2026, 2026), want[:1])
	set(2024, w.plain.ID)
	choose := func(year int, id quality.IndicatorID) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SelectIndicator(ctx, w.full, year, id) })
	}
	choose(2025, w.divided.ID)
	choose(2026, w.divided.ID) // follows its goal already
	same(t, "all years", selected(2000, 2100), []postgres.Selected{
		{Year: 2024, IndicatorID: w.plain.ID}, {Year: 2025, IndicatorID: w.divided.ID}, want[0]})

	years := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int, error) { return tx.GoalYears(ctx, w.full) })
	same(t, "years with a choice", years, []int{2024, 2025, 2026})
	reports := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int, error) { return tx.ReportYears(ctx, w.full) })
	same(t, "years with a report, newest first", reports, []int{2026, 2025, 2024})
	none := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int, error) { return tx.GoalYears(ctx, w.bare) })
	same(t, "another group's", len(none), 0)
}

// TestTwoWhoChangeTheYearsGoalsWait: whoever locks first is alone with the year.
func TestTwoWhoChangeTheYearsGoalsWait(t *testing.T) {
	w := newWorld(t)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.LockGoals(ctx, w.full, 2026); err != nil {
			return err
		}
		try := func(year int) error {
			return w.try(func(ctx context.Context, other *postgres.Tx) error {
				return errors.Join(other.Exec(ctx, `SET LOCAL lock_timeout = '50ms'`), other.LockGoals(ctx, w.full, year))
			})
		}
		if err := try(2026); err == nil {
			t.Error("somebody else got the same year")
		}
		storing := w.try(func(ctx context.Context, other *postgres.Tx) error {
			if err := other.Exec(ctx, `SET LOCAL lock_timeout = '50ms'`); err != nil {
				return err
			}
			_, err := other.LockSubmission(ctx, w.full, w.ala, quality.Quarter(2026, 1))
			return err
		})
		if storing == nil {
			t.Error("somebody else got to store figures about the year")
		}
		return try(2027)
	})
}

// TestThoseWhoStoreFiguresDoNotWaitForEachOther: they only keep the choice of
// measures as it is, in every year that the period touches.
func TestThoseWhoStoreFiguresDoNotWaitForEachOther(t *testing.T) {
	w := newWorld(t)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.ShareGoals(ctx, w.full, quality.Years(2024, 2026)); err != nil {
			return err
		}
		for year := 2024; year <= 2026; year++ {
			locking := w.try(func(ctx context.Context, other *postgres.Tx) error {
				return errors.Join(other.Exec(ctx, `SET LOCAL lock_timeout = '50ms'`), other.LockGoals(ctx, w.full, year))
			})
			if locking == nil {
				t.Errorf("somebody else got to change %d", year)
			}
		}
		return w.try(func(ctx context.Context, other *postgres.Tx) error {
			_, err := other.LockSubmission(ctx, w.full, w.ala, quality.WholeYear(2026))
			return errors.Join(err, other.LockGoals(ctx, w.full, 2027))
		})
	})
}
