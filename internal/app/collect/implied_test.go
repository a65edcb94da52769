package collect

import (
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// standing is a group where the limits of care carry over, and home care decides
// whether admissions apply; Ala has answered both for the first quarter.
func standing(t *testing.T) (*testgroup.Fixture, *Room, org.Actor) {
	t.Helper()
	f, _ := open(t)
	f.Exec(`UPDATE indicator SET carries_over = true WHERE id = 10;
		INSERT INTO indicator (group_id, code, category, scope, reported_by, kind, certainty, position, carries_over) VALUES
		    (1, 'PRO6', 'process', 'all_units', '{highly_specialised,general}', 'yes_no', 'sourced', 11, true);
		INSERT INTO indicator_version (indicator_id, valid_from, name, direction, decimals, reporting_months) VALUES (11, '2020-01-01', 'Hemsjukvård', 'none', 0, 3);
		INSERT INTO selected_indicator (group_id, year, indicator_id, position) VALUES (1, 2026, 11, 7);
		UPDATE indicator SET condition_indicator_id = 11 WHERE id = 8`)
	// It is July: the first two quarters have ended.
	room := later(f, 70*24*time.Hour)
	lead := f.Actor(testgroup.MedicalLead)
	no := false
	entries := append(everything(), entry(homeCare, 0, quality.Value{Yes: &no}))
	entries[2].Figure = quality.Figure{} // admissions follow from home care
	save(t, room, lead, alaK1, entries)
	return f, room, lead
}

const homeCare quality.IndicatorID = 11

var alaK2 = quarter("ALA", "2026K2")

func TestAnswersHoldUntilTheyChange(t *testing.T) {
	f, room, lead := standing(t)
	first := row(t, form(t, room, lead, alaK1), limits).Figure
	if first.Since() != "2026-01-01" {
		t.Errorf("an answer holds from its period's first day: %s", first.Since())
	}
	second := form(t, room, lead, alaK2)
	r := row(t, second, limits)
	if r.Figure.Version != 0 || r.Implied.Figure.Value.Text != "Från vecka 22" || r.Implied.Figure.Since() != "2026-01-01" || !r.Answered() {
		t.Errorf("carried: %+v", r.Implied)
	}
	// Admissions do not apply, since the unit has no home care; nor need that be said.
	a := row(t, second, admitted)
	if a.Implied.Figure.State != quality.NotApplicable || a.Implied.Because.ID != homeCare || *a.Implied.Answer.Value.Yes {
		t.Errorf("follows: %+v", a.Implied)
	}
	if n := len(second.Empty()); n != 4 {
		t.Errorf("%d rows are left to fill in", n)
	}
	board, err := room.Board(t.Context(), f.Actor(testgroup.Convener), testgroup.Group, 2026)
	if err != nil || board.Units[0].Periods[1].Filled != 3 || board.Units[0].Periods[1].Total != 7 {
		t.Errorf("the board says %+v, %v", board.Units[0].Periods[1], err)
	}
	// Sending the form with what it shows stores nothing.
	e := Entry{Key: r.Key(), Read: Mark(r.Figure), Figure: quality.Figure{State: quality.Reported, Value: r.Implied.Figure.Value}}
	if saved, err := room.SaveFigures(t.Context(), lead, alaK2, these([]Entry{e})); err != nil || saved.Count != 0 {
		t.Errorf("%+v, %v", saved, err)
	}
	// Another answer holds from this period on, whatever day stood in the field.
	e.Figure.Value.Text = "Från vecka 23"
	save(t, room, lead, alaK2, []Entry{e})
	if got := row(t, form(t, room, lead, alaK2), limits).Figure; got.Since() != "2026-04-01" {
		t.Errorf("changed from %s", got.Since())
	}
	// What does not apply can be filled in all the same.
	e = Entry{Key: a.Key(), Read: Mark(a.Figure), Figure: quality.Figure{State: quality.Reported, Value: quality.Value{Numerator: num(3)}}}
	save(t, room, lead, alaK2, []Entry{e})
	if got := row(t, form(t, room, lead, alaK2), admitted); *got.Says().Value.Numerator != 3 {
		t.Errorf("filled in anyway: %+v", got.Says())
	}
}

func TestWhatFollowsIsStoredWhenHandedIn(t *testing.T) {
	f, room, lead := standing(t)
	if err := room.Submit(t.Context(), lead, alaK1); err != nil {
		t.Fatal(err)
	}
	entries := everything()
	for n := range entries {
		entries[n].Key.Period = quality.Quarter(2026, 2)
	}
	save(t, room, lead, alaK2, []Entry{entries[0], entries[1], entries[3], entries[4]})
	if err := room.Submit(t.Context(), lead, alaK2); err != nil {
		t.Fatal(err)
	}
	got := f.Text(`SELECT string_agg(concat(indicator_id, ' ', state, ' ', text_value, yes_value, ' ', valid_from), ', ' ORDER BY indicator_id)
		FROM figure WHERE period_start = '2026-04-01' AND indicator_id IN (8, 10, 11)`)
	if want := "8 not_applicable  , 10 reported Från vecka 22 2026-01-01, 11 reported f 2026-01-01"; got != want {
		t.Errorf("stored %s\nwant   %s", got, want)
	}
	if got := f.Text(`SELECT string_agg(coalesce(after->>'follows', '-'), ' ' ORDER BY id) FROM audit WHERE after->>'period' = '2026K2' AND subject = 'figure'`); got != "- - - - PRO6 carried carried" {
		t.Errorf("the log says %s", got)
	}
}

func TestAnAnswerChangesWithinThePeriod(t *testing.T) {
	f, room, lead := standing(t)
	r := row(t, form(t, room, lead, alaK2), limits)
	fresh := r.Changes[len(r.Changes)-1]
	if fresh.Since != NewAnswer || len(r.Changes) != 1 {
		t.Fatalf("one to add: %+v", r.Changes)
	}
	day := time.Date(2026, time.May, 15, 0, 0, 0, 0, time.UTC)
	add := Entry{Key: fresh.Key(), Read: Mark(fresh.Figure), Figure: quality.Figure{State: quality.Reported, Value: quality.Value{Text: "Från vecka 28"}}}
	problem := func(e Entry) string {
		t.Helper()
		saved, err := room.SaveFigures(t.Context(), lead, alaK2, these([]Entry{e}))
		if err != nil || len(saved.Problems) != 1 {
			t.Fatalf("%+v, %v", saved, err)
		}
		return saved.Problems[0].Field + " " + saved.Problems[0].Code
	}
	if got := problem(add); got != "figure.10.0.2026K2@ny.valid_from required" {
		t.Errorf("without a day: %s", got)
	}
	early := day.AddDate(0, -2, 0)
	add.Figure.Value.ValidFrom = &early
	if got := problem(add); got != "figure.10.0.2026K2@ny.valid_from date_limits" {
		t.Errorf("a day in another quarter: %s", got)
	}
	add.Figure.Value.ValidFrom = &day
	save(t, room, lead, alaK2, []Entry{add})
	if got := f.Text(`SELECT after->>'text' || ' ' || (after->>'valid_from') FROM audit WHERE action = 'figure.save' ORDER BY id DESC LIMIT 1`); got != "Från vecka 28 2026-05-15" {
		t.Errorf("the log says %s", got)
	}
	r = row(t, form(t, room, lead, alaK2), limits)
	if len(r.Changes) != 2 || r.Changes[0].Since != "2026-05-15" || r.Figure.Version != 0 || r.Says().Value.Text != "Från vecka 22" {
		t.Errorf("the row says %q, then %+v", r.Says().Value.Text, r.Changes)
	}
	if got := problem(add); got != "figure.10.0.2026K2@ny.valid_from date_taken" {
		t.Errorf("the same day twice: %s", got)
	}
	// What held at the end is what the next quarter begins with.
	next := row(t, form(t, later(f, 100*24*time.Hour), lead, quarter("ALA", "2026K3")), limits)
	if next.Says().Value.Text != "Från vecka 28" || next.Says().Since() != "2026-05-15" {
		t.Errorf("the next quarter begins with %+v", next.Says())
	}
	// It can be changed and emptied like any other.
	c := r.Changes[0]
	e := Entry{Key: c.Key(), Read: Mark(c.Figure), Figure: quality.Figure{State: quality.Reported, Value: quality.Value{Text: "Från vecka 29", ValidFrom: &day}}}
	save(t, room, lead, alaK2, []Entry{e})
	c = row(t, form(t, room, lead, alaK2), limits).Changes[0]
	save(t, room, lead, alaK2, []Entry{{Key: c.Key(), Read: Mark(c.Figure)}})
	if n := len(row(t, form(t, room, lead, alaK2), limits).Changes); n != 1 {
		t.Errorf("%d answers are left", n)
	}
}

func TestYearlyMeasuresAreSeenInTheQuartersBetween(t *testing.T) {
	f, room := open(t)
	got := form(t, room, f.Actor(testgroup.MedicalLead), alaK1)
	if len(got.Later) != 1 || got.Later[0].Indicator.ID != births || got.Later[0].With != quality.Quarter(2026, 4) ||
		got.Later[0].Period != quality.WholeYear(2026) || got.Later[0].Last.Period != quality.WholeYear(2025) {
		t.Errorf("later: %+v", got.Later)
	}
	last := form(t, room, f.Actor(testgroup.MedicalLead), quarter("ALA", "2026K4"))
	if len(last.Later) != 0 || row(t, last, births).Period != quality.WholeYear(2026) {
		t.Errorf("in the last quarter it is due: %+v", last.Later)
	}
}

func TestNothingIsStoredWhileAPersonMayNot(t *testing.T) {
	f, room, _ := standing(t)
	for _, person := range outsiders {
		if err := room.Submit(t.Context(), f.Actor(person), alaK2); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d: %v", person, err)
		}
	}
	if n := f.Text(`SELECT count(*)::text FROM figure WHERE period_start = '2026-04-01'`); n != "0" {
		t.Errorf("%s figures", n)
	}
}
