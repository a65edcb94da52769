package edition

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAUnitsReportIsItsOwn(t *testing.T) {
	m := measured("1", "met", "not_met", "met")
	m.Comments = []Statement{{UnitID: 1, Text: "vårt"}, {UnitID: 2, Text: "deras"}}
	d := year(Goal{ID: 1, Title: "Målet", Measures: []Measure{m, measured("2", "met", "not_applicable", "met"), measured("3", "met", "missing", "met")}},
		Goal{ID: 2, Title: "Ett annat", Measures: []Measure{measured("4", "met", "not_applicable", "met")}})
	table := func(id string, rows ...Row) *Table {
		return &Table{ID: id, Columns: []Column{{Text: "Enhet"}, {Text: "Vad"}}, Rows: rows}
	}
	row := func(cells ...string) (r Row) {
		for _, c := range cells {
			r.Cells = append(r.Cells, Cell{Text: c})
		}
		return r
	}
	d.Sections = append(d.Sections,
		Section{ID: "p", Content: "process", Blocks: []Block{{Table: &Table{Matrix: true, Columns: []Column{{Text: "Mått"}, {Text: "Enhet 2"}, {Text: "Enhet 1"}}, Rows: []Row{row("Födda", "200", "100")}}}}},
		Section{ID: "n", Content: "needs", Heading: "Behov", Blocks: []Block{{Table: table("n", row("Enhet 1", "Utbildning"), row("Enhet 2", "Annat"))}}},
		Section{ID: "d", Content: "data_quality", Heading: "Data", Blocks: []Block{{Heading: "Saknas"}, {List: []string{"Enhet 1, kvartal 3", "Enhet 10, kvartal 3", "Enhet 2, kvartal 3"}}, {Heading: "Ändrat"}, {List: []string{"Något"}}}},
		Section{ID: "g", Content: "group", Blocks: []Block{{Table: table("g", row("Enhet 1", "Läkaren"))}, {Statement: &Statement{UnitID: 1, Text: "året"}}}},
		Section{ID: "e", Content: "examples", Heading: "Exempel", Blocks: []Block{{Heading: "Eget"}, {Terms: []Term{{"Enhet", "Enhet 1"}}}, {Heading: "Andras"}, {Terms: []Term{{"Enhet", "Enhet 2"}}}}})

	r, ok := d.ForUnit(1)
	if !ok || r.Unit.Code != "A" {
		t.Fatalf("%+v, %t", r.Unit, ok)
	}
	if len(r.Goals) != 1 || len(r.Goals[0].Measures) != 2 {
		t.Fatalf("goals %+v", r.Goals)
	}
	first := r.Goals[0].Measures[0]
	if first.Own.Status != "not_met" || first.Beside.Who != "Hela gruppen" || len(first.Said) != 1 || first.Said[0].Text != "vårt" {
		t.Errorf("the measure: %+v", first)
	}
	if len(r.Missing) != 1 || r.Missing[0].Anchor != "3" {
		t.Errorf("missing: %+v", r.Missing)
	}
	if diff := cmp.Diff([]Count{{"not_met", "NOT_MET", 1}, {"missing", "MISSING", 1}}, r.Tally); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Term{{"Födda", "100"}}, r.Conditions); diff != "" {
		t.Error(diff)
	}
	if len(r.Statements) != 1 {
		t.Errorf("statements %+v", r.Statements)
	}
	want := []Section{{ID: "n", Heading: "Behov", Content: "needs", Blocks: []Block{{Table: table("n", row("Enhet 1", "Utbildning"))}}},
		{ID: "d", Heading: "Data", Content: "data_quality", Blocks: []Block{{Heading: "Saknas"}, {List: []string{"Enhet 1, kvartal 3"}}}}}
	if diff := cmp.Diff(want, r.Parts); diff != "" {
		t.Error(diff)
	}
	if len(r.Examples) != 1 || len(r.Examples[0].Blocks) != 2 || r.Examples[0].Blocks[0].Heading != "Andras" {
		t.Errorf("examples %+v", r.Examples)
	}
}

func TestAUnitWithoutResults(t *testing.T) {
	d := year(Goal{ID: 1, Measures: []Measure{measured("1", "met", "met")}}) // of the first unit alone
	if r, ok := d.ForUnit(2); !ok || r.Goals != nil || r.Tally != nil {
		t.Errorf("%+v, %t", r, ok)
	}
	if _, ok := d.ForUnit(3); ok {
		t.Error("a report of a unit that is not there")
	}
}

func TestAUnitsCourse(t *testing.T) {
	value := 1.0
	c := &Course{Units: []UnitCourse{{UnitID: 1, Points: []CoursePoint{{}, {Value: &value}}}, {UnitID: 2, Points: []CoursePoint{{}}}}}
	if c.Of(1) == nil || c.Of(2) != nil || c.Of(3) != nil || (*Course)(nil).Of(1) != nil {
		t.Error("a course without values, or none where there are values")
	}
}
