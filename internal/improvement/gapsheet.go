package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// GapSheet is where a unit stands against a goal, why, and which effort it has chosen: one
// for each goal and unit. It is for the group alone.
type GapSheet struct {
	GroupID org.GroupID
	GoalID  quality.GoalID
	UnitID  org.UnitID
	Current string
	Gap     string
	Causes  string
	Effort  string
	// WrittenAt is the last time, and WrittenBy is zero when a command wrote it.
	WrittenAt time.Time
	WrittenBy org.PersonID
	Version   int // zero before it is written
}

// Check lists what is wrong with the sheet, or nil. Fields: "current", "gap", "causes" and
// "effort". It may be written bit by bit, but not be empty.
func (s GapSheet) Check() error {
	var v fault.ValidationError
	if s.Current == "" && s.Gap == "" && s.Causes == "" && s.Effort == "" {
		v.Add("current", "required")
	}
	quality.FreeText(&v, "current", s.Current, MaxLongText)
	quality.FreeText(&v, "gap", s.Gap, MaxLongText)
	quality.FreeText(&v, "causes", s.Causes, MaxLongText)
	quality.FreeText(&v, "effort", s.Effort, MaxLongText)
	return v.OrNil()
}
