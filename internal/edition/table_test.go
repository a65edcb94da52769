package edition_test

import (
	"slices"
	"testing"

	"samsyn/internal/edition"
)

// TestAWideTableIsToldOfInParts: every column is in one part, and each part says what its
// rows are about.
func TestAWideTableIsToldOfInParts(t *testing.T) {
	table := edition.Table{ID: "t", Caption: "Tabell"}
	row := edition.Row{Sum: true}
	for _, name := range []string{"Mått", "A", "B", "C", "D", "E"} {
		table.Columns = append(table.Columns, edition.Column{Text: name})
		row.Cells = append(row.Cells, edition.Cell{Text: "om " + name})
	}
	table.Rows = []edition.Row{row, {Cells: row.Cells[:3]}} // a row may be short
	parts := table.Split(3)
	var columns []string
	ids := map[string]bool{}
	for _, p := range parts {
		ids[p.ID] = true
		if p.Columns[0].Text != "Mått" || p.Rows[0].Cells[0].Text != "om Mått" || !p.Rows[0].Sum || p.Caption != "Tabell" {
			t.Errorf("a part without what it is about: %+v", p)
		}
		for n, c := range p.Columns[1:] {
			columns = append(columns, c.Text)
			if got := p.Rows[0].Cells[n+1].Text; got != "om "+c.Text {
				t.Errorf("under %s stands %q", c.Text, got)
			}
		}
	}
	if len(parts) != 3 || len(ids) != 3 || !slices.Equal(columns, []string{"A", "B", "C", "D", "E"}) {
		t.Errorf("%d parts with %v", len(parts), columns)
	}
	if whole := table.Split(6); len(whole) != 1 || whole[0].ID != "t" {
		t.Errorf("what has room is split: %d", len(whole))
	}
}
