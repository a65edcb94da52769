package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// aReminder is one with a unit; a digest has none.
func (w *world) aReminder() postgres.Reminder {
	return postgres.Reminder{GroupID: w.full, PersonID: w.anna, UnitID: w.ala, Period: quality.Quarter(2026, 1),
		Occasion: quality.BeforeDue, Day: date(2026, time.April, 23), Email: "Anna@exempel.se",
		Subject: "Ämne", Body: "Text\nmed rader", QueuedAt: noon, QueuedBy: w.bert}
}

func (w *world) aDigest() postgres.Reminder {
	return postgres.Reminder{GroupID: w.full, PersonID: w.bert, Occasion: quality.Digest, Day: date(2026, time.May, 4),
		Email: "bert@exempel.se", Subject: "Veckan", Body: "Allt", QueuedAt: noon.Add(time.Second)}
}

func (w *world) aLetter() postgres.Reminder {
	return postgres.Reminder{GroupID: w.full, Occasion: quality.Letter, About: "meeting 7", Day: date(2026, time.May, 4),
		Email: "gast@exempel.se", Subject: "Kallelse", Body: "Välkommen", Appointment: "BEGIN:VCALENDAR", QueuedAt: noon, QueuedBy: w.bert}
}

func (w *world) queue(r postgres.Reminder) int64 {
	w.t.Helper()
	return made(w, func(ctx context.Context, tx *postgres.Tx) (int64, error) { return tx.QueueReminder(ctx, r) })
}

func (w *world) claim(id int64) (r postgres.Reminder, err error) {
	err = w.try(func(ctx context.Context, tx *postgres.Tx) error {
		r, err = tx.ClaimReminder(ctx, id, noon)
		return err
	})
	return r, err
}

func TestNobodyIsRemindedTwice(t *testing.T) {
	w := newWorld(t)
	first, digest := w.queue(w.aReminder()), w.queue(w.aDigest())
	if w.queue(w.aReminder()) != 0 || w.queue(w.aDigest()) != 0 {
		t.Error("the same was queued twice")
	}
	for _, change := range []func(*postgres.Reminder){
		func(r *postgres.Reminder) { r.PersonID = w.bert }, func(r *postgres.Reminder) { r.UnitID = w.bo },
		func(r *postgres.Reminder) { r.Period = quality.Quarter(2026, 2) }, func(r *postgres.Reminder) { r.Occasion = quality.Now },
		func(r *postgres.Reminder) { r.Day = r.Day.AddDate(0, 0, 1) },
	} {
		other := w.aReminder()
		change(&other)
		if w.queue(other) == 0 {
			t.Errorf("%+v was taken for the same", other)
		}
	}
	waiting := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int64, error) { return tx.QueuedReminders(ctx) })
	if len(waiting) != 7 || waiting[0] != first || waiting[1] != digest {
		t.Errorf("waiting %v", waiting)
	}
}

func TestLettersAreToldApartByWhatTheyAreAbout(t *testing.T) {
	w := newWorld(t)
	guest, anna := w.aLetter(), w.aLetter()
	anna.PersonID, anna.UnitID = w.anna, w.ala
	for _, l := range []postgres.Reminder{guest, anna} {
		again := l
		again.About = "meeting 8"
		if w.queue(l) == 0 || w.queue(l) != 0 || w.queue(again) == 0 {
			t.Errorf("%+v: one about each thing", l)
		}
	}
	log := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReminderLogged, error) {
		return tx.Reminders(ctx, w.full, noon.AddDate(0, 0, -1))
	})
	if len(log) != 4 || log[3].PersonName != "gast@exempel.se" || log[3].Subject != "Kallelse" || log[1].PersonID != w.anna {
		t.Errorf("%+v", log)
	}
}

func TestOnlyOneClaimsAReminder(t *testing.T) {
	w := newWorld(t)
	for _, want := range []postgres.Reminder{w.aReminder(), w.aDigest(), w.aLetter()} {
		want.ID = w.queue(want)
		got, err := w.claim(want.ID)
		if err != nil {
			t.Fatal(err)
		}
		want.QueuedAt, got.QueuedAt = want.QueuedAt.UTC(), got.QueuedAt.UTC()
		want.Day, got.Day = want.Day.UTC(), got.Day.UTC()
		same(t, "claimed", got, want)
		if _, err := w.claim(want.ID); !errors.Is(err, fault.ErrWrongState) {
			t.Errorf("claimed twice: %v", err)
		}
	}
}

func TestAReminderIsSettledOnce(t *testing.T) {
	w := newWorld(t)
	id := w.queue(w.aReminder())
	settle := func(state postgres.ReminderState) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			return tx.SettleReminder(ctx, postgres.ReminderOutcome{ID: id, State: state, At: noon.Add(time.Minute), Error: "451 vänta"})
		}
	}
	w.refused("before it is claimed", fault.ErrWrongState, settle(postgres.ReminderSent))
	if _, err := w.claim(id); err != nil {
		t.Fatal(err)
	}
	w.write(settle(postgres.ReminderQueued))
	if _, err := w.claim(id); err != nil {
		t.Errorf("not tried again: %v", err)
	}
	w.write(settle(postgres.ReminderSent))
	w.refused("after", fault.ErrWrongState, settle(postgres.ReminderFailed))
	log := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReminderLogged, error) {
		return tx.Reminders(ctx, w.full, noon.Add(-time.Hour))
	})
	if len(log) != 1 || log[0].PersonName != "Anna" || log[0].UnitName != "Ala" || log[0].State != postgres.ReminderSent ||
		log[0].Period != quality.Quarter(2026, 1) || log[0].SettledAt == nil || !log[0].SettledAt.Equal(noon.Add(time.Minute)) {
		t.Errorf("log %+v", log)
	}
}

func TestAReminderWhoseSenderDiedIsGivenUp(t *testing.T) {
	w := newWorld(t)
	id := w.queue(w.aDigest())
	if _, err := w.claim(id); err != nil {
		t.Fatal(err)
	}
	abandon := func(before time.Time) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.AbandonReminders(ctx, before, noon) })
	}
	state := func() postgres.ReminderState {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReminderLogged, error) {
			return tx.Reminders(ctx, w.full, noon)
		})[0].State
	}
	if abandon(noon); state() != postgres.ReminderSending {
		t.Errorf("a fresh claim is %s", state())
	}
	if abandon(noon.Add(time.Second)); state() != postgres.ReminderUnsure {
		t.Errorf("an old claim is %s", state())
	}
}

func TestReceiversHoldARoleAndHaveNotLeft(t *testing.T) {
	w := newWorld(t)
	last := date(2026, time.April, 30)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		var errs []error
		for _, m := range []org.Membership{
			{PersonID: w.anna, GroupID: w.full, UnitID: w.ala, Role: org.MedicalLead, From: date(2026, time.January, 1)},
			{PersonID: w.anna, GroupID: w.full, Role: org.Chair, From: date(2026, time.January, 1)},
			{PersonID: w.bert, GroupID: w.full, UnitID: w.bo, Role: org.Delegate, From: date(2026, time.January, 1), To: &last},
		} {
			_, err := tx.AddMembership(ctx, m)
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	})
	on := func(day time.Time) []postgres.Receiver {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Receiver, error) {
			return tx.Receivers(ctx, w.full, day)
		})
	}
	if got := on(last); len(got) != 3 || got[0].Person.Name != "Anna" || got[0].UnitID != w.ala || got[1].UnitID != 0 || got[2].Role != org.Delegate {
		t.Errorf("on the last day %+v", got)
	}
	if got := on(last.AddDate(0, 0, 1)); len(got) != 2 {
		t.Errorf("the day after %+v", got)
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.Exec(ctx, `UPDATE person SET left_on = '2026-04-30' WHERE id = $1`, w.anna)
	})
	if got := on(last); len(got) != 1 {
		t.Errorf("after leaving %+v", got)
	}
}

func TestReminderSettingsAndTexts(t *testing.T) {
	w := newWorld(t)
	read := func() (postgres.ReminderSetting, error) {
		var s postgres.ReminderSetting
		err := w.db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
			s, err = tx.ReminderSetting(t.Context(), w.full)
			return err
		})
		return s, err
	}
	if _, err := read(); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("before any choice: %v", err)
	}
	save := func(s postgres.ReminderSetting) error {
		return w.try(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveReminderSetting(ctx, w.full, s) })
	}
	for _, s := range []postgres.ReminderSetting{{Enabled: true, Days: []int{-7, 0, 3}, DigestWeekday: 1}, {Days: []int{}, Version: 1}} {
		if err := save(s); err != nil {
			t.Fatal(err)
		}
		got, err := read()
		s.Version++
		if err != nil {
			t.Fatal(err)
		}
		same(t, "setting", got, s)
	}
	if err := save(postgres.ReminderSetting{Version: 1}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("over somebody else's: %v", err)
	}
	texts := []postgres.ReminderText{{Occasion: quality.BeforeDue, Subject: "S", Body: "B"}, {Occasion: quality.Digest, Subject: "D", Body: "L"}}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.SaveReminderText(ctx, w.full, texts[1]), tx.SaveReminderText(ctx, w.full, postgres.ReminderText{Occasion: quality.BeforeDue, Subject: "x", Body: "y"}),
			tx.SaveReminderText(ctx, w.full, texts[0]))
	})
	same(t, "texts", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReminderText, error) {
		return tx.ReminderTexts(ctx, w.full)
	}), texts)
}
