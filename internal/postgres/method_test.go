package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5/pgconn"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestMethods(t *testing.T) {
	w := newWorld(t)
	bare := improvement.Method{GroupID: w.full, Direction: improvement.MethodOut, Kind: improvement.CareOffer, Title: "Bara titel", Why: "Därför", Source: "Källan",
		Priority: improvement.LowPriority, FollowUpMonths: []int{}, Promises: []quality.PromiseID{}, WrittenAt: noon, Version: 1}
	full := improvement.Method{GroupID: w.full, Direction: improvement.MethodIn, Kind: improvement.SupportOfKnowing, Title: "Riktlinje", Why: "Därför", Children: "Alla",
		Source: "Källan", SourceURL: "https://exempel.se", DecidedBy: "Mötet", DecidedOn: ptr(date(2026, 1, 2)), Priority: improvement.HighPriority, Position: 7,
		TargetOn: ptr(date(2026, 12, 31)), IndicatorID: w.divided.ID, Promises: w.promises, FollowUpMonths: []int{6, 12}, EndedOn: ptr(date(2027, 1, 1)),
		WrittenAt: noon, WrittenBy: w.anna, Version: 1}
	add := func(m improvement.Method) improvement.MethodID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.MethodID, error) { return tx.AddMethod(ctx, m) })
	}
	one := func(id improvement.MethodID) postgres.MethodRow {
		m := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.MethodRow, error) {
			return tx.Method(ctx, w.full, id)
		})
		m.WrittenAt = m.WrittenAt.UTC()
		return m
	}
	bare.ID, full.ID = add(bare), add(full)
	same(t, "as little as there may be", one(bare.ID), postgres.MethodRow{Method: bare})
	same(t, "all there may be", one(full.ID), postgres.MethodRow{Method: full, MeasureCode: "FULL", MeasureName: "Sen infektion"})

	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		locked, err := tx.LockMethod(ctx, w.full, full.ID)
		locked.WrittenAt = locked.WrittenAt.UTC()
		same(t, "locked", locked, one(full.ID))
		return err
	})

	list := func() (titles []string) {
		for _, m := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.MethodRow, error) {
			return tx.Methods(ctx, w.full)
		}) {
			titles = append(titles, m.Title)
		}
		return titles
	}
	same(t, "what is introduced first", list(), []string{"Riktlinje", "Bara titel"})

	changed := full
	changed.Title, changed.Promises, changed.FollowUpMonths, changed.EndedOn, changed.IndicatorID = "Ny", w.promises[:1], []int{3}, nil, w.plain.ID
	save := func(m improvement.Method) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMethod(ctx, m) }
	}
	w.write(save(changed))
	w.refused("a version that is not the latest", fault.ErrConflict, save(changed))
	changed.Version = 2
	same(t, "changed", one(full.ID), postgres.MethodRow{Method: changed, MeasureCode: "BARE", MeasureName: "Bara namn"})
	foreign := bare
	foreign.GroupID, foreign.IndicatorID = w.bare, w.divided.ID
	w.refused("a measure of another group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddMethod(ctx, foreign)
		return err
	})
	w.refused("a method of another group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Method(ctx, w.bare, full.ID)
		return err
	})
	of := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.MethodOf, error) {
		return tx.MeasureMethods(ctx, w.full, []quality.IndicatorID{w.plain.ID})
	})
	same(t, "what a measure follows", of, []postgres.MethodOf{{ID: full.ID, IndicatorID: w.plain.ID, Direction: improvement.MethodIn, Title: "Ny"}})
}

// TestWhatUnitsSayOfMethods: each says it once and for all, and two people who did not know
// of each other are told.
func TestWhatUnitsSayOfMethods(t *testing.T) {
	w := newWorld(t)
	m := made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.MethodID, error) {
		return tx.AddMethod(ctx, improvement.Method{GroupID: w.full, Direction: improvement.MethodIn, Kind: improvement.WayOfWorking, Title: "Metod", Why: "Därför",
			Source: "Källan", Priority: improvement.HighPriority, WrittenAt: noon})
	})
	note := improvement.MethodNote{MethodID: m, GroupID: w.full, UnitID: w.ala, State: improvement.MethodPlanned, Since: date(2026, 3, 1), NotedAt: noon}
	add := func(n improvement.MethodNote) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.AddMethodNote(ctx, n) }
	}
	all := func() []postgres.MethodNote {
		list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.MethodNote, error) {
			return tx.MethodNotes(ctx, w.full, m)
		})
		for n := range list {
			list[n].NotedAt = list[n].NotedAt.UTC()
		}
		return list
	}
	w.write(add(note))
	w.refused("as if nothing had been said", fault.ErrConflict, add(note))
	first := all()[0]
	note.ID = first.ID
	same(t, "as little as there may be", first, postgres.MethodNote{MethodNote: note})
	next := improvement.MethodNote{MethodID: m, GroupID: w.full, UnitID: w.ala, Follows: first.ID, State: improvement.MethodNotApplicable, Since: date(2026, 4, 1),
		Comment: "Annat hus", NotedAt: noon, NotedBy: w.anna}
	w.write(add(next))
	w.refused("after one that is not the latest", fault.ErrConflict, add(next))
	next.ID = all()[1].ID
	same(t, "all there may be", all()[1], postgres.MethodNote{MethodNote: next, NotedByName: "Anna"})
	foreign := note
	foreign.GroupID = w.bare
	w.refused("another group's", fault.ErrConflict, add(foreign)) // it has said something already
	foreign.UnitID = w.bo
	w.refused("another group's unit", fault.ErrNotFound, add(foreign))
	silent := note
	silent.UnitID, silent.State = w.bo, improvement.MethodNotApplicable
	if err := w.try(add(silent)); err == nil {
		t.Error("not for us, without why")
	}

	up := improvement.MethodFollowUp{MethodID: m, GroupID: w.full, UnitID: w.ala, AskedOn: date(2026, 5, 1), Outcome: improvement.MethodHolds, Result: "Ja", NotedAt: noon, NotedBy: w.bert}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.AddMethodFollowUp(ctx, up) })
	command := up
	command.NotedBy = 0
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.AddMethodFollowUp(ctx, command) })
	ups := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.MethodFollowUp, error) {
		return tx.MethodFollowUps(ctx, w.full, 0)
	})
	for n := range ups {
		ups[n].NotedAt = ups[n].NotedAt.UTC()
	}
	up.ID, command.ID = ups[0].ID, ups[1].ID
	same(t, "follow-ups", ups, []postgres.MethodFollowUp{{MethodFollowUp: up, NotedByName: "Bert"}, {MethodFollowUp: command}})
	stranger := up
	stranger.UnitID, stranger.GroupID = w.ala, w.bare
	w.refused("another group's follow-up", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error { return tx.AddMethodFollowUp(ctx, stranger) })

	for _, sql := range []string{`UPDATE method_note SET state = 'done'`, `DELETE FROM method_note`, `UPDATE method_follow_up SET result = 'x'`, `DELETE FROM method_follow_up`, `DELETE FROM method`} {
		var pg *pgconn.PgError
		if err := w.try(func(ctx context.Context, tx *postgres.Tx) error { return tx.Exec(ctx, sql) }); !errors.As(err, &pg) || pg.Code != pgerrcode.InsufficientPrivilege {
			t.Errorf("%s: %v", sql, err)
		}
	}

	action := made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.ActionID, error) {
		return tx.AddAction(ctx, improvement.Action{GroupID: w.full, Area: "För metoden", Kind: improvement.RoutineAction, State: improvement.ActionPlanned, Priority: 1,
			DueOn: date(2026, 6, 1), Origin: improvement.OwnIdea, ProgrammeKind: improvement.MethodProgramme, ProgrammeID: int64(m), WrittenAt: time.Now()})
	})
	of := func(group org.GroupID, id int64) []postgres.ActionRow {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ActionRow, error) {
			return tx.Actions(ctx, postgres.ActionFilter{GroupID: group, ProgrammeKind: improvement.MethodProgramme, ProgrammeID: id, Limit: 5})
		})
	}
	if got := of(w.full, int64(m)); len(got) != 1 || got[0].ID != action || got[0].ProgrammeKind != improvement.MethodProgramme {
		t.Errorf("the method's actions: %+v", got)
	}
	if got := of(w.full, 99); len(got) != 0 {
		t.Errorf("another method's actions: %+v", got)
	}
}
