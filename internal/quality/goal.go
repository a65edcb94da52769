package quality

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// Promise is one of the healthcare region's promises to its patients.
type Promise struct {
	ID   PromiseID
	Code string
	Text string
}

// LongTermGoal is where the care should be in three to five years.
type LongTermGoal struct {
	ID        LongTermGoalID
	GroupID   org.GroupID
	Title     string
	Vision    string
	StartYear int
	EndYear   int
	Version   int
}

// Goal is one quality goal the group has chosen for a year.
type Goal struct {
	ID               GoalID
	GroupID          org.GroupID
	Year             int
	Category         Category
	Title            string
	ValueForChildren string // why it has value for the children and the families
	PatientView      string // how patients and relatives were involved; "" in goals from before it was asked
	LongTermGoalID   LongTermGoalID
	Promises         []PromiseID
	Indicators       []IndicatorID
	// ICD10 and Gestation say which children it is about, where that is narrower than
	// what the measures' own definitions say.
	ICD10, Gestation string
	// Marks are the sides of good care that it is about, in the group's own view; none when
	// it has not said.
	Marks []CareMark
	// PreviousGoalID is the goal of the year before that it goes on from, zero for
	// none; Raised says that it asks for more.
	PreviousGoalID GoalID
	Raised         bool
	// Retired says that the group has decided not to go on with it the year after.
	Retired Retirement
	Version int
}

// Retirement is when and why a goal was not carried on; the zero one for a goal that
// nothing is decided about.
type Retirement struct {
	On  time.Time
	Why string
}

// MaxWhere is how long the words about which children a goal is about may be, in
// characters.
const MaxWhere = 200

// MaxTitle is the longest title taken, in characters.
const MaxTitle = 200

// Check lists what is wrong with the goal, or nil: it needs a title, a category
// that goals are chosen for, why it has value, and at least one promise.
func (g Goal) Check() error {
	var v fault.ValidationError
	NeededText(&v, "title", g.Title, MaxTitle)
	NeededText(&v, "value_for_children", g.ValueForChildren, MaxText)
	FreeText(&v, "patient_view", g.PatientView, MaxText)
	if g.Category != Medical && g.Category != Nursing && g.Category != PatientSatisfaction {
		v.Add("category", "unknown_choice")
	}
	if len(g.Promises) == 0 {
		v.Add("promises", "promise_required")
	}
	FreeText(&v, "icd10", g.ICD10, MaxWhere)
	FreeText(&v, "gestation", g.Gestation, MaxWhere)
	checkMarks(&v, g.Marks)
	return v.OrNil()
}

// Check lists what is wrong with the long-term goal, or nil.
func (g LongTermGoal) Check() error {
	var v fault.ValidationError
	NeededText(&v, "title", g.Title, MaxTitle)
	FreeText(&v, "vision", g.Vision, MaxText)
	if span := g.EndYear - g.StartYear + 1; span < 3 || span > 5 {
		v.Add("end_year", "span_three_to_five")
	}
	return v.OrNil()
}
