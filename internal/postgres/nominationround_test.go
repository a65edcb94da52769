package postgres_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// twoRounds are a round with everything and one with as little as there may be.
func (w *world) twoRounds() (full, bare improvement.NominationRound) {
	w.t.Helper()
	full = improvement.NominationRound{GroupID: w.full, Year: 2026, Invitation: "Nominera!", OpensOn: date(2026, time.April, 1),
		ClosesOn: date(2026, time.May, 31), DecidesOn: ptr(date(2026, time.June, 15)), Wanted: 2, CreatedBy: w.anna, CreatedAt: noon, Version: 1}
	bare = improvement.NominationRound{GroupID: w.full, Year: 2025, Invitation: "Nominera", OpensOn: date(2025, time.April, 1),
		ClosesOn: date(2025, time.April, 1), Wanted: 3, CreatedAt: noon, Version: 1}
	for _, r := range []*improvement.NominationRound{&full, &bare} {
		r.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.RoundID, error) {
			return tx.AddNominationRound(ctx, *r)
		})
	}
	return full, bare
}

// round reads the round, its moments in UTC.
func (w *world) round(id improvement.RoundID) improvement.NominationRound {
	w.t.Helper()
	r := fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.NominationRound, error) {
		return tx.NominationRound(ctx, w.full, id)
	})
	r.CreatedAt = r.CreatedAt.UTC()
	if r.ClosedAt != nil {
		r.ClosedAt = ptr(r.ClosedAt.UTC())
	}
	return r
}

func TestNominationRounds(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoRounds()
	same(t, "everything", w.round(full.ID), full)
	same(t, "as little as there may be", w.round(bare.ID), bare)
	list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.FoundRound, error) {
		return tx.NominationRounds(ctx, w.full)
	})
	if len(list) != 2 || list[0].ID != full.ID || list[1].ID != bare.ID {
		t.Fatalf("the latest year first: %+v", list)
	}
	err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddNominationRound(ctx, full)
		return err
	})
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) || invalid.Problems[0].Field != "year" || invalid.Problems[0].Code != "round_exists" {
		t.Errorf("two rounds of a year: %v", err)
	}
	save := func(r improvement.NominationRound) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			locked, err := tx.LockNominationRound(ctx, r.GroupID, r.ID)
			if err != nil {
				return err
			}
			same(t, "locked", locked.ID, r.ID)
			return tx.SaveNominationRound(ctx, r)
		}
	}
	stale := full
	full.Year, full.Invitation, full.Wanted, full.DecidesOn = 2027, "Kom igen", 3, nil
	full.ClosedAt, full.ClosedBy, full.ExtendedWhy = ptr(noon), w.bert, "Fler ville vara med"
	full.DecidedOn, full.DecidedBy = ptr(date(2026, time.June, 16)), w.anna
	w.write(save(full))
	full.Version++
	same(t, "changed", w.round(full.ID), full)
	w.refused("changed meanwhile", fault.ErrConflict, save(stale))
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.NominationRound(ctx, w.bare, full.ID)
		return err
	})
	remove := func(r improvement.NominationRound) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteNominationRound(ctx, r) }
	}
	w.refused("removed in an older version", fault.ErrConflict, remove(stale))
	w.twoNominations(bare.ID)
	w.refused("removed with what is nominated in it", fault.ErrNotFound, remove(bare))
	w.write(remove(full))
	w.refused("removed", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.NominationRound(ctx, w.full, full.ID)
		return err
	})
}

// twoNominations are one with everything, sent in, and one with as little as there may be.
func (w *world) twoNominations(round improvement.RoundID) (full, bare improvement.Nomination) {
	w.t.Helper()
	full = improvement.Nomination{GroupID: w.full, RoundID: round, UnitID: w.ala, Title: "Infektioner", Kind: improvement.TopicCare, Problem: "För många",
		PoorQuality: improvement.Criterion{Met: true, Why: "Över målet", Measures: []quality.IndicatorID{w.divided.ID}},
		Variation:   improvement.Criterion{Met: true, Why: "Olika", Measures: []quality.IndicatorID{w.divided.ID, w.plain.ID}},
		Effect:      "Färre sjuka", Promises: w.promises, DataSource: "Registret", Known: "Handhygien", Units: []org.UnitID{w.ala, w.bo},
		Parties: []improvement.Party{improvement.PartyWomensClinic, improvement.PartyMunicipality}, OtherParties: "Vårdhygien",
		Experts:   []improvement.Expert{{Name: "Exempel Exempelsson", Competence: "Vårdhygien"}, {Name: "Prov Provsson", Competence: "Omvårdnad"}},
		Resources: "Två dagar", BeginsOn: ptr(date(2027, time.January, 1)), EndsOn: ptr(date(2028, time.December, 31)),
		State: improvement.NominationSent, WrittenBy: w.anna, WrittenAt: noon, ChangedAt: noon, SentBy: w.bert, SentAt: ptr(noon), Version: 1}
	bare = improvement.Nomination{GroupID: w.full, RoundID: round, Title: "Bara", State: improvement.NominationDraft, WrittenAt: noon, ChangedAt: noon, Version: 1,
		PoorQuality: improvement.Criterion{Measures: []quality.IndicatorID{}}, Variation: improvement.Criterion{Measures: []quality.IndicatorID{}},
		Promises: []quality.PromiseID{}, Units: []org.UnitID{}, Parties: []improvement.Party{}}
	for _, n := range []*improvement.Nomination{&full, &bare} {
		n.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.NominationID, error) {
			return tx.AddNomination(ctx, *n)
		})
	}
	return full, bare
}

// nomination reads the nomination, its moments in UTC.
func (w *world) nomination(id improvement.NominationID) postgres.FoundNomination {
	w.t.Helper()
	n := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.FoundNomination, error) {
		return tx.Nomination(ctx, w.full, id)
	})
	n.WrittenAt, n.ChangedAt = n.WrittenAt.UTC(), n.ChangedAt.UTC()
	for _, at := range []**time.Time{&n.SentAt, &n.WithdrawnAt} {
		if *at != nil {
			*at = ptr((*at).UTC())
		}
	}
	return n
}

func TestNominations(t *testing.T) {
	w := newWorld(t)
	round, _ := w.twoRounds()
	full, bare := w.twoNominations(round.ID)
	same(t, "everything", w.nomination(full.ID), postgres.FoundNomination{Nomination: full, WrittenByName: "Anna", SentByName: "Bert", Year: 2026})
	same(t, "as little as there may be", w.nomination(bare.ID), postgres.FoundNomination{Nomination: bare, Year: 2026})
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Nomination(ctx, w.bare, full.ID)
		return err
	})
	save := func(n improvement.Nomination) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveNomination(ctx, n) }
	}
	stale := bare
	bare.Title, bare.UnitID, bare.State, bare.SentBy, bare.SentAt, bare.ChangedAt = "Mer", w.bo, improvement.NominationSent, w.bert, ptr(noon.Add(time.Hour)), noon.Add(time.Hour)
	bare.Experts = []improvement.Expert{{Name: "En", Competence: "Två"}}
	full.Experts, full.Promises, full.Units, full.Variation.Measures = nil, full.Promises[:1], []org.UnitID{w.bo}, []quality.IndicatorID{w.plain.ID}
	w.write(save(bare))
	w.write(save(full))
	full.Version, bare.Version = 2, 2
	same(t, "less", w.nomination(full.ID).Nomination, full)
	same(t, "sent in", w.nomination(bare.ID).Nomination, bare)
	w.refused("changed meanwhile", fault.ErrConflict, save(stale))
	w.refused("a draft that is sent in is not removed", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.DeleteNomination(ctx, bare)
	})
	list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.FoundNomination, error) {
		return tx.Nominations(ctx, w.full, postgres.NominationFilter{RoundID: round.ID})
	})
	if len(list) != 2 || list[0].ID != full.ID || list[1].ID != bare.ID {
		t.Errorf("by when they came: %+v", list)
	}
	bare.WithdrawnBy, bare.WithdrawnAt = w.anna, ptr(noon)
	withdraw := func(ctx context.Context, tx *postgres.Tx) error { return tx.WithdrawNomination(ctx, bare) }
	w.write(withdraw)
	w.refused("withdrawn twice", fault.ErrConflict, withdraw)
	bare.State, bare.Version = improvement.NominationWithdrawn, 3
	same(t, "withdrawn", w.nomination(bare.ID).Nomination, bare)
	w.refused("what is withdrawn is not changed", fault.ErrConflict, save(bare))
	draft := improvement.Nomination{GroupID: w.full, RoundID: round.ID, Title: "Utkast", State: improvement.NominationDraft, WrittenAt: noon, ChangedAt: noon, Version: 1}
	draft.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.NominationID, error) {
		return tx.AddNomination(ctx, draft)
	})
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteNomination(ctx, draft) })
	w.refused("removed", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Nomination(ctx, w.full, draft.ID)
		return err
	})
}

func TestNominationsAreWeighedAndDecided(t *testing.T) {
	w := newWorld(t)
	round, earlier := w.twoRounds()
	full, bare := w.twoNominations(round.ID)
	duties := func(today time.Time) []postgres.RoundDuty {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.RoundDuty, error) {
			return tx.RoundDuties(ctx, postgres.DutyAsked{GroupID: w.full, PersonID: w.anna, Units: []org.UnitID{w.ala, w.bo}, Today: today})
		})
	}
	if got := duties(date(2025, time.March, 31)); len(got) != 0 {
		t.Errorf("before it opens: %+v", got)
	}
	before := duties(date(2026, time.April, 1))
	if len(before) != 2 || before[0].ID != earlier.ID {
		t.Fatalf("duties: %+v", before)
	}
	same(t, "what is in", []any{before[1].Sent, before[1].Nominated, before[1].Weighed, before[1].Draft, before[0].Sent},
		[]any{1, []org.UnitID{w.ala}, []org.UnitID{}, improvement.NominationID(0), 0})

	save := func(group org.GroupID, x improvement.Weighing) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveWeighing(ctx, group, x) }
	}
	bo := improvement.Weighing{NominationID: full.ID, UnitID: w.bo, PoorQuality: improvement.Strong, Variation: improvement.Weak, Stand: quality.Against,
		Remark: "Nej", PersonID: w.bert, TakenAt: noon}
	ala := improvement.Weighing{NominationID: full.ID, UnitID: w.ala, Stand: quality.Supports, PersonID: w.anna, TakenAt: noon}
	w.write(save(w.full, bo))
	w.write(save(w.full, ala))
	bo.Stand, bo.Remark, bo.TakenAt = quality.Supports, "", noon.Add(time.Hour)
	w.write(save(w.full, bo))
	w.refused("another group's", fault.ErrNotFound, save(w.bare, ala))
	found := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.FoundWeighing, error) {
		return tx.Weighings(ctx, w.full, round.ID)
	})
	for n := range found {
		found[n].TakenAt = found[n].TakenAt.UTC()
	}
	same(t, "in the units' order", found, []postgres.FoundWeighing{{Weighing: ala, PersonName: "Anna"}, {Weighing: bo, PersonName: "Bert"}})
	same(t, "weighed", duties(date(2026, time.June, 1))[1].Weighed, []org.UnitID{w.ala, w.bo})

	decide := func(decided ...improvement.OutcomeOf) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DecideNominations(ctx, round, decided) }
	}
	w.refused("a draft is not decided about", fault.ErrConflict, decide(improvement.OutcomeOf{ID: bare.ID, Outcome: improvement.TopicChosen, Reason: "Ja"}))
	w.write(decide(improvement.OutcomeOf{ID: full.ID, Outcome: improvement.TopicKept, Reason: "Nästa år"}))
	w.refused("what is decided is not changed", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		full.Version = 2
		return tx.SaveNomination(ctx, full)
	})
	got := w.nomination(full.ID)
	same(t, "decided", []any{got.Outcome, got.OutcomeReason, got.Version}, []any{improvement.TopicKept, "Nästa år", 2})
	list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.FoundRound, error) {
		return tx.NominationRounds(ctx, w.full)
	})
	same(t, "how many", []int{list[0].Sent, list[0].Chosen, list[0].Kept}, []int{1, 0, 1})

	next := improvement.Nomination{GroupID: w.full, RoundID: earlier.ID, Title: "Igen", State: improvement.NominationDraft, WrittenAt: noon, ChangedAt: noon, PreviousID: full.ID}
	next.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.NominationID, error) {
		return tx.AddNomination(ctx, next)
	})
	same(t, "came along", w.nomination(full.ID).BroughtTo, next.ID)
	w.refused("twice", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddNomination(ctx, next)
		return err
	})
	kept := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.FoundNomination, error) {
		return tx.Nominations(ctx, w.full, postgres.NominationFilter{Outcome: improvement.TopicKept})
	})
	if len(kept) != 1 || kept[0].ID != full.ID {
		t.Errorf("kept: %+v", kept)
	}
}

func TestRoundMeetings(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO meeting (group_id, kind, title, starts_at, ends_at) VALUES (1, 'joint', 'Länge sedan', '2026-01-14 09:00+01', '2026-01-14 15:00+01'),
		(1, 'joint', 'Nyss', '2026-05-03 09:00+02', '2026-05-03 15:00+02'), (1, 'joint', 'I dag', '2026-05-04 09:00+02', '2026-05-04 15:00+02'),
		(1, 'joint', 'Sedan', '2026-05-05 09:00+02', '2026-05-05 15:00+02'), (1, 'joint', 'Inställt', '2026-05-02 09:00+02', '2026-05-02 15:00+02'),
		(2, 'joint', 'Andras', '2026-05-03 09:00+02', '2026-05-03 15:00+02')`)
	w.exec(`UPDATE meeting SET state = 'cancelled' WHERE title = 'Inställt'`)
	for stored, want := range map[org.MeetingID]string{0: "I dag, Nyss", 1: "I dag, Nyss, Länge sedan", 3: "I dag, Nyss", 4: "Sedan, I dag, Nyss", 5: "I dag, Nyss, Inställt", 6: "I dag, Nyss"} {
		list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.MeetingName, error) {
			return tx.RoundMeetings(ctx, postgres.RoundMeetingFilter{GroupID: w.full, Before: date(2026, time.May, 5), Stored: stored, Limit: 2})
		})
		var titles []string
		for _, m := range list {
			titles = append(titles, m.Title)
		}
		if got := strings.Join(titles, ", "); got != want {
			t.Errorf("with %d stored: %s, want %s", stored, got, want)
		}
	}
}
