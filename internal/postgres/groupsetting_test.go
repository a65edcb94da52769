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

func TestGroupSettings(t *testing.T) {
	w := newWorld(t)
	version := func() int {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.GroupVersion(ctx, w.full) })
	}
	same(t, "the first version", version(), 1)
	next := func(seen int) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.NextGroupVersion(ctx, w.full, seen) }
	}
	w.write(next(1))
	w.refused("a version that is not the latest", fault.ErrConflict, next(1))
	same(t, "the second version", version(), 2)
	days := org.Days{DueDays: 0, ReportDueMonth: time.December, ReportDueDay: 1}
	save := func(group org.GroupID) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveDays(ctx, group, days) }
	}
	w.write(save(w.full))
	w.refused("no such group", fault.ErrNotFound, save(99))
	w.refused("the version of no group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.GroupVersion(ctx, 99)
		return err
	})
	group := func(id org.GroupID) org.Days {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.Group, error) { return tx.Group(ctx, id) }).Days()
	}
	same(t, "the group's days", group(w.full), days)
	same(t, "another group's days", group(w.bare), org.Days{DueDays: 30, ReportDueMonth: time.February, ReportDueDay: 31})
}

func (w *world) reasons(group org.GroupID) quality.Reasons {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) (quality.Reasons, error) { return tx.Reasons(ctx, group) })
}

func TestReasons(t *testing.T) {
	w := newWorld(t)
	add := func(text string) quality.ReasonID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (quality.ReasonID, error) {
			return tx.AddReason(ctx, w.full, text)
		})
	}
	fault1, other := add("Tekniskt fel"), add("Annan")
	w.problem("the same words", fault.Problem{Field: "text", Code: "reason_taken"}, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddReason(ctx, w.full, "Annan")
		return err
	})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SaveReason(ctx, w.full, quality.Reason{ID: fault1, Text: "Fel i tekniken"})
	})
	w.refused("another group's reason", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SaveReason(ctx, w.bare, quality.Reason{ID: fault1, Text: "Vår"})
	})
	want := quality.Reasons{{ID: w.reason, Text: "Registret är inte ifyllt", Active: true}, {ID: other, Text: "Annan", Active: true},
		{ID: fault1, Text: "Fel i tekniken"}}
	same(t, "those in use first", w.reasons(w.full), want)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.OrderReasons(ctx, w.full, quality.Reasons{want[1], want[0], want[2]})
	})
	want[0], want[1] = want[1], want[0]
	same(t, "in another order", w.reasons(w.full), want)
	same(t, "the group without reasons", len(w.reasons(w.bare)), 0)
}

// What was chosen once is used, also when the figure says something else now.
func TestReasonsThatHaveBeenUsed(t *testing.T) {
	w := newWorld(t)
	on := made(w, func(ctx context.Context, tx *postgres.Tx) (quality.ReasonID, error) {
		return tx.AddReason(ctx, w.full, "Står där")
	})
	before := made(w, func(ctx context.Context, tx *postgres.Tx) (quality.ReasonID, error) {
		return tx.AddReason(ctx, w.full, "Stod där")
	})
	s := w.lock(w.ala, quality.Quarter(2026, 1))
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.SaveFigure(ctx, quality.Figure{SubmissionID: s.ID, UnitID: w.ala, IndicatorID: w.divided.ID, Kind: w.divided.Kind,
			StratumID: w.strata[0].ID, Period: s.Period, State: quality.Missing, MissingReasonID: on, EnteredAt: noon})
		return err
	})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.AppendAudit(ctx, org.Actor{Person: org.Person{Name: "prov"}}, postgres.AuditEntry{At: noon, Action: "figure.save", GroupID: w.full,
			Subject: "figure", Before: map[string]any{"missing_reason_id": before}, After: map[string]any{"state": "reported"}})
	})
	for _, r := range w.reasons(w.full) {
		if r.Used != (r.ID == on || r.ID == before) {
			t.Errorf("%+v", r)
		}
	}
}

// Nobody's figure gets a reason whose words are just being changed.
func TestReasonsWaitForFigures(t *testing.T) {
	w := newWorld(t)
	s := w.lock(w.ala, quality.Quarter(2026, 1))
	locked := make(chan error, 1)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.SaveFigure(ctx, quality.Figure{SubmissionID: s.ID, UnitID: w.ala, IndicatorID: w.divided.ID, Kind: w.divided.Kind,
			StratumID: w.strata[0].ID, Period: s.Period, State: quality.Missing, MissingReasonID: w.reason, EnteredAt: noon})
		if err != nil {
			return err
		}
		go func() {
			locked <- w.try(func(ctx context.Context, tx *postgres.Tx) error {
				if err := tx.LockReasons(ctx, w.full); err != nil {
					return err
				}
				list, err := tx.Reasons(ctx, w.full)
				if len(list) != 1 || !list[0].Used {
					w.t.Errorf("the figure that was being stored is not seen: %+v", list)
				}
				return err
			})
		}()
		w.somebodyWaits()
		return nil
	})
	if err := <-locked; err != nil {
		t.Error(err)
	}
}

// somebodyWaits returns when somebody waits for a row that another has locked.
func (w *world) somebodyWaits() {
	w.t.Helper()
	const waits = `SELECT count(*)::text FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`
	for again := time.Tick(5 * time.Millisecond); ; {
		if fetch(w, func(ctx context.Context, tx *postgres.Tx) (string, error) { return tx.Text(ctx, waits) }) != "0" {
			return
		}
		select {
		case <-again:
		case <-w.t.Context().Done():
			w.t.Fatal("nobody waits")
		}
	}
}
