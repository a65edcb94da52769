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

func saveFigure(f quality.Figure) func(context.Context, *postgres.Tx) error {
	return func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.SaveFigure(ctx, f)
		return err
	}
}

// unitFigures is everything the unit has entered, without ids: those are the database's.
func (w *world) unitFigures(unit org.UnitID) []quality.Figure {
	w.t.Helper()
	figures := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Figure, error) {
		return tx.UnitFigures(ctx, postgres.UnitFiguresOf{GroupID: w.full, Units: []org.UnitID{unit}, From: date(2000, time.January, 1), To: date(2100, time.January, 1)})
	})
	return figures
}

// twoFigures is one figure of the divided indicator, and one without anything
// that can be left out. They are stored and given back as they should be read.
func (w *world) twoFigures() (full, bare quality.Figure) {
	w.t.Helper()
	s := w.lock(w.ala, quality.Quarter(2026, 1))
	full = quality.Figure{SubmissionID: s.ID, UnitID: w.ala, IndicatorID: w.divided.ID, Kind: quality.Rate, StratumID: w.strata[1].ID,
		Period: quality.Quarter(2026, 1), State: quality.Reported, Comment: "Kommentar", EnteredAt: noon, EnteredBy: w.anna,
		Value: quality.Value{Numerator: ptr(3.0), Denominator: ptr(1450.5),
			ValidFrom: ptr(date(2026, time.January, 1)), ValidTo: ptr(date(2026, time.March, 31))}}
	bare = quality.Figure{SubmissionID: s.ID, UnitID: w.ala, IndicatorID: w.plain.ID, Kind: quality.Proportion,
		Period: quality.WholeYear(2025), State: quality.NotApplicable, EnteredAt: noon}
	for _, f := range []quality.Figure{full, bare} {
		w.write(saveFigure(f))
	}
	stored := w.unitFigures(w.ala)
	if len(stored) != 2 {
		w.t.Fatalf("%d figures", len(stored))
	}
	bare.ID, full.ID = stored[0].ID, stored[1].ID
	bare.Version, full.Version = 1, 1
	return full, bare
}

func TestFigures(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoFigures()
	same(t, "by period", w.unitFigures(w.ala), []quality.Figure{bare, full})
	same(t, "another unit's", len(w.unitFigures(w.bo)), 0)
	within := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Figure, error) {
		return tx.UnitFigures(ctx, postgres.UnitFiguresOf{GroupID: w.full, Units: []org.UnitID{w.ala}, From: full.Period.Start(), To: full.Period.Start()})
	})
	same(t, "periods that start between the days", within, []quality.Figure{full})

	again := full
	again.Version = 0
	w.refused("entered by somebody else meanwhile", fault.ErrConflict, saveFigure(again))
	stale := full
	full.State, full.Value = quality.Missing, quality.Value{}
	full.MissingReasonID, full.Comment, full.EnteredBy, full.EnteredAt = w.reason, "", w.bert, noon.Add(time.Hour)
	bare.State, bare.Value, bare.EnteredBy = quality.Reported, quality.Value{Numerator: ptr(0.0), Denominator: ptr(0.0)}, w.anna
	w.write(saveFigure(full))
	w.write(saveFigure(bare))
	full.Version, bare.Version = 2, 2
	same(t, "changed", w.unitFigures(w.ala), []quality.Figure{bare, full})
	w.refused("changed meanwhile", fault.ErrConflict, saveFigure(stale))
	remove := func(f quality.Figure) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteFigure(ctx, f) }
	}
	w.refused("removing what was changed meanwhile", fault.ErrConflict, remove(stale))
	w.write(remove(full))
	same(t, "removed", w.unitFigures(w.ala), []quality.Figure{bare})
	w.refused("in a submission of another unit", fault.ErrNotFound, saveFigure(quality.Figure{SubmissionID: full.SubmissionID, UnitID: w.bo,
		IndicatorID: w.plain.ID, Kind: quality.Proportion, Period: quality.WholeYear(2024), State: quality.NotApplicable, EnteredAt: noon}))
	w.refused("of another kind than its indicator", fault.ErrNotFound, saveFigure(quality.Figure{SubmissionID: full.SubmissionID, UnitID: w.ala,
		IndicatorID: w.plain.ID, Kind: quality.Count, Period: quality.WholeYear(2024), State: quality.NotApplicable, EnteredAt: noon}))
}

func TestShownFigures(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoFigures()
	shown := func(ids ...quality.IndicatorID) []postgres.ShownFigure {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ShownFigure, error) {
			return tx.ShownFigures(ctx, w.full, ids, bare.Period.Start(), full.Period.Start())
		})
	}
	both := []quality.IndicatorID{w.divided.ID, w.plain.ID}
	same(t, "no indicators", len(shown()), 0)
	for _, state := range quality.SubmissionStates() {
		w.exec(`UPDATE submission SET state = $1, submitted_at = now(), returned_at = now(), return_reason = 'r', approved_at = now(),
			reopened_at = now(), reopen_reason = 'r', reopened_until = '2030-01-01', finalised_at = now()`, string(state))
		var want []postgres.ShownFigure
		if state.Shown() {
			want = []postgres.ShownFigure{{Figure: full, SubmissionState: state}, {Figure: bare, SubmissionState: state}}
		}
		got := shown(both...)
		slices.SortFunc(got, func(a, b postgres.ShownFigure) int { return b.Period.Start().Compare(a.Period.Start()) })
		if len(got) == 0 {
			got = nil
		}
		same(t, "in a submission that is "+string(state), got, want)
	}
	same(t, "one indicator's", len(shown(w.plain.ID)), 1)
}

func TestFigureCounts(t *testing.T) {
	w := newWorld(t)
	w.twoFigures()
	counts := func(group org.GroupID, year int) map[quality.IndicatorID]int {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (map[quality.IndicatorID]int, error) {
			return tx.FigureCounts(ctx, group, year)
		})
	}
	all := map[quality.IndicatorID]int{w.divided.ID: 1, w.plain.ID: 1}
	same(t, "all years, drafts too", counts(w.full, 0), all)
	same(t, "periods that end in the year", counts(w.full, 2025), map[quality.IndicatorID]int{w.plain.ID: 1})
	same(t, "no such year", len(counts(w.full, 2030)), 0)
	same(t, "another group's", len(counts(w.bare, 0)), 0)
}

func TestMissingReasons(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO missing_reason (group_id, text, position, active) VALUES ($1, 'Gammal orsak', 9, false)`, w.full)
	reasons := func(group org.GroupID) []postgres.MissingReason {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.MissingReason, error) {
			return tx.MissingReasons(ctx, group)
		})
	}
	same(t, "retired ones too", reasons(w.full), []postgres.MissingReason{
		{ID: w.reason, Text: "Registret är inte ifyllt", Active: true}, {ID: w.reason + 1, Text: "Gammal orsak"}})
	same(t, "another group's", len(reasons(w.bare)), 0)
}
