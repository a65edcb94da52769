package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func (w *world) aKey(k postgres.PersonKey, hash string) int64 {
	w.t.Helper()
	return made(w, func(ctx context.Context, tx *postgres.Tx) (int64, error) {
		return tx.AddPersonKey(ctx, k, []byte(hash))
	})
}

func (w *world) keyOf(hash string) postgres.PersonKey {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.PersonKey, error) {
		return tx.PersonKeyByHash(ctx, []byte(hash))
	})
}

func TestKeysOfPersons(t *testing.T) {
	w := newWorld(t)
	full := postgres.PersonKey{PersonID: w.bert, Purpose: postgres.InvitationKey, MadeBy: w.anna, MadeAt: noon, ExpiresAt: noon.Add(time.Hour)}
	bare := postgres.PersonKey{PersonID: w.anna, Purpose: postgres.ResetKey, MadeAt: noon, ExpiresAt: noon.Add(time.Minute)}
	full.ID, bare.ID = w.aKey(full, "full"), w.aKey(bare, "bare")
	for hash, want := range map[string]postgres.PersonKey{"full": full, "bare": bare} {
		got := w.keyOf(hash)
		got.MadeAt, got.ExpiresAt = got.MadeAt.UTC(), got.ExpiresAt.UTC()
		same(t, hash, got, want)
	}
	w.refused("no such key", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.PersonKeyByHash(ctx, []byte("other"))
		return err
	})
	use := func(id int64, at time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.UsePersonKey(ctx, id, at) }
	}
	had := func(id org.PersonID) bool {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (bool, error) { return tx.HasUsedKey(ctx, id) })
	}
	w.refused("too old", fault.ErrWrongState, use(bare.ID, noon.Add(time.Minute)))
	if had(w.anna) {
		t.Error("used before it was")
	}
	w.write(use(bare.ID, noon.Add(time.Second)))
	w.refused("used", fault.ErrWrongState, use(bare.ID, noon.Add(time.Second)))
	if !had(w.anna) || had(w.bert) {
		t.Error("whose key was used is not told")
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.EndPersonKeys(ctx, w.anna, noon), tx.EndPersonKeys(ctx, w.bert, noon))
	})
	w.refused("ended", fault.ErrWrongState, use(full.ID, noon))
	if w.keyOf("bare").EndedAt != nil || w.keyOf("full").EndedAt == nil {
		t.Error("a used key is ended, or an open one is not")
	}
}

func TestOpenInvitations(t *testing.T) {
	w := newWorld(t)
	list := func() []postgres.OpenInvitation {
		t.Helper()
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.OpenInvitation, error) {
			return tx.OpenInvitations(ctx)
		})
	}
	if got := list(); len(got) != 0 {
		t.Errorf("nobody is invited: %+v", got)
	}
	id := w.accountMail(postgres.AccountMail{PersonID: w.bert, Kind: "invitation", AskedBy: w.anna, QueuedAt: noon})
	w.accountMail(postgres.AccountMail{PersonID: w.anna, Kind: "invitation", QueuedAt: noon}) // who has a password
	if got := list(); len(got) != 1 || got[0].PersonID != w.bert || got[0].Mail != postgres.ReminderQueued || got[0].KeyMadeAt != nil || !got[0].QueuedAt.Equal(noon) {
		t.Errorf("by mail: %+v", got)
	}
	w.claimMail(id)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SettleAccountMail(ctx, id, postgres.ReminderFailed, "550 ingen här")
	})
	key := w.aKey(postgres.PersonKey{PersonID: w.bert, Purpose: postgres.InvitationKey, MadeAt: noon, ExpiresAt: noon.Add(time.Hour)}, "key")
	if got := list(); len(got) != 1 || got[0].Problem != "550 ingen här" || got[0].KeyExpiresAt == nil || !got[0].KeyExpiresAt.Equal(noon.Add(time.Hour)) {
		t.Errorf("with a key: %+v", got)
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.UsePersonKey(ctx, key, noon) })
	if got := list(); len(got) != 0 {
		t.Errorf("somebody who has had a password: %+v", got)
	}
}

func TestHeldRoles(t *testing.T) {
	w := newWorld(t)
	last := date(2026, time.April, 30)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		var errs []error
		for _, m := range []org.Membership{
			{PersonID: w.anna, GroupID: w.full, UnitID: w.ala, Role: org.MedicalLead, From: date(2026, time.January, 1), To: &last},
			{PersonID: w.anna, GroupID: w.full, Role: org.Chair, From: date(2027, time.January, 1)},
			{PersonID: w.anna, Role: org.Administrator, From: date(2026, time.January, 2)},
		} {
			_, err := tx.AddMembership(ctx, m)
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	})
	held := func(day time.Time) (list []postgres.HeldRole) {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.HeldRole, error) {
			return tx.HeldRoles(ctx, w.anna, day)
		})
	}
	got := held(last)
	if len(got) != 3 || got[0].UnitName != "Ala" || got[0].GroupName != "Östra gruppen" || got[0].Role != org.MedicalLead || got[0].To == nil ||
		got[1].GroupName != "" || got[1].GroupID != 0 || got[2].UnitName != "" || got[2].Role != org.Chair {
		t.Errorf("%+v", got)
	}
	if got := held(last.AddDate(0, 0, 1)); len(got) != 2 {
		t.Errorf("the day after: %+v", got)
	}
}
