package compose_test

import (
	"slices"
	"strings"
	"testing"

	"samsyn/internal/edition"
)

// TestMethodsInTheReport: the matrix has the state that held when the year ended, with what
// it was before; a unit's own report has its own lines alone.
func TestMethodsInTheReport(t *testing.T) {
	whole, public := example(t)
	for _, r := range []*edition.Document{document(t, whole), document(t, public)} {
		n := slices.IndexFunc(r.Sections, func(s edition.Section) bool { return s.Content == "methods" })
		if n < 0 {
			t.Fatal("no section about methods")
		}
		var matrix, facts *edition.Table
		var lines []string
		for _, b := range r.Sections[n].Blocks {
			switch {
			case b.Table != nil && b.Table.Matrix:
				matrix = b.Table
			case b.Table != nil:
				facts = b.Table
			}
			lines = append(lines, b.List...)
		}
		if len(matrix.Columns) != 1+len(r.Units) || len(matrix.Rows) != 4 || len(facts.Rows) != 4 {
			t.Fatalf("%d columns, %d rows, %d facts", len(matrix.Columns), len(matrix.Rows), len(facts.Rows))
		}
		cell := func(row int, unit string) edition.Cell {
			at := slices.IndexFunc(matrix.Columns, func(c edition.Column) bool { return c.Text == unit })
			return matrix.Rows[row].Cells[at]
		}
		for _, c := range []struct {
			row                int
			unit, text, detail string
		}{
			{0, "Kalmar", "Infört överallt", "sedan 2025-09-01; före året: inte påbörjat"},
			{0, "Jönköping", "Inte svarat", ""}, // what it said in January is the next year's
			{0, "Västervik", "Ej aktuellt", "sedan 2025-12-15"},
			{2, "Linköping", "Delvis utfasat", "sedan 2025-09-08"}, // it did not last
		} {
			if got := cell(c.row, c.unit); got.Text != c.text || got.Detail != c.detail {
				t.Errorf("%s, %s: %q %q", matrix.Rows[c.row].Cells[0].Text, c.unit, got.Text, got.Detail)
			}
		}
		told := strings.Join(lines, "\n")
		for want, there := range map[string]bool{"Publikation: Exempel: artikel om temperatur vid flytt. Exempel: Tidskriften, 2025. https://www.exempel.se/artikel": true,
			"Forskningsprojekt: Exempel: projekt om föräldrars sömn": true, "riktlinje om hud mot hud": false} {
			if strings.Contains(told, want) != there {
				t.Errorf("%q is there: %t, in\n%s", want, !there, told)
			}
		}
		for _, want := range []string{"Kalmar: Exempel: hud mot hud", "började 2025-04-07. För tidigt att säga", "Norrköping: Exempel: hud mot hud hela vägen från förlossningen. Håller i sig", "På helgerna", "Linköping"} {
			if !strings.Contains(strings.ToLower(told), strings.ToLower(want)) {
				t.Errorf("no %q in\n%s", want, told)
			}
		}
	}
	d := document(t, whole)
	n := slices.IndexFunc(d.Units, func(u edition.Unit) bool { return u.Short == "Kalmar" })
	own, ok := d.ForUnit(d.Units[n].ID)
	n = slices.IndexFunc(own.Parts, func(s edition.Section) bool { return s.Content == "methods" })
	if !ok || n < 0 || len(own.Parts[n].Blocks[0].Terms) != 4 || own.Parts[n].Blocks[0].Terms[0].Text != "Infört överallt" {
		t.Errorf("a unit's own report: %+v", own.Parts)
	}
	if slices.ContainsFunc(own.Conditions, func(c edition.Term) bool { return strings.Contains(c.Term, "hud mot hud") }) {
		t.Error("methods among the unit's conditions")
	}
}
