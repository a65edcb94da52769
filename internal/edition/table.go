package edition

import (
	"fmt"
	"slices"
)

// Split is the table in parts with at most that many columns each, which all begin with
// the first one: the table itself when it has no more. most is at least 2.
func (t Table) Split(most int) []Table {
	if len(t.Columns) <= most {
		return []Table{t}
	}
	var parts []Table
	for from := 1; from < len(t.Columns); from += most - 1 {
		to := min(from+most-1, len(t.Columns))
		part := t
		part.ID, part.Rows = fmt.Sprintf("%s-%d", t.ID, len(parts)+1), make([]Row, len(t.Rows))
		part.Columns = slices.Concat(t.Columns[:1], t.Columns[from:to])
		for n, r := range t.Rows {
			if r.Over {
				part.Rows[n] = r
				continue
			}
			r.Cells = slices.Concat(r.Cells[:1], r.Cells[min(from, len(r.Cells)):min(to, len(r.Cells))])
			part.Rows[n] = r
		}
		parts = append(parts, part)
	}
	return parts
}
