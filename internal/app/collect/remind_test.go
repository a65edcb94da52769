package collect

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

var testHead = Letterhead{BaseURL: "https://samsyn.exempel.se/",
	Period: func(_ context.Context, p quality.Period) string { return "perioden " + p.Code() }}

// on is a room at half past nine on a day of 2026.
func on(f *testgroup.Fixture, month time.Month, day int) *Room {
	return New(f.DB, func() time.Time { return time.Date(2026, month, day, 9, 30, 0, 0, time.UTC) })
}

// plan plans the day's reminders and gives all that are queued since the start,
// one a line.
func planned(t *testing.T, f *testgroup.Fixture, room *Room) string {
	t.Helper()
	if err := room.PlanReminders(t.Context(), testHead); err != nil {
		t.Fatal(err)
	}
	return f.Text(`SELECT coalesce(string_agg(concat_ws(' ', p.name, u.code, r.period_start, r.occasion, r.day), E'\n' ORDER BY r.id), '')
	               FROM reminder r JOIN person p ON p.id = r.person_id LEFT JOIN unit u ON u.id = r.unit_id`)
}

// Bo has a unit manager and a delegate; Ceda nobody.
const delegate = `INSERT INTO person (email, name) VALUES ('vik@exempel.se', 'Viveka Vikarie');
INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to) VALUES (9, 1, 2, 'delegate', '2026-01-01', '2026-04-30')`

func TestRemindersFollowTheRules(t *testing.T) {
	f, _ := open(t)
	f.Exec(delegate)
	if got := planned(t, f, on(f, time.April, 22)); got != "" {
		t.Errorf("eight days before: %s", got)
	}
	before := "Lena Läkare ALA 2026-01-01 before 2026-04-23\nViktor Vård BO 2026-01-01 before 2026-04-23\nViveka Vikarie BO 2026-01-01 before 2026-04-23"
	for range 2 {
		if got := planned(t, f, on(f, time.April, 23)); got != before {
			t.Errorf("a week before: %s", got)
		}
	}
	if got := planned(t, f, on(f, time.April, 25)); got != before {
		t.Errorf("two days after that: %s", got)
	}
	// The delegate's role has ended, and Ala hands in, by the week after.
	due := planned(t, f, on(f, time.April, 30))
	if !strings.HasSuffix(due, "Viveka Vikarie BO 2026-01-01 due 2026-04-30") {
		t.Errorf("on the day: %s", due)
	}
	lead := f.Actor(testgroup.MedicalLead)
	save(t, on(f, time.May, 2), lead, alaK1, everything())
	if err := on(f, time.May, 2).Submit(t.Context(), lead, alaK1); err != nil {
		t.Fatal(err)
	}
	if got := planned(t, f, on(f, time.May, 7)); got != due+"\nViktor Vård BO 2026-01-01 late 2026-05-07" {
		t.Errorf("a week late: %s", got)
	}
	if got := f.Text(`SELECT concat(email, '|', subject, '|', body) FROM reminder ORDER BY id LIMIT 1`); got !=
		"lead@exempel.se|Lämna in perioden 2026K1 för Ala senast 30 april 2026|Hej Lena Läkare!\n\nSiffrorna för Ala, perioden 2026K1, "+
			"ska lämnas in senast 30 april 2026. 0 av 6 uppgifter är ifyllda.\n\nFyll i och lämna in här:\n"+
			"https://samsyn.exempel.se/inrapportering/ALA/2026K1\n\nHälsningar\nProvgruppen" {
		t.Errorf("%q", got)
	}
	if got := f.Text(`SELECT concat(actor_name, ' ', after) FROM audit WHERE action = 'reminder.queued' ORDER BY id LIMIT 1`); got !=
		`samsyn {"email": "lead@exempel.se", "state": "queued", "period": "2026K1", "person": "Lena Läkare"}` {
		t.Errorf("the log says %s", got)
	}
}

func TestNoRemindersAtNightOrWhenTheyAreOff(t *testing.T) {
	f, _ := open(t)
	night := New(f.DB, func() time.Time { return time.Date(2026, time.April, 30, 6, 59, 0, 0, time.UTC) })
	if got := planned(t, f, night); got != "" {
		t.Errorf("at night: %s", got)
	}
	f.Exec(`INSERT INTO reminder_setting (group_id, enabled, days) VALUES (1, false, '{0}')`)
	if got := planned(t, f, on(f, time.April, 30)); got != "" {
		t.Errorf("when they are off: %s", got)
	}
	f.Exec(`UPDATE reminder_setting SET enabled = true; UPDATE programme_group SET example_data = true`)
	if got := planned(t, f, on(f, time.April, 30)); got != "" {
		t.Errorf("with example data: %s", got)
	}
	f.Exec(`UPDATE programme_group SET example_data = false; UPDATE person SET left_on = '2026-04-30' WHERE id = 1`)
	if got := planned(t, f, on(f, time.April, 30)); got != "Viktor Vård BO 2026-01-01 due 2026-04-30" {
		t.Errorf("when somebody has left: %s", got)
	}
}

func TestTheConvenersDigest(t *testing.T) {
	f, _ := submitted(t) // Ala's; 4 May 2026 is a Monday
	got := planned(t, f, on(f, time.May, 4))
	if got != "Sara Samman digest 2026-05-04" {
		t.Fatalf("%s", got)
	}
	if got := planned(t, f, on(f, time.May, 5)); strings.Count(got, "digest") != 1 {
		t.Errorf("on Tuesday too: %s", got)
	}
	body := f.Text(`SELECT body FROM reminder`)
	for _, want := range []string{"Hej Sara Samman!", "Försenade:\n- Bo, perioden 2026K1: senast 30 april 2026, 0 av 6 ifyllda\n",
		"Väntar på att granskas:\n- Ala, perioden 2026K1\n", "https://samsyn.exempel.se/inrapportering/oversikt"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
}

func TestWhoIsRemindedByHand(t *testing.T) {
	f, room := open(t)
	convener := f.Actor(testgroup.Convener)
	count, err := room.RemindNow(t.Context(), convener, quarter("BO", "2026K1"), testHead)
	if err != nil || count != 1 {
		t.Fatalf("%d, %v", count, err)
	}
	if got := f.Text(`SELECT concat(person_id, occasion, day, subject, queued_by) FROM reminder`); got != "2now2026-05-04Bo har inte lämnat in perioden 2026K13" {
		t.Errorf("%s", got)
	}
	all := Where{GroupID: testgroup.Group}
	for _, want := range []int{1, 0} { // Ala too, but nobody twice on a day
		if count, err := room.RemindNow(t.Context(), convener, all, testHead); err != nil || count != want {
			t.Errorf("all: %d, %v", count, err)
		}
	}
	if _, err := room.RemindNow(t.Context(), convener, quarter("BO", "2026K2"), testHead); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("a period that has not ended: %v", err)
	}
	missing, err := room.Missing(t.Context(), convener, testgroup.Group, testHead)
	if err != nil || len(missing) != 3 || missing[1].Unit.Code != "BO" || len(missing[1].Reminded) != 1 ||
		!strings.HasPrefix(missing[0].Body, "Hej Lena Läkare!") || len(missing[2].People) != 0 {
		t.Errorf("missing %+v, %v", missing, err)
	}
	for _, person := range append([]org.PersonID{testgroup.MedicalLead}, outsiders...) {
		if _, err := room.RemindNow(t.Context(), f.Actor(person), all, testHead); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d: %v", person, err)
		}
		if _, err := room.Missing(t.Context(), f.Actor(person), testgroup.Group, testHead); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d reads what is missing: %v", person, err)
		}
		if _, err := room.ReminderSettings(t.Context(), f.Actor(person), testgroup.Group); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d reads the settings: %v", person, err)
		}
	}
}

func TestAMailIsClaimedSentAndLogged(t *testing.T) {
	f, room := open(t)
	if _, err := room.RemindNow(t.Context(), f.Actor(testgroup.Convener), Where{GroupID: testgroup.Group}, testHead); err != nil {
		t.Fatal(err)
	}
	ids, err := room.WaitingReminders(t.Context())
	if err != nil || len(ids) != 2 {
		t.Fatalf("%v, %v", ids, err)
	}
	r, err := room.ClaimReminder(t.Context(), ids[0])
	if err != nil || r.Email != "lead@exempel.se" {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := room.ClaimReminder(t.Context(), ids[0]); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("claimed twice: %v", err)
	}
	if err := room.SettleReminder(t.Context(), r, postgres.ReminderSent, ""); err != nil {
		t.Fatal(err)
	}
	// Bo's manager leaves before the other is sent.
	f.Exec(`UPDATE person SET left_on = '2026-05-04' WHERE id = 2`)
	if _, err := room.ClaimReminder(t.Context(), ids[1]); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("to somebody who has left: %v", err)
	}
	if got := f.Text(`SELECT string_agg(state, ' ' ORDER BY id) FROM reminder`); got != "sent cancelled" {
		t.Errorf("states %s", got)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE subject = 'reminder'`); got !=
		"reminder.queued reminder.queued reminder.sent reminder.cancelled" {
		t.Errorf("log %s", got)
	}
}

func TestALetterIsForWhoeverIsStillInTheGroup(t *testing.T) {
	f, room := open(t)
	f.Exec(`INSERT INTO reminder (group_id, person_id, occasion, about, day, email, subject, body, queued_at)
	        SELECT 1, p.id, 'letter', 'prov', '2026-05-04', p.email, 'Ämne', 'Text', now() FROM person p WHERE p.id IN (1, 2) ORDER BY p.id;
	        INSERT INTO reminder (group_id, occasion, about, day, email, subject, body, queued_at)
	        VALUES (1, 'letter', 'prov', '2026-05-04', 'gast@exempel.se', 'Ämne', 'Text', now());
	        UPDATE person SET left_on = '2026-05-04' WHERE id = 2`)
	for id := int64(1); id <= 3; id++ {
		r, err := room.ClaimReminder(t.Context(), id)
		if id == 2 {
			if !errors.Is(err, fault.ErrWrongState) {
				t.Errorf("to somebody who has left: %v", err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := room.SettleReminder(t.Context(), r, postgres.ReminderSent, ""); err != nil {
			t.Error(err)
		}
	}
	if got := f.Text(`SELECT string_agg(concat(action, ' ', after->>'person'), ', ' ORDER BY id) FROM audit WHERE subject = 'reminder'`); got !=
		"reminder.sent Lena Läkare, reminder.cancelled Viktor Vård, reminder.sent gast@exempel.se" {
		t.Errorf("log %s", got)
	}
}

func TestAMailIsNotSentWhenTheUnitHasHandedIn(t *testing.T) {
	f, room := open(t)
	if _, err := room.RemindNow(t.Context(), f.Actor(testgroup.Convener), alaK1, testHead); err != nil {
		t.Fatal(err)
	}
	lead := f.Actor(testgroup.MedicalLead)
	save(t, room, lead, alaK1, everything())
	if err := room.Submit(t.Context(), lead, alaK1); err != nil {
		t.Fatal(err)
	}
	if _, err := room.ClaimReminder(t.Context(), 1); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("%v", err)
	}
	if got := f.Text(`SELECT state FROM reminder`); got != "cancelled" {
		t.Errorf("state %s", got)
	}
}

// What came back, in part too, gets no reminder that it is not handed in; by hand it
// gets one with words of its own, which is sent.
func TestRemindersOfWhatCameBack(t *testing.T) {
	f, room := submitted(t)
	convener := f.Actor(testgroup.Convener)
	if err := room.ReturnFigure(t.Context(), convener, alaK1, deciding(t, room, f, temperature, "Räkna om")); err != nil {
		t.Fatal(err)
	}
	if got := planned(t, f, on(f, time.May, 7)); strings.Contains(got, " ALA ") {
		t.Errorf("a week after the due day: %s", got)
	}
	ids := func() (list []int64) {
		list, err := room.WaitingReminders(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	f.Exec(`DELETE FROM reminder`)
	if n, err := room.RemindNow(t.Context(), convener, alaK1, testHead); err != nil || n != 1 {
		t.Fatalf("%d, %v", n, err)
	}
	mail, err := room.ClaimReminder(t.Context(), ids()[0])
	if err != nil || mail.Subject != "Siffror att rätta: Ala, perioden 2026K1" || !strings.Contains(mail.Body, "är återlämnade för att rättas") {
		t.Errorf("%+v, %v", mail, err)
	}
	// Once it is handed in again there is nothing to remind of.
	f.Exec(`UPDATE reminder SET state = 'queued', claimed_at = NULL`)
	save(t, room, f.Actor(testgroup.MedicalLead), alaK1, []Entry{again(t, room, f.Actor(testgroup.MedicalLead), temperature, func(f *quality.Figure) { f.Value = of(13, 20) })})
	if err := room.Submit(t.Context(), f.Actor(testgroup.MedicalLead), alaK1); err != nil {
		t.Fatal(err)
	}
	if _, err := room.ClaimReminder(t.Context(), ids()[0]); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("handed in: %v", err)
	}
}
