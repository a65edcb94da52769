package report_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// headings are the year's sections in order.
func headings(t *testing.T, room *report.Room, actor org.Actor, year int) (list []string) {
	t.Helper()
	p, err := room.Sections(t.Context(), actor, testgroup.Group, year)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Sections {
		list = append(list, s.Heading)
	}
	return list
}

// logged is what the log says was done, oldest first.
func logged(f *testgroup.Fixture) string {
	return f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit`)
}

func TestBeginningAReport(t *testing.T) {
	f, room, _ := written(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2026, 1), (1, 2027, 1);
		UPDATE report_section SET author_id = 2, body = 'Förra årets' WHERE group_id = 1`)
	for what, err := range map[string]error{
		"a unit's":    room.BeginReport(ctx, f.Actor(testgroup.UnitManager), testgroup.Group, 2026),
		"the other's": room.BeginReport(ctx, f.Actor(testgroup.Other), testgroup.Group, 2026),
	} {
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := room.BeginReport(ctx, convener, testgroup.Group, 2024); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a year without measures: %v", err)
	}
	p, err := room.Sections(ctx, convener, testgroup.Group, 2026)
	if err != nil || p.Begun() || len(p.Sections) != 1 || p.Sections[0].ID != 0 {
		t.Errorf("before: %+v %v", p, err)
	}
	if err := room.BeginReport(ctx, convener, testgroup.Group, 2026); err != nil {
		t.Fatal(err)
	}
	if err := room.BeginReport(ctx, convener, testgroup.Group, 2026); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("twice: %v", err)
	}
	p, err = room.Sections(ctx, convener, testgroup.Group, 2026)
	if err != nil || !p.Begun() || p.Report.BegunBy != "Sara Samman" {
		t.Fatalf("begun: %+v %v", p.Report, err)
	}
	if s := p.Sections[0]; s.Heading != "Sammanfattning" || s.AuthorID != testgroup.UnitManager || s.Body != "" || s.State != "waiting" {
		t.Errorf("as the year before: %+v", s)
	}
	years, err := room.Years(ctx, convener, testgroup.Group)
	if want := []report.Year{{Year: 2027}, {Year: 2026, Begun: true}, {Year: 2025, Begun: true}}; err != nil || !slices.Equal(years, want) {
		t.Errorf("years %v %v", years, err)
	}
	if got := f.Text(`SELECT string_agg(action || ' ' || (after->>'year') || ' ' || (after->>'sections'), ';') FROM audit`); got != `report.begin 2026 ["Sammanfattning"]` {
		t.Errorf("the log says %q", got)
	}
}

func TestPlanningSections(t *testing.T) {
	f, room, _ := written(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	due := time.Date(2026, time.February, 10, 0, 0, 0, 0, time.UTC)
	plan := report.Plan{GroupID: testgroup.Group, Year: 2025, Heading: "Omvårdnad", Content: "nursing", AuthorID: testgroup.UnitManager, DueOn: &due}
	if err := room.AddSection(ctx, convener, plan); err != nil {
		t.Fatal(err)
	}
	p, err := room.Sections(ctx, convener, testgroup.Group, 2025)
	if err != nil {
		t.Fatal(err)
	}
	s := p.Sections[1]
	if s.Heading != "Omvårdnad" || s.Author != "Bo Björk" && s.AuthorID != testgroup.UnitManager || !s.DueOn.Equal(due) {
		t.Errorf("added: %+v", s)
	}
	for _, person := range p.People {
		if person.ID == testgroup.Member || person.ID == testgroup.Observer || person.ID == testgroup.Administrator || person.ID == testgroup.Other {
			t.Errorf("%s may be given a section", person.Name)
		}
	}
	if len(p.People) < 4 {
		t.Errorf("people: %+v", p.People)
	}

	plan.SectionID, plan.Version, plan.Heading, plan.Content, plan.AuthorID, plan.DueOn = s.ID, s.Version, "Vården", "text", 0, nil
	if err := room.SaveSectionPlan(ctx, convener, plan); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveSectionPlan(ctx, convener, plan); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("an older version: %v", err)
	}
	plan.Version++
	if err := room.SaveSectionPlan(ctx, convener, plan); err != nil { // nothing changed, so nothing is noted
		t.Error(err)
	}
	far := due.AddDate(10, 0, 0)
	for want, bad := range map[string]func(*report.Plan){
		"heading required":       func(p *report.Plan) { p.Heading = " " },
		"heading too_long":       func(p *report.Plan) { p.Heading = strings.Repeat("å", 201) },
		"content unknown_choice": func(p *report.Plan) { p.Content = "weather" },
		"author unknown_choice":  func(p *report.Plan) { p.AuthorID = testgroup.Member },
		"due_on unlikely_day":    func(p *report.Plan) { p.DueOn = &far },
	} {
		wrong := plan
		bad(&wrong)
		for _, err := range []error{room.SaveSectionPlan(ctx, convener, wrong), room.AddSection(ctx, convener, wrong)} {
			var invalid *fault.ValidationError
			if !errors.As(err, &invalid) || invalid.Problems[0].Field+" "+invalid.Problems[0].Code != want {
				t.Errorf("%s: %v", want, err)
			}
		}
	}
	if got := logged(f); got != "report.add_section report.save_section" {
		t.Errorf("the log: %q", got)
	}
	if got := f.Text(`SELECT (before->>'heading') || ' ' || (before->>'due_on') || ' ' || (before->>'section_content') || '→' || (after->>'heading') || (after->>'author') FROM audit ORDER BY id DESC LIMIT 1`); got != "Omvårdnad 2026-02-10 nursing→Vården" {
		t.Errorf("the log says %q", got)
	}
}

func TestMovingAndRemovingSections(t *testing.T) {
	f, room, edit := written(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	for _, heading := range []string{"Två", "Tre"} {
		if err := room.AddSection(ctx, convener, report.Plan{GroupID: testgroup.Group, Year: 2025, Heading: heading, Content: "text"}); err != nil {
			t.Fatal(err)
		}
	}
	first := report.Plan{GroupID: testgroup.Group, Year: 2025, SectionID: 1, Version: 1}
	move := func(up bool, want ...string) {
		t.Helper()
		if err := room.MoveSection(ctx, convener, first, up); err != nil {
			t.Fatal(err)
		}
		if got := headings(t, room, convener, 2025); !slices.Equal(got, want) {
			t.Errorf("order %q, want %q", got, want)
		}
	}
	move(true, "Sammanfattning", "Två", "Tre")
	move(false, "Två", "Sammanfattning", "Tre")
	move(false, "Två", "Tre", "Sammanfattning")
	move(false, "Två", "Tre", "Sammanfattning")
	move(true, "Två", "Sammanfattning", "Tre")

	edit.Body = "Det som går."
	if err := room.WriteSection(ctx, convener, edit); err != nil {
		t.Fatal(err)
	}
	if err := room.DeleteSection(ctx, convener, first); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("written in meanwhile: %v", err)
	}
	first.Version = 2
	if err := room.DeleteSection(ctx, convener, first); err != nil {
		t.Fatal(err)
	}
	if got := headings(t, room, convener, 2025); !slices.Equal(got, []string{"Två", "Tre"}) {
		t.Errorf("left: %q", got)
	}
	if got := f.Text(`SELECT before->>'body' FROM audit WHERE action = 'report.delete_section'`); got != "Det som går." {
		t.Errorf("the log keeps %q", got)
	}
	others := report.Plan{GroupID: testgroup.Group, Year: 2025, SectionID: 2, Version: 1} // the other group's
	for what, err := range map[string]error{"moved": room.MoveSection(ctx, convener, others, true), "removed": room.DeleteSection(ctx, convener, others),
		"saved": room.SaveSectionPlan(ctx, convener, others)} {
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("another group's is %s: %v", what, err)
		}
	}
}

func TestTheTemplate(t *testing.T) {
	f, room, _ := written(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	if err := room.UseAsTemplate(ctx, convener, testgroup.Group, 2024); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a year that has not begun: %v", err)
	}
	if err := room.UseAsTemplate(ctx, convener, testgroup.Group, 2025); err != nil {
		t.Fatal(err)
	}
	read := func() report.Template {
		t.Helper()
		template, err := room.Template(ctx, convener, testgroup.Group)
		if err != nil {
			t.Fatal(err)
		}
		return template
	}
	now := read()
	if len(now.Headings) != 1 || now.Headings[0].Heading != "Sammanfattning" {
		t.Fatalf("the year's: %+v", now)
	}
	stale := now
	now.Headings = append(now.Headings, report.Heading{Heading: "Bilaga", Content: "appendix"})
	if err := room.SaveTemplate(ctx, convener, testgroup.Group, now); err != nil {
		t.Fatal(err)
	}
	stale.Headings = []report.Heading{{Heading: "Annat", Content: "text"}}
	if err := room.SaveTemplate(ctx, convener, testgroup.Group, stale); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("somebody else was first: %v", err)
	}
	now = read()
	if len(now.Headings) != 2 || now.Headings[1].Content != "appendix" {
		t.Errorf("saved: %+v", now)
	}
	if err := room.SaveTemplate(ctx, convener, testgroup.Group, now); err != nil { // nothing changed
		t.Error(err)
	}
	for want, list := range map[string][]report.Heading{
		"heading.1 required":       nil,
		"heading.2 required":       {{Heading: "Ett", Content: "text"}, {Heading: "", Content: "text"}},
		"content.1 unknown_choice": {{Heading: "Ett", Content: "weather"}},
	} {
		var invalid *fault.ValidationError
		err := room.SaveTemplate(ctx, convener, testgroup.Group, report.Template{Headings: list, Mark: now.Mark})
		if !errors.As(err, &invalid) || invalid.Problems[0].Field+" "+invalid.Problems[0].Code != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	if got := logged(f); got != "report.save_template report.save_template" {
		t.Errorf("the log: %q", got)
	}
}

// TestWhoMayPlan: those who write the report, and nobody else.
func TestWhoMayPlan(t *testing.T) {
	f, room, _ := written(t)
	ctx := t.Context()
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		actor, plan := f.Actor(id), report.Plan{GroupID: testgroup.Group, Year: 2025, SectionID: 1, Version: 1, Heading: "X", Content: "text"}
		_, sections := room.Sections(ctx, actor, testgroup.Group, 2025)
		_, template := room.Template(ctx, actor, testgroup.Group)
		_, measure := room.Measure(ctx, actor, testgroup.Group, 2025, "X")
		for what, err := range map[string]error{
			"Sections": sections, "Template": template, "Measure": measure,
			"AddSection": room.AddSection(ctx, actor, plan), "SaveSectionPlan": room.SaveSectionPlan(ctx, actor, plan),
			"MoveSection": room.MoveSection(ctx, actor, plan, true), "DeleteSection": room.DeleteSection(ctx, actor, plan),
			"SaveTemplate":  room.SaveTemplate(ctx, actor, testgroup.Group, report.Template{Headings: []report.Heading{{Heading: "X", Content: "text"}}}),
			"UseAsTemplate": room.UseAsTemplate(ctx, actor, testgroup.Group, 2025),
			"WriteMeasure":  room.WriteMeasure(ctx, actor, report.MeasureEdit{Group: testgroup.Group, Year: 2025}),
		} {
			if !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("%s of %d: %v", what, id, err)
			}
		}
	}
	if got := logged(f); got != "" {
		t.Errorf("the log: %q", got)
	}
}
