package postgres_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// give gives the role and its id.
func (w *world) give(m org.Membership) org.Membership {
	w.t.Helper()
	m.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (org.MembershipID, error) { return tx.AddMembership(ctx, m) })
	return m
}

func TestMemberships(t *testing.T) {
	w := newWorld(t)
	begins, ends := date(2025, time.January, 1), date(2025, time.December, 31)
	lead := w.give(org.Membership{PersonID: w.anna, GroupID: w.full, UnitID: w.ala, Role: org.MedicalLead, From: begins, To: &ends})
	admin := w.give(org.Membership{PersonID: w.anna, Role: org.Administrator, From: date(2025, time.June, 1)})
	chair := w.give(org.Membership{PersonID: w.bert, GroupID: w.bare, Role: org.Chair, From: date(2025, time.July, 1)})

	on := func(day time.Time) []org.Membership {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Membership, error) {
			return tx.MembershipsOn(ctx, w.anna, day)
		})
	}
	same(t, "the day before", len(on(begins.AddDate(0, 0, -1))), 0)
	same(t, "the first day", on(begins), []org.Membership{lead})
	same(t, "the last day", on(ends), []org.Membership{lead, admin})
	same(t, "the day after", on(ends.AddDate(0, 0, 1)), []org.Membership{admin})
	held := func(group org.GroupID) []org.Membership {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Membership, error) {
			return tx.Memberships(ctx, group)
		})
	}
	same(t, "everywhere", held(0), []org.Membership{lead, admin, chair})
	same(t, "in the group", held(w.full), []org.Membership{lead})
	one := func(id org.MembershipID) org.Membership {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.Membership, error) { return tx.Membership(ctx, id) })
	}
	same(t, "with everything", one(lead.ID), lead)
	same(t, "without group, unit and last day", one(admin.ID), admin)
	w.refused("no such role", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Membership(ctx, 99)
		return err
	})
}

func TestRolesEnd(t *testing.T) {
	w := newWorld(t)
	today := date(2026, time.May, 4)
	lead := w.give(org.Membership{PersonID: w.anna, GroupID: w.full, UnitID: w.ala, Role: org.MedicalLead, From: date(2025, time.January, 1)})
	later := w.give(org.Membership{PersonID: w.anna, GroupID: w.full, Role: org.Chair, From: date(2026, time.June, 1)})
	past := w.give(org.Membership{PersonID: w.anna, GroupID: w.full, Role: org.Observer, From: date(2020, time.January, 1), To: ptr(date(2020, time.December, 31))})
	end := func(id org.MembershipID, day time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.EndMembership(ctx, id, day) }
	}
	w.write(end(lead.ID, today))
	w.refused("ended already", fault.ErrWrongState, end(lead.ID, today))
	w.refused("no such role", fault.ErrWrongState, end(99, today))
	w.write(end(lead.ID, today.AddDate(0, 0, -1))) // an earlier day is a change

	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.EndMemberships(ctx, w.anna, today) })
	lead.To, later.To = ptr(today.AddDate(0, 0, -1)), &later.From
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Membership, error) { return tx.Memberships(ctx, 0) })
	same(t, "all of them ended", got, []org.Membership{past, lead, later})
}

func TestAdministratorsAreLocked(t *testing.T) {
	w := newWorld(t)
	from, today := date(2025, time.January, 1), date(2026, time.May, 4)
	stays := w.give(org.Membership{PersonID: w.anna, Role: org.Administrator, From: from})
	ended := from.AddDate(0, 0, -1)
	w.give(org.Membership{PersonID: w.anna, Role: org.Administrator, From: from.AddDate(-1, 0, 0), To: &ended})
	gone := w.give(org.Membership{PersonID: w.bert, Role: org.Administrator, From: from})
	w.give(org.Membership{PersonID: w.bert, GroupID: w.full, Role: org.Chair, From: from})
	locked := func() []org.Membership {
		return made(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Membership, error) {
			return tx.LockAdministrators(ctx, today)
		})
	}
	same(t, "those who remain after today", locked(), []org.Membership{stays, gone})
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SetLeft(ctx, w.bert, &today) })
	same(t, "without those who left", locked(), []org.Membership{stays})
}

func TestOneConvenerAtATime(t *testing.T) {
	w := newWorld(t)
	ends := date(2026, time.June, 30)
	first := org.Membership{PersonID: w.anna, GroupID: w.full, Role: org.Convener, From: date(2025, time.January, 1), To: &ends}
	w.give(first)
	second := org.Membership{PersonID: w.bert, GroupID: w.full, Role: org.Convener, From: ends}
	w.problem("from the other's last day", fault.Problem{Field: "role", Code: "one_convener"},
		func(ctx context.Context, tx *postgres.Tx) error { _, err := tx.AddMembership(ctx, second); return err })
	second.From = ends.AddDate(0, 0, 1)
	w.give(second) // from the day after
	w.give(org.Membership{PersonID: w.bert, GroupID: w.bare, Role: org.Convener, From: date(2025, time.January, 1)})
	w.give(org.Membership{PersonID: w.bert, GroupID: w.full, Role: org.Chair, From: date(2025, time.January, 1)})
}

// TestARoleIsHeldOnce: a person has a role in a place once on any day, also when
// two give it at the same moment.
func TestARoleIsHeldOnce(t *testing.T) {
	w := newWorld(t)
	ends := date(2026, time.March, 31)
	for _, m := range []org.Membership{
		{PersonID: w.anna, Role: org.Administrator}, {PersonID: w.anna, GroupID: w.full, Role: org.Chair},
		{PersonID: w.anna, GroupID: w.full, UnitID: w.ala, Role: org.UnitManager},
	} {
		m.From, m.To = date(2025, time.January, 1), &ends
		w.give(m)
		m.From, m.To = ends, nil
		w.problem("from the last day, "+string(m.Role), fault.Problem{Field: "role", Code: "role_held"},
			func(ctx context.Context, tx *postgres.Tx) error { _, err := tx.AddMembership(ctx, m); return err })
		m.From = ends.AddDate(0, 0, 1)
		w.give(m)
		m.PersonID, m.From = w.bert, ends
		w.give(m)
	}
	w.give(org.Membership{PersonID: w.anna, GroupID: w.bare, Role: org.Chair, From: ends})
}

// TestRolesHaveTheirScope: an administrator belongs to no group, a unit's role to
// a unit of the group, and every other to the group alone.
func TestRolesHaveTheirScope(t *testing.T) {
	w := newWorld(t)
	for _, role := range org.Roles() {
		for scope, m := range map[string]org.Membership{
			"nowhere": {}, "group": {GroupID: w.full}, "unit": {GroupID: w.full, UnitID: w.ala}, "unit alone": {UnitID: w.ala},
		} {
			want := "group"
			switch {
			case role == org.Administrator:
				want = "nowhere"
			case role.OfUnit():
				want = "unit"
			}
			m.PersonID, m.Role, m.From = w.anna, role, date(2026, time.January, 1)
			err := w.try(func(ctx context.Context, tx *postgres.Tx) error { _, err := tx.AddMembership(ctx, m); return err })
			if scope == want && err != nil || scope != want && (err == nil || !strings.Contains(err.Error(), "membership_scope")) {
				t.Errorf("%s held at %s: %v", role, scope, err)
			}
		}
	}
	w.refused("a unit outside the group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddMembership(ctx, org.Membership{PersonID: w.anna, GroupID: w.bare, UnitID: w.ala, Role: org.UnitManager, From: noon})
		return err
	})
}
