package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// From is what an action is to be made from; what is zero is left to be filled in.
type From struct {
	GroupID  org.GroupID
	Unit     string // the unit's code
	Measure  string // the indicator's code
	Goal     int64
	Origin   improvement.ActionOrigin
	Text     string
	Example  improvement.ExampleID
	Decision improvement.DecisionID
	// ProgrammeKind and ProgrammeID are the programme that it is to belong to.
	ProgrammeKind improvement.ProgrammeKind
	ProgrammeID   int64
}

// NewAction is an action that is begun but not stored, and what can be said of it.
type NewAction struct {
	Choices
	improvement.Action
}

// weeksAhead is when a new action is due, unless somebody says otherwise.
const weeksAhead = 12

// Begin fills in a new action with what it is made from, as far as the actor may: the own
// unit, the actor as the one who sees to it, and the promises of the goal.
// fault.ErrForbidden for those who may make none, fault.ErrNotFound for an example or a
// decision that there is not.
func (room *Room) Begin(ctx context.Context, actor org.Actor, from From) (NewAction, error) {
	if err := mayInside(actor, from.GroupID); err != nil {
		return NewAction{}, err
	}
	n := NewAction{Action: improvement.Action{GroupID: from.GroupID, Kind: improvement.RoutineAction, State: improvement.ActionPlanned,
		Priority: improvement.MediumPriority, OwnerID: actor.Person.ID, DueOn: room.today().AddDate(0, 0, 7*weeksAhead), Origin: improvement.OwnIdea, OriginText: from.Text}}
	if slices.Contains(improvement.ActionOrigins(), from.Origin) {
		n.Origin = from.Origin
	}
	n.ProgrammeKind, n.ProgrammeID = from.ProgrammeKind, from.ProgrammeID
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if err := programmeIn(ctx, tx, n.Action); err != nil {
			return err
		}
		if n.Choices, err = room.readChoices(ctx, tx, from.GroupID); err != nil {
			return err
		}
		if !MayAct(actor, from.GroupID, n.Units) {
			return fault.ErrForbidden
		}
		if err := n.from(ctx, tx, from); err != nil {
			return err
		}
		n.place(actor, from)
		return nil
	})
	return n, err
}

// from fills in what the action is about.
func (n *NewAction) from(ctx context.Context, tx *postgres.Tx, from From) error {
	var source postgres.ActionSource
	var err error
	switch {
	case from.Example != 0:
		source, err = tx.ExampleSource(ctx, from.GroupID, from.Example)
		n.ExampleID, n.Origin = from.Example, improvement.FromExample
	case from.ProgrammeKind == improvement.MethodProgramme:
		var m postgres.MethodRow
		if m, err = tx.Method(ctx, from.GroupID, improvement.MethodID(from.ProgrammeID)); err == nil {
			source, n.Kind = postgres.ActionSource{Title: m.Title, IndicatorID: m.IndicatorID}, actionKindOf(m.Method)
			n.ProgrammeKind, n.ProgrammeID = from.ProgrammeKind, from.ProgrammeID
		}
	case from.Decision != 0:
		source, err = tx.DecisionSource(ctx, from.GroupID, from.Decision)
		n.DecisionID, n.Origin, n.OriginText = from.Decision, improvement.FromDecision, source.Title
	case n.Origin == improvement.FromExample || n.Origin == improvement.FromDecision:
		n.Origin = improvement.OwnIdea // which one is not said
	}
	if err != nil {
		return err
	}
	n.Area, n.IndicatorID = cut(source.Title, improvement.MaxLine), source.IndicatorID
	n.OriginText = cut(n.OriginText, improvement.MaxOrigin)
	if m, ok := n.Measure(from.Measure); ok {
		n.IndicatorID = m.ID
	}
	for _, g := range n.Goals {
		if int64(g.ID) == from.Goal {
			n.GoalID = g.ID
		}
	}
	if n.GoalID == 0 && n.IndicatorID != 0 {
		n.GoalID = n.GoalWith(n.IndicatorID).ID
	}
	if g, ok := n.Goal(n.GoalID); ok {
		n.Action.Promises = g.Promises
	}
	return nil
}

// actionKindOf is the sort of action that moves the method.
func actionKindOf(m improvement.Method) improvement.ActionKind {
	switch {
	case m.Direction == improvement.MethodOut:
		return improvement.PhasingOut
	case m.Kind == improvement.SupportOfKnowing:
		return improvement.KnowledgeSupport
	}
	return improvement.RoutineAction
}

// place says whose the action is: the unit's that is named, else the actor's own, else all
// of theirs together.
func (n *NewAction) place(actor org.Actor, from From) {
	if u, ok := n.Unit(from.Unit); ok && actor.May(org.EditActions, from.GroupID, u.ID) {
		n.UnitID = u.ID
		return
	}
	if actor.May(org.EditActions, from.GroupID, 0) {
		return
	}
	for _, u := range n.Units {
		if actor.May(org.EditActions, from.GroupID, u.ID) {
			n.UnitID = u.ID
			return
		}
	}
}

// cut is the text's first characters.
func cut(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}
