package group

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestMain(m *testing.M) { testdb.Main(m) }

func TestPage(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	f.Exec(`UPDATE person SET left_on = '2026-05-04' WHERE id = 4;
		UPDATE membership SET valid_to = '2026-05-03' WHERE person_id = 6;
		UPDATE group_unit SET active_to = '2025-12-31' WHERE group_id = 1 AND unit_id = 3`)
	p, err := room.Page(ctx, f.Actor(testgroup.Member), testgroup.Group)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range p.Members {
		got = append(got, fmt.Sprintf("%s %s %d", m.Person.Name, m.Role, m.UnitID))
	}
	want := "[Lena Läkare medical_lead 1 Viktor Vård unit_manager 2 Sara Samman convener 0 Lars Ledamot program_area_member 0]"
	if fmt.Sprint(got) != want {
		t.Errorf("members %v, want %s", got, want)
	}
	if len(p.Units) != 2 || len(p.Reasons) != 1 || p.Group.BodyName != "Provområdet barn" {
		t.Errorf("%+v", p)
	}
	for _, id := range []org.PersonID{testgroup.Administrator, testgroup.Other} {
		if _, err := room.Page(ctx, f.Actor(id), testgroup.Group); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("the page for person %d: %v", id, err)
		}
	}
}

// Where the rounds are shorter than the time to hand in, several are open at once.
func TestEarliestRoundThatIsStillDue(t *testing.T) {
	today := time.Date(2026, time.January, 20, 0, 0, 0, 0, time.UTC)
	for months, want := range map[int]string{1: "2025M11 2026-02-13", 3: "2025K4 2026-03-16", 48: "2022-2025 2026-03-16"} {
		p := Page{Group: org.Group{CollectionMonths: months, DueDays: 75}}
		p.setDays(today)
		if got := p.NextPeriod.Code() + " " + p.NextDue.Format(time.DateOnly); got != want {
			t.Errorf("rounds of %d months: %s, want %s", months, got, want)
		}
	}
}

func TestDaysThatComeNext(t *testing.T) {
	g := org.Group{CollectionMonths: 3, DueDays: 30, ReportDueMonth: time.February, ReportDueDay: 31}
	for today, want := range map[string]string{
		"2026-04-30": "2026K1 2026-04-30 2026 2027-02-28",
		"2026-05-01": "2026K2 2026-07-30 2026 2027-02-28",
		"2027-02-28": "2027K1 2027-04-30 2026 2027-02-28",
		"2027-03-01": "2027K1 2027-04-30 2027 2028-02-29",
		"2026-01-30": "2025K4 2026-01-30 2025 2026-02-28",
	} {
		day, err := time.Parse(time.DateOnly, today)
		if err != nil {
			t.Fatal(err)
		}
		p := Page{Group: g}
		p.setDays(day)
		got := fmt.Sprintf("%s %s %d %s", p.NextPeriod.Code(), i18n.Date(t.Context(), p.NextDue), p.ReportYear, i18n.Date(t.Context(), p.ReportDue))
		if got != want {
			t.Errorf("on %s: %s, want %s", today, got, want)
		}
	}
}

func TestLog(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	f.Exec(`INSERT INTO audit (happened_at, person_id, actor_name, action, group_id, unit_id, subject, subject_id, before, after)
		VALUES (now(), 1, 'Lena Läkare', 'figure.save', 1, 1, 'figure', 1, '{"numerator": 1}', '{"numerator": 2}'),
		       (now(), NULL, 'samsyn import', 'import.create', 2, NULL, 'programme_group', NULL, NULL, NULL),
		       (now(), 7, 'Amir Admin', 'account.save', NULL, NULL, 'person', 1, NULL, '{"name": "Lena"}')`)
	log, err := room.Log(ctx, f.Actor(testgroup.Convener), LogAsked{GroupID: testgroup.Group})
	if err != nil || len(log.Changes) != 1 || log.Changes[0].UnitName != "Ala" || log.Changes[0].After == nil || log.Whole {
		t.Errorf("the convener's: %+v, %v", log, err)
	}
	log, err = room.Log(ctx, f.Actor(testgroup.Administrator), LogAsked{})
	if err != nil || len(log.Changes) != 3 || !log.Whole || log.Changes[0].After == nil || log.Changes[1].GroupName != "Andra gruppen" {
		t.Errorf("the administrator's: %+v, %v", log, err)
	}
	if figure := log.Changes[2]; figure.Before != nil || figure.After != nil || figure.ActorName != "Lena Läkare" {
		t.Errorf("the administrator sees a figure: %+v", figure)
	}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Member, testgroup.Observer} {
		if _, err := room.Log(ctx, f.Actor(id), LogAsked{GroupID: testgroup.Group}); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("the log for person %d: %v", id, err)
		}
	}
	if _, err := room.Log(ctx, f.Actor(testgroup.Convener), LogAsked{GroupID: testgroup.OtherGroup}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("another group's log: %v", err)
	}
}

func TestLogPages(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	f.Exec(`INSERT INTO audit (happened_at, actor_name, action, group_id, subject)
		SELECT now(), 'prov', 'figure.save', 1, 'figure' FROM generate_series(1, 120)`)
	var sizes []int
	var below, last int64
	for {
		log, err := room.Log(ctx, convener, LogAsked{GroupID: testgroup.Group, Below: below})
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, len(log.Changes))
		for _, c := range log.Changes {
			if last != 0 && c.ID != last-1 {
				t.Fatalf("row %d follows %d", c.ID, last)
			}
			last = c.ID
		}
		if below = log.Older; below == 0 {
			break
		}
	}
	if fmt.Sprint(sizes) != "[50 50 20]" {
		t.Errorf("pages of %v", sizes)
	}
}
