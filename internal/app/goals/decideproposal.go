package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Deciding is what a group decided about a proposal that was read in a version.
type Deciding struct {
	GroupID org.GroupID
	ID      quality.ProposalID
	Version int
	To      quality.ProposalState // chosen or declined
	// Decision has the day, the meeting (zero for none; its day when no day is said) and
	// the reason, which declining takes.
	Decision quality.Decision
}

// DecideProposal writes down what the group decided. Choosing makes the year's goal with
// its promises, measures and targets, all at once; the year must be open for that. What
// is wrong with the decision is at "decided_on", "meeting" and "decision_reason"; what
// stands in the way of the goal, such as a measure that another goal has, is at the
// proposal's own fields. It gives the goal, zero when the proposal is declined.
// A clinic that is against does not stop it. fault.ErrWrongState when it is settled,
// fault.ErrConflict when it has been changed since it was read.
func (room *Room) DecideProposal(ctx context.Context, actor org.Actor, d Deciding) (goal quality.GoalID, err error) {
	if err := mayDecide(actor, d.GroupID); err != nil {
		return 0, err
	}
	if d.To != quality.Chosen && d.To != quality.Declined {
		return 0, fault.ErrNotFound
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := lockedProposal(ctx, tx, quality.GoalProposal{ID: d.ID, GroupID: d.GroupID, Version: d.Version})
		if err != nil {
			return err
		}
		after := before
		after.State = d.To
		if after.Decision, err = room.decision(ctx, tx, actor, d); err != nil {
			return err
		}
		if d.To == quality.Chosen {
			if goal, err = room.choose(ctx, tx, actor, before); err != nil {
				return err
			}
		}
		after.Decision.GoalID = goal
		if err := tx.SettleProposal(ctx, after); err != nil {
			return err
		}
		action := "goals.decline_proposal"
		if d.To == quality.Chosen {
			action = "goals.choose_proposal"
		}
		return room.noteProposal(ctx, tx, actor, proposalChange{action, before, after})
	})
	if err != nil {
		return 0, err
	}
	return goal, nil
}

// decision is what was decided, checked, with its meeting's day when no day was said.
func (room *Room) decision(ctx context.Context, tx *postgres.Tx, actor org.Actor, d Deciding) (quality.Decision, error) {
	var v fault.ValidationError
	kept := d.Decision
	kept.By, kept.GoalID = actor.Person.ID, 0
	meeting, err := chosenMeeting(ctx, tx, d.GroupID, kept.MeetingID, &v)
	if err != nil {
		return kept, err
	}
	if kept.On.IsZero() && meeting.ID != 0 {
		kept.On = org.DayOf(meeting.StartsAt.In(room.now().Location()))
	}
	if invalid, ok := quality.CheckDecision(d.To, kept, org.DayOf(room.now())).(*fault.ValidationError); ok {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	return kept, v.OrNil()
}

// choose makes the year's goal of the proposal, with targets.
func (room *Room) choose(ctx context.Context, tx *postgres.Tx, actor org.Actor, p quality.GoalProposal) (quality.GoalID, error) {
	if err := room.openYear(ctx, tx, p.GroupID, p.Year); err != nil {
		return 0, err
	}
	if err := checkProposal(ctx, tx, p); err != nil {
		return 0, err
	}
	goal := p.Goal()
	if err := takeOverMarks(ctx, tx, &goal); err != nil {
		return 0, err
	}
	id, err := room.addGoal(ctx, tx, actor, goal)
	if err != nil {
		return 0, err
	}
	stored, err := tx.Targets(ctx, p.GroupID, p.Year, p.Year)
	if err != nil {
		return 0, err
	}
	for _, aim := range p.Aims {
		aim.Year = p.Year
		change := targetChange{group: p.GroupID, before: find(stored, aim), after: aim}
		if change.before != nil {
			change.after.Version = change.before.Version
		}
		if err := room.saveTarget(ctx, tx, actor, change); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// takeOverMarks gives a goal that goes on from last year's that one's marks.
func takeOverMarks(ctx context.Context, tx *postgres.Tx, g *quality.Goal) error {
	if g.PreviousGoalID == 0 {
		return nil
	}
	before, err := tx.Goals(ctx, g.GroupID, g.Year-1, g.Year-1)
	for _, b := range before {
		if b.ID == g.PreviousGoalID {
			g.Marks = b.Marks
		}
	}
	return err
}
