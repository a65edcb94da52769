package goals

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// ProposalPage is one proposal with the year that it is for and what speaks for and
// against it.
type ProposalPage struct {
	Overview
	Proposal postgres.FoundProposal
	Stands   []postgres.TakenStand
	Asked    []org.Unit             // the clinics that take a stand, in the group's own order
	Meetings []postgres.MeetingName // the latest first
	Evidence []analysis.Evidence    // for each of its measures
	Last     postgres.LastChange    // who changed it last
	Talk     improvement.Talk       // what is said about it
	// Comments are what those who speak for patients say of it.
	Comments []improvement.PatientComment
	// What the reader may do now.
	MayChange, MayDecide bool
}

// Previous is last year's goal that the proposal goes on from; the zero Goal for a new
// one.
func (p ProposalPage) Previous() quality.Goal {
	for _, g := range p.AllGoals {
		if g.ID == p.Proposal.PreviousGoalID {
			return g
		}
	}
	return quality.Goal{}
}

// StandOf is what the clinic says; false when it has not answered.
func (p ProposalPage) StandOf(unit org.UnitID) (postgres.TakenStand, bool) {
	for _, s := range p.Stands {
		if s.UnitID == unit {
			return s, true
		}
	}
	return postgres.TakenStand{}, false
}

// Proposal reads one proposal, for those who weigh it; fault.ErrNotFound when it is not
// the group's.
func (room *Room) Proposal(ctx context.Context, actor org.Actor, group org.GroupID, id quality.ProposalID) (ProposalPage, error) {
	var p ProposalPage
	if err := mayWeigh(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		p = ProposalPage{}
		found, err := tx.Proposals(ctx, group, postgres.ProposalFilter{ID: id})
		if err != nil {
			return err
		}
		if len(found) == 0 || id == 0 {
			return fault.ErrNotFound
		}
		p.Proposal = found[0]
		if p.Overview, err = room.overview(ctx, tx, group, p.Proposal.Year); err != nil {
			return err
		}
		if p.Stands, err = tx.Stands(ctx, group, []quality.ProposalID{id}); err != nil {
			return err
		}
		if p.Meetings, err = tx.MeetingNames(ctx, group, meetingsToChoose); err != nil {
			return err
		}
		if p.Evidence, err = room.evidence(ctx, tx, actor, p); err != nil {
			return err
		}
		if p.Last, err = tx.LastChange(ctx, proposalSubject, int64(id)); err != nil || !actor.May(org.Discuss, group, 0) {
			return err
		}
		if p.Comments, err = tx.PatientComments(ctx, postgres.CommentFilter{GroupID: group, ProposalID: id, Limit: mostHeard}); err != nil {
			return err
		}
		p.Talk, err = tx.Talk(ctx, group, improvement.Subject{Kind: improvement.AboutProposal, ID: int64(id)})
		return err
	})
	open := p.Proposal.State == quality.Proposed
	p.Asked = room.asked(p.Units)
	p.MayChange = open && mayChange(actor, p.Proposal.GoalProposal)
	p.MayDecide = open && actor.May(org.DecideGoals, group, 0)
	return p, err
}

// YearMeetings are the meetings that a year can be locked at, for those who decide.
func (room *Room) YearMeetings(ctx context.Context, actor org.Actor, group org.GroupID) (list []postgres.MeetingName, err error) {
	if err := mayDecide(actor, group); err != nil {
		return nil, err
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list, err = tx.MeetingNames(ctx, group, meetingsToChoose)
		return err
	})
	return list, err
}
