package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func (w *world) revision(group org.GroupID) string {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) (string, error) { return tx.Revision(ctx, group) })
}

func TestAGroupsRevision(t *testing.T) {
	w := newWorld(t)
	anna := org.Actor{Person: org.Person{ID: w.anna, Name: "Anna"}}
	entry := func(group org.GroupID, onlyRead bool) postgres.AuditEntry {
		return postgres.AuditEntry{At: noon, Action: "figure.save", GroupID: group, Subject: "figure", SubjectID: 1, OnlyRead: onlyRead}
	}
	seen := map[string]bool{}
	first := func(what string, want bool) {
		t.Helper()
		r := w.revision(w.full)
		if seen[r] == want {
			t.Errorf("%s: the revision is another: %v, want %v", what, !seen[r], want)
		}
		seen[r] = true
	}
	first("before any change", true)
	w.write(appendAudit(anna, entry(w.full, false)))
	first("after a change", true)
	w.write(appendAudit(anna, entry(w.full, true)))
	first("after something was handed out", false)
	w.write(appendAudit(anna, entry(w.bare, false)))
	first("after another group's change", false)
	w.write(appendAudit(anna, entry(0, false)))
	first("after a change of no group", false)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.CopyAudit(ctx, anna, []postgres.AuditEntry{entry(w.bare, false), entry(w.full, false), entry(w.full, false)})
	})
	first("after many changes at once", true)
	before := w.revision(w.bare)
	w.write(appendAudit(anna, postgres.AuditEntry{At: noon, Action: "account.save", Subject: "person", SubjectID: 1, EveryGroup: true}))
	first("after another name of a person", true)
	if w.revision(w.bare) == before {
		t.Error("one group alone has seen the other name")
	}
	given := errors.New("given up")
	if err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.AppendAudit(ctx, anna, entry(w.full, false)), given)
	}); !errors.Is(err, given) {
		t.Fatal(err)
	}
	first("after a change that was given up", false)
}

// TestRevisionsOfManyAtOnce: of those who change the same groups at once, in any
// order, everybody gets through, and no two leave the same revision behind.
func TestRevisionsOfManyAtOnce(t *testing.T) {
	w := newWorld(t)
	const writers, rounds = 8, 10
	anna := org.Actor{Person: org.Person{ID: w.anna, Name: "Anna"}}
	groups := []org.GroupID{w.full, w.bare}
	var all sync.WaitGroup
	for n := range writers {
		all.Go(func() {
			for range rounds {
				err := w.db.Write(t.Context(), func(tx *postgres.Tx) error {
					for k := range groups {
						if err := tx.AppendAudit(t.Context(), anna, postgres.AuditEntry{At: noon, Action: "figure.save",
							GroupID: groups[(n+k)%len(groups)], Subject: "figure", SubjectID: int64(n)}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	stop := make(chan struct{})
	var reader sync.WaitGroup
	reader.Go(func() {
		logged := map[string]int64{} // how long the log was under each revision
		for {
			select {
			case <-stop:
				return
			default:
			}
			_ = w.db.Read(t.Context(), func(tx *postgres.Tx) error {
				r, err := tx.Revision(t.Context(), w.full)
				if err != nil {
					return err
				}
				rows, err := tx.Audit(t.Context(), postgres.AuditPage{GroupID: w.full, Limit: 10_000})
				if before, known := logged[r]; known && before != int64(len(rows)) {
					t.Errorf("one revision, %d and %d rows", before, len(rows))
				}
				logged[r] = int64(len(rows))
				return err
			})
		}
	})
	all.Wait()
	close(stop)
	reader.Wait()
}
