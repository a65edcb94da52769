package goals

import (
	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

// HigherResult is what the group's sums of a year say of a goal above, in one of the measures
// that it is followed by.
type HigherResult struct {
	Indicator quality.Indicator
	// Collected reports whether the measure is collected in the year; Row and Cell are zero
	// when it is not.
	Collected bool
	Row       analysis.Row
	// Cell is everybody's result, or the region's of a region's goal, held against the value
	// that the goal asks for.
	Cell analysis.Cell
}

// resultsOf are the results of the goal's measures in the year, as the actor may see them.
func (l Levels) resultsOf(h quality.HigherGoal) []HigherResult {
	var list []HigherResult
	for _, m := range h.Measures {
		i, known := l.Indicator(m.IndicatorID)
		if !known {
			continue
		}
		result := HigherResult{Indicator: i}
		if measure, collected := l.Dataset.Measure(i.Code); collected {
			row := l.Dataset.Row(measure, quality.Stratum{}, l.Year)
			if cell, there := cellOf(row, h); there {
				result.Collected, result.Row = true, row
				result.Cell = held(cell, m, l.Year)
			}
		}
		list = append(list, result)
	}
	return list
}

// cellOf is the result that the goal is about; false for a region without units in the row.
func cellOf(row analysis.Row, h quality.HigherGoal) (analysis.Cell, bool) {
	if h.RegionID == 0 {
		return row.Total, true
	}
	for _, region := range row.Regions {
		if region.ID == h.RegionID {
			return region.Cell, true
		}
	}
	return analysis.Cell{}, false
}

// held is the result against what the goal above asks for, and not what the group does.
func held(c analysis.Cell, m quality.HigherMeasure, year int) analysis.Cell {
	if target, aims := m.Aim(year); aims {
		return c.Against(target)
	}
	return c.Against(quality.Target{IndicatorID: m.IndicatorID, Year: year, Kind: quality.FollowOnly})
}
