package quality

import (
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// HigherLevel is where a goal above the group's own is set.
type HigherLevel string

// The levels.
const (
	NationalLevel         HigherLevel = "national"
	HealthcareRegionLevel HigherLevel = "healthcare_region"
	RegionLevel           HigherLevel = "region"
)

// HigherLevels lists the levels from the highest down.
func HigherLevels() []HigherLevel {
	return []HigherLevel{NationalLevel, HealthcareRegionLevel, RegionLevel}
}

// HigherGoal is a goal of a level above the group, as the group has written it down.
type HigherGoal struct {
	ID      HigherGoalID
	GroupID org.GroupID
	Level   HigherLevel
	// RegionID is the region whose goal it is; zero but for RegionLevel.
	RegionID org.RegionID
	// ParentID is the higher goal that it serves in its turn; zero for none.
	ParentID HigherGoalID
	Title    string
	Body     string // what it says, and what it asks of the group
	SetBy    string
	Source   string // where it can be read
	FromYear int
	ToYear   int // the last year; zero while it lasts
	// Measures are those of the group's own that tell how it goes, or NotMeasured is why
	// the group does not measure it. With neither nobody has said.
	Measures    []HigherMeasure
	NotMeasured string
	Version     int
}

// The longest texts of a goal above, in characters.
const (
	MaxSetBy  = 200
	MaxSource = 500
)

// Check lists what is wrong with the goal, or nil; all are the group's goals above, of
// which one may be its parent, and library its measures. Fields: "level", "region",
// "parent", "title", "body", "set_by", "source", "from_year", "to_year", "not_measured", and
// "indicator1" and "threshold1" of the first measure, and so on.
func (h HigherGoal) Check(all []HigherGoal, library []Indicator) error {
	var v fault.ValidationError
	if !slices.Contains(HigherLevels(), h.Level) {
		v.Add("level", "unknown_choice")
	}
	switch {
	case h.Level == RegionLevel && h.RegionID == 0:
		v.Add("region", "region_required")
	case h.Level != RegionLevel && h.RegionID != 0:
		v.Add("region", "only_for_region")
	}
	h.checkParent(all, &v)
	NeededText(&v, "title", h.Title, MaxTitle)
	FreeText(&v, "body", h.Body, MaxText)
	NeededText(&v, "set_by", h.SetBy, MaxSetBy)
	NeededText(&v, "source", h.Source, MaxSource)
	if h.FromYear == 0 {
		v.Add("from_year", "required")
	}
	if h.ToYear != 0 && h.ToYear < h.FromYear {
		v.Add("to_year", "year_order")
	}
	h.checkMeasures(library, &v)
	return v.OrNil()
}

// checkParent refuses a parent that is not there, that is of a lower level, or that
// serves the goal itself, straight or by way of others.
func (h HigherGoal) checkParent(all []HigherGoal, v *fault.ValidationError) {
	if h.ParentID == 0 {
		return
	}
	parents := map[HigherGoalID]HigherGoal{}
	for _, other := range all {
		parents[other.ID] = other
	}
	parent, known := parents[h.ParentID]
	levels := HigherLevels()
	switch {
	case !known:
		v.Add("parent", "unknown_choice")
	case slices.Index(levels, parent.Level) > slices.Index(levels, h.Level):
		v.Add("parent", "parent_lower")
	default:
		// As many steps as there are goals lead round any circle.
		for range all {
			if h.ID != 0 && parent.ID == h.ID {
				v.Add("parent", "parent_circle")
				return
			}
			if parent, known = parents[parent.ParentID]; !known {
				return
			}
		}
	}
}

// Holds reports whether the goal is in force in the year.
func (h HigherGoal) Holds(year int) bool {
	return h.FromYear <= year && (h.ToYear == 0 || year <= h.ToYear)
}
