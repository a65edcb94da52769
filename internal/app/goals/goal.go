package goals

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// mostHeard is how many comments from those who speak for patients a page shows.
const mostHeard = 100

// GoalPage is one goal with the year it belongs to.
type GoalPage struct {
	Overview
	Goal       quality.Goal
	AllTargets []quality.Target    // of all years
	Last       postgres.LastChange // who changed it last
	// From is the proposal that it was before it was decided, zero for a goal that
	// nobody proposed, and Meeting where that was, zero when no meeting is recorded.
	From    postgres.FoundProposal
	Meeting postgres.MeetingName
	// Talk is what is said about it; zero for readers outside the talks.
	Talk improvement.Talk
	// Comments are what those who speak for patients say of it, for the group's members.
	Comments []improvement.PatientComment
	// Documents are the group's that belong to it and that the actor may read.
	Documents []postgres.DocumentRow
}

func (p *GoalPage) readDecision(ctx context.Context, tx *postgres.Tx, group org.GroupID) error {
	found, err := tx.Proposals(ctx, group, postgres.ProposalFilter{GoalID: p.Goal.ID, Limit: 1})
	if err != nil {
		return err
	}
	meetings, err := tx.MeetingNames(ctx, group, meetingsToChoose)
	if err != nil || len(found) == 0 {
		return err
	}
	p.From = found[0]
	p.Meeting = meetingOf(meetings, p.From.Decision.MeetingID)
	return nil
}

// Goal reads one goal with its whole year; fault.ErrNotFound when it is not the
// group's.
func (room *Room) Goal(ctx context.Context, actor org.Actor, group org.GroupID, id quality.GoalID) (GoalPage, error) {
	var p GoalPage
	if err := mayView(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if p.Goal, err = goalIn(ctx, tx, group, id); err != nil {
			return err
		}
		if p.Overview, err = room.overview(ctx, tx, group, p.Goal.Year); err != nil {
			return err
		}
		if p.AllTargets, err = tx.Targets(ctx, group, firstYear, lastYear); err != nil {
			return err
		}
		if err := p.readDecision(ctx, tx, group); err != nil {
			return err
		}
		if p.Documents, err = documents(ctx, tx, actor, postgres.DocumentFilter{GroupID: group, GoalID: id}); err != nil {
			return err
		}
		if p.Last, err = tx.LastChange(ctx, "goal", int64(id)); err != nil || !actor.May(org.Discuss, group, 0) {
			return err
		}
		if p.Comments, err = tx.PatientComments(ctx, postgres.CommentFilter{GroupID: group, GoalID: id, Limit: mostHeard}); err != nil {
			return err
		}
		p.Talk, err = tx.Talk(ctx, group, improvement.Subject{Kind: improvement.AboutGoal, ID: int64(id)})
		return err
	})
	return p, err
}

// mostDocuments is how many documents stand with what they belong to.
const mostDocuments = 20

// documents are those of the filter that are published and that the actor may read.
func documents(ctx context.Context, tx *postgres.Tx, actor org.Actor, f postgres.DocumentFilter) ([]postgres.DocumentRow, error) {
	f.Readers, f.Limit = improvement.DocumentsReadBy(actor, f.GroupID), mostDocuments
	return tx.Documents(ctx, f)
}
