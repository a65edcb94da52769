package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// lock is the unit's submission for the period, made when there is none.
func (w *world) lock(unit org.UnitID, p quality.Period) quality.Submission {
	w.t.Helper()
	return made(w, func(ctx context.Context, tx *postgres.Tx) (quality.Submission, error) {
		return tx.LockSubmission(ctx, w.full, unit, p)
	})
}

func saveSubmission(s quality.Submission) func(context.Context, *postgres.Tx) error {
	return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveSubmission(ctx, s) }
}

func TestSubmissions(t *testing.T) {
	w := newWorld(t)
	spring := quality.Quarter(2026, 1)
	stored := func(unit org.UnitID, p quality.Period) (s quality.Submission, err error) {
		err = w.db.Read(t.Context(), func(tx *postgres.Tx) error {
			s, err = tx.Submission(t.Context(), w.full, unit, p)
			return err
		})
		return s, err
	}
	if _, err := stored(w.ala, spring); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("nothing entered: %v", err)
	}
	bare := w.lock(w.bo, spring)
	same(t, "a new draft", bare, quality.Submission{ID: bare.ID, GroupID: w.full, UnitID: w.bo, Period: spring, State: quality.Draft, Version: 1})
	same(t, "locked again", w.lock(w.bo, spring), bare)

	full := w.lock(w.ala, spring)
	at := func(n time.Duration) *time.Time { return ptr(noon.Add(n * time.Hour)) }
	full.State = quality.Final
	full.SubmittedAt, full.SubmittedBy = at(1), w.anna
	full.ReturnedAt, full.ReturnedBy, full.ReturnReason = at(2), w.bert, "Räkna om"
	full.ApprovedAt, full.ApprovedBy = at(3), w.anna
	full.ReopenedAt, full.ReopenedBy, full.ReopenReason, full.ReopenedUntil = at(4), w.bert, "Sena svar", ptr(date(2026, time.June, 1))
	full.FinalisedAt, full.FinalisedBy = at(5), w.anna
	w.write(saveSubmission(full))
	w.refused("changed meanwhile", fault.ErrConflict, saveSubmission(full))
	full.Version++
	got, err := stored(w.ala, spring)
	same(t, "with everything", got, full)
	if err != nil {
		t.Error(err)
	}
	earlier := w.lock(w.ala, quality.Quarter(2025, 4))
	between := func(from, to time.Time) []quality.Submission {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Submission, error) {
			return tx.Submissions(ctx, w.full, from, to)
		})
	}
	same(t, "by period and unit", between(earlier.Period.Start(), spring.Start()), []quality.Submission{earlier, full, bare})
	same(t, "periods that start between the days", between(earlier.Period.End(), spring.Start().AddDate(0, 0, -1)), []quality.Submission{})
	// Lengths are part of what tells periods apart.
	if year := w.lock(w.ala, quality.WholeYear(2026)); year.ID == full.ID {
		t.Error("a year is taken for its first quarter")
	}
	w.refused("a unit that is not there", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.LockSubmission(ctx, w.full, 99, spring)
		return err
	})
}

func TestALockedSubmissionIsNobodyElses(t *testing.T) {
	w := newWorld(t)
	period := quality.Quarter(2026, 1)
	w.lock(w.ala, period)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		mine, err := tx.LockSubmission(ctx, w.full, w.ala, period)
		if err != nil {
			return err
		}
		err = w.try(func(ctx context.Context, other *postgres.Tx) error {
			if err := other.Exec(ctx, `SET LOCAL lock_timeout = '50ms'`); err != nil {
				return err
			}
			_, err := other.LockSubmission(ctx, w.full, w.ala, period)
			return err
		})
		if err == nil {
			t.Error("somebody else got it too")
		}
		return tx.SaveSubmission(ctx, mine)
	})
}

// TestAStateNeedsItsFacts: a submission that was returned knows when and why, and
// so on. Each fact left out is refused.
func TestAStateNeedsItsFacts(t *testing.T) {
	w := newWorld(t)
	draft := w.lock(w.ala, quality.Quarter(2026, 1))
	at, day := ptr(noon), ptr(date(2026, time.June, 1))
	facts := map[quality.SubmissionState][]func(*quality.Submission){
		quality.Draft:     nil,
		quality.Submitted: {func(s *quality.Submission) { s.SubmittedAt = at }},
		quality.Returned: {func(s *quality.Submission) { s.ReturnedAt = at },
			func(s *quality.Submission) { s.ReturnReason = "Räkna om" }},
		quality.Approved: {func(s *quality.Submission) { s.ApprovedAt = at }},
		quality.Reopened: {func(s *quality.Submission) { s.ReopenedAt = at },
			func(s *quality.Submission) { s.ReopenReason = "Sena svar" }, func(s *quality.Submission) { s.ReopenedUntil = day }},
		quality.Final: {func(s *quality.Submission) { s.FinalisedAt = at }},
	}
	for _, state := range quality.SubmissionStates() {
		for without := range len(facts[state]) + 1 {
			s := draft
			s.State = state
			for n, fact := range facts[state] {
				if n != without {
					fact(&s)
				}
			}
			undo := errors.New("undo")
			err := w.try(func(ctx context.Context, tx *postgres.Tx) error { return errors.Join(tx.SaveSubmission(ctx, s), undo) })
			complete := without == len(facts[state])
			if refused := errors.Is(err, fault.ErrWrongState); refused == complete || !errors.Is(err, undo) {
				t.Errorf("%s without its fact %d of %d: %v", state, without, len(facts[state]), err)
			}
		}
	}
}
