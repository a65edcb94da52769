package postgres_test

import (
	"context"
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/postgres"
)

// Whoever locks a consultation, a nominee or the chairs' turns first is alone with it, and
// reads it as it is.
func TestWhatTheAreaLocks(t *testing.T) {
	w := newWorld(t)
	c := improvement.Consultation{GroupID: w.full, Title: "Liten", Sender: "Någon", ReceivedOn: date(2026, 5, 1), DueOn: date(2026, 6, 1), ViewsDueOn: date(2026, 5, 20), CreatedAt: noon, OwnerID: w.anna}
	c.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.ConsultationID, error) {
		return tx.AddConsultation(ctx, c)
	})
	n := improvement.Nominee{GroupID: w.full, Name: "Utan konto", State: improvement.NomineeAsked}
	n.NominationID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.PersonNominationID, error) {
		return tx.AddPersonNomination(ctx, improvement.PersonNomination{GroupID: w.full, Title: "Arbetsgrupp", Kind: improvement.ToWorkingGroup, AskedBy: "Någon", ReceivedOn: date(2026, 5, 1), DueOn: date(2026, 6, 1)})
	})
	n.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.NomineeID, error) {
		return tx.AddNominee(ctx, n)
	})

	consultation := func(ctx context.Context, tx *postgres.Tx) error {
		row, err := tx.LockConsultation(ctx, w.full, c.ID)
		if err == nil && (row.Title != "Liten" || row.OwnerName != "Anna") {
			t.Errorf("locked %+v", row)
		}
		return err
	}
	nominee := func(ctx context.Context, tx *postgres.Tx) error {
		row, err := tx.LockNominee(ctx, w.full, n.ID)
		if err == nil && (row.Name != "Utan konto" || row.Assignment != "Arbetsgrupp") {
			t.Errorf("locked %+v", row)
		}
		return err
	}
	turns := func(ctx context.Context, tx *postgres.Tx) error { return tx.LockChairTerms(ctx, w.full) }
	for what, lock := range map[string]func(context.Context, *postgres.Tx) error{"a consultation": consultation, "a nominee": nominee, "the turns": turns} {
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			if err := lock(ctx, tx); err != nil {
				return err
			}
			if w.try(func(ctx context.Context, other *postgres.Tx) error {
				return errors.Join(other.Exec(ctx, `SET LOCAL lock_timeout = '50ms'`), lock(ctx, other))
			}) == nil {
				t.Errorf("somebody else got %s too", what)
			}
			return nil
		})
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.LockChairTerms(ctx, w.full), w.try(func(ctx context.Context, other *postgres.Tx) error { return other.LockChairTerms(ctx, w.bare) }))
	})
	w.refused("another group's consultation", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.LockConsultation(ctx, w.bare, c.ID)
		return err
	})
	w.refused("another group's nominee", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.LockNominee(ctx, w.bare, n.ID)
		return err
	})
}
