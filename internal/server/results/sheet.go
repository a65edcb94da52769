package results

import (
	"samsyn/internal/exchange"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// sheet is a table of figures, on a page behind its chart and as a file.
type sheet struct {
	id, caption string
	columns     []column
	rows        []line
}

// column is a heading; numbers stand to the right.
type column struct {
	title  string
	number bool
}

// line is one unit, year or measure.
type line struct {
	name, part, url string
	own, total      bool
	cells           []figure // one per column
}

// figure is a cell: its text, a note below, where it leads, its course in small, and the
// number that a file gets instead of the text. Links that are told are in the file too.
type figure struct {
	text, note string
	told       []ui.Link
	act        ui.Link
	kind       view.ChangeKind
	number     *float64
	spark      ui.Spark
}

// view is the sheet for a page. first is the heading of the names.
func (s sheet) view(first string) view.Figures {
	t := view.Figures{ID: s.id, Caption: s.caption, First: first}
	for _, c := range s.columns {
		t.Columns = append(t.Columns, view.FigureColumn{Title: c.title, Number: c.number})
	}
	for _, l := range s.rows {
		row := view.FigureRow{Name: l.name, Part: l.part, URL: l.url, Own: l.own, Total: l.total}
		for _, c := range l.cells {
			row.Cells = append(row.Cells, view.FigureCell{Change: view.Change{Text: c.text, Note: c.note, Kind: c.kind}, Spark: c.spark, Told: c.told,
				Act: c.act, About: joined(", ", l.name, l.part, l.cells[0].text)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// file is the sheet as a file's table.
func (s sheet) file(first string) exchange.Table {
	t := exchange.Table{Header: []string{first}}
	for _, c := range s.columns {
		t.Header = append(t.Header, c.title)
	}
	for _, l := range s.rows {
		cells := []any{joined(", ", l.name, l.part)}
		for _, c := range l.cells {
			if c.number != nil {
				cells = append(cells, *c.number)
			} else {
				text := joined(". ", c.text, c.note)
				for _, link := range c.told {
					text = joined(". ", text, link.Text)
				}
				cells = append(cells, text)
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}
