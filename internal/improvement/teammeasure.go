package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// TeamGoal is what a team wants to reach together.
type TeamGoal struct {
	ID     TeamGoalID
	TeamID TeamID
	Title  string
	Body   string
	GoalID quality.GoalID // the group's goal that it is a step towards; zero for none
	// CarriedOn says that it was handed over to become the group's.
	CarriedOn bool
	Version   int
}

// Check lists what is wrong with the goal, or nil. Fields: "title" and "body".
func (g TeamGoal) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", g.Title, MaxLine)
	quality.FreeText(&v, "body", g.Body, MaxText)
	return v.OrNil()
}

// TeamMeasure is how a team sees whether it becomes better: a share of children, counted by
// each unit in a rhythm of the team's own.
type TeamMeasure struct {
	ID     TeamMeasureID
	TeamID TeamID
	// TeamGoalID is the team's goal that it tells of; zero for none.
	TeamGoalID TeamGoalID
	// IndicatorID is the group's measure that it follows more often; zero for one of the
	// team's own.
	IndicatorID     quality.IndicatorID
	Name            string
	NumeratorText   string
	DenominatorText string
	Rhythm          Rhythm
	// Direction is quality.Higher or quality.Lower: that of the group's measure that it
	// follows, where that has one of them.
	Direction quality.Direction
	Decimals  int       // of the group's measure that it follows; zero for one of the team's own
	StartsOn  time.Time // its first period has this day
	// Baseline and Target are in per cent; nil when nobody has said.
	Baseline, Target *float64
	Version          int
}

// Counted reports whether units enter figures of it here: by quarter the group's own
// measure is handed in as always.
func (m TeamMeasure) Counted() bool { return m.IndicatorID == 0 || m.Rhythm != Quarterly }

// maxTeamDefinition is how long the text of a numerator or a denominator may be.
const maxTeamDefinition = 500

// Check lists what is wrong with the measure, or nil. Fields: "name", "numerator_text",
// "denominator_text", "rhythm", "direction", "starts_on", "baseline" and "target".
func (m TeamMeasure) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "name", m.Name, MaxLine)
	quality.NeededText(&v, "numerator_text", m.NumeratorText, maxTeamDefinition)
	quality.NeededText(&v, "denominator_text", m.DenominatorText, maxTeamDefinition)
	choice(&v, "rhythm", m.Rhythm, Rhythms())
	choice(&v, "direction", m.Direction, []quality.Direction{quality.Higher, quality.Lower})
	checkDay(&v, "starts_on", m.StartsOn)
	checkPercent(&v, "baseline", m.Baseline)
	checkPercent(&v, "target", m.Target)
	return v.OrNil()
}

func checkPercent(v *fault.ValidationError, field string, value *float64) {
	if value != nil && !(*value >= 0 && *value <= 100) {
		v.Add(field, "out_of_range", 0, 100)
	}
}

// TeamFigureState is what a unit says of a period.
type TeamFigureState string

// The states.
const (
	FigureValue         TeamFigureState = "value"
	FigureMissing       TeamFigureState = "missing"        // with a reason
	FigureNotApplicable TeamFigureState = "not_applicable" // no such child, or not done here
)

// TeamFigureStates lists the states in the order they are shown.
func TeamFigureStates() []TeamFigureState {
	return []TeamFigureState{FigureValue, FigureMissing, FigureNotApplicable}
}

// TeamFigure is what a unit has counted in a period.
type TeamFigure struct {
	MeasureID TeamMeasureID
	UnitID    org.UnitID
	Period    time.Time // its first day
	State     TeamFigureState
	// Numerator and Denominator are counts of children; zero unless State is FigureValue.
	Numerator, Denominator int
	Reason                 string // why there is none; for FigureMissing alone
	Version                int
}

// mostTeamCount is the highest number that can be entered.
const mostTeamCount = 1_000_000

// Check lists what is wrong with the figure, or nil. Fields: "numerator", "denominator",
// "state" and "reason".
func (f TeamFigure) Check() error {
	var v fault.ValidationError
	choice(&v, "state", f.State, TeamFigureStates())
	switch f.State {
	case FigureValue:
		if f.Denominator < 0 || f.Denominator > mostTeamCount {
			v.Add("denominator", "out_of_range", 0, mostTeamCount)
		}
		if f.Numerator < 0 || f.Numerator > f.Denominator {
			v.Add("numerator", "team_numerator")
		}
	case FigureMissing:
		quality.NeededText(&v, "reason", f.Reason, MaxLine)
	}
	return v.OrNil()
}

// Same reports whether the figure says the same as the other, whenever it was said.
func (f TeamFigure) Same(other TeamFigure) bool {
	return f.State == other.State && f.Numerator == other.Numerator && f.Denominator == other.Denominator && f.Reason == other.Reason
}
