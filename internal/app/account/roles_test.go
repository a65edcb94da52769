package account

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// Everything that somebody could do ends the day that the account is closed, and the name
// stays at what was done.
func TestWhoLeavesLosesAccessTheSameDay(t *testing.T) {
	f := testgroup.New(t)
	hash, err := HashPassword(t.Context(), "ett långt lösenord")
	if err != nil {
		t.Fatal(err)
	}
	today := day(2026, time.May, 4)
	f.Exec(`UPDATE person SET password_hash = '` + hash + `' WHERE id = 2;
		INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to, appointed_by) VALUES (2, 1, 1, 'delegate', '2026-04-01', '2026-06-30', 1);
		INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (2, 1, 'chair', '2026-06-01');
		INSERT INTO task (group_id, year, kind, title, owner_id, due_on) VALUES (1, 2026, 'wheel', 'Kalla till möte', 2, '2026-06-01');
		INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, submitted_by) VALUES (1, 2, '2026-01-01', 3, 'submitted', '2026-04-10 10:00+02', 2)`)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	who, err := room.SignIn(ctx, Credentials{Email: "manager@exempel.se", Password: "ett långt lösenord"})
	if err != nil {
		t.Fatal(err)
	}
	token, err := room.CreateToken(ctx, f.Actor(testgroup.UnitManager), NewToken{Name: "R"})
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := room.CreateCalendar(ctx, f.Actor(testgroup.UnitManager))
	if err != nil {
		t.Fatal(err)
	}
	ways := map[string]func() error{
		"a session":             func() error { _, _, err := room.Visit(ctx, who); return err },
		"a key":                 func() error { _, err := room.Bearer(ctx, token); return err },
		"the calendar's adress": func() error { _, _, err := room.Calendar(ctx, calendar); return err },
	}
	for name, try := range ways {
		if err := try(); err != nil {
			t.Errorf("%s before: %v", name, err)
		}
	}
	if err := room.Leave(ctx, admin, testgroup.UnitManager, today); err != nil {
		t.Fatal(err)
	}
	for name, try := range ways {
		if err := try(); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s after: %v", name, err)
		}
	}
	if _, err := room.SignIn(ctx, Credentials{Email: "manager@exempel.se", Password: "ett långt lösenord"}); wrong(err) != "email sign_in_failed" {
		t.Errorf("signing in: %v", err)
	}
	// No role is held today or later, not even as a deputy or one that was to come.
	for days := range 60 {
		if got := f.Text(`SELECT count(*) FROM membership m JOIN person p ON p.id = m.person_id WHERE m.person_id = 2
			AND '2026-05-04'::date + ` + fmt.Sprint(days) + ` BETWEEN m.valid_from AND coalesce(m.valid_to, 'infinity') AND p.left_on > '2026-05-04'::date + ` + fmt.Sprint(days)); got != "0" {
			t.Errorf("a role is held in %d days", days)
		}
	}
	if got := f.Text(`SELECT p.name FROM submission s JOIN person p ON p.id = s.submitted_by`); got != "Viktor Vård" {
		t.Errorf("handed in by %q", got)
	}
	m, err := room.Members(ctx, f.Actor(testgroup.Convener), testgroup.Group)
	if err != nil || len(m.Left) != 1 || m.Left[0].Title != "Kalla till möte" || m.Left[0].Name != "Viktor Vård" {
		t.Errorf("left open: %+v, %v", m.Left, err)
	}
	if slices.ContainsFunc(m.List, func(g GroupMember) bool { return g.PersonID == testgroup.UnitManager }) {
		t.Error("still among the members")
	}
	start, err := room.Start(ctx, f.Actor(testgroup.Convener), f.Programme())
	if err != nil || start.Roles.LeftOpen != 1 {
		t.Errorf("the start page: %+v, %v", start.Roles, err)
	}
}

// What is lacking of a clinic's members is told where members are managed.
func TestMembersAreHeldAgainstWhatTheGroupWants(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	lacks := func() string {
		m, err := room.Members(ctx, convener, testgroup.Group)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, c := range m.Composition {
			list = append(list, fmt.Sprintf("%s %d %v %s", c.Unit.ShortName, c.Members, c.Lacks, c.Missing))
		}
		if m.Outsider != nil {
			list = append(list, m.Outsider.Name)
		}
		return strings.Join(list, ", ")
	}
	if got := lacks(); got != "Ala 1 [too_few one_profession] nurse, Bo 1 [too_few one_profession] physician, Ceda 0 [no_member] , Sara Samman" {
		t.Errorf("lacking: %s", got)
	}
	f.Exec(`INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (8, 1, 1, 'unit_manager', '2020-01-01'), (3, 1, 2, 'medical_lead', '2020-01-01'),
		(4, 1, 3, 'delegate', '2026-05-05')`)
	if got := lacks(); got != "Ala 2 [] , Bo 2 [] , Ceda 0 [no_member] " {
		t.Errorf("lacking: %s", got)
	}
}

func TestANewMemberIsIntroduced(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE membership SET valid_from = '2026-04-20' WHERE person_id = 1`)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	lead, chair := f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Chair)
	told := func(actor org.Actor) string {
		start, err := room.Start(ctx, actor, f.Programme())
		if err != nil {
			t.Fatal(err)
		}
		if i := start.Roles.Introduction; i != nil {
			return fmt.Sprintf("%d of %d", i.Done, i.Of)
		}
		return "nothing"
	}
	if got := told(lead) + ", " + told(chair); got != "0 of 10, nothing" {
		t.Errorf("told %s", got)
	}
	i, err := room.Introduction(ctx, lead, testgroup.Group)
	if err != nil || len(i.Units) != 1 || i.Units[0].ID != testgroup.Ala || i.Coordinator.Name != "Sara Samman" {
		t.Errorf("%+v, %v", i, err)
	}
	if i, err = room.Introduction(ctx, chair, testgroup.Group); err != nil || slices.Contains(i.Steps, OwnUnit) || len(i.Units) != 0 {
		t.Errorf("the chair's: %+v, %v", i, err)
	}
	for _, id := range []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Other} {
		_, reading := room.Introduction(ctx, f.Actor(id), testgroup.Group)
		if ticking := room.TickIntroduction(ctx, f.Actor(id), testgroup.Group, KnowGoals, true); !errors.Is(reading, fault.ErrForbidden) || !errors.Is(ticking, fault.ErrForbidden) {
			t.Errorf("person %d: %v, %v", id, reading, ticking)
		}
	}
	for _, step := range []IntroductionStep{"", "ingen", OwnUnit} {
		if err := room.TickIntroduction(ctx, chair, testgroup.Group, step, true); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("step %q: %v", step, err)
		}
	}
	tick := func(step IntroductionStep, done bool) {
		t.Helper()
		if err := room.TickIntroduction(ctx, lead, testgroup.Group, step, done); err != nil {
			t.Fatal(err)
		}
	}
	tick(KnowGoals, true)
	tick(KnowMandate, true)
	tick(KnowGoals, true)
	if got := told(lead); got != "2 of 10" {
		t.Errorf("after two: %s", got)
	}
	tick(KnowGoals, false)
	tick(PutAway, true)
	if got := told(lead); got != "nothing" {
		t.Errorf("put away: %s", got)
	}
	tick(PutAway, false)
	for _, s := range IntroductionSteps(lead, testgroup.Group) {
		tick(s, true)
	}
	if got := told(lead); got != "nothing" {
		t.Errorf("all done: %s", got)
	}
	f.Exec(`DELETE FROM introduction_step; UPDATE membership SET valid_from = '2026-02-03' WHERE person_id = 1`)
	if got := told(f.Actor(testgroup.MedicalLead)); got != "nothing" {
		t.Errorf("after ninety days: %s", got)
	}
}

func TestHowAPersonIsReached(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	for want, c := range map[string]postgres.Contact{
		"phone phone_invalid":                          {Phone: "ring mig"},
		"phone phone_invalid ":                         {Phone: "12"},
		"phone too_long":                               {Phone: strings.Repeat("1 ", 30)},
		"phone personal_number":                        {Phone: "121212-1212"},
		"contact too_long":                             {About: strings.Repeat("å", MaxContactAbout+1)},
		"phone phone_invalid, contact personal_number": {Phone: "<b>", About: "121212-1212"},
	} {
		if got := wrong(room.SaveContact(ctx, lead, c)); got != strings.TrimSpace(want) {
			t.Errorf("%+v: %s", c, got)
		}
	}
	c := postgres.Contact{PersonID: testgroup.Chair, Phone: " 010-123 45 67 ", About: "Tisdagar"}
	for range 2 {
		if err := room.SaveContact(ctx, lead, c); err != nil {
			t.Fatal(err)
		}
	}
	got, err := room.Contact(ctx, lead)
	if want := (postgres.Contact{PersonID: testgroup.MedicalLead, Phone: "010-123 45 67", About: "Tisdagar"}); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := room.Contact(ctx, f.Actor(testgroup.Chair)); err != nil || got.Phone != "" {
		t.Errorf("somebody else's was changed: %+v, %v", got, err)
	}
	if n := f.Text(`SELECT count(*) FROM audit WHERE action = 'account.save_contact'`); n != "1" {
		t.Errorf("%s rows in the log", n)
	}
}

// The start page of a head of clinic tells of what is handed in and not seen.
func TestAHeadOfClinicIsToldOfWhatIsHandedIn(t *testing.T) {
	at := func(month time.Month, n int) *time.Time { d := day(2026, month, n); return &d }
	submitted := func(id quality.SubmissionID, unit org.UnitID, p quality.Period, on *time.Time) quality.Submission {
		return quality.Submission{ID: id, GroupID: 1, UnitID: unit, Period: p, State: quality.Submitted, SubmittedAt: on}
	}
	returned := submitted(4, 1, quality.Quarter(2025, 4), at(time.January, 20))
	returned.State = quality.Returned
	head := as(org.HeadOfDepartment)
	head.Memberships[0].From = *at(time.March, 1)
	f := facts{group: startGroup, units: startUnits, submissions: []quality.Submission{
		submitted(1, 1, quality.Quarter(2025, 3), at(time.February, 20)), // before she became head
		submitted(2, 1, quality.Quarter(2026, 1), at(time.April, 20)),
		submitted(3, 2, quality.Quarter(2026, 1), at(time.April, 20)), // another unit's
		returned, submitted(5, 1, quality.Quarter(2026, 2), at(time.July, 20)),
	}}
	line := func(tasks []Task) string {
		var list []string
		for _, t := range tasks {
			list = append(list, summary(t))
		}
		return strings.Join(list, ", ")
	}
	if got := line(seeTasks(head, f)); got != "acknowledge_figures ALA 2026K1 2026-04-20, acknowledge_figures ALA 2026K2 2026-07-20" {
		t.Errorf("to see: %s", got)
	}
	f.seen = []quality.FiguresSeen{{SubmissionID: 2, SubmittedAt: *at(time.April, 20)}, {SubmissionID: 5, SubmittedAt: *at(time.July, 1)}}
	if got := line(seeTasks(head, f)); got != "acknowledge_figures ALA 2026K2 2026-07-20" {
		t.Errorf("after one is seen, and the other before it was handed in anew: %s", got)
	}
	if got := seeTasks(as(org.Convener, org.MedicalLead), f); got != nil {
		t.Errorf("others: %+v", got)
	}
}

// A reader outside the group sees what is published, and nothing that is not.
func TestAnObserversStartPage(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO report (group_id, year, begun_at) VALUES (1, 2025, now()), (2, 2025, now());
		INSERT INTO report_document (sha256, group_id, year, audience, content, made_at) VALUES (sha256('x'), 1, 2025, 'public', 'x', now());
		INSERT INTO report_edition (group_id, year, number, internal_sha256, public_sha256, fixed_at, reason, published_at) VALUES
		(1, 2025, 1, sha256('x'), sha256('x'), now(), '', now()), (1, 2025, 2, sha256('x'), sha256('x'), now(), 'Rättat', NULL), (2, 2025, 1, sha256('x'), sha256('x'), now(), '', now())`)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	start, err := room.Start(ctx, f.Actor(testgroup.Observer), f.Programme())
	if err != nil || len(start.Roles.Published) != 1 || start.Roles.Published[0].Number != 1 || start.Roles.Published[0].GroupID != testgroup.Group {
		t.Errorf("%+v, %v", start.Roles.Published, err)
	}
	if len(start.Tasks) != 0 || len(start.Done) != 0 || start.Meeting != nil {
		t.Errorf("told more: %+v", start)
	}
	if start, err = room.Start(ctx, f.Actor(testgroup.Member), f.Programme()); err != nil || start.Roles.Published != nil {
		t.Errorf("who reads them all: %+v, %v", start.Roles, err)
	}
	if _, err := room.Start(ctx, f.Actor(testgroup.Other), f.Programme()); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("another group's: %v", err)
	}
}

// The start page tells of roles that end soon, and not of a deputy's days twice.
func TestRolesThatEndSoon(t *testing.T) {
	today := day(2026, time.May, 4)
	actor := as(org.Chair, org.Delegate, org.Convener, org.HeadOfDepartment)
	for n, days := range []int{30, 5, 31, 0} {
		last := today.AddDate(0, 0, days)
		actor.Memberships[n].To = &last
	}
	var roles []string
	for _, m := range endingSoon(actor, 1, today) {
		roles = append(roles, string(m.Role))
	}
	if got := strings.Join(roles, ", "); got != "chair, head_of_department" {
		t.Errorf("ending: %s", got)
	}
}
