package open

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// today is a day when the last quarter of 2025 is being handed in, and 2024 is final.
var today = time.Date(2026, 2, 10, 9, 0, 0, 0, time.UTC)

// example is the example group's results and public pages.
func example(t *testing.T) (*Room, *analysis.Dataset) {
	t.Helper()
	d := testdb.New(t)
	if err := setup.Default(t.Context(), d.DB, today); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), d.DB, today, "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	var ds *analysis.Dataset
	if err := d.DB.Read(t.Context(), func(tx *postgres.Tx) error {
		group, err := tx.GroupByCode(t.Context(), "neonatologi")
		if err != nil {
			return err
		}
		ds, err = dataset.Load(t.Context(), tx, group.ID, 2024, 2026)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return New(d.DB, func() time.Time { return today }), ds
}

var stranger = Asked{Code: "neonatologi"}

// TestResultsAreAPartOfWhatReadersOutsideSee: whatever is published is the very cell that
// readers outside the group are shown, so there is nothing to take one from the other for; and
// only years that are settled are.
func TestResultsAreAPartOfWhatReadersOutsideSee(t *testing.T) {
	room, whole := example(t)
	r, err := room.Results(t.Context(), stranger)
	if err != nil {
		t.Fatal(err)
	}
	outside, hidden, shown := whole.Mask(), 0, 0
	for _, m := range r.Measures {
		for _, row := range m.Years {
			if row.Year != 2024 {
				t.Errorf("%s %d is published before it is settled", row.Measure.Code, row.Year)
			}
			other, _ := outside.Measure(row.Measure.Code)
			theirs := outside.Row(other, row.Stratum, row.Year)
			for n, c := range append(slices.Clone(row.Units), row.Total) {
				o := append(slices.Clone(theirs.Units), theirs.Total)[n]
				if c.State != o.State || !equal(c.Point, o.Point) || !equal(c.Value.Denominator, o.Value.Denominator) {
					t.Errorf("%s: %v is published, %v is what readers outside see", row.Measure.Code, c.Result, o.Result)
				}
				if c.State == analysis.Masked {
					hidden++
				} else if c.Known() {
					shown++
				}
			}
		}
	}
	if len(r.Measures) < 8 || hidden < 3 || shown < 30 {
		t.Errorf("%d measures, %d hidden and %d shown: nothing is tested", len(r.Measures), hidden, shown)
	}
	if _, err := room.Measure(t.Context(), stranger, "MED13"); err != nil {
		t.Errorf("one measure: %v", err)
	}
	if _, err := room.Measure(t.Context(), stranger, "MED03"); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a measure with no settled year: %v", err)
	}
}

// TestAFigureThatIsNotSettledTakesTheWholeTableAway: of all units, not only its own, so that a
// total never lacks one unit that another total has.
func TestAFigureThatIsNotSettledTakesTheWholeTableAway(t *testing.T) {
	_, whole := example(t)
	m, _ := whole.Measure("OMV01")
	published2024 := func() bool {
		whole.Index()
		return slices.ContainsFunc(published(whole, nil), func(p PublicMeasure) bool {
			return p.Latest().Measure.ID == m.ID && slices.ContainsFunc(p.Years, func(r analysis.Row) bool { return r.Year == 2024 })
		})
	}
	if !published2024() {
		t.Fatal("a final year is not published")
	}
	n := slices.IndexFunc(whole.Figures, func(f analysis.Figure) bool { return f.IndicatorID == m.ID && f.Period.LastYear() == 2024 })
	was := whole.Figures[n]
	whole.Figures[n].Standing = quality.Preliminary
	if published2024() {
		t.Error("published with a figure that is not approved")
	}
	whole.Figures[n] = was
	whole.Figures[n].Changed = true
	if published2024() {
		t.Error("published with a figure that has been changed since it was approved")
	}
	for i := range whole.Figures { // approved alone, a year waits for all that is expected
		whole.Figures[i].Changed = false
		if whole.Figures[i].IndicatorID == m.ID {
			whole.Figures[i].Standing = quality.ApprovedFigure
		}
	}
	if !published2024() {
		t.Error("an approved year with everything handed in is not published")
	}
	whole.Figures = slices.Delete(whole.Figures, n, n+1)
	if published2024() {
		t.Error("published while something is waited for")
	}
}

// TestAnEditionThatSaysSomethingElseTakesTheTableAway: whoever has the edition could else take
// one from the other.
func TestAnEditionThatSaysSomethingElseTakesTheTableAway(t *testing.T) {
	_, whole := example(t)
	list := published(whole, nil)
	n := slices.IndexFunc(list, func(m PublicMeasure) bool { return m.Latest().Measure.Code == "OMV01" })
	row := list[n].Latest()
	written := edition.Measure{ID: int64(row.Measure.ID), Anchor: fmt.Sprintf("matt-%d-%d", row.Measure.ID, row.Stratum.ID)}
	line := func(c analysis.Cell) edition.Result {
		return edition.Result{UnitID: int64(c.Unit.ID), Sum: c.Unit.ID == 0, Numerator: c.Value.Numerator, Denominator: c.Value.Denominator, Point: c.Point}
	}
	for _, c := range append(slices.Clone(row.Units), row.Total) {
		written.Results = append(written.Results, line(c))
	}
	document := &edition.Document{Year: row.Year, Sections: []edition.Section{{Blocks: []edition.Block{{Goal: &edition.Goal{Measures: []edition.Measure{written}}}}}}}
	find := func() PublicMeasure {
		for _, m := range published(whole, []*edition.Document{document}) {
			if m.Latest().Measure.ID == row.Measure.ID {
				return m
			}
		}
		return PublicMeasure{}
	}
	if m := find(); len(m.Years) != len(list[n].Years) || len(m.Changed) != 0 {
		t.Fatalf("an edition that says the same: %+v", m.Changed)
	}
	lines := document.Sections[0].Blocks[0].Goal.Measures[0].Results
	known := slices.IndexFunc(lines, func(r edition.Result) bool { return r.Numerator != nil })
	less := *lines[known].Numerator - 1
	lines[known].Numerator = &less
	if m := find(); slices.ContainsFunc(m.Years, func(r analysis.Row) bool { return r.Year == row.Year }) {
		t.Error("published beside an edition with another number")
	}
	lines[known].Numerator = nil
	if m := find(); slices.ContainsFunc(m.Years, func(r analysis.Row) bool { return r.Year == row.Year }) {
		t.Error("published beside an edition that hid the number")
	}
	document.Year++
	if m := find(); len(m.Years) != len(list[n].Years) {
		t.Error("an edition of another year matters")
	}
}

// TestWhatIsClosedIsNotThere: for strangers, and for those who speak for patients where it is
// not opened to them either; whoever chooses may look before.
func TestWhatIsClosedIsNotThere(t *testing.T) {
	room, whole := example(t)
	group := whole.Group.ID
	convener := org.Actor{Person: org.Person{ID: 1, Name: "Sara"}, Memberships: []org.Membership{{Role: org.Convener, GroupID: group}}}
	patient := org.Actor{Person: org.Person{ID: 2, Name: "Per"}, Memberships: []org.Membership{{Role: org.PatientRepresentative, GroupID: group}}}
	reads := map[org.OpenKind]func(Asked) error{
		org.OpenGoals:     func(a Asked) error { _, err := room.Goals(t.Context(), a); return err },
		org.OpenResults:   func(a Asked) error { _, err := room.Results(t.Context(), a); return err },
		org.OpenExamples:  func(a Asked) error { _, err := room.Examples(t.Context(), a); return err },
		org.OpenActions:   func(a Asked) error { _, err := room.Actions(t.Context(), a); return err },
		org.OpenDocuments: func(a Asked) error { _, err := room.Documents(t.Context(), a); return err },
	}
	for kind, read := range reads {
		if err := read(stranger); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if err := room.CloseKind(t.Context(), convener, postgres.OpenedKind{GroupID: group, Audience: org.Everybody, Kind: kind}); err != nil {
			t.Fatal(err)
		}
		for who, a := range map[string]Asked{"a stranger": stranger, "a representative": {Code: stranger.Code, By: patient}} {
			if err := read(a); !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("%s reads %s: %v", who, kind, err)
			}
		}
		if err := read(Asked{Code: stranger.Code, By: convener}); err != nil {
			t.Errorf("%s before it is opened: %v", kind, err)
		}
	}
	if err := room.OpenKind(t.Context(), convener, postgres.OpenedKind{GroupID: group, Audience: org.Patients, Kind: org.OpenResults}); err != nil {
		t.Fatal(err)
	}
	if err := reads[org.OpenResults](Asked{Code: stranger.Code, By: patient}); err != nil {
		t.Errorf("opened to those who speak for patients: %v", err)
	}
	if _, err := room.Group(t.Context(), stranger); !errors.Is(err, fault.ErrNotFound) { // its edition comes with the server's demo
		t.Errorf("a group with nothing open: %v", err)
	}
	if groups, err := room.Groups(t.Context()); err != nil || len(groups) != 0 {
		t.Errorf("%v: %d groups", err, len(groups))
	}
}
