package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func (w *world) deputies(day time.Time) []org.Deputy {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Deputy, error) { return tx.Deputies(ctx, w.full, day) })
}

func TestDeputies(t *testing.T) {
	w := newWorld(t)
	first, last := date(2026, time.May, 1), date(2026, time.June, 30)
	m := org.Membership{PersonID: w.bert, GroupID: w.full, UnitID: w.ala, Role: org.Delegate, From: first, To: &last}
	m.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (org.MembershipID, error) {
		return tx.AddDeputy(ctx, m, w.anna)
	})
	given := w.give(org.Membership{PersonID: w.anna, GroupID: w.full, UnitID: w.bo, Role: org.Delegate, From: date(2020, time.January, 1)})
	w.give(org.Membership{PersonID: w.anna, GroupID: w.full, UnitID: w.ala, Role: org.MedicalLead, From: first})

	bert := org.Person{ID: w.bert, Email: "bert@exempel.se", Name: "Bert", Profession: org.OtherProfession}
	anna := org.Person{ID: w.anna, Email: "Anna@exempel.se", Name: "Anna", Profession: org.Physician}
	deputy := org.Deputy{Membership: m, Person: bert, AppointedBy: "Anna"}
	delegate := org.Deputy{Membership: given, Person: anna}
	same(t, "before the first day", w.deputies(date(2026, time.April, 1)), []org.Deputy{delegate, deputy})
	same(t, "on the last day", w.deputies(last), []org.Deputy{delegate, deputy})
	same(t, "the day after", w.deputies(last.AddDate(0, 0, 1)), []org.Deputy{delegate})
	one := func(id org.MembershipID) org.Deputy {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.Deputy, error) { return tx.Deputy(ctx, w.full, id) })
	}
	same(t, "one", one(m.ID), deputy)
	w.refused("a role that is another", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Deputy(ctx, w.full, given.ID+1)
		return err
	})
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Deputy(ctx, w.bare, m.ID)
		return err
	})

	later := date(2026, time.July, 31)
	until := func(seen, to time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SetDeputyUntil(ctx, m.ID, seen, to) }
	}
	w.write(until(last, later))
	w.refused("a last day that is not the latest", fault.ErrConflict, until(last, last))
	w.refused("what the administrator gave", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SetDeputyUntil(ctx, given.ID, last, later)
	})
	remove := func(today time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.RemoveDeputy(ctx, m.ID, later, today) }
	}
	w.refused("one who has been it for a day", fault.ErrConflict, remove(first.AddDate(0, 0, 1)))
	w.write(remove(first))
	same(t, "taken back", w.deputies(first), []org.Deputy{delegate})
	w.exec(`UPDATE person SET left_on = '2026-05-01' WHERE id = $1`, w.anna)
	same(t, "who has left", len(w.deputies(first)), 0)
}

// The database keeps a person from being the unit's delegate twice on a day.
func TestDeputiesDoNotOverlap(t *testing.T) {
	w := newWorld(t)
	deputy := func(from, to time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.AddDeputy(ctx, org.Membership{PersonID: w.bert, GroupID: w.full, UnitID: w.ala, From: from, To: &to}, w.anna)
			return err
		}
	}
	may, june := date(2026, time.May, 31), date(2026, time.June, 30)
	w.write(deputy(date(2026, time.May, 1), may))
	w.write(deputy(date(2026, time.June, 1), june))
	held := fault.Problem{Field: "role", Code: "role_held"}
	w.problem("one of the days", held, deputy(may, may))
	w.problem("prolonged into the next", held, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SetDeputyUntil(ctx, 1, may, may.AddDate(0, 0, 1))
	})
	err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.Exec(ctx, `INSERT INTO membership (person_id, group_id, unit_id, role, valid_to, appointed_by) VALUES ($1, $2, $3, 'medical_lead', '2030-01-01', $1)`,
			w.anna, w.full, w.ala)
	})
	if err == nil {
		t.Error("another role than a delegate's was appointed")
	}
}
