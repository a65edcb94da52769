package account

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// The start page's tests: a group of three units of which the third has nothing to
// hand in, collected by quarter and due 30 days after.
var (
	startGroup = org.Group{ID: 1, CollectionMonths: 3, DueDays: 30, ReportDueMonth: time.February, ReportDueDay: 31}
	startUnits = []org.Unit{{ID: 1, Code: "ALA"}, {ID: 2, Code: "BO"}, {ID: 3, Code: "CED"}}
	autumn     = quality.Quarter(2026, 3)
)

// as is somebody with the roles in the group; a unit's role is held at the first.
func as(roles ...org.Role) org.Actor {
	var a org.Actor
	for _, role := range roles {
		m := org.Membership{GroupID: 1, Role: role}
		switch {
		case role == org.Administrator:
			m.GroupID = 0
		case role.OfUnit():
			m.UnitID = 1
		}
		a.Memberships = append(a.Memberships, m)
	}
	return a
}

// summary is a task in one line.
func summary(t Task) string {
	line := fmt.Sprintf("%s %s %s", t.Kind, t.Unit.Code, t.Period.Code())
	if t.Count > 0 {
		line += fmt.Sprintf(" %d/%d", t.Count, t.Total)
	}
	if t.Reason != "" {
		line += " " + t.Reason
	}
	return line + " " + t.Due.Format(time.DateOnly)
}

func TestStart(t *testing.T) {
	type submission struct {
		unit   org.UnitID
		period quality.Period
		state  quality.SubmissionState
	}
	until := day(2026, time.December, 1)
	for name, test := range map[string]struct {
		actor   org.Actor
		today   time.Time
		stored  []submission
		reports []int
		nothing bool // nothing is due from anybody
		want    []string
		done    int
	}{
		"nothing entered, not late yet": {actor: as(org.MedicalLead), want: []string{"fill_in ALA 2026K3 2026-10-30"}},
		"what came back first, then by day": {actor: as(org.UnitManager),
			stored: []submission{{1, quality.Quarter(2025, 4), quality.Reopened}, {1, quality.Quarter(2026, 1), quality.Returned}, {1, quality.Quarter(2026, 2), quality.Draft}},
			want: []string{"mend_returned ALA 2026K1 returned 2026-04-30", "mend_returned ALA 2025K4 reopened 2026-12-01",
				"fill_in ALA 2026K2 2026-07-30", "fill_in ALA 2026K3 2026-10-30"}},
		"more than a year ago": {actor: as(org.Delegate), stored: []submission{{1, autumn, quality.Approved}, {1, quality.Quarter(2025, 2), quality.Returned}}, done: 1},
		"handed in":            {actor: as(org.Delegate), stored: []submission{{1, autumn, quality.Submitted}}, done: 1},
		"another unit's":       {actor: as(org.MedicalLead), stored: []submission{{1, autumn, quality.Final}, {2, autumn, quality.Returned}}, done: 1},
		"nothing collected":    {actor: as(org.MedicalLead, org.Convener), nothing: true},
		"the convener": {actor: as(org.Convener), stored: []submission{{1, autumn, quality.Submitted}, {2, quality.Quarter(2026, 2), quality.Submitted}, {1, quality.Quarter(2026, 2), quality.Submitted}},
			want: []string{"review  2026K2 2/0 2026-07-30", "review  2026K3 1/0 2026-10-30", "await_units  2026K3 1/2 2026-10-30"}},
		"the convener, all in": {actor: as(org.Convener), stored: []submission{{1, autumn, quality.Approved}, {2, autumn, quality.Reopened}}},
		"returned is not in": {actor: as(org.Convener), stored: []submission{{1, autumn, quality.Approved}, {2, autumn, quality.Returned}},
			want: []string{"await_units  2026K3 1/2 2026-10-30"}},
		"both roles": {actor: as(org.UnitManager, org.Convener), reports: []int{2026},
			want: []string{"fill_in ALA 2026K3 2026-10-30", "await_units  2026K3 2/2 2026-10-30", "write_report  2026 2027-02-28"}},
		"the report on its last day": {actor: as(org.ProcessSupport), today: day(2027, time.February, 28), reports: []int{2027, 2026},
			want: []string{"write_report  2026 2027-02-28"}},
		"the day after": {actor: as(org.ProcessSupport), today: day(2027, time.March, 1), reports: []int{2027, 2026},
			want: []string{"write_report  2027 2028-02-29"}},
		"no report for the year":      {actor: as(org.ProcessSupport), today: day(2027, time.February, 1), reports: []int{2027}},
		"a reader before the day":     {actor: as(org.ProgramAreaMember), today: day(2027, time.February, 1), reports: []int{2026, 2025}, want: []string{"read_report  2025 2026-02-28"}},
		"a reader after the day":      {actor: as(org.ProgramAreaMember), today: day(2027, time.March, 1), reports: []int{2026, 2025}, want: []string{"read_report  2026 2027-02-28"}},
		"a reader, no report yet":     {actor: as(org.ProgramAreaMember), reports: []int{2026}},
		"somebody who sees it anyway": {actor: as(org.Chair), reports: []int{2026, 2025}},
		"an observer":                 {actor: as(org.Observer), reports: []int{2026, 2025}},
		"an administrator":            {actor: as(org.Administrator), reports: []int{2026, 2025}},
	} {
		t.Run(name, func(t *testing.T) {
			f := facts{group: startGroup, today: test.today, units: startUnits, reports: test.reports,
				due: func(u org.Unit, _ quality.Period) bool { return u.ID != 3 && !test.nothing }}
			if f.today.IsZero() {
				f.today = day(2026, time.October, 15)
			}
			for _, s := range test.stored {
				f.submissions = append(f.submissions, quality.Submission{UnitID: s.unit, Period: s.period, State: s.state,
					ReturnReason: "returned", ReopenReason: "reopened", ReopenedUntil: &until})
			}
			start := newStart(test.actor, f)
			start.sort()
			var got []string
			for _, task := range start.Tasks {
				got = append(got, summary(task))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("tasks\n%q, want\n%q", got, test.want)
			}
			if len(start.Done) != test.done {
				t.Errorf("%d handed in, want %d", len(start.Done), test.done)
			}
		})
	}
}

// TestStartReadsWhatIsDue: only what the group collects in the year, and only from
// the units that it is about.
func TestStartReadsWhatIsDue(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	tasks := func(actor org.Actor) (lines []string) {
		start, err := room.Start(ctx, actor, f.Programme())
		if err != nil {
			t.Fatal(err)
		}
		if start.Latest != quality.Quarter(2026, 1) || len(start.Units) != 3 {
			t.Errorf("latest %s, %d units", start.Latest.Code(), len(start.Units))
		}
		for _, task := range start.Tasks {
			lines = append(lines, summary(task))
		}
		return lines
	}
	if got := tasks(lead); got != nil {
		t.Errorf("nothing is collected, but there is %q", got)
	}
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2026, 4), (1, 2025, 1)`)
	if got := tasks(lead); got != nil {
		t.Errorf("a yearly measure, and last year's: %q", got)
	}
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2026, 1)`)
	if got := tasks(lead); !slices.Equal(got, []string{"fill_in ALA 2026K1 2026-04-30"}) {
		t.Errorf("the quarter's measure: %q", got)
	}
	// The birth site does not report the measure, so two of three are awaited.
	if got := tasks(f.Actor(testgroup.Convener)); !slices.Equal(got, []string{"await_units  2026K1 2/2 2026-04-30", "write_report  2026 2027-02-28"}) {
		t.Errorf("the convener: %q", got)
	}
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at) VALUES (1, 1, '2026-01-01', 3, 'submitted', now())`)
	if got := tasks(lead); got != nil {
		t.Errorf("handed in: %q", got)
	}
	for _, actor := range []org.Actor{f.Actor(testgroup.Other), f.Actor(testgroup.Administrator)} {
		if _, err := room.Start(ctx, actor, f.Programme()); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s, who is not in the group: %v", actor.Person.Name, err)
		}
	}
}

func TestVisit(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	actor, groups, err := room.Visit(ctx, SignedIn{Person: testgroup.MedicalLead, Fingerprint: fingerprint("")})
	if err != nil || actor.Person.Name != "Lena Läkare" || len(groups) != 1 || groups[0].ID != testgroup.Group {
		t.Errorf("%+v, %v, %v", actor, groups, err)
	}
	f.Exec(`UPDATE membership SET valid_to = '2026-05-03' WHERE person_id = 1; UPDATE person SET left_on = '2026-05-04' WHERE id = 3`)
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Convener, 99} {
		if _, _, err := room.Visit(ctx, SignedIn{Person: id, Fingerprint: fingerprint("")}); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("person %d: %v", id, err)
		}
	}
}

// TestStartNotesRoles: somebody who has reported for the unit for long is not new in
// another role, and nobody's deputy.
func TestStartNotesRoles(t *testing.T) {
	today, until := day(2026, time.October, 15), day(2026, time.November, 30)
	lead := org.Membership{GroupID: 1, UnitID: 1, Role: org.MedicalLead, From: day(2020, time.January, 1)}
	deputy := org.Membership{GroupID: 1, UnitID: 1, Role: org.Delegate, From: day(2026, time.October, 1), To: &until}
	from := func(m org.Membership, day time.Time) org.Membership { m.From = day; return m }
	elsewhere := from(lead, today)
	elsewhere.GroupID = 2
	chief := from(lead, today)
	chief.Role = org.HeadOfDepartment
	for name, test := range map[string]struct {
		held []org.Membership
		want string
	}{
		"for long":                    {[]org.Membership{lead}, "new 0, deputy 0"},
		"since today":                 {[]org.Membership{from(lead, today)}, "new 1, deputy 0"},
		"since 29 days":               {[]org.Membership{from(lead, today.AddDate(0, 0, -29))}, "new 1, deputy 0"},
		"since 30 days":               {[]org.Membership{from(lead, today.AddDate(0, 0, -30))}, "new 0, deputy 0"},
		"a deputy":                    {[]org.Membership{deputy}, "new 1, deputy 1"},
		"a deputy since long":         {[]org.Membership{from(deputy, day(2026, time.January, 1))}, "new 0, deputy 1"},
		"for long, and deputy beside": {[]org.Membership{lead, deputy}, "new 0, deputy 0"},
		"in another group":            {[]org.Membership{elsewhere}, "new 0, deputy 0"},
		"who does not report":         {[]org.Membership{chief}, "new 0, deputy 0"},
	} {
		f := facts{group: startGroup, today: today, units: startUnits, due: func(org.Unit, quality.Period) bool { return false }}
		start := newStart(org.Actor{Memberships: test.held}, f)
		if got := fmt.Sprintf("new %d, deputy %d", len(start.New), len(start.Deputy)); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// TestStartTellsOfOwnActions: those that are due within thirty days or should have been
// done, those that a team has handed over in the last thirty, and nobody else's.
func TestStartTellsOfOwnActions(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO action (group_id, unit_id, area, kind, state, owner_id, due_on, origin, written_at, settled_on) VALUES
		(1, 1, 'Försenad', 'routine', 'ongoing', 1, '2026-05-03', 'own', now(), NULL), (1, NULL, 'Snart', 'routine', 'planned', 1, '2026-06-03', 'own', now(), NULL),
		(1, 1, 'Sedan', 'routine', 'planned', 1, '2026-06-04', 'own', now(), NULL), (1, 1, 'Klar', 'routine', 'done', 1, '2026-05-03', 'own', now(), '2026-05-01'),
		(1, 1, 'Någon annans', 'routine', 'ongoing', 2, '2026-05-03', 'own', now(), NULL), (2, 2, 'I en annan grupp', 'routine', 'ongoing', 1, '2026-05-03', 'own', now(), NULL),
		(1, NULL, 'Överlämnad nyss', 'routine', 'ongoing', 1, '2026-11-01', 'own', now(), NULL), (1, NULL, 'Överlämnad förut', 'routine', 'ongoing', 1, '2026-11-01', 'own', now(), NULL);
		INSERT INTO improvement_team (group_id, title, aim, begins_on, ends_on, state, settled_on, end_note, continues, action_id, written_at) VALUES
			(1, 'Nyss', 'A', '2025-01-01', '2026-12-31', 'handed_over', '2026-04-04', 'N', 'F', 7, now()), (1, 'Förut', 'A', '2025-01-01', '2026-12-31', 'handed_over', '2026-04-03', 'N', 'F', 8, now())`)
	start, err := New(f.DB, testgroup.Clock).Start(t.Context(), f.Actor(testgroup.MedicalLead), f.Programme())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, task := range start.Tasks {
		got = append(got, string(task.Kind)+" "+task.Title+" "+task.Unit.ShortName+" "+task.Due.Format("01-02"))
	}
	if want := []string{"do_action Försenad Ala 05-03", "do_action Snart  06-03", "do_action Överlämnad nyss  11-01"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
