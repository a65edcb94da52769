package edition

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Unit is a unit that the document is about.
type Unit struct {
	ID    int64  `json:"id"`
	Code  string `json:"code"`
	Name  string `json:"name"`
	Short string `json:"short"` // what it is called in tables
}

// Unit finds one of the document's units.
func (d *Document) Unit(id int64) (Unit, bool) {
	n := slices.IndexFunc(d.Units, func(u Unit) bool { return u.ID == id })
	if n < 0 {
		return Unit{}, false
	}
	return d.Units[n], true
}

// UnitReport is what a document says of one unit, for its own clinic.
type UnitReport struct {
	Unit Unit
	// Tally is the unit's measures by how they stand to their targets.
	Tally []Count
	Goals []UnitGoal
	// Conditions are the unit's process measures with their values.
	Conditions []Term
	// Statements are what the unit has said of its year as a whole.
	Statements []Statement
	// Parts are what other sections say of the unit, under their own headings.
	Parts []Section
	// Examples are what others have found to work.
	Examples []Section
	// Missing are the unit's measures that have no value.
	Missing []UnitMeasure
}

// UnitGoal is a goal with the unit's results.
type UnitGoal struct {
	Title    string
	Value    string
	Measures []UnitMeasure
}

// UnitMeasure is one measure as it went at the unit.
type UnitMeasure struct {
	*Measure
	Own Result
	// Beside is all together, which the unit's result stands beside; zero without it.
	Beside Result
	// Said are the unit's own comments.
	Said []Statement
}

// ForUnit cuts out what the document says of the unit. False when the unit is not one of
// the document's. Measures that do not apply to the unit are left out.
func (d *Document) ForUnit(id int64) (UnitReport, bool) {
	unit, ok := d.Unit(id)
	if !ok {
		return UnitReport{}, false
	}
	r := UnitReport{Unit: unit}
	var own []Result
	for goal := range d.Goals() {
		g := UnitGoal{Title: goal.Title, Value: goal.Value}
		for n := range goal.Measures {
			m, ok := measureOf(&goal.Measures[n], id)
			if !ok {
				continue
			}
			own = append(own, m.Own)
			g.Measures = append(g.Measures, m)
			if m.Own.Status == "missing" || m.Own.Status == "no_data" {
				r.Missing = append(r.Missing, m)
			}
		}
		if len(g.Measures) > 0 {
			r.Goals = append(r.Goals, g)
		}
	}
	r.Tally = tally(own)
	for _, s := range d.Sections {
		r.add(s)
	}
	return r, true
}

func measureOf(m *Measure, unit int64) (UnitMeasure, bool) {
	u := UnitMeasure{Measure: m}
	n := slices.IndexFunc(m.Results, func(r Result) bool { return !r.Sum && r.UnitID == unit })
	if n < 0 || m.Results[n].Status == "not_applicable" {
		return u, false
	}
	u.Own = m.Results[n]
	u.Beside, _ = m.Total()
	for _, c := range m.Comments {
		if c.UnitID == unit {
			u.Said = append(u.Said, c)
		}
	}
	return u, true
}

// elsewhere are the sections whose results the report tells of in its own way, or that are
// about the group alone.
var elsewhere = []string{"group", "overview", "variation", "appendix"}

// add takes what a section has of the unit to where it belongs.
func (r *UnitReport) add(s Section) {
	if s.Content == "examples" {
		if s = s.others(r.Unit.Short); len(s.Blocks) > 0 {
			r.Examples = append(r.Examples, s)
		}
		return
	}
	part := Section{ID: s.ID, Heading: s.Heading, Content: s.Content}
	var heading []Block // waits for something of the unit's to stand over
	for _, b := range s.Blocks {
		switch {
		case b.Heading != "":
			heading = []Block{b}
		case b.Statement != nil && b.Statement.UnitID == r.Unit.ID:
			r.Statements = append(r.Statements, *b.Statement)
		case slices.Contains(elsewhere, s.Content):
		case b.Table != nil && s.Content == "methods" && b.Table.Matrix:
			if terms := b.Table.column(r.Unit.Short); len(terms) > 0 {
				part.Blocks = append(part.Blocks, Block{Terms: terms})
			}
		case b.Table != nil && r.conditions(b.Table):
		case b.Table != nil:
			if t := b.Table.of(r.Unit.Short); t != nil {
				part.Blocks = append(append(part.Blocks, heading...), Block{Table: t})
				heading = nil
			}
		case len(b.List) > 0:
			if list := linesOf(b.List, r.Unit.Short); len(list) > 0 {
				part.Blocks = append(append(part.Blocks, heading...), Block{List: list})
				heading = nil
			}
		}
	}
	if len(part.Blocks) > 0 {
		r.Parts = append(r.Parts, part)
	}
}

// conditions takes the unit's column out of a table with one for each unit; false for
// another table.
func (r *UnitReport) conditions(t *Table) bool {
	if !t.Matrix {
		return false
	}
	own := t.column(r.Unit.Short)
	r.Conditions = append(r.Conditions, own...)
	return len(own) > 0
}

// column is what the unit's column says of each row; none in a table without such a column.
func (t *Table) column(unit string) (list []Term) {
	at := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Text == unit })
	for _, row := range t.Rows {
		if at >= 0 && at < len(row.Cells) {
			list = append(list, Term{Term: row.Cells[0].Text, Text: row.Cells[at].Text})
		}
	}
	return list
}

// of is the table with the rows that name the unit alone, and the headings over them; nil
// when none does.
func (t *Table) of(unit string) *Table {
	own := *t
	own.Rows = nil
	var over []Row // waits for a row of the unit's to stand over
	for _, row := range t.Rows {
		switch {
		case row.over(t):
			over = []Row{row}
		case slices.ContainsFunc(row.Cells, func(c Cell) bool { return c.Text == unit }):
			own.Rows = append(append(own.Rows, over...), row)
			over = nil
		}
	}
	if len(own.Rows) == 0 {
		return nil
	}
	return &own
}

// others is the section without what it tells of the unit: a heading with facts that name
// it.
func (s Section) others(unit string) Section {
	var kept, told []Block
	own := false
	end := func() {
		if !own {
			kept = append(kept, told...)
		}
		told, own = nil, false
	}
	for _, b := range s.Blocks {
		if b.Heading != "" {
			end()
		}
		told = append(told, b)
		own = own || slices.ContainsFunc(b.Terms, func(t Term) bool { return t.Text == unit })
	}
	end()
	s.Blocks = kept
	return s
}

// linesOf are the lines that begin with the unit's name.
func linesOf(list []string, unit string) (own []string) {
	for _, line := range list {
		rest, ok := strings.CutPrefix(line, unit)
		if !ok {
			continue
		}
		// "Bo 2, …" is not about Bo.
		if next, _ := utf8.DecodeRuneInString(rest); unicode.IsPunct(next) {
			own = append(own, line)
		}
	}
	return own
}
