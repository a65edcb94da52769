package postgres_test

import (
	"context"
	"crypto/sha256"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestTokens(t *testing.T) {
	w := newWorld(t)
	day := date(2026, 5, 4)
	first, second := sha256.Sum256([]byte("a")), sha256.Sum256([]byte("b"))
	var ids []postgres.TokenID
	add := func(token postgres.Token, hash [32]byte) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			if err := tx.LockPerson(ctx, token.PersonID); err != nil {
				return err
			}
			id, err := tx.AddToken(ctx, token, hash[:])
			ids = append(ids, id)
			return err
		})
	}
	add(postgres.Token{PersonID: w.anna, Name: "Power BI", CreatedAt: noon, LastDay: &day}, first)
	add(postgres.Token{PersonID: w.anna, Name: "R", CreatedAt: noon}, second)
	w.problem("a name twice", fault.Problem{Field: "name", Code: "token_name_taken"}, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddToken(ctx, postgres.Token{PersonID: w.anna, Name: "power bi", CreatedAt: noon}, make([]byte, 32))
		return err
	})
	byHash := func(hash [32]byte, days int) func(context.Context, *postgres.Tx) (postgres.Token, error) {
		return func(ctx context.Context, tx *postgres.Tx) (postgres.Token, error) {
			return tx.TokenByHash(ctx, hash[:], day.AddDate(0, 0, days))
		}
	}
	want := postgres.Token{ID: ids[0], PersonID: w.anna, Name: "Power BI", CreatedAt: noon, LastDay: &day}
	if diff := cmp.Diff(want, fetch(w, byHash(first, 0))); diff != "" {
		t.Error(diff)
	}
	w.refused("past its last day", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := byHash(first, 1)(ctx, tx)
		return err
	})
	if got := fetch(w, byHash(second, 1000)); got.ID != ids[1] || got.LastDay != nil || got.LastUsedOn != nil {
		t.Errorf("%+v", got)
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTokenUse(ctx, ids[1], day) })
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SaveTokenUse(ctx, ids[1], day.AddDate(0, 0, -1))
	})
	held := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Token, error) { return tx.Tokens(ctx, w.anna) })
	if len(held) != 2 || held[0].ID != ids[0] || held[1].LastUsedOn == nil || !held[1].LastUsedOn.Equal(day) {
		t.Errorf("%+v", held)
	}
	remove := func(person org.PersonID) func(ctx context.Context, tx *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteToken(ctx, person, ids[0]) }
	}
	w.refused("somebody else's", fault.ErrNotFound, remove(w.bert))
	w.write(remove(w.anna))
	w.refused("removed twice", fault.ErrNotFound, remove(w.anna))
}

func TestATokenHandsAGroupsDataOutForTheFirstTimeOnceADay(t *testing.T) {
	w := newWorld(t)
	day := date(2026, 5, 4)
	hash := sha256.Sum256([]byte("a"))
	var id postgres.TokenID
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		id, err = tx.AddToken(ctx, postgres.Token{PersonID: w.anna, Name: "R", CreatedAt: noon}, hash[:])
		return err
	})
	for n, try := range []struct {
		group org.GroupID
		days  int
		want  bool
	}{{w.full, 0, true}, {w.full, 0, false}, {w.bare, 0, true}, {w.full, 1, true}, {w.full, 0, false}} {
		var first bool
		w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
			first, err = tx.SaveTokenGroup(ctx, id, try.group, day.AddDate(0, 0, try.days))
			return err
		})
		if first != try.want {
			t.Errorf("%d: first %v", n, first)
		}
	}
	groups := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.GroupID, error) {
		return tx.TokenGroups(ctx, id, day.AddDate(0, 0, 1))
	})
	if len(groups) != 1 || groups[0] != w.full {
		t.Errorf("the next day %v", groups)
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteToken(ctx, w.anna, id) })
	w.refused("of a token that is gone", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.SaveTokenGroup(ctx, id, w.full, day)
		return err
	})
}
