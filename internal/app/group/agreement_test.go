package group

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

func TestAnAgreementIsWrittenVersionByVersion(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	save := func(actor org.Actor, seen int, body string) error {
		return room.SaveAgreement(ctx, actor, testgroup.Group, seen, body)
	}
	if p, err := room.Agreement(ctx, convener, testgroup.Group, 0); err != nil || !p.CanEdit || p.Shown.Number != 0 {
		t.Errorf("before there is any: %+v, %v", p, err)
	}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Member, testgroup.Observer, testgroup.Other} {
		if err := save(f.Actor(id), 0, "Svara i tid"); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d wrote: %v", id, err)
		}
	}
	for body, want := range map[string]string{" \r\n": "body required", strings.Repeat("å", org.MaxAgreement+1): "body too_long", "121212-1212": "body personal_number"} {
		if got := problems(save(convener, 0, body)); got != want {
			t.Errorf("%.20q: %s", body, got)
		}
	}
	if err := errors.Join(save(convener, 0, "Svara i tid\r\n\r\nErsätt varandra\r\n"), save(convener, 1, "Svara i tid\n\nErsätt varandra"), save(convener, 1, "Svara i tid\n\nRing varandra")); err != nil {
		t.Fatal(err)
	}
	if err := save(convener, 1, "Något annat"); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("overtaken: %v", err)
	}
	p, err := room.Agreement(ctx, f.Actor(testgroup.MedicalLead), testgroup.Group, 0)
	if err != nil || p.CanEdit || len(p.Versions) != 2 || p.Shown.Number != 2 || p.Shown.Name != "Sara Samman" ||
		fmt.Sprint(p.Difference) != "[{Svara i tid kept} {Ersätt varandra removed} {Ring varandra added}]" {
		t.Errorf("the latest: %+v, %v", p, err)
	}
	if p, err = room.Agreement(ctx, f.Actor(testgroup.Chair), testgroup.Group, 1); err != nil || p.Shown.Body != "Svara i tid\n\nErsätt varandra" || p.Difference != nil {
		t.Errorf("the first: %+v, %v", p, err)
	}
	if _, err = room.Agreement(ctx, convener, testgroup.Group, 3); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("none such: %v", err)
	}
	for _, id := range []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		if _, err = room.Agreement(ctx, f.Actor(id), testgroup.Group, 0); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d read it: %v", id, err)
		}
	}
}

func TestTheDirectoryIsForTheMembers(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE person SET phone = '010-1', contact = 'Tisdagar' WHERE id = 1; UPDATE person SET phone = '010-2' WHERE id = 5`)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	for _, id := range []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		if _, err := room.Contacts(ctx, f.Actor(id), testgroup.Group); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d: %v", id, err)
		}
	}
	c, err := room.Contacts(ctx, f.Actor(testgroup.MedicalLead), testgroup.Group)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range c.Members {
		names = append(names, m.Person.Name)
	}
	if got := strings.Join(names, ", "); got != "Lena Läkare, Viktor Vård, Sara Samman, Olle Ordförande" {
		t.Errorf("the members are %s", got)
	}
	if c.Reached[testgroup.MedicalLead].About != "Tisdagar" || len(c.Administrators) != 1 || c.Administrators[0].Name != "Amir Admin" || len(c.Units) != 3 {
		t.Errorf("%+v", c)
	}
}

// Whose role ends soon gets a letter, and so does the coordinator; once for each last day.
func TestLettersBeforeARoleEnds(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE membership SET valid_to = '2026-06-10' WHERE person_id IN (2, 4, 5);
		INSERT INTO person (email, name) VALUES ('vik@exempel.se', 'Viveka Vikarie');
		INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to, appointed_by) VALUES (9, 1, 1, 'delegate', '2026-05-01', '2026-06-10', 1)`)
	now := time.Date(2026, time.May, 10, 9, 0, 0, 0, time.UTC)
	room, ctx := New(f.DB, func() time.Time { return now }).WithBaseURL("https://samsyn.exempel.se"), t.Context()
	letters := func(day time.Time) string {
		t.Helper()
		now = day.Add(9 * time.Hour)
		if err := room.PlanLetters(ctx); err != nil {
			t.Fatal(err)
		}
		return f.Text(`SELECT string_agg(person_id || ' ' || subject, ', ' ORDER BY subject, person_id) FROM reminder WHERE about LIKE 'role%'`)
	}
	if got := letters(day("2026-05-10")); got != "" {
		t.Errorf("too early: %s", got)
	}
	early := "2 Din roll slutar 10 juni 2026, 4 Din roll slutar 10 juni 2026, 3 En roll slutar 10 juni 2026: Olle Ordförande, 3 En roll slutar 10 juni 2026: Viktor Vård"
	for _, on := range []string{"2026-05-11", "2026-05-12"} {
		if got := letters(day(on)); got != early {
			t.Errorf("%s: %s", on, got)
		}
	}
	// A deputy is told a week before, and nobody whose role goes on.
	if got := letters(day("2026-06-03")); got != strings.Replace(early, "4 Din roll slutar 10 juni 2026, ", "4 Din roll slutar 10 juni 2026, 9 Din roll slutar 10 juni 2026, ", 1) {
		t.Errorf("a week before: %s", got)
	}
	f.Exec(`DELETE FROM reminder; INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (4, 1, 'chair', '2026-06-11'); UPDATE person SET left_on = '2026-06-11' WHERE id = 2`)
	if got := letters(day("2026-06-04")); got != "9 Din roll slutar 10 juni 2026" {
		t.Errorf("the others go on, or leave: %s", got)
	}
	if body := f.Text(`SELECT body FROM reminder`); !strings.Contains(body, "Din tid som ersättare för Ala slutar 10 juni 2026") || !strings.Contains(body, "https://samsyn.exempel.se/\n") {
		t.Errorf("the letter: %s", body)
	}
}

func day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}
