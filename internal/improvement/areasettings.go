package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// AreaSettings is what a group has chosen for a programme area's duties.
type AreaSettings struct {
	GroupID           org.GroupID
	DeclarationMonths int // how long a declaration holds
	KeepMonths        int // how long after that its text may be kept
	TermMonths        int // how long a chair's turn is
	// NationalPersonID or NationalName is who the healthcare region has in the national
	// programme area; zero and "" for nobody.
	NationalPersonID org.PersonID
	NationalName     string
	Version          int // zero before the group has chosen anything
}

// DefaultAreaSettings hold until the group has chosen: a chair's turn of two years is the
// programme areas' mandate. A year for a declaration, and a year more for its text, is the
// program's proposal; no source says how long.
func DefaultAreaSettings(group org.GroupID) AreaSettings {
	return AreaSettings{GroupID: group, DeclarationMonths: 12, KeepMonths: 12, TermMonths: 24}
}

// Check lists what is wrong at the fields, or nil.
func (s AreaSettings) Check() error {
	var v fault.ValidationError
	for _, f := range []struct {
		field       string
		value       int
		least, most int
	}{{"declaration_months", s.DeclarationMonths, 1, 60}, {"keep_months", s.KeepMonths, 0, 60}, {"term_months", s.TermMonths, 1, 120}} {
		if f.value < f.least || f.value > f.most {
			v.Add(f.field, "out_of_range", f.least, f.most)
		}
	}
	quality.FreeText(&v, "national_name", s.NationalName, 100)
	return v.OrNil()
}

// ValidUntil is a declaration's last day when it is given on the day.
func (s AreaSettings) ValidUntil(given time.Time) time.Time {
	return given.AddDate(0, s.DeclarationMonths, -1)
}

// ThinBefore is the day before which a declaration must have run out for its text to be
// thinned today.
func (s AreaSettings) ThinBefore(today time.Time) time.Time {
	return today.AddDate(0, -s.KeepMonths, 0)
}
