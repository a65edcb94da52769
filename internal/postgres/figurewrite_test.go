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

func TestManyFiguresAtOnce(t *testing.T) {
	w := newWorld(t)
	s := w.lock(w.ala, quality.Quarter(2026, 1))
	full := quality.Figure{SubmissionID: s.ID, UnitID: w.ala, IndicatorID: w.divided.ID, Kind: quality.Rate, StratumID: w.strata[1].ID,
		Period: quality.Quarter(2026, 1), State: quality.Reported, Comment: "Kommentar", EnteredAt: noon, EnteredBy: w.anna,
		Value: quality.Value{Numerator: ptr(3.0), Denominator: ptr(1450.5),
			ValidFrom: ptr(date(2026, time.January, 1)), ValidTo: ptr(date(2026, time.March, 31))}}
	bare := quality.Figure{SubmissionID: s.ID, UnitID: w.ala, IndicatorID: w.plain.ID, Kind: quality.Proportion,
		Period: quality.WholeYear(2025), State: quality.NotApplicable, EnteredAt: noon}
	list := []quality.Figure{bare, full}
	do := func(ask func(*postgres.Tx) func(context.Context, []quality.Figure) error, list []quality.Figure) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return ask(tx)(ctx, list) }
	}
	number := func(tx *postgres.Tx) func(context.Context, []quality.Figure) error { return tx.NumberFigures }
	add := func(tx *postgres.Tx) func(context.Context, []quality.Figure) error { return tx.AddFigures }
	change := func(tx *postgres.Tx) func(context.Context, []quality.Figure) error { return tx.ChangeFigures }
	empty := func(tx *postgres.Tx) func(context.Context, []quality.Figure) error { return tx.EmptyFigures }
	for _, ask := range []func(*postgres.Tx) func(context.Context, []quality.Figure) error{number, add, change, empty} {
		w.write(do(ask, nil))
	}
	w.write(do(number, list))
	w.write(do(add, list))
	list[0].Version, list[1].Version = 1, 1
	same(t, "added", w.unitFigures(w.ala), list)
	again := slices.Clone(list)
	w.write(do(number, again))
	w.refused("added twice", fault.ErrConflict, do(add, again))

	changed := slices.Clone(list)
	changed[0].State, changed[0].MissingReasonID = quality.Missing, w.reason
	changed[1].Value, changed[1].Comment, changed[1].EnteredBy = quality.Value{Numerator: ptr(0.0), Denominator: ptr(7.25)}, "", 0
	w.write(do(change, changed))
	w.refused("changed since it was read", fault.ErrConflict, do(change, changed))
	changed[0].Version, changed[1].Version = 2, 2
	same(t, "changed", w.unitFigures(w.ala), changed)

	// Two statements in one transaction, since a file may both change and empty.
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.ChangeFigures(ctx, changed[1:]); err != nil {
			return err
		}
		return tx.EmptyFigures(ctx, changed[:1])
	})
	w.refused("emptied since it was read", fault.ErrConflict, do(empty, changed[:1]))
	changed[1].Version = 3
	same(t, "what is left", w.unitFigures(w.ala), changed[1:])
}

func TestFiguresOfManyUnits(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoFigures()
	of := func(from, to time.Time, units ...org.UnitID) []quality.Figure {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Figure, error) {
			return tx.UnitFigures(ctx, postgres.UnitFiguresOf{GroupID: w.full, Units: units, From: from, To: to})
		})
	}
	first, last := date(2000, time.January, 1), date(2100, time.January, 1)
	same(t, "both units'", of(first, last, w.ala, w.bo), []quality.Figure{bare, full})
	same(t, "the other unit's", len(of(first, last, w.bo)), 0)
	same(t, "no unit's", len(of(first, last)), 0)
	same(t, "periods that start between the days", of(full.Period.Start(), last, w.ala), []quality.Figure{full})
}

func TestManySubmissionsAtOnce(t *testing.T) {
	w := newWorld(t)
	known := w.lock(w.ala, quality.Quarter(2026, 1))
	places := []postgres.Place{{UnitID: w.bo, Period: quality.Quarter(2026, 1)}, {UnitID: w.ala, Period: quality.Quarter(2026, 1)},
		{UnitID: w.ala, Period: quality.Quarter(2025, 4)}}
	lock := func(places []postgres.Place) []quality.Submission {
		return made(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Submission, error) {
			return tx.LockSubmissions(ctx, w.full, places)
		})
	}
	same(t, "those there are", lock(places), []quality.Submission{known})
	begin := func() map[postgres.Place]quality.SubmissionID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (map[postgres.Place]quality.SubmissionID, error) {
			return tx.BeginSubmissions(ctx, w.full, places)
		})
	}
	begun := begin()
	if len(begun) != 2 || begun[places[0]] == 0 || begun[places[2]] == 0 {
		t.Errorf("begun %v", begun)
	}
	same(t, "begun twice", len(begin()), 0)
	locked := lock(places)
	if len(locked) != 3 || locked[0].Period != quality.Quarter(2025, 4) || locked[2].UnitID != w.bo || locked[2].State != quality.Draft {
		t.Errorf("locked %+v", locked)
	}
	same(t, "none", len(lock(nil)), 0)
}
