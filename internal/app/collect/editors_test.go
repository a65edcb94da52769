package collect

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

const (
	editors  = 50
	attempts = 100 // saves by each
	counts40 = 100 // the first of forty counts, so that many meet but not all
)

const fortyCounts = `
INSERT INTO indicator (id, group_id, code, category, scope, reported_by, kind, certainty, position) OVERRIDING SYSTEM VALUE
SELECT 99 + n, 1, 'ANTAL' || n, 'process', 'all_units', '{highly_specialised}', 'count', 'sourced', 99 + n FROM generate_series(1, 40) n;
INSERT INTO indicator_version (indicator_id, valid_from, name, direction, decimals, reporting_months)
SELECT 99 + n, '2020-01-01', 'Antal ' || n, 'none', 0, 3 FROM generate_series(1, 40) n;
INSERT INTO selected_indicator (group_id, year, indicator_id, position) SELECT 1, 2026, 99 + n, 99 + n FROM generate_series(1, 40) n`

// Fifty people have the same form open and save 5,000 times. Every save that was
// acknowledged is found, once, with what its editor had seen before it; every other
// was told of a conflict, and has left nothing.
func TestFiftyEditorsOfOneForm(t *testing.T) {
	t.Parallel()
	f, room := open(t)
	f.Exec(fortyCounts)
	var crew sync.WaitGroup
	done := make([][]tried, editors)
	for n := range editors {
		e := editor{room: room, actor: f.Actor(testgroup.MedicalLead), number: n, seen: map[quality.IndicatorID]quality.Figure{}}
		crew.Go(func() { done[n] = e.work(t) })
	}
	crew.Wait()
	all := slices.Concat(done...)
	logged := loggedSaves(t, f)
	acknowledged, conflicts := 0, 0
	for _, try := range all {
		rows := logged[try.value]
		switch {
		case try.told:
			conflicts++
			if len(rows) != 0 {
				t.Errorf("%.0f was told to be a conflict, and stored", try.value)
			}
		case len(rows) != 1:
			t.Errorf("%.0f was acknowledged and is found %d times", try.value, len(rows))
		case rows[0].before != try.before:
			t.Errorf("%.0f took the place of %q, which its editor had not seen, but %q", try.value, rows[0].before, try.before)
		default:
			acknowledged++
		}
	}
	if len(all) != editors*attempts || acknowledged != len(logged) || acknowledged == 0 || conflicts == 0 {
		t.Errorf("%d saves: %d acknowledged, %d in the log, %d conflicts", len(all), acknowledged, len(logged), conflicts)
	}
	// What stands is what was saved last, and no step of the way is missing.
	if got := f.Text(`WITH steps AS (
		SELECT after->>'indicator' AS code, (before->>'numerator')::numeric AS was, (after->>'numerator')::numeric AS now,
		       lag((after->>'numerator')::numeric) OVER w AS last, lead(id) OVER w IS NULL AS newest
		FROM audit WHERE action = 'figure.save' WINDOW w AS (PARTITION BY after->>'indicator' ORDER BY id))
		SELECT concat(count(*) FILTER (WHERE was IS DISTINCT FROM last), ' ', count(*) FILTER (WHERE newest AND now = f.numerator))
		FROM steps JOIN indicator i USING (code) JOIN figure f ON f.indicator_id = i.id`); got != "0 40" {
		t.Errorf("steps that are missing, and figures that are the last: %s", got)
	}
	t.Logf("%d saves by %d editors: %d stored, %d conflicts told", len(all), editors, acknowledged, conflicts)
}

// editor is one of those who have the form open.
type editor struct {
	room   *Room
	actor  org.Actor
	number int
	seen   map[quality.IndicatorID]quality.Figure // as the editor's page shows them
}

// tried is one save: the number that was typed, what stood before it as far as the
// editor knew, and whether a conflict was told.
type tried struct {
	value  float64
	before string
	told   bool
}

func (e *editor) work(t *testing.T) []tried {
	var list []tried
	for n := range attempts {
		i := counts40 + quality.IndicatorID((7*(n/10)+e.number)%40) // ten times at one before the next
		try, err := e.save(t.Context(), i, float64(1000*e.number+n))
		if err != nil {
			t.Error(err)
			return list
		}
		list = append(list, try)
	}
	return list
}

// save stores a number over what the editor has seen. After a conflict the editor has
// seen what the other one saved, and writes over that the next time.
func (e *editor) save(ctx context.Context, i quality.IndicatorID, number float64) (tried, error) {
	was := e.seen[i]
	entry := Entry{Key: quality.FigureKey{IndicatorID: i, Period: quality.Quarter(2026, 1)}, Read: Mark(was),
		Figure: quality.Figure{State: quality.Reported, Value: quality.Value{Numerator: &number}}}
	saved, err := e.room.SaveFigures(ctx, e.actor, alaK1, Typed{Entries: func(Form) []Entry { return []Entry{entry} }, Only: []quality.IndicatorID{i}})
	try := tried{value: number, before: numeratorOf(was), told: len(saved.Conflicts) == 1}
	switch {
	case err != nil || len(saved.Problems) > 0 || saved.Count == 1 == try.told:
		return try, fmt.Errorf("%+v: %w", saved, err)
	case try.told:
		e.seen[i] = saved.Conflicts[0].Theirs
		return try, nil
	}
	for row := range saved.Form.Entered() {
		if row.Indicator.ID == i {
			e.seen[i] = row.Figure
		}
	}
	return try, nil
}

func numeratorOf(f quality.Figure) string {
	if f.Value.Numerator == nil {
		return ""
	}
	return fmt.Sprint(*f.Value.Numerator)
}

// loggedSave is a row of the log about a figure that was saved.
type loggedSave struct{ before string }

// loggedSaves are the log's rows by the number that was saved.
func loggedSaves(t *testing.T, f *testgroup.Fixture) map[float64][]loggedSave {
	t.Helper()
	var rows []struct {
		Before *float64
		After  float64
	}
	raw := f.Text(`SELECT json_agg(json_build_object('Before', (before->>'numerator')::numeric, 'After', (after->>'numerator')::numeric))::text
		FROM audit WHERE action = 'figure.save'`)
	if err := json.NewDecoder(strings.NewReader(raw)).Decode(&rows); err != nil {
		t.Fatal(err)
	}
	list := map[float64][]loggedSave{}
	for _, r := range rows {
		list[r.After] = append(list[r.After], loggedSave{numeratorOf(quality.Figure{Value: quality.Value{Numerator: r.Before}})})
	}
	return list
}
