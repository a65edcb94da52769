package group_test

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/app/group"
	"samsyn/internal/improvement"
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
	// The same example has signals that a meeting may want to take up, and an open question.
	suggested, err := room.AgendaSuggestions(t.Context(), convener, improvement.Meeting{GroupID: id})
	if err != nil || len(suggested.Deviations) == 0 || len(suggested.Deviations) > 8 || len(suggested.Matters) != 1 || suggested.Year != 2026 {
		t.Errorf("suggested: %d signals, %d questions, %d, %v", len(suggested.Deviations), len(suggested.Matters), suggested.Year, err)
	}
	for _, d := range suggested.Deviations {
		if d.Side == analysis.GoodSide || d.Kind == analysis.Beyond2SD {
			t.Errorf("suggested: %s, %s", d.Kind, d.Side)
		}
	}
	var before group.Hidden
	for _, threshold := range []int{4, 10} {
		h, err := room.TrySmallNumbers(t.Context(), convener, id, org.SmallNumbers{MaskingThreshold: threshold, ReliabilityLimit: 10})
		if err != nil || h.Year != 2026 || h.Of < 30 || h.Hidden <= before.Hidden || before.Of != 0 && h.Of != before.Of {
			t.Errorf("%d: %+v after %+v, %v", threshold, h, before, err)
		}
		before = h
	}
}
