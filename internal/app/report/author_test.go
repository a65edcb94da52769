package report_test

import (
	"errors"
	"testing"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/testdb/testgroup"
)

// TestASectionsAuthorMayWriteIt: that one, for as long as the report may be read.
func TestASectionsAuthorMayWriteIt(t *testing.T) {
	f, room, edit := written(t)
	ctx, author, other := t.Context(), f.Actor(testgroup.UnitManager), f.Actor(testgroup.MedicalLead)
	f.Exec(`UPDATE report_section SET author_id = 2 WHERE id = 1;
		INSERT INTO report_section (group_id, year, content, heading, position) VALUES (1, 2025, 'text', 'Någon annans', 2)`)
	edit.Body, edit.Ready = "Författarens text", true
	if err := room.WriteSection(ctx, author, edit); err != nil {
		t.Fatal(err)
	}
	if s := section(t, room, author, edit); s.Body != "Författarens text" || s.State != "ready" || s.EditedBy == "" {
		t.Errorf("written: %+v", s)
	}
	w, err := room.Writing(ctx, author, edit)
	if err != nil || w.Data.Masked || w.Section.ID != 1 || w.Last.ID != 0 {
		t.Errorf("to write: %+v %v", w.Section, err)
	}
	edit.Version = 2
	theirs := edit
	theirs.Section = 3
	for what, err := range map[string]error{
		"somebody who is not the author": room.WriteSection(ctx, other, edit),
		"the author in another section":  room.WriteSection(ctx, author, theirs),
		"the author where there is none": room.WriteSection(ctx, author, report.Edit{Group: testgroup.Group, Year: 2025, Section: 99, Body: "x"}),
		"reading to write":               func() error { _, err := room.Writing(ctx, other, edit); return err }(),
	} {
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", what, err)
		}
	}
	f.Exec(`UPDATE membership SET valid_to = '2026-01-01' WHERE person_id = 2`)
	if err := room.WriteSection(ctx, f.Actor(testgroup.UnitManager), edit); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("an author who has left the group: %v", err)
	}
}

func TestWhenASectionIsReady(t *testing.T) {
	f, room, edit := written(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	step := func(body string, ready bool, want string) {
		t.Helper()
		edit.Body, edit.Ready = body, ready
		if err := room.WriteSection(ctx, convener, edit); err != nil {
			t.Fatal(err)
		}
		s := section(t, room, convener, edit)
		if s.State != want {
			t.Errorf("%q, ready %t: %s", body, ready, s.State)
		}
		edit.Version = s.Version
	}
	step("", true, "waiting")
	step("Text", false, "writing")
	step("Text", true, "ready")
	step("Ny text", false, "writing")
	step("", true, "waiting")
	if got := f.Text(`SELECT string_agg((before->>'section_state') || '→' || (after->>'section_state'), ' ' ORDER BY id) FROM audit`); got != "waiting→writing writing→ready ready→writing writing→waiting" {
		t.Errorf("the log says %q", got)
	}
}

// TestLastYearsText: by the heading, or else by the data, when there is one.
func TestLastYearsText(t *testing.T) {
	f, room, edit := written(t)
	f.Exec(`INSERT INTO report (group_id, year, begun_at) VALUES (1, 2024, now());
		INSERT INTO report_section (group_id, year, content, heading, position, body) VALUES
			(1, 2024, 'text', 'sammanfattning', 1, 'Så var det.'), (1, 2024, 'medical', 'Medicin', 2, 'Medicinen.'), (1, 2024, 'text', 'Tom', 3, '');
		INSERT INTO report_section (group_id, year, content, heading, position) VALUES (1, 2025, 'medical', 'Medicinska resultat', 2), (1, 2025, 'text', 'Tom', 3)`)
	for id, want := range map[int64]string{1: "Så var det.", 6: "Medicinen.", 7: ""} {
		edit.Section = id
		w, err := room.Writing(t.Context(), f.Actor(testgroup.Convener), edit)
		if err != nil || w.Last.Body != want {
			t.Errorf("%d: %q %v", id, w.Last.Body, err)
		}
	}
}
