package disclosure

import (
	"cmp"
	"slices"
)

// Protect returns the table with everything hidden that the rule requires, and
// leaves the one it was given unchanged. What is hidden already stays hidden.
// As few further cells as possible are hidden, small ones before large; the
// total is hidden only when hiding cells is not enough. For thresholds of 4 and
// more, Audit of the result finds nothing.
func Protect(table Table, rule Rule) Table {
	table.Cells = slices.Clone(table.Cells)
	for i, cell := range table.Cells {
		if rule.Small(table.Kind, cell) {
			table.Cells[i].Hidden = true
		}
	}
	if rule.Small(table.Kind, table.Total()) {
		table.TotalHidden = true
	}
	if safe(table, rule) || hideOne(table, rule) || hideMore(table, rule) {
		return table
	}
	table.TotalHidden = true
	return table
}

func safe(table Table, rule Rule) bool { return len(Audit(table, rule)) == 0 }

// hideOne hides the smallest cell that is enough by itself, if there is one.
func hideOne(table Table, rule Rule) bool {
	for _, i := range candidates(table) {
		table.Cells[i].Hidden = true
		if safe(table, rule) {
			return true
		}
		table.Cells[i].Hidden = false
	}
	return false
}

// hideMore hides cells from the smallest up until they are enough, and then
// shows again, from the largest down, those that turned out not to be needed.
// When all of them are not enough it hides none.
func hideMore(table Table, rule Rule) bool {
	var hidden []int
	for _, i := range candidates(table) {
		table.Cells[i].Hidden = true
		hidden = append(hidden, i)
		if safe(table, rule) {
			break
		}
	}
	enough := safe(table, rule)
	for _, i := range slices.Backward(hidden) {
		table.Cells[i].Hidden = false
		if enough && !safe(table, rule) {
			table.Cells[i].Hidden = true
		}
	}
	return enough
}

// candidates are the cells that may be hidden for others' sake: those shown
// and not empty, the one with the fewest children first.
func candidates(table Table) []int {
	var indexes []int
	size := func(i int) int64 { return table.Cells[i].counts(table.Kind)[all] }
	for i, cell := range table.Cells {
		if !cell.Hidden && size(i) > 0 {
			indexes = append(indexes, i)
		}
	}
	slices.SortStableFunc(indexes, func(a, b int) int { return cmp.Compare(size(a), size(b)) })
	return indexes
}
