package collect

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func handover(t *testing.T, room *Room, actor org.Actor, unit string) Handover {
	t.Helper()
	h, err := room.Handover(t.Context(), actor, testgroup.Group, unit)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// The lead has handed in, with comments; the coordinator entered one figure; it came
// back, and a deputy takes over.
func TestHandover(t *testing.T) {
	f, room := open(t)
	ctx, lead, convener := t.Context(), f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	entries := everything()
	entries[0].Figure.Comment, entries[3].Figure.Comment = "Ett barn flyttades.", "Räknat för hand."
	save(t, room, lead, alaK1, entries[1:])
	save(t, later(f, time.Hour), convener, alaK1, entries[:1])
	if err := later(f, 2*time.Hour).Submit(ctx, lead, alaK1); err != nil {
		t.Fatal(err)
	}
	f.Exec(`UPDATE submission SET state = 'returned', returned_at = now(), returned_by = 3, return_reason = 'Se över vårdtiden.'`)
	if err := room.SaveReading(ctx, lead, atMeasure("ALA", "MED1"), quality.Reading{Text: "Första mätningen."}); err != nil {
		t.Fatal(err)
	}
	f.Exec(`INSERT INTO person (email, name) VALUES ('gammal@exempel.se', 'Gun Gammal'), ('slut@exempel.se', 'Siv Slutat');
		UPDATE person SET left_on = '2026-01-01' WHERE id = 10;
		INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, submitted_by, approved_at) VALUES
			(1, 1, '2025-10-01', 3, 'approved', '2026-01-20 10:00Z', 9, now()), (1, 1, '2025-07-01', 3, 'approved', '2025-10-20 10:00Z', 10, now()),
			(1, 1, '2025-04-01', 3, 'approved', '2025-07-20 10:00Z', NULL, now()), (1, 1, '2025-01-01', 3, 'approved', '2025-04-20 10:00Z', NULL, now()),
			(1, 2, '2025-10-01', 3, 'approved', '2026-01-20 10:00Z', 2, now());
		INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1);
		INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to) VALUES (6, 1, 1, 'delegate', '2026-05-01', '2026-06-30')`)
	h := handover(t, room, f.Actor(testgroup.Observer), "ALA") // the deputy

	if len(h.Now) != 1 || h.Now[0].Period.Code() != "2026K1" || len(h.Running) != 1 || h.Running[0].Period.Code() != "2026K2" {
		t.Errorf("due %+v, running %+v", h.Now, h.Running)
	}
	var coming []string
	for _, c := range h.Coming {
		coming = append(coming, c.Period.Code()+" "+c.Due.Format(time.DateOnly))
	}
	if got := strings.Join(coming, ", "); got != "2026K3 2026-10-30, 2026K4 2027-01-30" {
		t.Errorf("coming %s", got)
	}
	if len(h.Returns) != 1 || h.Returns[0].Reason != "Se över vårdtiden." || h.Returns[0].By != "Sara Samman" || h.Returns[0].Until != nil {
		t.Errorf("returns %+v", h.Returns)
	}
	var comments []string
	for _, c := range h.Comments {
		comments = append(comments, fmt.Sprintf("%s %s %s: %s %s %v", c.Measure.Definition.Name, c.Stratum, c.Period.Code(), c.Text, c.By.Name, c.By.OnBehalf))
	}
	if got := strings.Join(comments, "; "); got != "Temperatur vid inskrivning  2026K1: Ett barn flyttades. Sara Samman true; Vårdtid före vecka 32 2026K1: Räknat för hand. Lena Läkare false" {
		t.Errorf("comments %s", got)
	}
	var reporters []string
	for _, r := range h.Reporters {
		reporters = append(reporters, fmt.Sprintf("%s %v %v", r.Person.Name, r.Now, r.HasLeft))
	}
	if got := strings.Join(reporters, "; "); got != "Lena Läkare true false; Sara Samman false false; Gun Gammal false false; Siv Slutat false true" {
		t.Errorf("reporters %s", got)
	}
	var contacts []string
	for _, c := range h.Contacts {
		contacts = append(contacts, fmt.Sprintf("%s %s %v", c.Person.Name, c.Role, c.To != nil))
	}
	if got := strings.Join(contacts, "; "); got != "Lena Läkare medical_lead false; Lisa Läsare delegate true; Sara Samman convener false; Olle Ordförande chair false" {
		t.Errorf("contacts %s", got)
	}
	written := 0
	for _, r := range h.Readings {
		if r.Reading != nil {
			written++
		}
	}
	if len(h.Readings) != 6 || written != 1 || h.Readings[0].Reading.Text != "Första mätningen." || !h.CanWrite {
		t.Errorf("readings %+v", h.Readings)
	}
	if len(h.HandedIn) != 4 || h.HandedIn[0].Period.Code() != "2025K4" {
		t.Errorf("handed in %+v", h.HandedIn)
	}
}

func TestHandoverOfWhatWasOpenedAgain(t *testing.T) {
	f, room := submitted(t)
	f.Exec(`UPDATE submission SET state = 'reopened', reopened_at = now(), reopened_by = 3, reopen_reason = 'Nämnaren var fel.', reopened_until = '2026-05-20'`)
	h := handover(t, room, f.Actor(testgroup.MedicalLead), "ALA")
	if len(h.Returns) != 1 || h.Returns[0].Reason != "Nämnaren var fel." || !h.Returns[0].Until.Equal(day(time.May, 20)) {
		t.Errorf("%+v", h.Returns)
	}
}

func TestWhoReadsAHandover(t *testing.T) {
	f, room := open(t)
	f.Exec(`INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (6, 1, 1, 'head_of_department', '2020-01-01')`)
	if h := handover(t, room, f.Actor(testgroup.Observer), "ALA"); h.CanWrite { // the head of department
		t.Error("the head of department may write readings")
	}
	if h := handover(t, room, f.Actor(testgroup.Convener), "CED"); len(h.Contacts) != 2 || len(h.Comments)+len(h.Reporters)+len(h.Returns)+len(h.HandedIn) != 0 {
		t.Errorf("a unit where nobody has done anything: %+v", h)
	}
	for _, person := range []org.PersonID{testgroup.UnitManager, testgroup.Chair, testgroup.Member, testgroup.Other} {
		if _, err := room.Handover(t.Context(), f.Actor(person), testgroup.Group, "ALA"); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d: %v", person, err)
		}
	}
	if _, err := room.Handover(t.Context(), f.Actor(testgroup.Convener), testgroup.Group, "NIL"); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("no such unit: %v", err)
	}
}

func TestHandoverOfASingleFigureThatCameBack(t *testing.T) {
	f, room := submitted(t)
	if err := room.ReturnFigure(t.Context(), f.Actor(testgroup.Convener), alaK1, deciding(t, room, f, temperature, "Räkna om")); err != nil {
		t.Fatal(err)
	}
	h := handover(t, room, f.Actor(testgroup.MedicalLead), "ALA")
	if len(h.Returns) != 1 || h.Returns[0].Measure != "Temperatur vid inskrivning" || h.Returns[0].Reason != "Räkna om" ||
		h.Returns[0].By != "Sara Samman" || h.Returns[0].Collection.Code() != "2026K1" {
		t.Errorf("%+v", h.Returns)
	}
}
