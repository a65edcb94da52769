package group

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// Only a group's own coordinator sets it up; nobody reaches into another group.
func TestOnlyTheCoordinatorSetsUp(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		actor, seen := f.Actor(id), Seen{testgroup.Group, 1}
		_, guide := room.Guide(ctx, actor, testgroup.Group)
		_, names := room.Names(ctx, actor, testgroup.Group)
		_, register := room.Register(ctx, actor, testgroup.Group)
		_, try := room.TryCollection(ctx, actor, testgroup.Group, Collection{})
		for what, err := range map[string]error{
			"Guide": guide, "Names": names, "Register": register, "TryCollection": try,
			"FinishSetup":         room.FinishSetup(ctx, actor, testgroup.Group),
			"SaveNames":           room.SaveNames(ctx, actor, seen, Renaming{}),
			"AddFormerName":       room.AddFormerName(ctx, actor, seen, org.FormerName{}),
			"RemoveFormerName":    room.RemoveFormerName(ctx, actor, seen, 1),
			"JoinUnits":           room.JoinUnits(ctx, actor, seen, Joiners{}),
			"ChangeParticipation": room.ChangeParticipation(ctx, actor, seen, testgroup.Ala, org.Full),
			"MoveUnit":            room.MoveUnit(ctx, actor, seen, UnitMove{}),
			"EndUnit":             room.EndUnit(ctx, actor, seen, testgroup.Ala, testgroup.Now),
			"AddUnit":             room.AddUnit(ctx, actor, seen, MissingUnit{}),
			"SaveCollection":      room.SaveCollection(ctx, actor, seen, Collection{}),
		} {
			if !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("%s by %s: %v", what, actor.Person.Name, err)
			}
		}
	}
	// The other group's coordinator with ids of the first group's.
	f.Exec(`INSERT INTO group_former_name (group_id, name) VALUES (1, 'RMPG')`)
	other, seen := f.Actor(testgroup.Other), Seen{testgroup.OtherGroup, 1}
	for what, err := range map[string]error{
		"a former name":      room.RemoveFormerName(ctx, other, seen, 1),
		"what a unit leaves": room.ChangeParticipation(ctx, other, seen, testgroup.Ala, org.ProcessOnly),
		"a unit's place":     room.MoveUnit(ctx, other, seen, UnitMove{ID: testgroup.Ala}),
		"a unit's last day":  room.EndUnit(ctx, other, seen, testgroup.Ala, testgroup.Now),
		"no such unit":       room.JoinUnits(ctx, other, seen, Joiners{[]org.UnitID{99}, org.Full}),
	} {
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s of another group: %v", what, err)
		}
	}
	if got := f.Text(`SELECT string_agg(participation, ' ' ORDER BY unit_id) FROM group_unit WHERE group_id = 1`); got != "full full process_only" {
		t.Errorf("the first group's units: %s", got)
	}
}

func TestNamesAreSavedAndOvertaken(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	f.Exec(`UPDATE programme_group SET active_to = '2030-12-31' WHERE id = 1`)
	seen := Seen{testgroup.Group, 1}
	if got := problems(room.SaveNames(ctx, convener, seen, Renaming{Names: org.GroupNames{BodyID: 99}})); got != "name required, short_name required, body unknown_choice" {
		t.Errorf("nothing: %q", got)
	}
	renamed := Renaming{Names: org.GroupNames{Name: "Nya gruppen", ShortName: "Nya", BodyID: 1, NationalArea: "NPO barn"}, KeepFormer: true}
	if err := room.SaveNames(ctx, convener, seen, renamed); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveNames(ctx, convener, seen, renamed); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("overtaken: %v", err)
	}
	n, err := room.Names(ctx, convener, testgroup.Group)
	if err != nil || n.Name != "Nya gruppen" || n.To == nil || n.Version != 2 || n.Last.ActorName != "Sara Samman" {
		t.Errorf("%+v, %v", n, err)
	}
	if fmt.Sprint(n.Former) != "[{1 Provgruppen 0 2026}]" {
		t.Errorf("former names %v", n.Former)
	}
	seen.Version = 2
	if got := problems(room.AddFormerName(ctx, convener, seen, org.FormerName{Name: "Provgruppen"})); got != "former former_taken" {
		t.Errorf("twice: %q", got)
	}
	if err := room.AddFormerName(ctx, convener, seen, org.FormerName{Name: "RMPG", FromYear: 2009}); err != nil {
		t.Fatal(err)
	}
	seen.Version = 3
	if err := room.RemoveFormerName(ctx, convener, seen, 1); err != nil {
		t.Fatal(err)
	}
	p, err := room.Page(ctx, f.Actor(testgroup.Member), testgroup.Group)
	if err != nil || len(p.Former) != 1 || p.Former[0].Name != "RMPG" || p.Names.NationalArea != "NPO barn" {
		t.Errorf("on the group's page: %+v, %v", p.Former, err)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit`); got != "group.save_names group.add_former_name group.remove_former_name" {
		t.Errorf("log: %s", got)
	}
}

func TestUnitsJoinMoveAndLeave(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, other := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Other)
	version := 0
	seen := func() Seen { version++; return Seen{testgroup.OtherGroup, version} }
	order := func() string {
		t.Helper()
		r, err := room.Register(ctx, other, testgroup.OtherGroup)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, u := range r.Units {
			if Takes(u, r.Today) {
				list = append(list, u.ShortName+" "+string(u.Participation))
			}
		}
		return strings.Join(list, ", ")
	}
	if got := problems(room.JoinUnits(ctx, other, Seen{testgroup.OtherGroup, 1}, Joiners{nil, org.Full})); got != "units choose_any" {
		t.Errorf("none chosen: %q", got)
	}
	for _, change := range []func() error{
		func() error {
			return room.JoinUnits(ctx, other, seen(), Joiners{[]org.UnitID{testgroup.Ceda, testgroup.Bo}, org.ProcessOnly})
		},
		func() error { return room.MoveUnit(ctx, other, seen(), UnitMove{ID: testgroup.Ceda, Up: true}) },
		func() error { return room.ChangeParticipation(ctx, other, seen(), testgroup.Ceda, org.Full) },
		func() error {
			return room.EndUnit(ctx, other, seen(), testgroup.Bo, time.Date(2026, 5, 3, 0, 0, 0, 0, time.UTC))
		},
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
	}
	if got := order(); got != "Ceda full" {
		t.Errorf("after all changes: %s", got)
	}
	// Ceda began with the present quarter, since the group is at work already.
	if got := f.Text(`SELECT string_agg(active_from::text, ' ' ORDER BY unit_id) FROM group_unit WHERE group_id = 2`); got != "2000-01-01 2026-04-01" {
		t.Errorf("first days %s", got)
	}
	if got := problems(room.EndUnit(ctx, other, Seen{testgroup.OtherGroup, 5}, testgroup.Ceda, time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC))); got != "last date_limits" {
		t.Errorf("a day long ago: %q", got)
	}
	if err := room.JoinUnits(ctx, other, Seen{testgroup.OtherGroup, 4}, Joiners{[]org.UnitID{testgroup.Bo}, org.Full}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("overtaken: %v", err)
	}
	version = 4
	if err := room.JoinUnits(ctx, other, seen(), Joiners{[]org.UnitID{testgroup.Bo}, org.Full}); err != nil {
		t.Fatal(err)
	}
	if got := order(); got != "Ceda full, Bo full" {
		t.Errorf("back again: %s", got)
	}
	if got := f.Text(`SELECT string_agg(action || ' ' || unit_id, ', ' ORDER BY id) FROM audit`); got !=
		"group.join_unit 3, group.move_unit 3, group.change_unit 3, group.end_unit 2, group.join_unit 2" {
		t.Errorf("log: %s", got)
	}
}

func TestAUnitThatIsMissing(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	seen := Seen{testgroup.Group, 1}
	if got := problems(room.AddUnit(ctx, convener, seen, MissingUnit{Code: "A B"})); got !=
		"new_hospital required, city required, new_region required, clinic required, name required, short_name required, code code_letters, care_level unknown_choice, participation unknown_choice" {
		t.Errorf("nothing: %q", got)
	}
	u := MissingUnit{HospitalID: 99, Clinic: "Barnkliniken", Name: "Barnmottagningen i Ala", ShortName: "Ala", CareLevel: org.GeneralCare, Participation: org.Full}
	if got := problems(room.AddUnit(ctx, convener, seen, u)); got != "hospital unknown_choice" {
		t.Errorf("no such hospital: %q", got)
	}
	u.HospitalID, u.Code = 1, "ala"
	if got := problems(room.AddUnit(ctx, convener, seen, u)); got != "code code_taken" {
		t.Errorf("a taken code: %q", got)
	}
	u.Code = ""
	if err := room.AddUnit(ctx, convener, seen, u); err != nil {
		t.Fatal(err)
	}
	u.HospitalID, u.Hospital, u.City, u.Region, u.Name, u.ShortName = 0, "Dala sjukhus", "Dala", "Region Öst", "Barnmottagningen i Dala", "Dala"
	if err := room.AddUnit(ctx, convener, Seen{testgroup.Group, 2}, u); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT string_agg(u.code || ' ' || c.name || ' ' || h.code || ' ' || r.code, ', ' ORDER BY u.id) FROM unit u
		JOIN clinic c ON c.id = u.clinic_id JOIN hospital h ON h.id = c.hospital_id JOIN region r ON r.id = h.region_id WHERE u.id > 3`); got !=
		"ALA-2 Barnkliniken ala norr, DALA Barnkliniken DALA-SJUKHUS REGION-OST" {
		t.Errorf("stored: %s", got)
	}
	p, err := room.Page(ctx, convener, testgroup.Group)
	if err != nil || len(p.Units) != 5 || p.Units[4].ShortName != "Dala" {
		t.Errorf("in the group: %+v, %v", p.Units, err)
	}
}

func TestHowOftenAndWhen(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE programme_group SET set_up_at = NULL, days_decided = false WHERE id = 2`)
	room, ctx, other := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Other)
	days := org.Days{DueDays: 30, ReportDueMonth: time.February, ReportDueDay: 31}
	if got := problems(room.SaveCollection(ctx, other, Seen{testgroup.OtherGroup, 1}, Collection{5, org.Days{DueDays: -1, ReportDueMonth: 2, ReportDueDay: 1}})); got !=
		"collection_months unknown_choice, due_days out_of_range" {
		t.Errorf("wrong: %q", got)
	}
	g, err := room.Guide(ctx, other, testgroup.OtherGroup)
	if err != nil || g.DaysDecided || !g.Pending() {
		t.Errorf("before: %+v, %v", g, err)
	}
	// Even what every group starts with is a decision.
	if err := room.SaveCollection(ctx, other, Seen{testgroup.OtherGroup, 1}, Collection{3, days}); err != nil {
		t.Fatal(err)
	}
	if g, err = room.Guide(ctx, other, testgroup.OtherGroup); err != nil || !g.DaysDecided {
		t.Errorf("after: %+v, %v", g, err)
	}
	e, err := room.TryCollection(ctx, other, testgroup.OtherGroup, Collection{12, days})
	if err != nil || len(e.Periods) != 1 || e.Periods[0].Period.Code() != "2026" {
		t.Errorf("tried: %+v, %v", e, err)
	}
	if err := room.SaveCollection(ctx, other, Seen{testgroup.OtherGroup, 2}, Collection{12, days}); err != nil {
		t.Fatal(err)
	}
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months) VALUES (2, 2, '2025-01-01', 12);
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, entered_at)
		VALUES (1, 2, 7, 'proportion', '2025-01-01', 3, 'not_applicable', now())`)
	if got := problems(room.SaveCollection(ctx, other, Seen{testgroup.OtherGroup, 3}, Collection{3, days})); got != "collection_months collection_settled" {
		t.Errorf("with figures: %q", got)
	}
	days.DueDays = 20
	if err := room.SaveCollection(ctx, other, Seen{testgroup.OtherGroup, 3}, Collection{12, days}); err != nil {
		t.Errorf("days can change still: %v", err)
	}
	if err := room.FinishSetup(ctx, other, testgroup.OtherGroup); err != nil {
		t.Fatal(err)
	}
	if err := room.FinishSetup(ctx, other, testgroup.OtherGroup); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("finished twice: %v", err)
	}
}
