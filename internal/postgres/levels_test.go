package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// goalFor makes a goal of the full group and gives its id.
func (w *world) goalFor(year int) quality.GoalID {
	w.t.Helper()
	return made(w, func(ctx context.Context, tx *postgres.Tx) (quality.GoalID, error) {
		return tx.AddGoal(ctx, quality.Goal{GroupID: w.full, Year: year, Category: quality.Nursing, Title: "Nära", ValueForChildren: "Värde",
			Promises: w.promises[:1], Indicators: []quality.IndicatorID{w.divided.ID}})
	})
}

func TestLocalGoals(t *testing.T) {
	w := newWorld(t)
	goal, due := w.goalFor(2026), date(2026, time.June, 30)
	read := func(of postgres.LocalGoals) (list []quality.LocalGoal, total int) {
		w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
			list, total, err = tx.LocalGoals(ctx, of)
			return err
		})
		return list, total
	}
	add := func(g quality.LocalGoal) quality.LocalGoalID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (quality.LocalGoalID, error) {
			return tx.AddLocalGoal(ctx, g)
		})
	}
	full := quality.LocalGoal{GroupID: w.full, UnitID: w.ala, Year: 2026, GoalID: goal, Title: "Steg", Method: "Så", IndicatorID: w.divided.ID,
		Threshold: ptr(2.5), SignText: "Syns", DueOn: &due, State: quality.LocalNotReached, Outcome: "Nej", WrittenAt: noon, WrittenBy: w.anna, Version: 1}
	bare := quality.LocalGoal{GroupID: w.full, UnitID: w.ala, Year: 2026, Title: "Eget", State: quality.LocalActive, WrittenAt: noon, Version: 1}
	other := bare
	other.UnitID = w.bo
	other.ID, bare.ID, full.ID = add(other), add(bare), add(full)

	list, total := read(postgres.LocalGoals{GroupID: w.full, Year: 2026})
	same(t, "unit by unit, steps first", list, []quality.LocalGoal{full, bare, other})
	same(t, "how many", total, 3)
	list, total = read(postgres.LocalGoals{GroupID: w.full, Year: 2026, Limit: 1, Skip: 1})
	same(t, "the second page", list, []quality.LocalGoal{bare})
	same(t, "of", total, 3)
	for what, of := range map[string]postgres.LocalGoals{
		"another year": {GroupID: w.full, Year: 2025}, "another group": {GroupID: w.bare, Year: 2026},
		"past the end": {GroupID: w.full, Year: 2026, Limit: 1, Skip: 9},
	} {
		list, _ = read(of)
		same(t, what, len(list), 0)
	}
	list, _ = read(postgres.LocalGoals{GroupID: w.full, Year: 2026, UnitID: w.bo})
	same(t, "one unit's", list, []quality.LocalGoal{other})
	list, _ = read(postgres.LocalGoals{GroupID: w.full, Year: 2026, GoalID: goal})
	same(t, "towards the goal", list, []quality.LocalGoal{full})
	list, _ = read(postgres.LocalGoals{GroupID: w.full, Year: 2026, OwnOnly: true, State: quality.LocalActive})
	same(t, "the units' own", list, []quality.LocalGoal{bare, other})

	changed := bare
	changed.Title, changed.GoalID, changed.IndicatorID, changed.Threshold, changed.DueOn = "Annat", goal, w.plain.ID, ptr(1.0), &due
	changed.Method, changed.SignText, changed.State, changed.Outcome = "M", "S", quality.LocalReached, "Ja"
	changed.WrittenAt, changed.WrittenBy = noon.Add(time.Hour), w.bert
	save := func(g quality.LocalGoal) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveLocalGoal(ctx, g) }
	}
	w.write(save(changed))
	w.refused("a version that is not the latest", fault.ErrConflict, save(changed))
	changed.Version = 2
	same(t, "as it was changed", fetch(w, func(ctx context.Context, tx *postgres.Tx) (quality.LocalGoal, error) {
		return tx.LocalGoal(ctx, w.full, bare.ID)
	}), changed)
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.LocalGoal(ctx, w.bare, bare.ID)
		return err
	})
	foreign := full
	foreign.GroupID = w.bare
	w.refused("another group's unit", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddLocalGoal(ctx, foreign)
		return err
	})
	// A goal that is removed leaves the unit's step as its own.
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.DeleteGoal(ctx, quality.Goal{ID: goal, GroupID: w.full, Version: 1})
	})
	list, _ = read(postgres.LocalGoals{GroupID: w.full, Year: 2026, OwnOnly: true})
	same(t, "without the goal", len(list), 3)
	remove := func(g quality.LocalGoal) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteLocalGoal(ctx, g) }
	}
	w.refused("with an old version", fault.ErrConflict, remove(bare))
	w.write(remove(changed))
	w.refused("what is removed", fault.ErrConflict, remove(changed))
}

func TestMilestones(t *testing.T) {
	w := newWorld(t)
	goal := made(w, func(ctx context.Context, tx *postgres.Tx) (quality.LongTermGoalID, error) {
		return tx.AddLongTermGoal(ctx, quality.LongTermGoal{GroupID: w.full, Title: "Nära", StartYear: 2025, EndYear: 2028})
	})
	all := func(group org.GroupID) []quality.Milestone {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Milestone, error) {
			return tx.Milestones(ctx, group)
		})
	}
	adding := func(m quality.Milestone) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.AddMilestone(ctx, m)
			return err
		}
	}
	full := quality.Milestone{LongTermGoalID: goal, Year: 2027, Text: "Tre av fyra", IndicatorID: w.divided.ID, Threshold: ptr(7.5),
		State: quality.MilestoneAhead, Version: 1}
	bare := quality.Milestone{LongTermGoalID: goal, Year: 2026, Text: "En rutin", State: quality.MilestoneAhead, Version: 1}
	for _, m := range []*quality.Milestone{&full, &bare} {
		m.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (quality.MilestoneID, error) {
			return tx.AddMilestone(ctx, *m)
		})
	}
	same(t, "year by year", all(w.full), []quality.Milestone{bare, full})
	same(t, "in the other group", len(all(w.bare)), 0)
	w.problem("the same once more", fault.Problem{Field: "text", Code: "milestone_exists"}, adding(bare))

	changed := bare
	changed.Year, changed.Text, changed.State, changed.Outcome = 2028, "Två rutiner", quality.MilestoneReached, "Ja"
	save := func(m quality.Milestone) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMilestone(ctx, m) }
	}
	w.write(save(changed))
	w.refused("a version that is not the latest", fault.ErrConflict, save(changed))
	changed.Version = 2
	same(t, "as it was changed", all(w.full)[1], changed)
	remove := func(m quality.Milestone) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteMilestone(ctx, m) }
	}
	w.refused("with an old version", fault.ErrConflict, remove(bare))
	w.write(remove(changed))
	same(t, "what is left", all(w.full), []quality.Milestone{full})
}

func TestHigherGoals(t *testing.T) {
	w := newWorld(t)
	goal := w.goalFor(2026)
	all := func(group org.GroupID) []quality.HigherGoal {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.HigherGoal, error) {
			if err := tx.LockHigherGoals(ctx, group); err != nil {
				return nil, err
			}
			return tx.HigherGoals(ctx, group)
		})
	}
	add := func(h quality.HigherGoal) quality.HigherGoalID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (quality.HigherGoalID, error) {
			return tx.AddHigherGoal(ctx, h)
		})
	}
	bare := quality.HigherGoal{GroupID: w.full, Level: quality.NationalLevel, Title: "Jämlik", SetBy: "Nämnden", Source: "Beslut", FromYear: 2020, Version: 1}
	full := quality.HigherGoal{GroupID: w.full, Level: quality.RegionLevel, RegionID: w.region, Title: "Nära", Body: "Allt", SetBy: "Regionen",
		Source: "Plan", FromYear: 2025, ToYear: 2028, Version: 1}
	full.Measures = []quality.HigherMeasure{{IndicatorID: w.plain.ID, Threshold: ptr(92.5)}}
	bare.NotMeasured = "Nämnden följer det själv"
	full.ID = add(full) // the highest level comes first, whichever was written first
	bare.ID = add(bare)
	full.ParentID = bare.ID
	save := func(h quality.HigherGoal) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveHigherGoal(ctx, h) }
	}
	w.write(save(full))
	w.refused("a version that is not the latest", fault.ErrConflict, save(full))
	full.Version = 2
	same(t, "from the highest down", all(w.full), []quality.HigherGoal{bare, full})
	same(t, "in the other group", len(all(w.bare)), 0)

	serves := func(group org.GroupID, ids ...quality.HigherGoalID) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SetServings(ctx, group, goal, ids) }
	}
	servings := func(year int) []quality.Serving {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Serving, error) {
			return tx.Servings(ctx, w.full, year, year)
		})
	}
	w.write(serves(w.full, bare.ID, full.ID))
	w.write(serves(w.full, full.ID))
	same(t, "what the goal serves", servings(2026), []quality.Serving{{GoalID: goal, HigherGoalID: full.ID}})
	same(t, "another year", len(servings(2025)), 0)
	w.refused("another group's goal", fault.ErrNotFound, serves(w.bare, bare.ID))

	remove := func(h quality.HigherGoal) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteHigherGoal(ctx, h) }
	}
	w.refused("one with another below", fault.ErrConflict, remove(bare))
	w.write(remove(full))
	same(t, "nothing is served any more", len(servings(2026)), 0)
	w.write(remove(bare))
	same(t, "what is left", len(all(w.full)), 0)
}

func TestYearPromises(t *testing.T) {
	w := newWorld(t)
	chosen := func(group org.GroupID, year int) []quality.PromiseID {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.PromiseID, error) {
			return tx.YearPromises(ctx, group, year)
		})
	}
	set := func(year int, ids []quality.PromiseID) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SetYearPromises(ctx, w.full, year, ids) })
	}
	same(t, "before any is chosen", len(chosen(w.full, 2026)), 0)
	set(2026, w.promises)
	set(2026, w.promises[1:])
	same(t, "chosen", chosen(w.full, 2026), w.promises[1:])
	same(t, "another year", len(chosen(w.full, 2025)), 0)
	same(t, "another group", len(chosen(w.bare, 2026)), 0)
	set(2026, nil)
	same(t, "none again", len(chosen(w.full, 2026)), 0)
}
