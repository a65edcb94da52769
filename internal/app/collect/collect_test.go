package collect

import (
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// The measures that the tests collect: the group's own, and three more.
const (
	temperature quality.IndicatorID = 1 // proportion, quarterly
	infection   quality.IndicatorID = 2 // rate, quarterly
	births      quality.IndicatorID = 5 // count, yearly
	admitted    quality.IndicatorID = 8 // count, quarterly, birth sites too
	stay        quality.IndicatorID = 9 // mean, quarterly, in two strata
	limits      quality.IndicatorID = 10
)

const collected = `
INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2026, 'medical', 'Varma barn', 'Barn ska inte frysa');
INSERT INTO stratification (group_id, code, name) VALUES (1, 'vecka', 'Graviditetsvecka');
INSERT INTO stratum (stratification_id, code, name, position) VALUES (1, 'tidig', 'före vecka 32', 1), (1, 'sen', 'från vecka 32', 2);
INSERT INTO indicator (group_id, code, category, scope, reported_by, kind, certainty, position, stratification_id) VALUES
    (1, 'PRO3', 'process', 'all_units', '{highly_specialised,general,birth_site}', 'count', 'sourced', 8, NULL),
    (1, 'PRO4', 'process', 'all_units', '{highly_specialised,general}', 'mean', 'sourced', 9, 1),
    (1, 'PRO5', 'process', 'all_units', '{highly_specialised,general}', 'text', 'sourced', 10, NULL);
INSERT INTO indicator_version (indicator_id, valid_from, name, direction, decimals, reporting_months) VALUES
    (8, '2020-01-01', 'Inskrivna', 'none', 0, 3), (9, '2020-01-01', 'Vårdtid', 'lower', 1, 3), (10, '2020-01-01', 'Avgränsningar', 'none', 0, 3);
INSERT INTO selected_indicator (group_id, year, indicator_id, goal_id, position) VALUES
    (1, 2026, 1, 1, 1), (1, 2026, 2, 1, 2), (1, 2026, 5, NULL, 3), (1, 2026, 8, NULL, 4), (1, 2026, 9, NULL, 5), (1, 2026, 10, NULL, 6)`

// open is a group that collects by quarter, on 4 May 2026: the first quarter was
// due on 30 April.
func open(t *testing.T) (*testgroup.Fixture, *Room) {
	t.Helper()
	f := testgroup.New(t)
	f.Exec(collected)
	return f, New(f.DB, testgroup.Clock)
}

// later is a room where time has passed.
func later(f *testgroup.Fixture, after time.Duration) *Room {
	return New(f.DB, func() time.Time { return testgroup.Now.Add(after) })
}

func quarter(unit, period string) Where {
	return Where{GroupID: testgroup.Group, UnitCode: unit, PeriodCode: period}
}

var alaK1 = quarter("ALA", "2026K1")

// entry is a row typed into a form that was opened before anything was in it.
func entry(i quality.IndicatorID, stratum quality.StratumID, v quality.Value) Entry {
	return Entry{Key: quality.FigureKey{IndicatorID: i, StratumID: stratum, Period: quality.Quarter(2026, 1)},
		Read: Mark(quality.Figure{}), Figure: quality.Figure{State: quality.Reported, Value: v}}
}

func num(v float64) *float64 { return &v }

func of(x, n float64) quality.Value { return quality.Value{Numerator: num(x), Denominator: num(n)} }

// everything fills Ala's first quarter.
func everything() []Entry {
	return []Entry{
		entry(temperature, 0, of(12, 20)), entry(infection, 0, of(1, 480.5)), entry(admitted, 0, quality.Value{Numerator: num(0)}),
		entry(stay, 1, quality.Value{Mean: num(30.5), Denominator: num(4), SD: num(2)}), entry(stay, 2, quality.Value{Denominator: num(0)}),
		entry(limits, 0, quality.Value{Text: "Från vecka 22"}),
	}
}

// these are the entries, whatever the form says.
func these(entries []Entry) Typed { return Typed{Entries: func(Form) []Entry { return entries }} }

// save stores the entries as somebody and fails when any comes back.
func save(t *testing.T, room *Room, actor org.Actor, where Where, entries []Entry) {
	t.Helper()
	saved, err := room.SaveFigures(t.Context(), actor, where, these(entries))
	if err != nil || len(saved.Problems)+len(saved.Conflicts) > 0 {
		t.Fatalf("saved %+v, %v", saved, err)
	}
}

func form(t *testing.T, room *Room, actor org.Actor, where Where) Form {
	t.Helper()
	got, err := room.Form(t.Context(), actor, where)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func row(t *testing.T, f Form, i quality.IndicatorID) Row {
	t.Helper()
	for _, r := range f.Rows {
		if r.Indicator.ID == i {
			return r
		}
	}
	t.Fatalf("no row for indicator %d", i)
	return Row{}
}

// submitted is Ala's first quarter handed in.
func submitted(t *testing.T) (*testgroup.Fixture, *Room) {
	t.Helper()
	f, room := open(t)
	lead := f.Actor(testgroup.MedicalLead)
	save(t, room, lead, alaK1, everything())
	if err := room.Submit(t.Context(), lead, alaK1); err != nil {
		t.Fatal(err)
	}
	return f, room
}

// refused are the persons that may not do a thing, and how they are told.
func refused(t *testing.T, f *testgroup.Fixture, persons []org.PersonID, do func(org.Actor) error) {
	t.Helper()
	before := f.Text(`SELECT string_agg(s.state || s.version, ',' ORDER BY s.id) || (SELECT count(*) FROM audit) FROM submission s`)
	for _, id := range persons {
		if err := do(f.Actor(id)); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d: %v, want forbidden", id, err)
		}
	}
	if after := f.Text(`SELECT string_agg(s.state || s.version, ',' ORDER BY s.id) || (SELECT count(*) FROM audit) FROM submission s`); after != before {
		t.Errorf("a refused person left traces: %s, then %s", before, after)
	}
}

// outsiders have no part in Ala's figures.
var outsiders = []org.PersonID{testgroup.UnitManager, testgroup.Chair, testgroup.Member, testgroup.Observer,
	testgroup.Administrator, testgroup.Other}
