package setup_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	grouproom "samsyn/internal/app/group"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

func TestTheDefaultGroupHasItsMandate(t *testing.T) {
	db := testdb.New(t).DB
	if err := setup.Default(t.Context(), db, now); err != nil {
		t.Fatal(err)
	}
	g := group(t, db)
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		versions, err := tx.Mandates(ctx, g.ID)
		if err != nil || len(versions) != 1 || versions[0].Draft() || versions[0].GivenOn != nil || len(org.Paragraphs(versions[0].Body)) != 11 {
			t.Errorf("%+v, %v", versions, err)
		}
		signed, err := tx.Acknowledgements(ctx, g.ID)
		if len(signed) != 0 {
			t.Errorf("signed by %v", signed)
		}
		return err
	})
}

func TestDemoTellsOfTwoYears(t *testing.T) {
	at := time.Date(2026, time.November, 26, 9, 0, 0, 0, time.UTC)
	db, g := demoAt(t, at)
	p, err := grouproom.New(db, func() time.Time { return at }).Health(t.Context(), org.Actor{Memberships: []org.Membership{{GroupID: g.ID, Role: org.Convener}}}, g.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	tell := func(h improvement.Health) string {
		return fmt.Sprintf("%d: %d of %d tasks done, %d dropped, %d overdue; signed %d of %d", h.Year, h.TasksDone, h.Tasks, h.TasksDropped, h.TasksOverdue, h.Signed, h.Clinics)
	}
	if got := tell(p.Now) + " | " + tell(p.Then); got != "2026: 5 of 10 tasks done, 0 dropped, 3 overdue; signed 3 of 5 | 2025: 12 of 14 tasks done, 1 dropped, 1 overdue; signed 3 of 5" {
		t.Error(got)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		versions, err := tx.Mandates(ctx, g.ID)
		if err != nil || len(versions) != 2 || !versions[1].AdoptedAt.Before(*versions[0].AdoptedAt) || !strings.HasPrefix(versions[0].Body, versions[1].Body) {
			t.Errorf("%d versions, %v", len(versions), err)
		}
		signed, err := tx.Acknowledgements(ctx, g.ID)
		for _, a := range signed {
			if a.Name == "" || a.PersonID == 0 || a.At.After(at) {
				t.Errorf("%+v", a)
			}
		}
		return err
	})
}
