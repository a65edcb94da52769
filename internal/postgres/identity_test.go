package postgres_test

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

func TestIdentities(t *testing.T) {
	f, ctx := testgroup.New(t), t.Context()
	now := testgroup.Clock()
	save := func(issuer, subject string, person org.PersonID) error {
		return f.DB.Write(ctx, func(tx *postgres.Tx) error {
			return tx.SaveIdentity(ctx, postgres.Identity{Issuer: issuer, Subject: subject, PersonID: person, UsedAt: now})
		})
	}
	for n, try := range []struct {
		issuer, subject string
		person          org.PersonID
		want            error
	}{
		{"https://a", "s1", 1, nil}, {"https://a", "s1", 1, nil}, {"https://b", "s1", 1, nil}, {"https://a", "s2", 2, nil},
		{"https://a", "s1", 2, fault.ErrConflict}, // the subject is somebody else
		{"https://a", "s3", 1, fault.ErrConflict}, // the person is another subject
		{"https://a", "s4", 99, fault.ErrNotFound},
	} {
		if err := save(try.issuer, try.subject, try.person); !errors.Is(err, try.want) {
			t.Errorf("%d: %v", n, err)
		}
	}
	err := f.DB.Read(ctx, func(tx *postgres.Tx) error {
		i, err := tx.Identity(ctx, "https://a", "s2")
		if err != nil || i.PersonID != 2 || !i.AddedAt.Equal(now) || !i.UsedAt.Equal(now) {
			t.Errorf("%+v, %v", i, err)
		}
		if _, err := tx.Identity(ctx, "https://a", "S2"); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("subjects are compared as they are: %v", err)
		}
		list, err := tx.Identities(ctx, 1)
		if err != nil || len(list) != 2 || list[0].Issuer != "https://a" || list[1].Issuer != "https://b" {
			t.Errorf("%+v, %v", list, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{2, 0} {
		if err := f.DB.Write(ctx, func(tx *postgres.Tx) error {
			got, err := tx.DeleteIdentities(ctx, 1)
			if got != want {
				t.Errorf("%d forgotten, want %d", got, want)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestHSAIDs(t *testing.T) {
	f, ctx := testgroup.New(t), t.Context()
	set := func(person org.PersonID, hsaID string) error {
		return f.DB.Write(ctx, func(tx *postgres.Tx) error { return tx.SetHSAID(ctx, person, hsaID) })
	}
	if err := set(1, "SE2321000040-1A2B"); err != nil {
		t.Fatal(err)
	}
	var invalid *fault.ValidationError
	if err := set(2, "se2321000040-1a2b"); !errors.As(err, &invalid) || invalid.Problems[0].Field != "hsa_id" || invalid.Problems[0].Code != "hsa_id_taken" {
		t.Errorf("two have the same: %v", err)
	}
	if err := set(99, "SE2321000040-X"); !errors.Is(err, fault.ErrNotFound) {
		t.Error(err)
	}
	if err := errors.Join(set(2, ""), set(3, "")); err != nil {
		t.Errorf("two have none: %v", err)
	}
	if err := f.DB.Read(ctx, func(tx *postgres.Tx) error {
		for person, want := range map[org.PersonID]string{1: "SE2321000040-1A2B", 2: ""} {
			if got, err := tx.HSAID(ctx, person); err != nil || got != want {
				t.Errorf("%d: %q, %v", person, got, err)
			}
		}
		if _, err := tx.HSAID(ctx, 99); !errors.Is(err, fault.ErrNotFound) {
			t.Error(err)
		}
		if got, err := tx.PersonByHSAID(ctx, "se2321000040-1a2b"); err != nil || got != 1 {
			t.Errorf("%d, %v", got, err)
		}
		if _, err := tx.PersonByHSAID(ctx, ""); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("nobody has no HSA-id: %v", err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
