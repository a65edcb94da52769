package report_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

// today is a day when last year's report is being written.
var today = time.Date(2026, time.February, 10, 9, 0, 0, 0, time.UTC)

func now() time.Time { return today }

// example is the room on a database with the example group.
func example(t *testing.T) (*report.Room, org.GroupID) {
	t.Helper()
	db := testdb.New(t).DB
	if err := setup.Default(t.Context(), db, today); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), db, today, "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	var group org.Group
	if err := db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
		group, err = tx.GroupByCode(t.Context(), "neonatologi")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return report.New(db, now), group.ID
}

// as is somebody with the role in the group, at a unit when it is a unit's.
func as(role org.Role, group org.GroupID) org.Actor {
	m := org.Membership{Role: role, GroupID: group}
	if role.OfUnit() {
		m.UnitID = 1
	}
	return org.Actor{Person: org.Person{Name: string(role)}, Memberships: []org.Membership{m}}
}

// TestWhoMayReadAndWrite: everybody of the group and the programme area's member
// read; the convener and the process support write.
func TestWhoMayReadAndWrite(t *testing.T) {
	room, group := example(t)
	ctx := t.Context()
	full, err := room.Read(ctx, as(org.Convener, group), group, 2025)
	if err != nil {
		t.Fatal(err)
	}
	first := full.Sections[0]
	for _, role := range org.Roles() {
		reads := !role.Guest() && role != org.Administrator
		writes := role == org.Convener || role == org.ProcessSupport
		for where, actor := range map[string]org.Actor{"here": as(role, group), "elsewhere": as(role, group+1)} {
			_, years := room.Years(ctx, actor, group)
			_, read := room.Read(ctx, actor, group, 2025)
			_, section := room.Section(ctx, actor, group, 2025, first.ID)
			write := room.WriteSection(ctx, actor, report.Edit{Group: group, Year: 2025, Section: first.ID,
				Body: first.Body, Version: first.Version})
			for what, got := range map[string]struct {
				err error
				may bool
			}{"Years": {years, reads}, "Read": {read, reads}, "Section": {section, writes}, "WriteSection": {write, writes}} {
				may := got.may && where == "here"
				if may && got.err != nil || !may && !errors.Is(got.err, fault.ErrForbidden) {
					t.Errorf("%s, %s of %s: %v", role, where, what, got.err)
				}
			}
		}
	}
}

func TestReadIsTheYearWithFourBefore(t *testing.T) {
	room, group := example(t)
	ctx, convener := t.Context(), as(org.Convener, group)
	r, err := room.Read(ctx, convener, group, 2025)
	if err != nil {
		t.Fatal(err)
	}
	if r.Data.FirstYear != 2021 || r.Data.LastYear != 2025 || r.Data.Masked || len(r.Data.Figures) == 0 {
		t.Errorf("data %d–%d, masked %t, %d figures", r.Data.FirstYear, r.Data.LastYear, r.Data.Masked, len(r.Data.Figures))
	}
	if len(r.Sections) != 18 || r.Sections[0].Version != 2 || r.Sections[0].EditedBy == "" || r.Sections[2].Version != 1 {
		t.Errorf("%d sections, the first %+v", len(r.Sections), r.Sections[0])
	}
	if len(r.Submissions) != 7*4-1 { // one unit has not begun the last quarter
		t.Errorf("%d submissions", len(r.Submissions))
	}
	for _, s := range r.Submissions {
		if s.Period.LastYear() != 2025 {
			t.Errorf("a submission for %s", s.Period.Code())
		}
	}
	for _, g := range r.NextGoals {
		if g.Year != 2026 {
			t.Errorf("next year's goals: %+v", g)
		}
	}
	if len(r.NextGoals) == 0 || len(r.LongTerm) == 0 || !slices.Contains(r.Years, 2024) || !slices.IsSortedFunc(r.Years, func(a, b int) int { return b - a }) {
		t.Errorf("%d goals, %d long-term, years %v", len(r.NextGoals), len(r.LongTerm), r.Years)
	}
	for _, year := range []int{1999, 2035} {
		if _, err := room.Read(ctx, convener, group, year); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("the report for %d: %v", year, err)
		}
	}
}

// TestReadIsTheYearsWork: what the group has been and done, and of that what readers outside
// it may read.
func TestReadIsTheYearsWork(t *testing.T) {
	room, group := example(t)
	full, err := room.Read(t.Context(), as(org.Convener, group), group, 2025)
	if err != nil {
		t.Fatal(err)
	}
	outside, err := room.Read(t.Context(), as(org.ProgramAreaMember, group), group, 2025)
	if err != nil {
		t.Fatal(err)
	}
	w, public := full.Work, outside.Work
	if w.Mandate.Title == "" || len(w.Members) < 7 || len(w.Actions) == 0 || len(w.Examples) == 0 || len(w.Milestones) == 0 || len(w.NextTargets) == 0 || len(w.Library) == 0 {
		t.Errorf("mandate %q, %d members, %d actions, %d examples, %d milestones, %d targets, %d measures", w.Mandate.Title, len(w.Members),
			len(w.Actions), len(w.Examples), len(w.Milestones), len(w.NextTargets), len(w.Library))
	}
	for _, m := range w.Members {
		if m.Name == "" || m.Role == org.ProgramAreaMember || m.Role.Guest() {
			t.Errorf("a member of the group: %+v", m)
		}
	}
	for _, m := range w.Meetings {
		if m.StartsAt.Year() != 2025 {
			t.Errorf("a meeting of another year: %s", m.StartsAt)
		}
	}
	for _, a := range w.Actions {
		if a.SettledOn != nil && a.SettledOn.Year() < 2025 {
			t.Errorf("%s was settled %s", a.Area, a.SettledOn)
		}
	}
	if len(public.Members) != 0 || len(public.Supports) != 0 {
		t.Errorf("outside: %d members, %d requests", len(public.Members), len(public.Supports))
	}
	for _, m := range public.Meetings {
		if !m.Published() {
			t.Errorf("outside: the meeting %q has no published minutes", m.Title)
		}
	}
	for _, d := range public.Decisions {
		if d.PublishedAt == nil {
			t.Errorf("outside: %q is decided in a draft", d.Text)
		}
	}
	if len(public.Actions) != len(w.Actions) || len(public.Examples) != len(w.Examples) {
		t.Errorf("outside: %d actions, %d examples", len(public.Actions), len(public.Examples))
	}
	// Public is the same from whichever report it is made.
	again, once := outside.Public(), full.Public()
	if len(again.Data.Overview(2025)) == 0 || !again.Data.Masked || len(again.Submissions) != len(once.Submissions) {
		t.Error("public twice is something else than once")
	}
	if p := again.Data.Overview(2025)[0].Rows[0].Total.State; p != once.Data.Overview(2025)[0].Rows[0].Total.State {
		t.Errorf("public twice is %s", p)
	}
}

// TestReadersOutsideGetWholeYearsMasked: no figure is handed over, and nothing that
// the group sees as a small number has one.
func TestReadersOutsideGetWholeYearsMasked(t *testing.T) {
	room, group := example(t)
	full, err := room.Read(t.Context(), as(org.Convener, group), group, 2025)
	if err != nil {
		t.Fatal(err)
	}
	masked, err := room.Read(t.Context(), as(org.ProgramAreaMember, group), group, 2025)
	if err != nil {
		t.Fatal(err)
	}
	if !masked.Data.Masked || len(masked.Data.Figures) != 0 {
		t.Errorf("masked %t with %d figures", masked.Data.Masked, len(masked.Data.Figures))
	}
	hidden := 0
	whole, public := full.Data.Overview(2025), masked.Data.Overview(2025)
	for b := range whole {
		for n, row := range whole[b].Rows {
			for u, cell := range row.Units {
				got := public[b].Rows[n].Units[u]
				small := row.Measure.CountsChildren && row.Measure.Kind == quality.Proportion && cell.State == analysis.Reported &&
					*cell.Value.Numerator > 0 && *cell.Value.Numerator < 5
				if small && got.State != analysis.Masked {
					t.Errorf("%s, %s: %v children are shown", row.Measure.Code, cell.Unit.ShortName, *cell.Value.Numerator)
				}
				if got.State == analysis.Masked {
					hidden++
					if got.Point != nil || !got.Value.IsEmpty() || got.Lower != nil || len(got.Comments) > 0 || got.Change != nil {
						t.Errorf("%s, %s: hidden, but %+v", row.Measure.Code, cell.Unit.ShortName, got.Result)
					}
				}
			}
			for _, p := range masked.Data.Timeline(row.Measure, row.Stratum).Periods {
				if p.Months < 12 {
					t.Errorf("%s: a time line by %d months", row.Measure.Code, p.Months)
				}
			}
		}
	}
	if hidden == 0 {
		t.Error("the example hides nothing: this test shows nothing")
	}
}

// TestRoundsOfSeveralYears: what is handed in for 2022–2025 belongs to the report
// of 2025.
func TestRoundsOfSeveralYears(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE programme_group SET collection_months = 48 WHERE id = 1;
		INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1);
		INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at) VALUES
			(1, 1, '2022-01-01', 48, 'submitted', now()), (1, 2, '2023-01-01', 48, 'submitted', now()), (1, 2, '2025-10-01', 3, 'draft', NULL)`)
	r, err := report.New(f.DB, testgroup.Clock).Read(t.Context(), f.Actor(testgroup.Convener), testgroup.Group, 2025)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, s := range r.Submissions {
		codes = append(codes, s.Period.Code())
	}
	if !slices.Equal(codes, []string{"2022-2025", "2025K4"}) {
		t.Errorf("submissions for %v", codes)
	}
	outside, err := report.New(f.DB, testgroup.Clock).Read(t.Context(), f.Actor(testgroup.Member), testgroup.Group, 2025)
	if err != nil {
		t.Fatal(err)
	}
	if len(outside.Submissions) != 1 || outside.Submissions[0].State != quality.Submitted {
		t.Errorf("who only reads results sees a draft: %+v", outside.Submissions)
	}
}
