package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestHandovers(t *testing.T) {
	w := newWorld(t)
	last := date(2026, time.May, 31)
	bare := org.Handover{GroupID: w.full, To: w.anna, First: date(2026, time.May, 4), ToName: "Anna", MadeBy: "Bert", MadeAt: noon}
	full := org.Handover{GroupID: w.full, From: w.anna, To: w.bert, FromName: "Anna", ToName: "Bert", First: date(2026, time.June, 1), FormerLast: &last,
		Note: "Ring mig", MadeBy: "Anna", MadeAt: noon}
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		if bare.ID, err = tx.AddHandover(ctx, bare, w.bert); err != nil {
			return err
		}
		full.ID, err = tx.AddHandover(ctx, full, w.anna)
		return err
	})
	stored := func(group org.GroupID) []org.Handover {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Handover, error) { return tx.Handovers(ctx, group) })
	}
	same(t, "the latest first", stored(w.full), []org.Handover{full, bare})
	same(t, "another group's", stored(w.bare), []org.Handover{})
	back := func(ctx context.Context, tx *postgres.Tx) error {
		return tx.TakeBackHandover(ctx, full.ID, noon, w.bert)
	}
	w.write(back)
	at := noon
	full.TakenBackAt, full.TakenBackBy = &at, "Bert"
	same(t, "taken back", stored(w.full), []org.Handover{full, bare})
	w.refused("twice", fault.ErrConflict, back)
}

func TestACoordinatorsRoleIsReopened(t *testing.T) {
	w := newWorld(t)
	last, first := date(2026, time.May, 31), date(2026, time.June, 1)
	former := w.give(org.Membership{PersonID: w.anna, GroupID: w.full, Role: org.Convener, From: date(2025, time.January, 1), To: &last})
	coming := w.give(org.Membership{PersonID: w.bert, GroupID: w.full, Role: org.Convener, From: first})
	w.give(org.Membership{PersonID: w.bert, GroupID: w.full, Role: org.Chair, From: first})
	locked := made(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Membership, error) {
		return tx.LockCoordinators(ctx, w.full)
	})
	same(t, "the coordinators", locked, []org.Membership{former, coming})
	remove := func(today time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.RemoveComing(ctx, coming.ID, today) }
	}
	w.refused("a role that has begun", fault.ErrConflict, remove(first))
	w.write(remove(last))
	reopen := func(seen time.Time, until *time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			return tx.ReopenMembership(ctx, former.ID, seen, until)
		}
	}
	w.refused("another last day", fault.ErrConflict, reopen(first, nil))
	later := date(2026, time.December, 31)
	w.write(reopen(last, &later))
	w.write(reopen(later, nil))
	former.To = nil
	same(t, "reopened", made(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Membership, error) {
		return tx.LockCoordinators(ctx, w.full)
	}), []org.Membership{former})
}

func TestAReaderRepresentsABody(t *testing.T) {
	w := newWorld(t)
	reads := w.give(org.Membership{PersonID: w.anna, GroupID: w.full, Role: org.Observer, From: date(2025, time.January, 1), Represents: "Regionens ledning"})
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.Membership, error) {
		return tx.Membership(ctx, reads.ID)
	})
	if got.Represents != "Regionens ledning" {
		t.Errorf("reads for %q", got.Represents)
	}
	if err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddMembership(ctx, org.Membership{PersonID: w.bert, GroupID: w.full, Role: org.Chair, From: noon, Represents: "Någon"})
		return err
	}); err == nil {
		t.Error("a member of the group represents a body")
	}
}

func TestContacts(t *testing.T) {
	w := newWorld(t)
	day := date(2026, time.May, 4)
	w.give(org.Membership{PersonID: w.anna, GroupID: w.full, Role: org.Chair, From: day, To: &day})
	w.give(org.Membership{PersonID: w.bert, GroupID: w.full, Role: org.Convener, From: day})
	anna := postgres.Contact{PersonID: w.anna, Phone: "010-1", About: "Tisdagar"}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveContact(ctx, anna) })
	one := func(id org.PersonID) postgres.Contact {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.Contact, error) { return tx.Contact(ctx, id) })
	}
	same(t, "one", one(w.anna), anna)
	same(t, "who has said nothing", one(w.bert), postgres.Contact{PersonID: w.bert})
	all := func(day time.Time) []postgres.Contact {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Contact, error) {
			return tx.Contacts(ctx, w.full, day)
		})
	}
	same(t, "on the last day", all(day), []postgres.Contact{anna})
	same(t, "the day after", all(day.AddDate(0, 0, 1)), []postgres.Contact{})
	w.refused("nobody", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SaveContact(ctx, postgres.Contact{PersonID: 99})
	})
}

func TestIntroductionSteps(t *testing.T) {
	w := newWorld(t)
	tick := func(ctx context.Context, tx *postgres.Tx) error {
		return tx.TickIntroduction(ctx, w.anna, w.full, "goals", noon)
	}
	w.write(tick)
	w.write(tick)
	done := func(person org.PersonID, group org.GroupID) map[string]bool {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (map[string]bool, error) {
			return tx.IntroductionSteps(ctx, person, group)
		})
	}
	same(t, "done", done(w.anna, w.full), map[string]bool{"goals": true})
	same(t, "in another group", done(w.anna, w.bare), map[string]bool{})
	same(t, "by another", done(w.bert, w.full), map[string]bool{})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.UntickIntroduction(ctx, w.anna, w.full, "goals")
	})
	same(t, "not after all", done(w.anna, w.full), map[string]bool{})
}

func TestFiguresSeen(t *testing.T) {
	w := newWorld(t)
	spring := quality.Quarter(2026, 1)
	s := w.lock(w.ala, spring)
	handedIn := noon
	s.State, s.SubmittedAt, s.SubmittedBy = quality.Submitted, &handedIn, w.bert
	w.write(saveSubmission(s))
	seen := quality.FiguresSeen{SubmissionID: s.ID, SubmittedAt: handedIn, PersonID: w.anna, Name: "Anna", Comment: "Bra", At: noon.Add(time.Hour)}
	bare := quality.FiguresSeen{SubmissionID: s.ID, SubmittedAt: handedIn, PersonID: w.bert, Name: "Bert", At: noon.Add(2 * time.Hour)}
	add := func(seen quality.FiguresSeen) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.AddFiguresSeen(ctx, seen) }
	}
	w.write(add(seen))
	w.write(add(bare))
	w.refused("twice", fault.ErrWrongState, add(seen))
	stored := func(from, to time.Time) []quality.FiguresSeen {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.FiguresSeen, error) {
			return tx.FiguresSeen(ctx, w.full, from, to)
		})
	}
	same(t, "stored", stored(spring.Start(), spring.Start()), []quality.FiguresSeen{seen, bare})
	same(t, "another period", stored(spring.End(), spring.End()), []quality.FiguresSeen{})
	// What is handed in anew is to be seen anew.
	s.Version, handedIn = s.Version+1, noon.Add(24*time.Hour)
	w.write(saveSubmission(s))
	same(t, "handed in anew", stored(spring.Start(), spring.Start()), []quality.FiguresSeen{})
}

func TestAgreements(t *testing.T) {
	w := newWorld(t)
	first := org.Agreement{GroupID: w.full, Number: 1, Body: "Svara i tid", WrittenBy: w.anna, Name: "Anna", WrittenAt: noon}
	second := first
	second.Number, second.WrittenBy, second.Name = 2, w.bert, "Bert"
	add := func(a org.Agreement) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.AddAgreement(ctx, a) }
	}
	w.write(add(first))
	w.write(add(second))
	w.refused("a version that is there", fault.ErrConflict, add(second))
	same(t, "stored", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Agreement, error) { return tx.Agreements(ctx, w.full) }),
		[]org.Agreement{second, first})
}

func TestLeftOpen(t *testing.T) {
	w := newWorld(t)
	day, due := date(2026, time.May, 4), date(2026, time.June, 1)
	w.give(org.Membership{PersonID: w.anna, GroupID: w.full, Role: org.Chair, From: date(2025, time.January, 1), To: &day})
	w.give(org.Membership{PersonID: w.anna, GroupID: w.bare, Role: org.Chair, From: date(2025, time.January, 1)})
	w.give(org.Membership{PersonID: w.bert, GroupID: w.full, Role: org.Convener, From: date(2025, time.January, 1)})
	task := improvement.Task{GroupID: w.full, Kind: improvement.WheelTask, Title: "Kalla", OwnerID: w.anna, DueOn: due, State: improvement.TaskOpen}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddTask(ctx, task)
		return err
	})
	w.exec(`INSERT INTO action (group_id, area, kind, owner_id, due_on, written_at) VALUES ($1, 'Kyla', 'routine', $2, '2026-05-20', now())`, w.full, w.anna)
	w.exec(`INSERT INTO action (group_id, area, kind, owner_id, due_on, written_at) VALUES ($1, 'Berts', 'routine', $2, '2026-05-20', now())`, w.full, w.bert)
	w.exec(`INSERT INTO report (group_id, year, begun_at) VALUES ($1, 2025, now())`, w.full)
	w.exec(`INSERT INTO report_section (group_id, year, content, heading, author_id) VALUES ($1, 2025, 'text', 'Inledning', $2)`, w.full, w.anna)
	w.exec(`INSERT INTO report_section (group_id, year, content, heading, state, author_id) VALUES ($1, 2025, 'text', 'Klar', 'ready', $2)`, w.full, w.anna)
	w.exec(`INSERT INTO support_request (group_id, unit_id, title, state, asked_by, asked_at, taken_by, taken_at)
		VALUES ($1, $2, 'Hur mäter ni?', 'taken', $3, now(), $4, now())`, w.full, w.ala, w.bert, w.anna)
	left := func(day time.Time, most int) []string {
		var list []string
		for _, o := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.LeftOpen, error) {
			return tx.LeftOpen(ctx, w.full, day, most)
		}) {
			line := string(o.Kind) + " " + o.Title + " " + o.Name
			if o.DueOn != nil {
				line += " " + o.DueOn.Format(time.DateOnly)
			}
			list = append(list, line)
		}
		return list
	}
	same(t, "while the role lasts", left(day, 10), []string(nil))
	gone := []string{"action Kyla Anna 2026-05-20", "task Kalla Anna 2026-06-01", "section Inledning Anna", "support Hur mäter ni? Anna"}
	same(t, "the day after", left(day.AddDate(0, 0, 1), 10), gone)
	same(t, "a few", left(day.AddDate(0, 0, 1), 2), gone[:2])
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SetLeft(ctx, w.anna, &day) })
	same(t, "who has left the same day", left(day, 10), gone)
}
