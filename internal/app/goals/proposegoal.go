package goals

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// mayWeigh is fault.ErrForbidden for those who do not read what is proposed: it is the
// group's own until it is decided.
func mayWeigh(actor org.Actor, group org.GroupID) error {
	if !actor.May(org.Discuss, group, 0) {
		return fault.ErrForbidden
	}
	return nil
}

func mayPropose(actor org.Actor, group org.GroupID) error {
	if !actor.May(org.ProposeGoals, group, 0) {
		return fault.ErrForbidden
	}
	return nil
}

// ProposeGoal puts a goal forward for this year or one to come, and gives the
// proposal's id. It is a problem when the year is locked.
func (room *Room) ProposeGoal(ctx context.Context, actor org.Actor, p quality.GoalProposal) (quality.ProposalID, error) {
	if err := mayPropose(actor, p.GroupID); err != nil {
		return 0, err
	}
	if p.Year < room.now().Year() || p.Year > lastYear {
		return 0, fault.ErrNotFound
	}
	p.ProposedBy, p.ProposedAt, p.State = actor.Person.ID, room.now(), quality.Proposed
	p = bare(p)
	var id quality.ProposalID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := room.openYear(ctx, tx, p.GroupID, p.Year); err != nil {
			return err
		}
		if err := checkProposal(ctx, tx, p); err != nil {
			return err
		}
		var err error
		if id, err = tx.AddProposal(ctx, p); err != nil {
			return err
		}
		n, err := readNames(ctx, tx, p.GroupID, p.Year)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "goals.propose", GroupID: p.GroupID,
			Subject: proposalSubject, SubjectID: int64(id), After: n.proposal(p)})
	})
	return id, err
}

// bare is the proposal without an earlier goal when it is a new one.
func bare(p quality.GoalProposal) quality.GoalProposal {
	if p.Carries == quality.NewGoal {
		p.PreviousGoalID = 0
	}
	return p
}

// proposalSubject is what the log calls a proposal.
const proposalSubject = "goal_proposal"

// checkProposal checks the proposal, and that its parts are the group's own.
func checkProposal(ctx context.Context, tx *postgres.Tx, p quality.GoalProposal) error {
	library, err := tx.Indicators(ctx, p.GroupID, endOf(p.Year))
	if err != nil {
		return err
	}
	if err := p.Check(library); err != nil {
		return err
	}
	if err := checkParts(ctx, tx, p.Goal()); err != nil {
		return err
	}
	if p.Carries == quality.NewGoal {
		return nil
	}
	last, err := tx.Goals(ctx, p.GroupID, p.Year-1, p.Year-1)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(last, func(g quality.Goal) bool { return g.ID == p.PreviousGoalID })
	switch {
	case n < 0:
		return &fault.ValidationError{Problems: []fault.Problem{{Field: "previous_goal", Code: "unknown_choice"}}}
	case last[n].Retired != (quality.Retirement{}):
		return &fault.ValidationError{Problems: []fault.Problem{{Field: "previous_goal", Code: "goal_retired"}}}
	}
	targets, err := tx.Targets(ctx, p.GroupID, p.Year-1, p.Year-1)
	if err != nil {
		return err
	}
	return p.CheckRaise(targets, library)
}

// auditedProposal is what the audit keeps of a proposal.
type auditedProposal struct {
	auditedGoal
	Scope   quality.Scope         `json:"scope"`
	Carries quality.Carries       `json:"carries"`
	Aims    []string              `json:"aims"` // as names.aim writes them
	State   quality.ProposalState `json:"proposal_state,omitempty"`
	On      string                `json:"decided_on,omitempty"`
	Reason  string                `json:"decision_reason,omitempty"`
}

func (n names) proposal(p quality.GoalProposal) auditedProposal {
	kept := auditedProposal{auditedGoal: n.goal(p.Goal()), Scope: p.Scope, Carries: p.Carries, State: p.State,
		Reason: p.Decision.Reason, Aims: []string{}}
	for _, aim := range p.Aims {
		kept.Aims = append(kept.Aims, n.aim(aim))
	}
	if !p.Decision.On.IsZero() {
		kept.On = p.Decision.On.Format("2006-01-02")
	}
	return kept
}
