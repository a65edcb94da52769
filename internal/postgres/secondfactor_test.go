package postgres_test

import (
	"context"
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

func TestPasskeys(t *testing.T) {
	w := newWorld(t)
	add := func(id, name string) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			return tx.AddPasskey(ctx, w.anna, postgres.Passkey{CredentialID: []byte(id), Credential: []byte(`{"n": 1}`), Name: name, AddedAt: noon})
		}
	}
	held := func() []postgres.Passkey {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Passkey, error) {
			return tx.Passkeys(ctx, w.anna)
		})
	}
	same(t, "none", len(held()), 0)
	w.write(add("a", "Telefonen"))
	w.write(add("b", "Datorn"))
	w.refused("the same key", fault.ErrConflict, add("a", "Telefonen igen"))
	later := noon.Add(time.Hour)
	use := func(id string) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			return tx.UsePasskey(ctx, w.anna, postgres.Passkey{CredentialID: []byte(id), Credential: []byte(`{"n": 2}`), UsedAt: &later})
		}
	}
	w.write(use("b"))
	w.refused("a key that is not there", fault.ErrNotFound, use("c"))
	list := held()
	if len(list) != 2 || list[0].Name != "Telefonen" || list[0].UsedAt != nil || string(list[0].Credential) != `{"n": 1}` ||
		list[1].Name != "Datorn" || !list[1].UsedAt.Equal(later) || string(list[1].Credential) != `{"n": 2}` {
		t.Errorf("kept: %+v", list)
	}
	same(t, "with passkeys", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.SignInMeans, error) {
		return tx.SignInMeans(ctx, w.anna)
	}).Passkeys, 2)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		name, err := tx.DeletePasskey(ctx, w.anna, list[0].ID)
		same(t, "the deleted one", name, "Telefonen")
		return err
	})
	w.refused("gone already", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.DeletePasskey(ctx, w.anna, list[0].ID)
		return err
	})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		gone, err := tx.DeletePasskeys(ctx, w.anna)
		same(t, "gone", gone, 1)
		return err
	})
}
