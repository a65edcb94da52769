package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestMandateVersions(t *testing.T) {
	w := newWorld(t)
	given := date(2026, 1, 15)
	full := org.Mandate{GroupID: w.full, Number: 1, Title: "Uppdrag", Body: "Ett\n\ntvå", GivenBy: "Cheferna", GivenOn: &given, ChangeNote: "Nytt", Version: 1}
	bare := org.Mandate{GroupID: w.full, Number: 2, Title: "T", Body: "B", GivenBy: "G", Version: 1}
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		full.ID, err = tx.AddMandate(ctx, full)
		return err
	})
	all := func() []org.Mandate {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Mandate, error) { return tx.Mandates(ctx, w.full) })
	}
	same(t, "a draft", all(), []org.Mandate{full})
	stale := full
	full.Title = "Uppdraget"
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMandate(ctx, full) })
	full.Version = 2
	w.refused("a stale draft", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMandate(ctx, stale) })
	w.refused("adopting a stale draft", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.AdoptMandate(ctx, stale, noon, w.anna)
	})
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.AdoptMandate(ctx, full, noon, w.anna) })
	full.Version, full.AdoptedAt, full.AdoptedBy = 3, ptr(noon), "Anna"
	w.refused("what is adopted is not changed", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMandate(ctx, full) })
	w.refused("nor taken away", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.RemoveMandate(ctx, full) })
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		bare.ID, err = tx.AddMandate(ctx, bare)
		return err
	})
	same(t, "two versions", all(), []org.Mandate{bare, full})
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.RemoveMandate(ctx, bare) })
	earlier := date(2025, 1, 2)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.BackdateMandate(ctx, w.full, earlier) })
	full.AdoptedAt = ptr(earlier)
	same(t, "the first version alone, from before", all(), []org.Mandate{full})

	signed := org.Acknowledgement{MandateID: full.ID, UnitID: w.ala, PersonID: w.bert, Name: "Bert", At: noon}
	sign := func(group org.GroupID, a org.Acknowledgement) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.AddAcknowledgement(ctx, group, a) }
	}
	w.write(sign(w.full, signed))
	w.refused("signed already", fault.ErrWrongState, sign(w.full, signed))
	other := signed
	other.UnitID = w.bo
	w.refused("another group's mandate", fault.ErrNotFound, sign(w.bare, other))
	same(t, "signatures", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Acknowledgement, error) {
		return tx.Acknowledgements(ctx, w.full)
	}), []org.Acknowledgement{signed})
}

func TestMemberLimitsOfAGroup(t *testing.T) {
	w := newWorld(t)
	limits := func(g org.GroupID) org.MemberLimits {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.MemberLimits, error) { return tx.MemberLimits(ctx, g) })
	}
	same(t, "a new group's", limits(w.full), org.MemberLimits{Min: 2, Max: 3})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SaveMemberLimits(ctx, w.full, org.MemberLimits{Min: 20, Max: 50})
	})
	same(t, "the group's", limits(w.full), org.MemberLimits{Min: 20, Max: 50})
	same(t, "another's", limits(w.bare), org.MemberLimits{Min: 2, Max: 3})
	w.refused("no such group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SaveMemberLimits(ctx, 99, org.MemberLimits{Min: 1, Max: 1})
	})
}
