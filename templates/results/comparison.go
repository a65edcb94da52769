package results

import "strconv"

// columns is the width of a matrix: its units and the measures' own column.
func columns(m Matrix) string { return strconv.Itoa(len(m.Columns) + 1) }
