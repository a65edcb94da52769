package group

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// heads are the heads of two clinics: persons 9 at Ala and 10 at Bo.
const heads = `INSERT INTO person (email, name, profession) VALUES ('chef@exempel.se', 'Carin Chef', 'physician'), ('bo@exempel.se', 'Bosse Chef', 'nurse');
	INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (9, 1, 1, 'head_of_department', '2020-01-01'), (10, 1, 2, 'head_of_department', '2020-01-01')`

const headOfAla, headOfBo org.PersonID = 9, 10

func TestAMandateIsDraftedAdoptedAndAcknowledged(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(heads)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	convener, head := f.Actor(testgroup.Convener), f.Actor(headOfAla)
	m := org.Mandate{GroupID: testgroup.Group, Title: "Uppdrag", Body: "Ett\n\nTvå", GivenBy: "Cheferna"}
	if _, err := room.CreateMandate(ctx, f.Actor(testgroup.MedicalLead), m); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a member drafted: %v", err)
	}
	if _, err := room.CreateMandate(ctx, convener, org.Mandate{GroupID: testgroup.Group}); problems(err) != "title required, given_by required, body required" {
		t.Errorf("an empty draft: %v", err)
	}
	if n, err := room.CreateMandate(ctx, convener, m); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if _, err := room.CreateMandate(ctx, convener, m); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("a second draft: %v", err)
	}
	if p, err := room.Mandate(ctx, head, testgroup.Group, 0); err != nil || p.Shown.ID != 0 || len(p.Versions) != 0 {
		t.Errorf("a draft is seen by others: %+v, %v", p, err)
	}
	m.ID, m.Version, m.Body = 1, 1, "Ett\n\nTvå\n\nTre"
	if err := room.SaveMandate(ctx, convener, m); err != nil {
		t.Fatal(err)
	}
	if err := room.AdoptMandate(ctx, convener, m); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("adopted what was not seen: %v", err)
	}
	m.Version = 2
	sign := Acknowledging{testgroup.Group, 1, testgroup.Ala}
	if err := room.AcknowledgeMandate(ctx, head, sign); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("signed a draft: %v", err)
	}
	if err := room.AdoptMandate(ctx, convener, m); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveMandate(ctx, convener, m); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("changed what is adopted: %v", err)
	}
	for _, id := range []org.PersonID{testgroup.Convener, testgroup.MedicalLead, headOfBo} {
		if err := room.AcknowledgeMandate(ctx, f.Actor(id), sign); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%d signed for Ala: %v", id, err)
		}
	}
	if err := room.AcknowledgeMandate(ctx, head, sign); err != nil {
		t.Fatal(err)
	}
	if err := room.AcknowledgeMandate(ctx, head, sign); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("signed twice: %v", err)
	}
	p, err := room.Mandate(ctx, f.Actor(testgroup.Member), testgroup.Group, 0)
	if err != nil || signatures(p) != "Ala: Carin Chef, Bo: [Bosse Chef]" || p.Shown.AdoptedBy != "Sara Samman" {
		t.Errorf("%s, %+v, %v", signatures(p), p.Shown, err)
	}
	if _, err := room.Mandate(ctx, f.Actor(testgroup.Observer), testgroup.Group, 0); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("an observer read it: %v", err)
	}
	// A new version has to be acknowledged anew; the old one can still be read.
	m.Body, m.ChangeNote = "Ett\n\nTre\n\nFyra", "Fyra är nytt"
	if n, err := room.CreateMandate(ctx, convener, m); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	m.ID, m.Version = 2, 1
	if err := room.AdoptMandate(ctx, convener, m); err != nil {
		t.Fatal(err)
	}
	if p, err = room.Mandate(ctx, head, testgroup.Group, 0); err != nil || p.Shown.Number != 2 || signatures(p) != "Ala: [Carin Chef] may sign, Bo: [Bosse Chef]" {
		t.Errorf("%s, %v", signatures(p), err)
	}
	if got := fmt.Sprint(p.Difference); got != "[{Ett kept} {Två removed} {Tre kept} {Fyra added}]" {
		t.Errorf("difference %s", got)
	}
	if p, err = room.Mandate(ctx, head, testgroup.Group, 1); err != nil || p.Shown.Body != "Ett\n\nTvå\n\nTre" || p.Current.Number != 2 {
		t.Errorf("the first version: %+v, %v", p.Shown, err)
	}
	if _, err := room.Mandate(ctx, head, testgroup.Group, 3); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a version that is not there: %v", err)
	}
	if err := room.AcknowledgeMandate(ctx, head, sign); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("signed what no longer holds: %v", err)
	}
	if log := f.Text(`SELECT string_agg(action || coalesce(' ' || unit_id, ''), ', ' ORDER BY id) FROM audit`); log !=
		"group.create_mandate, group.save_mandate, group.adopt_mandate, group.acknowledge_mandate 1, group.create_mandate, group.adopt_mandate" {
		t.Errorf("log %s", log)
	}
}

// signatures is who has signed, or in brackets who may.
func signatures(p MandatePage) string {
	var list []string
	for _, s := range p.Signatures {
		line := s.Unit.ShortName + ": " + s.Given.Name
		if s.Given.Name == "" {
			line += fmt.Sprint(s.Heads)
		}
		if s.CanSign {
			line += " may sign"
		}
		list = append(list, line)
	}
	return strings.Join(list, ", ")
}

func TestADraftIsTakenAway(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	m := org.Mandate{GroupID: testgroup.Group, Title: "Uppdrag", Body: "Ett", GivenBy: "Cheferna"}
	if _, err := room.CreateMandate(ctx, convener, m); err != nil {
		t.Fatal(err)
	}
	m.ID, m.Version = 1, 1
	if err := room.DeleteMandate(ctx, f.Actor(testgroup.Other), m); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("another group's convener: %v", err)
	}
	if err := room.DeleteMandate(ctx, convener, m); err != nil || f.Text(`SELECT count(*)::text FROM mandate`) != "0" {
		t.Error(err)
	}
}

// lines are a wheel's tasks in short.
func lines(w Wheel) string {
	var list []string
	for _, t := range w.Tasks {
		line := t.DueOn.Format("01-02") + " " + t.Title
		for _, mark := range []struct {
			on   bool
			word string
		}{{t.Mine, "mine"}, {t.Overdue, "overdue"}, {t.CanSettle, "settle"}, {t.CanEdit, "edit"}} {
			if mark.on {
				line += " " + mark.word
			}
		}
		list = append(list, line)
	}
	return strings.Join(list, "; ")
}

func TestAYearIsBegunAndCopied(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	template, err := Template()
	if err != nil || len(template.Tasks) < 5 || template.Source == "" {
		t.Fatalf("%+v, %v", template, err)
	}
	for _, plan := range template.Tasks {
		if err := plan.In(1, 2027).Check(); err != nil {
			t.Errorf("%s: %v", plan.Title, err)
		}
	}
	if _, err := room.BeginYear(ctx, f.Actor(testgroup.Chair), testgroup.Group, 2027); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the chair began the year: %v", err)
	}
	if _, err := room.CopyTasks(ctx, convener, testgroup.Group, 2027); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("copied nothing: %v", err)
	}
	if n, err := room.BeginYear(ctx, convener, testgroup.Group, 2027); n != len(template.Tasks) || err != nil {
		t.Fatal(n, err)
	}
	if _, err := room.BeginYear(ctx, convener, testgroup.Group, 2027); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("began twice: %v", err)
	}
	f.Exec(`UPDATE task SET owner_role = '', owner_id = 1, state = 'done', settled_at = now(), outcome = 'Lämnat' WHERE due_on = '2027-02-28';
		UPDATE task SET owner_role = '', owner_id = 8 WHERE due_on = '2027-01-31'`) // 8 is nobody here
	if n, err := room.CopyTasks(ctx, convener, testgroup.Group, 2028); n != len(template.Tasks) || err != nil {
		t.Fatal(n, err)
	}
	if got := f.Text(`SELECT string_agg(concat_ws(' ', due_on, state, owner_id, outcome), '; ' ORDER BY due_on) FROM task WHERE year = 2028 AND due_on < '2028-03-01'`); got !=
		"2028-01-31 open ; 2028-02-29 open 1 " {
		t.Errorf("copied as %q", got)
	}
	w, err := room.Wheel(ctx, convener, WheelChoice{GroupID: testgroup.Group, Year: 2029})
	if err != nil || !w.CanBegin || w.Before != len(template.Tasks) || !slices.Equal(w.Years, []int{2029, 2028, 2027, 2026}) {
		t.Errorf("%v %d %v, %v", w.CanBegin, w.Before, w.Years, err)
	}
}

func TestTasksAreMadeSettledAndRemoved(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO meeting (group_id, kind, title, starts_at, ends_at) VALUES (1, 'working', 'Möte', now(), now() + interval '1 hour');
		INSERT INTO decision (group_id, meeting_id, number, text) VALUES (1, 1, 1, 'Så');
		INSERT INTO task (group_id, year, kind, title, region_id, owner_role, due_on, decision_id) VALUES (1, 2026, 'anchoring', 'Förankra', 1, 'medical_lead', '2026-05-01', 1)`)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	convener, lead, manager := f.Actor(testgroup.Convener), f.Actor(testgroup.MedicalLead), f.Actor(testgroup.UnitManager)
	task := improvement.Task{GroupID: testgroup.Group, Title: "Lämna", OwnerID: testgroup.UnitManager, UnitID: testgroup.Bo, DueOn: on("2026-06-01")}
	if err := room.CreateTask(ctx, lead, task); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a member made one: %v", err)
	}
	wrong := improvement.Task{GroupID: testgroup.Group, OwnerID: testgroup.Other, UnitID: 99, Note: "Barnet 19121212-1212 grät"}
	if err := room.CreateTask(ctx, convener, wrong); problems(err) != "title required, note personal_number, due_on required, owner unknown_choice, where unknown_choice" {
		t.Errorf("wrong: %s", problems(err))
	}
	if err := room.CreateTask(ctx, convener, task); err != nil {
		t.Fatal(err)
	}
	for actor, want := range map[*org.Actor]string{
		&lead: "05-01 Förankra mine overdue settle; 06-01 Lämna", &manager: "05-01 Förankra overdue; 06-01 Lämna mine settle",
		&convener: "05-01 Förankra overdue settle edit; 06-01 Lämna settle edit"} {
		w, err := room.Wheel(ctx, *actor, WheelChoice{GroupID: testgroup.Group})
		if err != nil || lines(w) != want {
			t.Errorf("%s, %v; want %s", lines(w), err, want)
		}
	}
	for state, want := range map[improvement.TaskState]string{OverdueTasks: "05-01 Förankra mine overdue settle", improvement.TaskOpen: "05-01 Förankra mine overdue settle; 06-01 Lämna", improvement.TaskDone: ""} {
		if w, err := room.Wheel(ctx, lead, WheelChoice{GroupID: testgroup.Group, State: state}); err != nil || lines(w) != want || w.Year != 2026 {
			t.Errorf("%s: %s, %v", state, lines(w), err)
		}
	}
	for _, id := range []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		if _, err := room.Wheel(ctx, f.Actor(id), WheelChoice{GroupID: testgroup.Group}); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%d sees the year: %v", id, err)
		}
	}
	seen := improvement.Task{ID: 2, GroupID: testgroup.Group, Version: 1}
	done := improvement.Settling{State: improvement.TaskDone, Outcome: "Lämnat"}
	if err := room.SettleTask(ctx, lead, seen, done); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("settled another's: %v", err)
	}
	if err := room.SettleTask(ctx, manager, seen, done); err != nil {
		t.Fatal(err)
	}
	if err := room.ReopenTask(ctx, manager, seen); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("reopened what was not seen: %v", err)
	}
	seen.Version = 2
	if err := room.ReopenTask(ctx, manager, seen); err != nil {
		t.Fatal(err)
	}
	task.ID, task.Version, task.Title, task.OwnerID, task.OwnerRole = 2, 3, "Lämna allt", 0, org.Convener
	if err := room.SaveTask(ctx, convener, task); err != nil {
		t.Fatal(err)
	}
	p, err := room.Task(ctx, lead, testgroup.Group, 2)
	if err != nil || p.Title != "Lämna allt" || p.Outcome != "Lämnat" || p.State != improvement.TaskOpen || p.Last.ActorName != "Sara Samman" {
		t.Errorf("%+v, %v", p.Task, err)
	}
	if err := room.DeleteTask(ctx, convener, improvement.Task{ID: 1, GroupID: testgroup.Group, Version: 1}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("took a decision's task away: %v", err)
	}
	seen.Version = 4
	if err := room.DeleteTask(ctx, convener, seen); err != nil {
		t.Fatal(err)
	}
	if log := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit`); log !=
		"group.create_task group.settle_task group.reopen_task group.save_task group.delete_task" {
		t.Errorf("log %s", log)
	}
}

func TestTheWheelsFixedDays(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1), (1, 2026, 1)`)
	w, err := New(f.DB, testgroup.Clock).Wheel(t.Context(), f.Actor(testgroup.MedicalLead), WheelChoice{GroupID: testgroup.Group, Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, d := range w.Fixed {
		days = append(days, fmt.Sprintf("%s %s %v", d.Day.Format(time.DateOnly), d.Period.Code(), d.Report))
	}
	if got := strings.Join(days, ", "); got != "2026-01-30 2025K4 false, 2026-02-28 2025 true, 2026-04-30 2026K1 false, 2026-07-30 2026K2 false, 2026-10-30 2026K3 false" {
		t.Errorf("days %s", got)
	}
}

func TestLettersAboutTasks(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO task (group_id, year, kind, title, owner_id, owner_role, unit_id, due_on, state, settled_at) VALUES
		(1, 2026, 'wheel', 'Om en vecka', 1, '', NULL, '2026-05-11', 'open', NULL), (1, 2026, 'wheel', 'Om åtta dagar', 1, '', NULL, '2026-05-12', 'open', NULL),
		(1, 2026, 'wheel', 'I går', NULL, 'convener', NULL, '2026-05-03', 'open', NULL), (1, 2026, 'wheel', 'Klar', 1, '', NULL, '2026-05-05', 'done', now()),
		(1, 2026, 'wheel', 'Ingens', NULL, '', NULL, '2026-05-05', 'open', NULL), (1, 2026, 'wheel', 'Enhetens', NULL, 'unit_manager', 2, '2026-05-04', 'open', NULL),
		(1, 2026, 'wheel', 'En annan enhets', NULL, 'unit_manager', 1, '2026-05-04', 'open', NULL)`)
	plan := func(moment time.Time) {
		t.Helper()
		if err := New(f.DB, func() time.Time { return moment }).WithBaseURL("https://samsyn.exempel.se/").PlanLetters(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	sent := func() string {
		return f.Text(`SELECT string_agg(email || ' ' || subject, '; ' ORDER BY id) FROM reminder`)
	}
	plan(time.Date(2026, 5, 4, 6, 59, 0, 0, time.UTC))
	if got := sent(); got != "" {
		t.Errorf("before the morning: %s", got)
	}
	plan(testgroup.Now)
	plan(testgroup.Now.Add(time.Hour))
	want := "manager@exempel.se Senast 4 maj 2026: Enhetens; lead@exempel.se Senast 11 maj 2026: Om en vecka; convener@exempel.se Skulle ha varit klart 3 maj 2026: I går"
	if got := sent(); got != want {
		t.Errorf("sent %s", got)
	}
	if body := f.Text(`SELECT body FROM reminder WHERE about = 'task 1 2026-05-11'`); !strings.HasPrefix(body, "Hej Lena Läkare!") || !strings.Contains(body, "https://samsyn.exempel.se/gruppen/arshjul/1\n") || !strings.Contains(body, "senast 11 maj 2026.") {
		t.Errorf("body %s", body)
	}
	// The next day one is a week off, and one is late.
	plan(testgroup.Now.AddDate(0, 0, 1))
	if got := sent(); got != want+"; lead@exempel.se Senast 12 maj 2026: Om åtta dagar; manager@exempel.se Skulle ha varit klart 4 maj 2026: Enhetens" {
		t.Errorf("the day after %s", got)
	}
	f.Exec(`DELETE FROM reminder; UPDATE programme_group SET example_data = true`)
	plan(testgroup.Now)
	if got := sent(); got != "" {
		t.Errorf("an example's people: %s", got)
	}
}

func TestHealthCountsTheYear(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(heads + `;
		INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1), (1, 2026, 1);
		INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, approved_at) VALUES
			(1, 1, '2026-01-01', 3, 'approved', '2026-04-29 10:00Z', '2026-05-01'), (1, 2, '2026-01-01', 3, 'submitted', '2026-05-02 10:00Z', NULL),
			(1, 1, '2025-10-01', 3, 'submitted', '2026-01-30 22:30Z', NULL);
		INSERT INTO mandate (group_id, number, title, body, given_by, adopted_at) VALUES (1, 1, 'U', 'B', 'G', '2025-06-01'), (1, 2, 'U', 'B', 'G', '2026-02-01');
		INSERT INTO mandate_acknowledgement VALUES (1, 1, 1, 9, 'Carin', '2025-07-01'), (1, 1, 2, 10, 'Bosse', '2026-01-02'), (2, 1, 1, 9, 'Carin', '2026-03-01')`)
	p, err := New(f.DB, testgroup.Clock).Health(t.Context(), f.Actor(testgroup.Member), testgroup.Group, 0)
	if err != nil {
		t.Fatal(err)
	}
	// Ala has a physician alone, Bo a nurse alone, Ceda nobody.
	want := improvement.Health{Year: 2026, PeriodsDue: 2, PeriodsIn: 2, PeriodsInTime: 1, ReportDue: true, ReportExpected: true, Categories: 3, CategoriesLack: 3,
		Mandate: true, Clinics: 2, Signed: 1, Units: 3}
	if p.Now != want {
		t.Errorf("this year %+v", p.Now)
	}
	// Signed in January is not signed by the year's end, and 23:30 in Stockholm is in time.
	want = improvement.Health{Year: 2025, Over: true, PeriodsDue: 8, PeriodsIn: 1, PeriodsInTime: 1, ReportDue: true, Categories: 3, CategoriesLack: 3,
		Mandate: true, Clinics: 2, Signed: 1, Units: 3}
	if p.Then != want {
		t.Errorf("the year before %+v", p.Then)
	}
	if !slices.Equal(p.Years, []int{2026, 2025}) {
		t.Errorf("years %v", p.Years)
	}
	if _, err := New(f.DB, testgroup.Clock).Health(t.Context(), f.Actor(testgroup.Observer), testgroup.Group, 0); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("an observer: %v", err)
	}
	if _, err := New(f.DB, testgroup.Clock).Health(t.Context(), f.Actor(testgroup.Member), testgroup.Group, 2027); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a year to come: %v", err)
	}
}

func TestMembersAreHeldAgainstTheGroupsWish(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	lacks := func() string {
		p, err := room.Page(ctx, convener, testgroup.Group)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(p.Composition[0].Lacks, p.Composition[1].Lacks, p.Composition[2].Lacks)
	}
	if got := lacks(); got != "[too_few one_profession] [too_few one_profession] [no_member]" {
		t.Errorf("lacking %s", got)
	}
	if err := room.SaveMemberLimits(ctx, convener, Seen{testgroup.Group, 1}, org.MemberLimits{Min: 3, Max: 2}); problems(err) != "members_max members_order" {
		t.Errorf("wrong limits: %v", err)
	}
	if err := room.SaveMemberLimits(ctx, f.Actor(testgroup.MedicalLead), Seen{testgroup.Group, 1}, org.MemberLimits{Min: 1, Max: 1}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a member saved: %v", err)
	}
	if err := room.SaveMemberLimits(ctx, convener, Seen{testgroup.Group, 1}, org.MemberLimits{Min: 1, Max: 1}); err != nil {
		t.Fatal(err)
	}
	if got := lacks(); got != "[] [] [no_member]" {
		t.Errorf("lacking %s", got)
	}
	if err := room.SaveMemberLimits(ctx, convener, Seen{testgroup.Group, 1}, org.MemberLimits{Min: 2, Max: 3}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("stale: %v", err)
	}
}
