package goals

import "samsyn/templates/ui"

// Outcome is a result held against what somebody wants of it.
type Outcome struct {
	Name, URL string // the measure's, with its part when it is divided
	Value     string // with its unit; "" when the badge says why there is none
	Details   []string
	Aim       string // what is wanted, in words; "" when it is only followed
	Status    ui.Status
	Standing  string // how settled the figures are, in a word; "" when there are none
}

// LocalCard is one of a unit's own goals.
type LocalCard struct {
	ID, Title    string
	Unit, Shared ui.Link
	Method, Sign string
	// Aim is what is to be reached, in words.
	Aim      string
	Due      string
	Late     string // says that the day has passed; "" when it has not
	State    ui.GoalBadgeProps
	Outcome  string
	Results  []Outcome
	Unproved string // why there is no result to show; "" when there is
	EditURL  string // "" for those who may not
}
