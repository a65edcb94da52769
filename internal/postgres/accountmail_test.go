package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/postgres"
)

func (w *world) accountMail(m postgres.AccountMail) int64 {
	w.t.Helper()
	return made(w, func(ctx context.Context, tx *postgres.Tx) (int64, error) { return tx.QueueAccountMail(ctx, m) })
}

func (w *world) claimMail(id int64) (m postgres.AccountMail) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		m, err = tx.ClaimAccountMail(ctx, id, noon)
		return err
	})
	return m
}

func TestMailsAboutAccounts(t *testing.T) {
	w := newWorld(t)
	full := postgres.AccountMail{PersonID: w.anna, Kind: "address_changed", AskedBy: w.bert, Address: "gammal@exempel.se", QueuedAt: noon}
	bare := postgres.AccountMail{PersonID: w.bert, Kind: "reset", QueuedAt: noon}
	full.ID, bare.ID = w.accountMail(full), w.accountMail(bare)
	waiting := func() []int64 {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int64, error) { return tx.WaitingAccountMails(ctx) })
	}
	same(t, "waiting", waiting(), []int64{full.ID, bare.ID})
	for _, want := range []postgres.AccountMail{full, bare} {
		got := w.claimMail(want.ID)
		got.QueuedAt = got.QueuedAt.UTC()
		same(t, want.Kind, got, want)
		w.refused("claimed twice", fault.ErrWrongState, func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.ClaimAccountMail(ctx, want.ID, noon)
			return err
		})
	}
	settle := func(id int64, state postgres.ReminderState) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SettleAccountMail(ctx, id, state, "svar") }
	}
	w.write(settle(full.ID, postgres.ReminderQueued))
	same(t, "tried again", waiting(), []int64{full.ID})
	w.refused("before it is claimed", fault.ErrWrongState, settle(full.ID, postgres.ReminderSent))
	w.write(settle(bare.ID, postgres.ReminderSent))
	w.refused("settled", fault.ErrWrongState, settle(bare.ID, postgres.ReminderFailed))
	w.claimMail(full.ID)
	abandon := func(before time.Time) (list []postgres.AccountMail) {
		w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
			list, err = tx.AbandonAccountMails(ctx, before)
			return err
		})
		return list
	}
	if got := abandon(noon); len(got) != 0 {
		t.Errorf("a fresh claim is given up: %+v", got)
	}
	if got := abandon(noon.Add(time.Second)); len(got) != 1 || got[0].ID != full.ID || got[0].Address != full.Address {
		t.Errorf("given up: %+v", got)
	}
	asked := func(since time.Time) int {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) {
			return tx.AskedMails(ctx, w.bert, "reset", since)
		})
	}
	if asked(noon) != 1 || asked(noon.Add(time.Second)) != 0 {
		t.Error("what the person has asked for is not counted")
	}
	later := w.accountMail(bare)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.CancelAccountMails(ctx, w.bert, "invitation"), tx.CancelAccountMails(ctx, w.anna, "reset"))
	})
	same(t, "others' are cancelled", waiting(), []int64{later})
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.CancelAccountMails(ctx, w.bert, "reset") })
	if got := waiting(); len(got) != 0 {
		t.Errorf("cancelled, and waiting: %v", got)
	}
}

// A mail in a transaction that fails is never there, and neither is its job.
func TestAMailGoesWithItsTransaction(t *testing.T) {
	w := newWorld(t)
	stop := errors.New("stop")
	err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		if _, err := tx.QueueAccountMail(ctx, postgres.AccountMail{PersonID: w.bert, Kind: "reset", QueuedAt: noon}); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	if got := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int64, error) { return tx.WaitingAccountMails(ctx) }); len(got) != 0 {
		t.Errorf("waiting: %v", got)
	}
}
