package quality

import (
	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// The longest that a group's names are, in characters.
const (
	MaxGroupName      = 200
	MaxGroupShortName = 40
)

// The years that a former name can have been used in: the database's own limits.
const (
	FirstNameYear = 1900
	LastNameYear  = 2200
)

// CheckGroupNames notes what is wrong with what a group is called, at "name",
// "short_name", "national_area" and "active_to".
func CheckGroupNames(v *fault.ValidationError, n org.GroupNames) {
	NeededText(v, "name", n.Name, MaxGroupName)
	NeededText(v, "short_name", n.ShortName, MaxGroupShortName)
	FreeText(v, "national_area", n.NationalArea, MaxGroupName)
	if n.To != nil && n.To.Before(n.From) {
		v.Add("active_to", "date_order")
	}
}

// CheckFormerName notes what is wrong with something that a group has been called, at
// "former", "from_year" and "to_year".
func CheckFormerName(v *fault.ValidationError, f org.FormerName) {
	NeededText(v, "former", f.Name, MaxGroupName)
	if f.FromYear != 0 {
		YearWithin(v, "from_year", f.FromYear, FirstNameYear, LastNameYear)
	}
	if f.ToYear != 0 {
		YearWithin(v, "to_year", f.ToYear, FirstNameYear, LastNameYear)
	}
	if f.FromYear != 0 && f.ToYear != 0 && f.ToYear < f.FromYear {
		v.Add("to_year", "year_order")
	}
}
