package goals

import (
	"fmt"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func number(v float64) *float64 { return &v }

// library is a template of the program's own: a measure that follows from another, both
// divided, and a goal.
func library() Template {
	base := quality.Indicator{Category: quality.Process, Scope: quality.ScopeAllUnits, ReportedBy: []org.CareLevel{org.GeneralCare},
		Kind: quality.YesNo, Certainty: quality.Sourced,
		Definition: quality.Version{Name: "Har pumpar", Source: "Källan", Direction: quality.NoDirection, ReportingMonths: 12}}
	follows := base
	follows.Kind, follows.Category = quality.Proportion, quality.Medical
	follows.Definition.Name, follows.Definition.ReportingMonths, follows.Definition.Direction = "Barn med pump", 3, quality.Higher
	follows.Definition.NumeratorText, follows.Definition.DenominatorText = "Med pump", "Alla"
	follows.Strata = []quality.Stratum{{Code: "A", Name: "under 7 år"}, {Code: "B", Name: "från 7 år"}}
	base.Code, follows.Code = "ANN1", "DIA1"
	return Template{Key: "bibliotek", Name: "Biblioteket", Library: true,
		Measures: []TemplateMeasure{{Indicator: base}, {Indicator: follows, ConditionCode: "ANN1", Promises: []string{"P2", "P9"},
			Division:   postgres.Stratification{Code: "ALDER", Name: "Ålder"},
			References: []postgres.Reference{{ValueText: "60 %", Source: "Källan"}}}},
		Goals: []TemplateGoal{{Key: "pump", Category: quality.Medical, Title: "Pump åt fler", Value: "Friare vardag.", Promises: []string{"P2"},
			Indicators: []string{"DIA1"}, Targets: map[string]quality.Target{"DIA1": {Kind: quality.ValueTarget, Threshold: number(80), Basis: "förslag"}}}}}
}

func TestMeasuresAreTaken(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, other := New(f.DB, testgroup.Clock).WithTemplates([]Template{library()}), t.Context(), f.Actor(testgroup.Other)
	taking := Taking{GroupID: testgroup.OtherGroup, Template: "bibliotek", Year: 2026}
	_, err := room.CopyMeasures(ctx, other, taking)
	wantCodes(t, err, "measures: choose_any")
	taking.Codes = []string{"NONE"}
	_, err = room.CopyMeasures(ctx, other, taking)
	wantError(t, "no such measure", err, fault.ErrNotFound)
	taking.Codes = []string{"DIA1"}
	taken, err := room.CopyMeasures(ctx, other, taking)
	if err != nil || fmt.Sprint(taken) != "{2 0 [Har pumpar]}" {
		t.Fatalf("%+v, %v", taken, err)
	}
	if got := f.Text(`SELECT string_agg(i.code || ' ' || i.certainty || ' ' || v.valid_from || ' ' || v.source || ' ' || coalesce(i.condition_indicator_id, 0)
		|| ' ' || coalesce((SELECT string_agg(s.code || s.name, '+' ORDER BY s.position) FROM stratum s WHERE s.stratification_id = i.stratification_id), '–')
		|| ' ' || (SELECT count(*) FROM reference_value r WHERE r.indicator_id = i.id) || (SELECT count(*) FROM indicator_promise p WHERE p.indicator_id = i.id), ', ' ORDER BY i.id)
		FROM indicator i JOIN indicator_version v ON v.indicator_id = i.id WHERE i.id > 7`); got !=
		"ANN1-2 proposal 2026-01-01 Källan 0 – 00, DIA1 proposal 2026-01-01 Källan 8 Aunder 7 år+Bfrån 7 år 11" {
		t.Errorf("stored: %s", got)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit`); got != "goals.copy_indicator goals.copy_indicator" {
		t.Errorf("log: %s", got)
	}
	// A second time nothing is added, but a process measure that is chosen is collected.
	taking.Codes = []string{"DIA1"}
	if taken, err = room.CopyMeasures(ctx, other, taking); err != nil || taken.Measures != 0 {
		t.Errorf("again: %+v, %v", taken, err)
	}
	f.Exec(`UPDATE indicator SET code = 'ANN2' WHERE id = 7; UPDATE indicator SET code = 'ANN1' WHERE id = 8`)
	taking.Codes = []string{"ANN1"}
	if taken, err = room.CopyMeasures(ctx, other, taking); err != nil || taken.Measures != 0 {
		t.Errorf("one that is there: %+v, %v", taken, err)
	}
	if got := f.Text(`SELECT string_agg(indicator_id::text, ' ') FROM selected_indicator WHERE group_id = 2 AND year = 2026`); got != "8" {
		t.Errorf("collected: %s", got)
	}
}

func TestGoalsAreTakenWithTheirTargetsWhenAskedFor(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, other := New(f.DB, testgroup.Clock).WithTemplates([]Template{library()}), t.Context(), f.Actor(testgroup.Other)
	taking := Taking{GroupID: testgroup.OtherGroup, Template: "bibliotek", Year: 2026}
	_, err := room.CopyGoals(ctx, other, taking)
	wantCodes(t, err, "goals: choose_any")
	taking.Goals = []string{"pump"}
	taken, err := room.CopyGoals(ctx, other, taking)
	if err != nil || taken.Goals != 1 || taken.Measures != 2 {
		t.Fatalf("%+v, %v", taken, err)
	}
	if got := f.Text(`SELECT (SELECT count(*) FROM target)::text || ' ' || (SELECT title FROM goal WHERE group_id = 2)`); got != "0 Pump åt fler" {
		t.Errorf("without targets: %s", got)
	}
	_, err = room.CopyGoals(ctx, other, taking)
	wantCodes(t, err, "goals: indicator_taken")
	taking.Year, taking.WithTargets = 2027, true
	if taken, err = room.CopyGoals(ctx, other, taking); err != nil || taken.Measures != 0 {
		t.Fatalf("%+v, %v", taken, err)
	}
	if got := f.Text(`SELECT year || ' ' || threshold || ' ' || basis FROM target`); got != "2027 80 förslag" {
		t.Errorf("with targets: %s", got)
	}
}

// What another group has is offered to those who belong to both, and to nobody else.
func TestOnlyOnesOwnGroupsAreTemplates(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2026, 'medical', 'Varma barn', 'Bättre')`)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	other := f.Actor(testgroup.Other)
	o, err := room.Offer(ctx, other, testgroup.OtherGroup, "")
	if err != nil || len(o.Sources) != 0 {
		t.Errorf("%+v, %v", o.Sources, err)
	}
	taking := Taking{GroupID: testgroup.OtherGroup, Template: "grupp-1", Year: 2026, Codes: []string{"MED1"}, Goals: []string{"1"}}
	refused := func(what string, actor org.Actor) {
		t.Helper()
		_, err := room.Offer(ctx, actor, testgroup.OtherGroup, "grupp-1")
		wantError(t, what+", the offer", err, fault.ErrNotFound)
		_, err = room.CopyMeasures(ctx, actor, taking)
		wantError(t, what+", measures", err, fault.ErrNotFound)
		_, err = room.CopyGoals(ctx, actor, taking)
		wantError(t, what+", goals", err, fault.ErrNotFound)
	}
	refused("a stranger", other)
	f.Exec(`INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (8, 1, 'observer', '2020-01-01')`)
	refused("an observer", f.Actor(testgroup.Other))
	f.Exec(`INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (8, 1, 'chair', '2020-01-01')`)
	both := f.Actor(testgroup.Other)
	o, err = room.Offer(ctx, both, testgroup.OtherGroup, "")
	if err != nil || len(o.Sources) != 1 || o.Template.Name != "Provgruppen" || len(o.Template.Measures) != 6 || len(o.Template.Goals) != 1 {
		t.Fatalf("%+v, %v", o, err)
	}
	taken, err := room.CopyMeasures(ctx, both, taking)
	if err != nil || taken.Measures != 1 {
		t.Errorf("%+v, %v", taken, err)
	}
	if got := f.Text(`SELECT i.group_id || ' ' || i.certainty || ' ' || v.source FROM indicator i JOIN indicator_version v ON v.indicator_id = i.id WHERE i.id = 8`); got != "2 proposal Provgruppen" {
		t.Errorf("stored: %s", got)
	}
	_, err = room.CopyMeasures(ctx, f.Actor(testgroup.Chair), Taking{GroupID: testgroup.Group, Template: "grupp-2", Year: 2026, Codes: []string{"ANN1"}})
	wantError(t, "somebody who does not choose measures", err, fault.ErrForbidden)
}
