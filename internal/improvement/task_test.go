package improvement

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

func dayOf(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestADayInAnotherYear(t *testing.T) {
	for _, test := range []struct {
		from string
		year int
		want string
	}{
		{"2026-05-31", 2027, "2027-05-31"},
		{"2027-02-28", 2028, "2028-02-29"}, // the month's end stays the end
		{"2028-02-29", 2029, "2029-02-28"},
		{"2028-02-28", 2029, "2029-02-28"}, // not the end of February, but a day there is
		{"2028-02-29", 2032, "2032-02-29"},
		{"2026-12-31", 2025, "2025-12-31"},
		{"2026-03-14", 2027, "2027-03-14"}, // a Saturday becomes a Sunday
	} {
		if got := InYear(dayOf(test.from), test.year).Format(time.DateOnly); got != test.want {
			t.Errorf("%s in %d: %s, want %s", test.from, test.year, got, test.want)
		}
	}
}

func TestCopyingAYear(t *testing.T) {
	settled := dayOf("2028-02-20")
	tasks := []Task{
		{ID: 1, GroupID: 4, Kind: WheelTask, Title: "Lämna", Note: "Till rådet", OwnerID: 7, DueOn: dayOf("2028-02-29"), State: TaskDone,
			SettledAt: &settled, SettledBy: 7, Outcome: "Lämnat", Position: 2, Version: 5},
		{ID: 2, GroupID: 4, Kind: WheelTask, Title: "Kalla", OwnerID: 8, RegionID: 3, DueOn: dayOf("2028-09-01"), State: TaskDropped, SettledAt: &settled},
		{ID: 3, GroupID: 4, Kind: WheelTask, Title: "Välj", OwnerRole: org.Convener, UnitID: 2, DueOn: dayOf("2028-10-01"), State: TaskOpen},
		{ID: 4, GroupID: 4, Kind: DecisionTask, Title: "Ur ett beslut", DecisionID: 1, DueOn: dayOf("2028-10-02"), State: TaskOpen},
	}
	copies := CopyYear(tasks, 2029, func(id org.PersonID) bool { return id == 7 })
	var got []string
	for _, c := range copies {
		got = append(got, fmt.Sprintf("%s %s %d%s %d/%d %s %s%s%d v%d", c.Title, c.DueOn.Format(time.DateOnly), c.OwnerID, c.OwnerRole, c.RegionID, c.UnitID, c.State, c.Outcome, c.Note, c.Position, c.Version))
		if c.ID != 0 || c.SettledAt != nil || c.SettledBy != 0 || c.GroupID != 4 || c.Kind != WheelTask {
			t.Errorf("%+v", c)
		}
	}
	if all := strings.Join(got, "\n"); all != strings.Join([]string{
		"Lämna 2029-02-28 7 0/0 open Till rådet2 v0",
		"Kalla 2029-09-01 0 3/0 open 0 v0",
		"Välj 2029-10-01 0convener 0/2 open 0 v0"}, "\n") {
		t.Errorf("copied\n%s", all)
	}
}

func TestSettlingATask(t *testing.T) {
	open := Task{Title: "Lämna", DueOn: dayOf("2026-02-28"), State: TaskOpen}
	at := dayOf("2026-02-20")
	done, err := open.Settle(Settling{TaskDone, "", at, 3})
	if err != nil || done.State != TaskDone || done.SettledBy != 3 || !done.SettledAt.Equal(at) {
		t.Errorf("%+v, %v", done, err)
	}
	if _, err := done.Settle(Settling{TaskDone, "", at, 3}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("settled twice: %v", err)
	}
	for _, s := range []Settling{{TaskDropped, " ", at, 3}, {TaskOpen, "", at, 3}, {TaskDone, "Ring 19121212-1212", at, 3}} {
		var invalid *fault.ValidationError
		if _, err := open.Settle(s); !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", s, err)
		}
	}
	again, err := done.Reopen()
	if err != nil || again.State != TaskOpen || again.SettledAt != nil {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := open.Reopen(); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("reopened what is open: %v", err)
	}
	if open.Overdue(dayOf("2026-02-28")) || !open.Overdue(dayOf("2026-03-01")) || done.Overdue(dayOf("2026-03-01")) {
		t.Error("a task is overdue the day after, while it is open")
	}
}

func TestWhoseTaskItIs(t *testing.T) {
	actor := org.Actor{Person: org.Person{ID: 1}, Memberships: []org.Membership{{GroupID: 4, UnitID: 2, Role: org.MedicalLead}, {GroupID: 5, Role: org.Convener}}}
	for _, test := range []struct {
		name string
		task Task
		want bool
	}{
		{"by name", Task{GroupID: 4, OwnerID: 1}, true},
		{"another's", Task{GroupID: 4, OwnerID: 2, OwnerRole: org.MedicalLead}, false},
		{"nobody's", Task{GroupID: 4}, false},
		{"the role's anywhere", Task{GroupID: 4, OwnerRole: org.MedicalLead}, true},
		{"the role's at the unit", Task{GroupID: 4, OwnerRole: org.MedicalLead, UnitID: 2}, true},
		{"the role's at another unit", Task{GroupID: 4, OwnerRole: org.MedicalLead, UnitID: 3}, false},
		{"a role of another group", Task{GroupID: 4, OwnerRole: org.Convener}, false},
	} {
		if got := test.task.OwnedBy(actor); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestATemplatesDay(t *testing.T) {
	for year, want := range map[int]string{2027: "2027-02-28", 2028: "2028-02-29"} {
		if got := (TaskPlan{Month: time.February, Day: 31}).In(1, year).DueOn.Format(time.DateOnly); got != want {
			t.Errorf("%d: %s", year, got)
		}
	}
	if got := (TaskPlan{Month: time.December, Day: 15}).In(1, 2027).DueOn.Format(time.DateOnly); got != "2027-12-15" {
		t.Error(got)
	}
}

func TestHealth(t *testing.T) {
	good := Health{Held: 2, Meetings: 2, JointHeld: 1, JointMeetings: 1, PeriodsDue: 8, PeriodsIn: 8, PeriodsInTime: 8, Headings: 3, HeadingsWritten: 3,
		ReportExpected: true, ReportDue: true, Goals: 3, GoalsWithAction: 3, Categories: 3, Tasks: 2, TasksDone: 1, TasksDropped: 1,
		Mandate: true, Clinics: 5, Signed: 5, Units: 7, UnitsFull: 7, Over: true}
	if got := good.Judge(); got != (Conditions{Fine, Fine, Fine, Fine, Fine, Fine, Fine, Fine, Fine, Fine}) {
		t.Errorf("all is well: %+v", got)
	}
	for name, test := range map[string]struct {
		health Health
		want   Conditions
	}{
		"a year that began today": {Health{Categories: 3, CategoriesLack: 3},
			Conditions{Attention, Attention, Nothing, Nothing, Nothing, Nothing, Lacking, Attention, Lacking, Nothing}},
		"a year when nothing was done": {Health{Over: true, PeriodsDue: 8, Headings: 3, ReportExpected: true, ReportDue: true, Goals: 3, Categories: 3, CategoriesLack: 1,
			Tasks: 3, TasksOverdue: 3, Mandate: true, Clinics: 5, Units: 7},
			Conditions{Lacking, Lacking, Lacking, Lacking, Lacking, Lacking, Attention, Lacking, Lacking, Lacking}},
		"in the middle": {Health{Meetings: 3, Held: 1, PastUnheld: 1, JointMeetings: 1, PeriodsDue: 8, PeriodsIn: 7, PeriodsInTime: 4, Headings: 3, HeadingsWritten: 1, ReportExpected: true,
			Goals: 3, GoalsWithAction: 1, Categories: 3, Tasks: 4, TasksDone: 2, Mandate: true, Clinics: 5, Signed: 3, Units: 7, UnitsFull: 6},
			Conditions{Attention, OnTheWay, Attention, Attention, OnTheWay, Attention, Fine, OnTheWay, Attention, Attention}},
		"the report is late in part": {Health{Headings: 3, HeadingsWritten: 1, ReportExpected: true, ReportDue: true, Meetings: 1, Tasks: 3, TasksOverdue: 1},
			Conditions{OnTheWay, Attention, Nothing, Nothing, Attention, Nothing, Fine, Attention, Lacking, Nothing}},
	} {
		if got := test.health.Judge(); got != test.want {
			t.Errorf("%s:\n%+v, want\n%+v", name, got, test.want)
		}
	}
}
