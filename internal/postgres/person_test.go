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

func TestPersons(t *testing.T) {
	w := newWorld(t)
	left := date(2026, time.May, 1)
	anna := org.Person{ID: w.anna, Email: "Anna@exempel.se", Name: "Anna", Profession: org.Physician}
	bert := org.Person{ID: w.bert, Email: "bert@exempel.se", Name: "Åke Bert", Profession: org.Nurse, LeftOn: &left}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.LockPersons(ctx), tx.SavePerson(ctx, bert), tx.SetLeft(ctx, w.bert, &left))
	})
	person := func(id org.PersonID) org.Person {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.Person, error) { return tx.Person(ctx, id) })
	}
	same(t, "somebody who is here", person(w.anna), anna)
	same(t, "somebody who has left", person(w.bert), bert)
	all := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Person, error) { return tx.Persons(ctx) })
	same(t, "everybody, by name", all, []org.Person{anna, bert})
	count := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.PersonCount(ctx) })
	same(t, "how many", count, 2)
	names := fetch(w, func(ctx context.Context, tx *postgres.Tx) (map[org.PersonID]string, error) {
		return tx.PersonNames(ctx, []org.PersonID{w.bert, 99})
	})
	same(t, "names", names, map[org.PersonID]string{w.bert: "Åke Bert"})
	nobody := fetch(w, func(ctx context.Context, tx *postgres.Tx) (map[org.PersonID]string, error) {
		return tx.PersonNames(ctx, nil)
	})
	same(t, "nobody's names", len(nobody), 0)

	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SetLeft(ctx, w.bert, nil) })
	bert.LeftOn = nil
	same(t, "somebody who came back", person(w.bert), bert)

	for what, fn := range map[string]func(context.Context, *postgres.Tx) error{
		"Person": func(ctx context.Context, tx *postgres.Tx) error { _, err := tx.Person(ctx, 99); return err },
		"Login": func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.Login(ctx, "nej@exempel.se")
			return err
		},
		"PasswordHash": func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.PasswordHash(ctx, 99)
			return err
		},
		"SavePerson": func(ctx context.Context, tx *postgres.Tx) error {
			return tx.SavePerson(ctx, org.Person{ID: 99, Email: "x@y", Name: "X", Profession: org.Nurse})
		},
		"SetLeft":     func(ctx context.Context, tx *postgres.Tx) error { return tx.SetLeft(ctx, 99, nil) },
		"SetPassword": func(ctx context.Context, tx *postgres.Tx) error { return tx.SetPassword(ctx, 99, "hash") },
	} {
		w.refused(what+" of nobody", fault.ErrNotFound, fn)
	}
	taken := fault.Problem{Field: "email", Code: "email_taken"}
	w.problem("another with the address", taken, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddPerson(ctx, org.Person{Email: "anna@EXEMPEL.se", Name: "Anna 2", Profession: org.Nurse}, "")
		return err
	})
	w.problem("taking over the address", taken, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SavePerson(ctx, org.Person{ID: w.bert, Email: "anna@exempel.se", Name: "Bert", Profession: org.Nurse})
	})
}

func TestLogin(t *testing.T) {
	w := newWorld(t)
	login := func(email string) postgres.Login {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.Login, error) { return tx.Login(ctx, email) })
	}
	same(t, "with a password, in other letters", login("ANNA@exempel.SE"), postgres.Login{ID: w.anna, PasswordHash: "hash"})
	same(t, "without a password", login("bert@exempel.se"), postgres.Login{ID: w.bert})
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SetPassword(ctx, w.bert, "ny") })
	same(t, "given one", login("bert@exempel.se"), postgres.Login{ID: w.bert, PasswordHash: "ny"})
	hash := func(id org.PersonID) string {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (string, error) { return tx.PasswordHash(ctx, id) })
	}
	same(t, "by id", hash(w.bert), "ny")
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.Exec(ctx, `UPDATE person SET password_hash = NULL`)
	})
	same(t, "by id, without a password", hash(w.bert), "")
}

func TestPersonsAreLockedWhileOneIsCounting(t *testing.T) {
	w := newWorld(t)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.LockPersons(ctx); err != nil {
			return err
		}
		err := w.try(func(ctx context.Context, other *postgres.Tx) error {
			return errors.Join(other.Exec(ctx, `SET LOCAL lock_timeout = '50ms'`), other.SetPassword(ctx, w.anna, "ny"))
		})
		if err == nil {
			t.Error("somebody changed a person meanwhile")
		}
		return nil
	})
}
