package quality

import (
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// GoalProposal is a goal that a member wants the group to have in a year. It is weighed by
// the clinics, and becomes a goal when the group decides so.
type GoalProposal struct {
	ID               ProposalID
	GroupID          org.GroupID
	Year             int
	Category         Category
	Title            string
	ValueForChildren string // why it has value for the children and the families
	PatientView      string // how patients and relatives were involved, or why they were not
	Scope            Scope
	ICD10, Gestation string // which children, as a Goal has it
	LongTermGoalID   LongTermGoalID
	Promises         []PromiseID
	// Aims are what its measures are to reach, each measure once: everybody's targets
	// of the year to come, which get their id, year and version when they are decided.
	Aims []Target
	// PreviousGoalID is last year's goal that it goes on from; zero for a new one.
	PreviousGoalID GoalID
	Carries        Carries
	State          ProposalState
	ProposedBy     org.PersonID // zero when a command did it
	ProposedAt     time.Time
	// ChangedAt is when what is proposed was last changed: a stand that was taken
	// before it was about something else.
	ChangedAt time.Time
	// Decision is what became of it; the zero Decision until then.
	Decision Decision
	Version  int
}

// Carries is what a proposal does with last year's goal.
type Carries string

// What it does.
const (
	NewGoal   Carries = "new"
	KeepsGoal Carries = "keep"  // goes on as it was
	RaisesIt  Carries = "raise" // goes on and asks for more
)

// AllCarries lists them in the order they are offered.
func AllCarries() []Carries { return []Carries{NewGoal, KeepsGoal, RaisesIt} }

// ProposalState is where a proposal stands.
type ProposalState string

// The states. All but the first are final.
const (
	Proposed  ProposalState = "proposed"
	Chosen    ProposalState = "chosen"
	Declined  ProposalState = "declined"
	Withdrawn ProposalState = "withdrawn"
)

// ProposalStates lists the states in the order they are shown.
func ProposalStates() []ProposalState {
	return []ProposalState{Proposed, Chosen, Declined, Withdrawn}
}

// Decision is what a group decided about a proposal.
type Decision struct {
	On        time.Time
	By        org.PersonID  // who wrote it down; zero when a command did
	MeetingID org.MeetingID // zero when no meeting is recorded
	Reason    string
	GoalID    GoalID // the goal that it became; zero for none, or one that is gone
}

// MaxDecision is how long the reason for a decision, or for a stand, may be, in
// characters.
const MaxDecision = 2000

// Check lists what is wrong with the proposal, or nil. library are the group's
// measures with the definitions of the year. Problems with what a measure is to reach
// are at [AimField].
func (p GoalProposal) Check(library []Indicator) error {
	var v fault.ValidationError
	if invalid, ok := p.Goal().Check().(*fault.ValidationError); ok {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	if strings.TrimSpace(p.PatientView) == "" {
		v.Add("patient_view", "required")
	}
	if !slices.Contains(Scopes(), p.Scope) {
		v.Add("scope", "unknown_choice")
	}
	switch {
	case !slices.Contains(AllCarries(), p.Carries):
		v.Add("carries", "unknown_choice")
	case p.Carries != NewGoal && p.PreviousGoalID == 0:
		v.Add("previous_goal", "required")
	}
	if len(p.Aims) == 0 {
		v.Add("indicators", "indicator_required")
	}
	for _, aim := range p.Aims {
		n := slices.IndexFunc(library, func(i Indicator) bool { return i.ID == aim.IndicatorID })
		if n < 0 || library[n].Category == Process {
			v.Add("indicators", "unknown_choice")
			continue
		}
		if aim.Kind == "" {
			v.Add(AimField(aim.IndicatorID, "kind"), "required")
			continue
		}
		if invalid, ok := aim.Check(library[n]).(*fault.ValidationError); ok {
			for _, problem := range invalid.Problems {
				v.Add(AimField(aim.IndicatorID, problem.Field), problem.Code, problem.Args...)
			}
		}
	}
	return v.OrNil()
}

// Goal is the goal that the proposal becomes when it is chosen.
func (p GoalProposal) Goal() Goal {
	g := Goal{GroupID: p.GroupID, Year: p.Year, Category: p.Category, Title: p.Title, ValueForChildren: p.ValueForChildren, PatientView: p.PatientView,
		LongTermGoalID: p.LongTermGoalID, Promises: p.Promises, ICD10: p.ICD10, Gestation: p.Gestation}
	for _, aim := range p.Aims {
		g.Indicators = append(g.Indicators, aim.IndicatorID)
	}
	if p.Carries != NewGoal {
		g.PreviousGoalID, g.Raised = p.PreviousGoalID, p.Carries == RaisesIt
	}
	return g
}

// Asks reports whether two proposals ask for the same.
func (p GoalProposal) Asks(q GoalProposal) bool {
	return p.Category == q.Category && p.Title == q.Title && p.ValueForChildren == q.ValueForChildren && p.PatientView == q.PatientView && p.Scope == q.Scope &&
		p.ICD10 == q.ICD10 && p.Gestation == q.Gestation && p.LongTermGoalID == q.LongTermGoalID &&
		p.PreviousGoalID == q.PreviousGoalID && p.Carries == q.Carries && slices.Equal(p.Promises, q.Promises) &&
		slices.EqualFunc(p.Aims, q.Aims, func(a, b Target) bool {
			return a.IndicatorID == b.IndicatorID && a.SameAim(b) && a.Basis == b.Basis
		})
}

// CheckRaise is a problem at "carries" when a proposal that raises last year's goal
// asks for no more than it did. targets are those of last year, for everybody.
func (p GoalProposal) CheckRaise(targets []Target, library []Indicator) error {
	if p.Carries != RaisesIt {
		return nil
	}
	for _, aim := range p.Aims {
		n := slices.IndexFunc(targets, func(t Target) bool { return t.IndicatorID == aim.IndicatorID && t.UnitID == 0 })
		i := slices.IndexFunc(library, func(i Indicator) bool { return i.ID == aim.IndicatorID })
		if n < 0 || i >= 0 && aim.MoreThan(targets[n], library[i].Definition.Direction) {
			return nil // a measure that the goal did not have asks for more too
		}
	}
	return &fault.ValidationError{Problems: []fault.Problem{{Field: "carries", Code: "not_raised"}}}
}

// MoreThan reports whether the target asks for more than the earlier one: another
// value further in the direction that is better, a narrower range, or something to
// reach where there was nothing.
func (t Target) MoreThan(earlier Target, direction Direction) bool {
	if t.Kind != ValueTarget || earlier.Kind != ValueTarget {
		return earlier.Kind == FollowOnly && t.Kind != FollowOnly
	}
	if t.Threshold == nil || earlier.Threshold == nil {
		return false
	}
	switch direction {
	case Higher:
		return *t.Threshold > *earlier.Threshold
	case Lower:
		return *t.Threshold < *earlier.Threshold
	}
	return t.Second != nil && earlier.Second != nil && *t.Second-*t.Threshold < *earlier.Second-*earlier.Threshold
}

// CheckDecision is what is wrong with a decision that is written down on the day: it
// was made by then, and declining takes a reason.
func CheckDecision(to ProposalState, d Decision, today time.Time) error {
	var v fault.ValidationError
	switch {
	case d.On.IsZero():
		v.Add("decided_on", "required")
	case d.On.After(today):
		v.Add("decided_on", "date_to_come")
	}
	if to == Declined {
		NeededText(&v, "decision_reason", d.Reason, MaxDecision)
	} else {
		FreeText(&v, "decision_reason", d.Reason, MaxDecision)
	}
	return v.OrNil()
}
