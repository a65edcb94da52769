package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestPageReadingIsNotedOnceADay(t *testing.T) {
	w := newWorld(t)
	note := func(r postgres.PageReading) (unit org.UnitID, first bool) {
		w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
			unit, first, err = tx.NotePageReading(ctx, r)
			return err
		})
		return unit, first
	}
	whole := postgres.PageReading{PersonID: w.anna, GroupID: w.full, Page: "read.matrix", On: noon}
	ala := whole
	ala.UnitCode, ala.Page = "ALA", "read.unit"
	tomorrow, other := whole, whole
	tomorrow.On, other.PersonID = noon.AddDate(0, 0, 1), w.bert
	type answer struct {
		unit  org.UnitID
		first bool
	}
	for _, c := range []struct {
		what string
		r    postgres.PageReading
		want answer
	}{{"first", whole, answer{0, true}}, {"again", whole, answer{}}, {"a unit's", ala, answer{w.ala, true}}, {"again", ala, answer{}},
		{"somebody else", other, answer{0, true}}, {"the next day", tomorrow, answer{0, true}}, {"and again", tomorrow, answer{}}} {
		unit, first := note(c.r)
		same(t, c.what, []any{unit, first}, []any{c.want.unit, c.want.first})
	}
	same(t, "kept", text(t, w.db, `SELECT count(*)::text FROM page_reading`), "2")
}
