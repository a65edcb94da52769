package edition

// Course is a measure period by period in numbers, so that each unit's own picture can
// be drawn beside the group's. Only internal documents have it.
type Course struct {
	Axis    Axis           `json:"axis"`
	Periods []CoursePeriod `json:"periods"`
	Target  []*float64     `json:"target,omitempty"` // one per period; none without a target
	// Total is the group's values, one per period; none where a sum says nothing.
	Total []CoursePoint `json:"total,omitempty"`
	Units []UnitCourse  `json:"units"`
	// Notes are where the numbers that the measure's notes explain stand.
	Notes []CourseNote `json:"notes,omitempty"`
}

// CourseNote is a number at the time when something happened.
type CourseNote struct {
	Period int     `json:"period"` // its place among the periods
	Part   float64 `json:"part"`   // how far into it, 0 to 1
	Number int     `json:"number"`
	Own    bool    `json:"own,omitempty"` // what somebody did, unlike what happened
}

// Axis is what the values are, in the unit shown.
type Axis struct {
	Title   string   `json:"title"`
	Suffix  string   `json:"suffix,omitempty"`
	Floor   *float64 `json:"floor,omitempty"` // ends that no value can pass
	Ceiling *float64 `json:"ceiling,omitempty"`
}

// CoursePeriod is one place on the time axis.
type CoursePeriod struct {
	Name  string `json:"name"`            // "2025 kvartal 3"
	Short string `json:"short"`           // "K3"
	Group string `json:"group,omitempty"` // "2025"
	// Break is why what comes from here on is not the same as before; Apart that it
	// cannot be compared.
	Break string `json:"break,omitempty"`
	Apart bool   `json:"apart,omitempty"`
}

// UnitCourse is one unit's values, one per period.
type UnitCourse struct {
	UnitID int64         `json:"unit_id"`
	Slot   int           `json:"slot"` // its place among the units, which gives its colour
	Points []CoursePoint `json:"points"`
}

// CoursePoint is one value; nil where there is none.
type CoursePoint struct {
	Value       *float64 `json:"value,omitempty"`
	Preliminary bool     `json:"preliminary,omitempty"`
}

// Of is the unit's values; nil when it has none.
func (c *Course) Of(unit int64) *UnitCourse {
	if c == nil {
		return nil
	}
	for n := range c.Units {
		if c.Units[n].UnitID != unit {
			continue
		}
		for _, p := range c.Units[n].Points {
			if p.Value != nil {
				return &c.Units[n]
			}
		}
	}
	return nil
}
