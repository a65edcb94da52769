package group_test

import (
	"testing"

	"samsyn/internal/app/group"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

// TestWhatLimitsHide counts the units' values of the example group.
func TestWhatLimitsHide(t *testing.T) {
	db := testdb.New(t).DB
	if err := setup.Default(t.Context(), db, testgroup.Clock()); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), db, testgroup.Clock(), "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	var id org.GroupID
	if err := db.Read(t.Context(), func(tx *postgres.Tx) error {
		g, err := tx.GroupByCode(t.Context(), "neonatologi")
		id = g.ID
		return err
	}); err != nil {
		t.Fatal(err)
	}
	room := group.New(db, testgroup.Clock)
	convener := org.Actor{Memberships: []org.Membership{{Role: org.Convener, GroupID: id}}}
	var before group.Hidden
	for _, threshold := range []int{4, 10} {
		h, err := room.TrySmallNumbers(t.Context(), convener, id, org.SmallNumbers{MaskingThreshold: threshold, ReliabilityLimit: 10})
		if err != nil || h.Year != 2026 || h.Of < 30 || h.Hidden <= before.Hidden || before.Of != 0 && h.Of != before.Of {
			t.Errorf("%d: %+v after %+v, %v", threshold, h, before, err)
		}
		before = h
	}
}
