package report_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// written is the room on the test's groups with a report for 2025 and a heading.
func written(t *testing.T) (*testgroup.Fixture, *report.Room, report.Edit) {
	t.Helper()
	f := testgroup.New(t)
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1);
		INSERT INTO report (group_id, year, begun_at) VALUES (1, 2025, now()), (2, 2025, now());
		INSERT INTO report_section (group_id, year, content, heading, position) VALUES (1, 2025, 'text', 'Sammanfattning', 1), (2, 2025, 'text', 'Annat', 1)`)
	return f, report.New(f.DB, testgroup.Clock), report.Edit{Group: testgroup.Group, Year: 2025, Section: 1, Version: 1}
}

func section(t *testing.T, room *report.Room, actor org.Actor, e report.Edit) report.Section {
	t.Helper()
	s, err := room.Section(t.Context(), actor, e.Group, e.Year, e.Section)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWriting(t *testing.T) {
	f, room, edit := written(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	if s := section(t, room, convener, edit); s.Heading != "Sammanfattning" || s.Version != 1 {
		t.Errorf("nothing written: %+v", s)
	}
	edit.Body = "  Första stycket.\n\nAndra.  \n"
	if err := room.WriteSection(ctx, convener, edit); err != nil {
		t.Fatal(err)
	}
	s := section(t, room, convener, edit)
	if s.Body != "Första stycket.\n\nAndra." || s.Version != 2 || s.EditedBy != "Sara Samman" || !s.EditedAt.Equal(testgroup.Now) {
		t.Errorf("written: %+v", s)
	}
	edit.Body, edit.Version = "Kortare.", 2
	if err := room.WriteSection(ctx, convener, edit); err != nil {
		t.Fatal(err)
	}
	for _, version := range []int{-1, 0, 1 << 40} { // one past what the database can hold
		stale := edit
		stale.Body, stale.Version = "Ännu kortare.", version
		if err := room.WriteSection(ctx, convener, stale); !errors.Is(err, fault.ErrConflict) {
			t.Errorf("version %d: %v", version, err)
		}
	}
	edit.Version = 3
	if err := room.WriteSection(ctx, convener, edit); err != nil { // nothing changed, so nothing is noted
		t.Fatal(err)
	}
	if got := f.Text(`SELECT string_agg(action || ' ' || subject_id || ' ' || (before->>'body') || '→' || (after->>'body') || ' ' || (after->>'year'), ';' ORDER BY id) FROM audit`); got !=
		"report.write_section 1 →Första stycket.\n\nAndra. 2025;report.write_section 1 Första stycket.\n\nAndra.→Kortare. 2025" {
		t.Errorf("the log says %q", got)
	}
}

func TestWritingWhatIsNotThere(t *testing.T) {
	f, room, edit := written(t)
	convener := f.Actor(testgroup.Convener)
	try := func(what string, want error, change func(*report.Edit)) {
		e := edit
		e.Body = "text"
		change(&e)
		_, read := room.Section(t.Context(), convener, e.Group, e.Year, e.Section)
		for how, err := range map[string]error{"reading": read, "writing": room.WriteSection(t.Context(), convener, e)} {
			if !errors.Is(err, want) {
				t.Errorf("%s %s: %v, want %v", how, what, err, want)
			}
		}
	}
	try("another group's heading", fault.ErrNotFound, func(e *report.Edit) { e.Section = 2 })
	try("no such heading", fault.ErrNotFound, func(e *report.Edit) { e.Section = 99 })
	try("a year without a report", fault.ErrNotFound, func(e *report.Edit) { e.Year = 2024 })
	try("another group", fault.ErrForbidden, func(e *report.Edit) { e.Group = testgroup.OtherGroup })

	edit.Body = strings.Repeat("å", report.MaxBody+1)
	var invalid *fault.ValidationError
	if err := room.WriteSection(t.Context(), convener, edit); !errors.As(err, &invalid) || invalid.Problems[0].Field != "body" || invalid.Problems[0].Code != "too_long" {
		t.Errorf("too long: %v", err)
	}
	edit.Body = strings.Repeat("å", report.MaxBody)
	if err := room.WriteSection(t.Context(), convener, edit); err != nil {
		t.Errorf("just short enough: %v", err)
	}
	if got := f.Text(`SELECT count(*)::text FROM audit`); got != "1" {
		t.Errorf("%s rows in the log", got)
	}
}

func TestTwoWritersKeepBothTexts(t *testing.T) {
	f, room, edit := written(t)
	ctx, sara := t.Context(), f.Actor(testgroup.Convener)
	f.Exec(`INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (6, 1, 'process_support', '2020-01-01')`)
	lisa := f.Actor(testgroup.Observer)
	conflict := func(ctx context.Context, actor org.Actor, e report.Edit) *report.ConflictError {
		t.Helper()
		var found *report.ConflictError
		err := room.WriteSection(ctx, actor, e)
		if !errors.As(err, &found) || !errors.Is(err, fault.ErrConflict) {
			t.Fatalf("got %v, want a conflict", err)
		}
		return found
	}
	edit.Body = "Lisas text"
	if err := room.WriteSection(ctx, lisa, edit); err != nil {
		t.Fatal(err)
	}
	edit.Body = "Saras text" // begun when nothing was written
	if c := conflict(ctx, sara, edit); c.Stored.Body != "Lisas text" || c.Stored.EditedBy != "Lisa Läsare" || c.Stored.Version != 2 {
		t.Errorf("stands there now: %+v", c.Stored)
	}
	edit.Version = 2
	if err := room.WriteSection(ctx, sara, edit); err != nil {
		t.Fatal(err)
	}
	edit.Body = "Lisas nya text"
	if c := conflict(ctx, lisa, edit); c.Stored.Body != "Saras text" {
		t.Errorf("stands there now: %+v", c.Stored)
	}
	if got := f.Text(`SELECT count(*)::text FROM audit`); got != "2" {
		t.Errorf("%s rows in the log", got)
	}
}
