package improvement

import (
	"time"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ActionKind is what sort of thing is done.
type ActionKind string

// The kinds.
const (
	RoutineAction    ActionKind = "routine"
	TrainingAction   ActionKind = "training"
	StaffingAction   ActionKind = "staffing"
	EquipmentAction  ActionKind = "equipment"
	KnowledgeSupport ActionKind = "knowledge_support" // such as a guideline
	PhasingOut       ActionKind = "phasing_out"       // something is no longer done
	OtherAction      ActionKind = "other"
)

// ActionKinds lists the kinds in the order they are shown.
func ActionKinds() []ActionKind {
	return []ActionKind{RoutineAction, TrainingAction, StaffingAction, EquipmentAction, KnowledgeSupport, PhasingOut, OtherAction}
}

// ActionState is how far an action has come. Any state may follow any other: what was
// marked as done by mistake is taken up again.
type ActionState string

// The states.
const (
	ActionPlanned ActionState = "planned"
	ActionOngoing ActionState = "ongoing"
	ActionDone    ActionState = "done"
	ActionStopped ActionState = "stopped"
)

// ActionStates lists the states in the order they are shown.
func ActionStates() []ActionState {
	return []ActionState{ActionPlanned, ActionOngoing, ActionDone, ActionStopped}
}

// Open reports whether there is something left to do.
func (s ActionState) Open() bool { return s == ActionPlanned || s == ActionOngoing }

// ActionOrigin is what an action was made from.
type ActionOrigin string

// The origins.
const (
	OwnIdea        ActionOrigin = "own"
	FromSignal     ActionOrigin = "signal"
	FromVariation  ActionOrigin = "variation"
	FromComparison ActionOrigin = "comparison"
	FromExample    ActionOrigin = "example"
	FromGap        ActionOrigin = "gap"
	FromDecision   ActionOrigin = "decision"
)

// ActionOrigins lists the origins.
func ActionOrigins() []ActionOrigin {
	return []ActionOrigin{OwnIdea, FromSignal, FromVariation, FromComparison, FromExample, FromGap, FromDecision}
}

// The priorities: 1 is the most urgent.
const (
	HighPriority   = 1
	MediumPriority = 2
	LowPriority    = 3
)

// Action is something that is done to get better, with the fields of the region's
// action plan.
type Action struct {
	ID      ActionID
	GroupID org.GroupID
	// UnitID is the unit that does it; zero when the clinics do it together.
	UnitID org.UnitID
	Area   string // what is to be improved, in a few words
	Plan
	Promises []quality.PromiseID
	Kind     ActionKind
	State    ActionState
	Priority int
	// OwnerID sees to it that it is done.
	OwnerID org.PersonID
	DueOn   time.Time // the last day, at midnight UTC
	// BeganOn is when it began to be done at the bedside: from here its effect is looked
	// for. Nil until it has.
	BeganOn *time.Time
	// SettledOn is when it was done or stopped.
	SettledOn   *time.Time
	Result      string
	GoalID      quality.GoalID      // zero for none
	IndicatorID quality.IndicatorID // zero for none
	Origin      ActionOrigin
	// OriginText is what was seen there, in words: signals come and go with the figures.
	// It may tell of few children, and is for the group alone.
	OriginText string
	ExampleID  ExampleID
	DecisionID DecisionID
	// ProgrammeKind and ProgrammeID are the programme that it belongs to; "" and zero for none.
	ProgrammeKind ProgrammeKind
	ProgrammeID   int64
	WrittenAt     time.Time
	WrittenBy     org.PersonID // zero when a command wrote it
	Version       int
}

// Overdue reports whether the action should have been done before the day.
func (a Action) Overdue(today time.Time) bool { return a.State.Open() && a.DueOn.Before(today) }

// Settle notes the day when the action becomes done or stopped, and forgets it when it is
// taken up again. One that is settled already keeps its day.
func (a *Action) Settle(before Action, today time.Time) {
	switch {
	case a.State.Open():
		a.SettledOn = nil
	case before.SettledOn != nil:
		a.SettledOn = before.SettledOn
	default:
		a.SettledOn = &today
	}
}

// ActionMark is what stands of an action on a measure's time line and beside its signals.
type ActionMark struct {
	ID          ActionID
	UnitID      org.UnitID // zero when the clinics do it together
	IndicatorID quality.IndicatorID
	Area        string
	State       ActionState
	BeganOn     *time.Time
	DueOn       time.Time
	SettledOn   *time.Time
}

// Concerns reports whether the action is about the unit's results of the measure from the
// day on: it is still open, or was settled later than that.
func (m ActionMark) Concerns(measure quality.IndicatorID, unit org.UnitID, since time.Time) bool {
	return m.IndicatorID == measure && (m.UnitID == unit || m.UnitID == 0) &&
		(m.State.Open() || m.SettledOn != nil && !m.SettledOn.Before(since))
}
