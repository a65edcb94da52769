package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// mayChange reports whether the actor may change what is proposed: whoever proposed it,
// and those who care for the group's goals.
func mayChange(actor org.Actor, p quality.GoalProposal) bool {
	own := p.ProposedBy == actor.Person.ID && p.ProposedBy != 0 && actor.May(org.ProposeGoals, p.GroupID, 0)
	return own || actor.May(org.EditIndicators, p.GroupID, 0)
}

// lockedProposal is a proposal that is to be changed by somebody who has read it in the
// version: its year's choices, and so what is said and decided about it, stay as they are
// until the transaction ends. fault.ErrWrongState when it is settled, fault.ErrConflict
// when it has been changed since it was read.
func lockedProposal(ctx context.Context, tx *postgres.Tx, seen quality.GoalProposal) (quality.GoalProposal, error) {
	p, err := proposalIn(ctx, tx, seen.GroupID, seen.ID)
	if err != nil {
		return p, err
	}
	if err := tx.LockGoals(ctx, seen.GroupID, p.Year); err != nil {
		return p, err
	}
	if p, err = proposalIn(ctx, tx, seen.GroupID, seen.ID); err != nil {
		return p, err
	}
	switch {
	case p.State != quality.Proposed:
		return p, fault.ErrWrongState
	case p.Version != seen.Version:
		return p, fault.ErrConflict
	}
	return p, nil
}

func proposalIn(ctx context.Context, tx *postgres.Tx, group org.GroupID, id quality.ProposalID) (quality.GoalProposal, error) {
	found, err := tx.Proposals(ctx, group, postgres.ProposalFilter{ID: id})
	if err != nil {
		return quality.GoalProposal{}, err
	}
	if len(found) == 0 || id == 0 {
		return quality.GoalProposal{}, fault.ErrNotFound
	}
	return found[0].GoalProposal, nil
}

// SaveProposal changes what is proposed, by whoever proposed it or the convener, while
// it is not settled and its year is open. Version is the one that it was read with.
func (room *Room) SaveProposal(ctx context.Context, actor org.Actor, p quality.GoalProposal) error {
	if err := mayWeigh(actor, p.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := lockedProposal(ctx, tx, p)
		if err != nil {
			return err
		}
		if !mayChange(actor, before) {
			return fault.ErrForbidden
		}
		after := bare(p)
		after.Year, after.State, after.ChangedAt = before.Year, before.State, room.now()
		if err := room.openYear(ctx, tx, p.GroupID, after.Year); err != nil {
			return err
		}
		if err := checkProposal(ctx, tx, after); err != nil {
			return err
		}
		if before.Asks(after) {
			return nil
		}
		if err := tx.SaveProposal(ctx, after); err != nil {
			return err
		}
		return room.noteProposal(ctx, tx, actor, proposalChange{"goals.save_proposal", before, after})
	})
}

// proposalChange is what was done to a proposal.
type proposalChange struct {
	action        string
	before, after quality.GoalProposal
}

func (room *Room) noteProposal(ctx context.Context, tx *postgres.Tx, actor org.Actor, c proposalChange) error {
	n, err := readNames(ctx, tx, c.before.GroupID, c.before.Year)
	if err != nil {
		return err
	}
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: c.action, GroupID: c.before.GroupID,
		Subject: proposalSubject, SubjectID: int64(c.before.ID), Before: n.proposal(c.before), After: n.proposal(c.after)})
}

// WithdrawProposal takes back what is proposed, by whoever proposed it or the convener,
// while it is not settled. Only GroupID, ID and Version are read.
func (room *Room) WithdrawProposal(ctx context.Context, actor org.Actor, p quality.GoalProposal) error {
	if err := mayWeigh(actor, p.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := lockedProposal(ctx, tx, p)
		if err != nil {
			return err
		}
		if !mayChange(actor, before) {
			return fault.ErrForbidden
		}
		after := before
		after.State = quality.Withdrawn
		if err := tx.SettleProposal(ctx, after); err != nil {
			return err
		}
		return room.noteProposal(ctx, tx, actor, proposalChange{"goals.withdraw_proposal", before, after})
	})
}
