package disclosure

// Window is periods in a row whose sum is published, such as the last four
// quarters.
type Window struct {
	// First and Last are indexes of periods, both within the window.
	First, Last int
}

// Rolling is the windows of a length that fit into a number of periods, one
// ending with each period from the length-th: rolling four quarters for length 4.
func Rolling(periods, length int) []Window {
	var windows []Window
	for last := length - 1; length > 0 && last < periods; last++ {
		windows = append(windows, Window{First: last - length + 1, Last: last})
	}
	return windows
}

// Grid is units by periods, with the sums that such a page shows: of all units in
// each period, and of each unit and of all units in each window.
type Grid struct {
	Kind    Kind
	Cells   [][]Cell // unit, then period; as many periods for each unit
	Windows []Window
}

// Sheet is the grid's cells and totals. Their places are [Grid.Place],
// [Grid.PeriodTotal], [Grid.WindowTotal] and [Grid.WindowOfAll].
func (g Grid) Sheet() Sheet {
	s := Sheet{Kind: g.Kind}
	for _, row := range g.Cells {
		s.Cells = append(s.Cells, row...)
	}
	everybody := func(first, last int) []int {
		var cells []int
		for unit := range g.Cells {
			cells = append(cells, g.row(unit, first, last)...)
		}
		return cells
	}
	for period := range g.periods() {
		s.Totals = append(s.Totals, Total{Cells: everybody(period, period)})
	}
	for unit := range g.Cells {
		for _, w := range g.Windows {
			s.Totals = append(s.Totals, Total{Cells: g.row(unit, w.First, w.Last)})
		}
	}
	for _, w := range g.Windows {
		s.Totals = append(s.Totals, Total{Cells: everybody(w.First, w.Last)})
	}
	return s
}

// Place is a unit's figure of a period in the grid's sheet.
func (g Grid) Place(unit, period int) int { return unit*g.periods() + period }

// PeriodTotal is the sum of all units in a period.
func (g Grid) PeriodTotal(period int) int { return TotalAt(period) }

// WindowTotal is a unit's sum over the window with an index.
func (g Grid) WindowTotal(unit, window int) int {
	return TotalAt(g.periods() + unit*len(g.Windows) + window)
}

// WindowOfAll is the sum of all units over the window with an index.
func (g Grid) WindowOfAll(window int) int { return g.WindowTotal(len(g.Cells), window) }

func (g Grid) periods() int {
	if len(g.Cells) == 0 {
		return 0
	}
	return len(g.Cells[0])
}

func (g Grid) row(unit, first, last int) []int {
	var cells []int
	for period := first; period <= last; period++ {
		cells = append(cells, g.Place(unit, period))
	}
	return cells
}
