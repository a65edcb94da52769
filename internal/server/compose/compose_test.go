package compose_test

import (
	"testing"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// today is a day when last year's report is being written.
var today = time.Date(2026, time.February, 10, 9, 0, 0, 0, time.UTC)

// example is last year's report of the example group, as its coordinator and as somebody
// outside reads it.
func example(t *testing.T) (whole, public *report.Report) {
	t.Helper()
	db := testdb.New(t).DB
	if err := setup.Default(t.Context(), db, today); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), db, today, "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	var group org.Group
	if err := db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		group, err = tx.GroupByCode(t.Context(), "neonatologi")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	room := report.New(db, func() time.Time { return today })
	read := func(role org.Role) *report.Report {
		actor := org.Actor{Memberships: []org.Membership{{Role: role, GroupID: group.ID}}}
		r, err := room.Read(t.Context(), actor, group.ID, 2025)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	return read(org.Convener), read(org.ProgramAreaMember)
}
