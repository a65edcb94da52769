package postgres_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// indicators reads the group's library as it is on the day.
func (w *world) indicators(group org.GroupID, day time.Time) []quality.Indicator {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Indicator, error) {
		return tx.Indicators(ctx, group, day)
	})
}

func (w *world) versions(id quality.IndicatorID) []quality.Version {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Version, error) { return tx.Versions(ctx, id) })
}

func TestIndicators(t *testing.T) {
	w := newWorld(t)
	if len(w.strata) != 2 || w.strata[0].Code != "A" || w.strata[1].Name != "vecka 28–31" {
		t.Errorf("the strata are %+v", w.strata)
	}
	same(t, "with every column and with few", w.indicators(w.full, noon), []quality.Indicator{w.divided, w.plain})
	same(t, "another group's", len(w.indicators(w.bare, noon)), 0)
	same(t, "its definitions", w.versions(w.divided.ID), []quality.Version{w.divided.Definition})
	same(t, "no such indicator's", len(w.versions(99)), 0)
	w.problem("the same code again", fault.Problem{Field: "code", Code: "code_taken"}, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddIndicator(ctx, postgres.NewIndicator{Indicator: w.plain})
		return err
	})
}

func TestADefinitionHoldsFromItsDay(t *testing.T) {
	w := newWorld(t)
	first, second := w.divided.Definition, w.divided.Definition
	second.ValidFrom, second.Name, second.Comparable = date(2026, time.January, 1), "Nytt namn", false
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.AddVersion(ctx, postgres.IndicatorChange{ID: w.divided.ID, Revision: 1, By: w.anna}, second)
	})
	same(t, "oldest first", w.versions(w.divided.ID), []quality.Version{first, second})
	for day, want := range map[time.Time]quality.Version{
		date(2020, time.January, 1): first, // older than every definition
		date(2024, time.January, 1): first, date(2025, time.December, 31): first,
		date(2026, time.January, 1): second, date(2030, time.January, 1): second,
	} {
		same(t, day.String(), w.indicators(w.full, day)[0].Definition, want)
	}
}

func TestIndicatorChanges(t *testing.T) {
	w := newWorld(t)
	revision := func() int {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) {
			return tx.IndicatorRevision(ctx, w.divided.ID)
		})
	}
	bare := quality.Version{ValidFrom: w.divided.Definition.ValidFrom, Name: "Kort", Direction: quality.Higher, ReportingMonths: 12}
	use := postgres.IndicatorUse{Category: quality.Medical, Scope: quality.ScopeAllUnits,
		ReportedBy: []org.CareLevel{org.GeneralCare}, Certainty: quality.PartlySourced}
	change := postgres.IndicatorChange{ID: w.divided.ID, Revision: revision(), By: w.anna}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.CorrectIndicator(ctx, change, use, bare) })
	want := w.divided
	want.Category, want.Scope, want.ReportedBy = use.Category, use.Scope, use.ReportedBy
	want.CountsChildren, want.Certainty, want.CareStep, want.Definition = false, use.Certainty, "", bare
	same(t, "everything taken away", w.indicators(w.full, noon)[0], want)
	same(t, "its promises", len(w.indicatorPromises()), 0)
	same(t, "revision", revision(), change.Revision+1)

	w.refused("correcting what was changed meanwhile", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.CorrectIndicator(ctx, change, use, w.divided.Definition)
	})
	w.refused("a definition for what was changed meanwhile", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.AddVersion(ctx, change, w.divided.Definition)
	})
	change.Revision = revision()
	w.problem("a second definition from the same day", fault.Problem{Field: "valid_from", Code: "version_exists"},
		func(ctx context.Context, tx *postgres.Tx) error { return tx.AddVersion(ctx, change, bare) })
	w.refused("correcting a definition that is not there", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		other := bare
		other.ValidFrom = date(1999, time.January, 1)
		return tx.CorrectIndicator(ctx, change, use, other)
	})
	same(t, "revision after what was refused", revision(), change.Revision)
	w.refused("no such indicator", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.IndicatorRevision(ctx, 99)
		return err
	})
}

func (w *world) indicatorPromises() []postgres.IndicatorPromise {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.IndicatorPromise, error) {
		return tx.IndicatorPromises(ctx, w.full)
	})
}

func TestWhatIndicatorsServe(t *testing.T) {
	w := newWorld(t)
	same(t, "promises", w.indicatorPromises(), []postgres.IndicatorPromise{
		{IndicatorID: w.divided.ID, PromiseID: w.promises[0]}, {IndicatorID: w.divided.ID, PromiseID: w.promises[1]}})
	w.refused("a promise nobody gave", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		i := w.plain
		i.Code = "NY"
		_, err := tx.AddIndicator(ctx, postgres.NewIndicator{Indicator: i, Promises: []quality.PromiseID{99}})
		return err
	})
	promises := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Promise, error) { return tx.Promises(ctx, w.full) })
	same(t, "the healthcare region's promises", promises, []quality.Promise{
		{ID: w.promises[0], Code: "P1", Text: "löfte P1"}, {ID: w.promises[1], Code: "P2", Text: "löfte P2"}})
	divisions := func(group org.GroupID) []postgres.Stratification {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Stratification, error) {
			return tx.Stratifications(ctx, group)
		})
	}
	got := divisions(w.full)
	if len(got) == 1 {
		got[0].ID = 0
	}
	same(t, "ways of dividing", got, []postgres.Stratification{{Code: "GA", Name: "Graviditetslängd", Kind: "other", Version: 1}})
	same(t, "another group's", len(divisions(w.bare)), 0)
}

func TestReferences(t *testing.T) {
	w := newWorld(t)
	full := postgres.Reference{IndicatorID: w.divided.ID, ValueText: "50 %", Population: "Ett annat land", YearText: "2020", Source: "Källan"}
	bare := postgres.Reference{IndicatorID: w.plain.ID, ValueText: "7"}
	for _, r := range []postgres.Reference{bare, full} {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.AddReference(ctx, r) })
	}
	of := func(group org.GroupID) []postgres.Reference {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Reference, error) {
			return tx.References(ctx, group)
		})
	}
	want := []postgres.Reference{full, bare}
	slices.SortFunc(want, func(a, b postgres.Reference) int { return int(a.IndicatorID - b.IndicatorID) })
	same(t, "published values", of(w.full), want)
	same(t, "another group's", len(of(w.bare)), 0)
	w.refused("of no indicator", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.AddReference(ctx, postgres.Reference{IndicatorID: 99, ValueText: "1"})
	})
}

func TestConditions(t *testing.T) {
	w := newWorld(t)
	set := func(id quality.IndicatorID, c *quality.Condition) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SetCondition(ctx, id, c) }
	}
	condition := func() *quality.Condition {
		for _, i := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Indicator, error) {
			return tx.Indicators(ctx, w.full, noon)
		}) {
			if i.ID == w.divided.ID {
				return i.Condition
			}
		}
		return nil
	}
	for _, c := range []*quality.Condition{{IndicatorID: w.plain.ID, Below: ptr(196.0)}, {IndicatorID: w.plain.ID}, nil} {
		w.write(set(w.divided.ID, c))
		same(t, "condition", condition(), c)
	}
	w.refused("no such measure", fault.ErrNotFound, set(9999, nil))
}
