package account

import (
	"context"
	"slices"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// mostHeard is how many comments and proposals the start page looks at.
const mostHeard = 500

// openTasks are what those who speak for patients have said nothing of, for them, and what
// they and strangers have written that waits for an answer, for those who answer.
func (f *facts) openTasks(ctx context.Context, tx *postgres.Tx) ([]Task, error) {
	var tasks []Task
	if f.actor.May(org.CommentAsPatient, f.group.ID, 0) {
		openings, err := tx.Openings(ctx, f.group.ID)
		if err != nil {
			return nil, err
		}
		if openings.Open(org.Patients, org.OpenProposals) {
			silent, err := f.silent(ctx, tx)
			if err != nil {
				return nil, err
			}
			if silent > 0 {
				tasks = append(tasks, Task{Kind: CommentProposals, Count: silent, Due: f.today})
			}
		}
	}
	if f.actor.May(org.AnswerPatients, f.group.ID, 0) {
		waiting, err := tx.PatientComments(ctx, postgres.CommentFilter{GroupID: f.group.ID, Waiting: true, Limit: mostHeard})
		if err != nil {
			return nil, err
		}
		if len(waiting) > 0 {
			tasks = append(tasks, Task{Kind: AnswerComments, Count: len(waiting), Due: f.today})
		}
		feedback, err := tx.UnhandledFeedback(ctx, f.group.ID)
		if err != nil {
			return nil, err
		}
		if feedback > 0 {
			tasks = append(tasks, Task{Kind: HandleFeedback, Count: feedback, Due: f.today})
		}
	}
	return tasks, nil
}

// silent counts the proposals that are not decided and that the actor has not commented on.
func (f *facts) silent(ctx context.Context, tx *postgres.Tx) (int, error) {
	proposals, err := tx.Proposals(ctx, f.group.ID, postgres.ProposalFilter{State: quality.Proposed, Limit: mostHeard})
	if err != nil {
		return 0, err
	}
	said, err := tx.PatientComments(ctx, postgres.CommentFilter{GroupID: f.group.ID, Subject: improvement.OnProposal, WrittenBy: f.actor.Person.ID, Limit: mostHeard})
	if err != nil {
		return 0, err
	}
	silent := 0
	for _, p := range proposals {
		if !slices.ContainsFunc(said, func(c improvement.PatientComment) bool { return c.ProposalID == p.ID }) {
			silent++
		}
	}
	return silent, nil
}
