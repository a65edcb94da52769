package postgres_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestSecondFactor(t *testing.T) {
	w := newWorld(t)
	means := func(id org.PersonID) postgres.SignInMeans {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.SignInMeans, error) {
			return tx.SignInMeans(ctx, id)
		})
	}
	same(t, "a password alone", means(w.anna), postgres.SignInMeans{PasswordHash: "hash"})
	same(t, "nothing", means(w.bert), postgres.SignInMeans{})
	w.refused("nobody's means", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.SignInMeans(ctx, 99)
		return err
	})
	read := func(ctx context.Context, tx *postgres.Tx) (postgres.SecondFactor, error) {
		return tx.SecondFactor(ctx, w.anna)
	}
	w.refused("none", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := read(ctx, tx)
		return err
	})
	f := postgres.SecondFactor{SharedSecret: postgres.SharedSecret{Secret: []byte("öppet")}, ConfirmedAt: noon, LastStep: 7, RecoverySalt: []byte("salt")}
	codes := [][]byte{[]byte("ett"), []byte("två")}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.SaveSecondFactor(ctx, w.anna, f); err != nil {
			return err
		}
		return tx.SaveRecoveryCodes(ctx, w.anna, []byte("salt"), codes, noon)
	})
	f.RecoveryLeft = 2
	if diff := cmp.Diff(f, fetch(w, read)); diff != "" {
		t.Error(diff)
	}
	same(t, "with a code", means(w.anna), postgres.SignInMeans{PasswordHash: "hash", Code: true})

	step := func(step int64) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.TakeStep(ctx, w.anna, step) }
	}
	w.refused("the same code again", fault.ErrConflict, step(7))
	w.write(step(8))
	w.refused("an older one", fault.ErrConflict, step(7))

	take := func(person org.PersonID, hash string) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			return tx.TakeRecoveryCode(ctx, person, []byte(hash), noon)
		}
	}
	w.refused("somebody else's recovery code", fault.ErrNotFound, take(w.bert, "ett"))
	w.write(take(w.anna, "ett"))
	w.refused("a recovery code twice", fault.ErrNotFound, take(w.anna, "ett"))
	sealed := postgres.SharedSecret{Secret: []byte("förseglat"), Sealed: true}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SealSecondFactor(ctx, w.anna, sealed) })
	if got := fetch(w, read); got.RecoveryLeft != 1 || !got.Sealed || string(got.Secret) != "förseglat" || got.LastStep != 8 {
		t.Errorf("%+v", got)
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SaveRecoveryCodes(ctx, w.anna, []byte("nytt"), codes, noon)
	})
	w.write(take(w.anna, "ett"))
	for what, fn := range map[string]func(context.Context, *postgres.Tx) error{
		"SealSecondFactor":   func(ctx context.Context, tx *postgres.Tx) error { return tx.SealSecondFactor(ctx, w.bert, sealed) },
		"DeleteSecondFactor": func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteSecondFactor(ctx, w.bert) },
		"SaveRecoveryCodes": func(ctx context.Context, tx *postgres.Tx) error {
			return tx.SaveRecoveryCodes(ctx, w.bert, nil, codes, noon)
		},
	} {
		w.refused(what+" of somebody without", fault.ErrNotFound, fn)
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteSecondFactor(ctx, w.anna) })
	w.refused("a recovery code after", fault.ErrNotFound, take(w.anna, "två"))
	same(t, "after", means(w.anna).Code, false)
}

func TestASecondFactorIsBegun(t *testing.T) {
	w := newWorld(t)
	begun := func(after time.Time) func(context.Context, *postgres.Tx) (postgres.SharedSecret, error) {
		return func(ctx context.Context, tx *postgres.Tx) (postgres.SharedSecret, error) {
			return tx.BegunSecondFactor(ctx, w.anna, after)
		}
	}
	for _, secret := range []postgres.SharedSecret{{Secret: []byte("ett")}, {Secret: []byte("två"), Sealed: true}} {
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			return tx.BeginSecondFactor(ctx, w.anna, secret, noon)
		})
		if diff := cmp.Diff(secret, fetch(w, begun(noon.Add(-time.Hour)))); diff != "" {
			t.Error(diff)
		}
	}
	gone := func(after time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			_, err := begun(after)(ctx, tx)
			return err
		}
	}
	w.refused("begun too long ago", fault.ErrNotFound, gone(noon))
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.EndSecondFactorSetup(ctx, w.anna) })
	w.refused("ended", fault.ErrNotFound, gone(noon.Add(-time.Hour)))
}

func TestPasskeysGo(t *testing.T) {
	w := newWorld(t)
	var gone int
	for range 2 {
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			return tx.Exec(ctx, `INSERT INTO passkey (person_id, credential_id, credential, name, added_at) VALUES (`+strconv.FormatInt(int64(w.anna), 10)+`, gen_random_uuid()::text::bytea, '{}', 'Telefonen', now())`)
		})
	}
	same(t, "with passkeys", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.SignInMeans, error) {
		return tx.SignInMeans(ctx, w.anna)
	}).Passkeys, 2)
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		gone, err = tx.DeletePasskeys(ctx, w.anna)
		return err
	})
	same(t, "gone", gone, 2)
}
