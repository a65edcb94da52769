package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const insertProposal = `-- name: insert goal proposal
INSERT INTO goal_proposal (group_id, year, category, title, value_for_children, patient_view, scope, icd10, gestation, long_term_goal_id,
                           previous_goal_id, carries, proposed_by, proposed_at, changed_at)
VALUES (@group, @year, @category, @title, @value, @patient_view, @scope, @icd10, @gestation, nullif(@long_term::bigint, 0),
        nullif(@previous::bigint, 0), @carries, nullif(@by::bigint, 0), @at, @at)
RETURNING id`

// AddProposal stores a new proposal, as it is put forward, and gives its id.
func (tx *Tx) AddProposal(ctx context.Context, p quality.GoalProposal) (quality.ProposalID, error) {
	args := proposalArgs(p)
	args["year"], args["by"], args["at"] = p.Year, p.ProposedBy, p.ProposedAt
	id, err := value[quality.ProposalID](ctx, tx, insertProposal, args)
	if err != nil {
		return 0, err
	}
	p.ID = id
	return id, tx.setProposalParts(ctx, p)
}

func proposalArgs(p quality.GoalProposal) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": p.GroupID, "category": p.Category, "title": p.Title, "value": p.ValueForChildren, "patient_view": p.PatientView,
		"scope": p.Scope, "icd10": p.ICD10, "gestation": p.Gestation, "long_term": p.LongTermGoalID,
		"previous": p.PreviousGoalID, "carries": p.Carries}
}

const updateProposal = `-- name: update goal proposal
UPDATE goal_proposal SET category = @category, title = @title, value_for_children = @value, patient_view = @patient_view, scope = @scope, icd10 = @icd10,
    gestation = @gestation, long_term_goal_id = nullif(@long_term::bigint, 0), previous_goal_id = nullif(@previous::bigint, 0),
    carries = @carries, changed_at = @at, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version AND state = 'proposed'`

// SaveProposal stores what is proposed, changed at ChangedAt; fault.ErrConflict when
// somebody else changed or settled it since it was read. Its year never changes.
func (tx *Tx) SaveProposal(ctx context.Context, p quality.GoalProposal) error {
	args := proposalArgs(p)
	args["id"], args["version"], args["at"] = p.ID, p.Version, p.ChangedAt
	if err := exec(ctx, tx, updateProposal, args, 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.setProposalParts(ctx, p)
}

const clearProposalPromises = `-- name: clear promises of goal proposal
DELETE FROM goal_proposal_promise WHERE proposal_id = @proposal`

const insertProposalPromises = `-- name: insert promises of goal proposal
INSERT INTO goal_proposal_promise (proposal_id, promise_id)
SELECT @proposal, chosen.id FROM unnest(@promises::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

const clearProposalIndicators = `-- name: clear indicators of goal proposal
DELETE FROM goal_proposal_indicator WHERE proposal_id = @proposal`

const insertProposalIndicator = `-- name: insert indicator of goal proposal
INSERT INTO goal_proposal_indicator (proposal_id, indicator_id, position, kind, threshold, second, challenging, basis)
VALUES (@proposal, @indicator, @position, @kind, @threshold, @second, @challenging, @basis)`

func (tx *Tx) setProposalParts(ctx context.Context, p quality.GoalProposal) error {
	promises := pgx.StrictNamedArgs{"proposal": p.ID, "promises": nonNil(p.Promises)}
	if err := exec(ctx, tx, clearProposalPromises, pgx.StrictNamedArgs{"proposal": p.ID}, -1, nil); err != nil {
		return err
	}
	if err := exec(ctx, tx, insertProposalPromises, promises, -1, nil); err != nil {
		return err
	}
	if err := exec(ctx, tx, clearProposalIndicators, pgx.StrictNamedArgs{"proposal": p.ID}, -1, nil); err != nil {
		return err
	}
	for n, aim := range p.Aims {
		if err := exec(ctx, tx, insertProposalIndicator, pgx.StrictNamedArgs{"proposal": p.ID, "indicator": aim.IndicatorID,
			"position": n + 1, "kind": aim.Kind, "threshold": aim.Threshold, "second": aim.Second,
			"challenging": aim.Challenging, "basis": aim.Basis}, 1, nil); err != nil {
			return err
		}
	}
	return nil
}

const settleProposal = `-- name: settle goal proposal
UPDATE goal_proposal SET state = @state, decided_on = @on, decided_by = nullif(@by::bigint, 0),
    meeting_id = nullif(@meeting::bigint, 0), decision_reason = @reason, goal_id = nullif(@goal::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version AND state = 'proposed'`

// SettleProposal stores that the proposal is withdrawn (without a Decision), or what
// was decided about it: its State and Decision. fault.ErrConflict when somebody else
// changed or settled it since it was read.
func (tx *Tx) SettleProposal(ctx context.Context, p quality.GoalProposal) error {
	d := p.Decision
	args := pgx.StrictNamedArgs{"id": p.ID, "group": p.GroupID, "version": p.Version, "state": p.State, "on": orNull(d.On),
		"by": d.By, "meeting": d.MeetingID, "reason": d.Reason, "goal": d.GoalID}
	return exec(ctx, tx, settleProposal, args, 1, fault.ErrConflict)
}

// proposalRow is a proposal as it is stored, but for its measures.
type proposalRow struct {
	ID               quality.ProposalID
	GroupID          org.GroupID
	Year             int
	Category         quality.Category
	Title            string
	ValueForChildren string
	PatientView      string
	Scope            quality.Scope
	Icd10, Gestation string
	LongTermGoalID   quality.LongTermGoalID
	PreviousGoalID   quality.GoalID
	Carries          quality.Carries
	State            quality.ProposalState
	ProposedBy       org.PersonID
	ProposedByName   string
	ProposedAt       time.Time
	ChangedAt        time.Time
	DecidedOn        *time.Time
	DecidedBy        org.PersonID
	MeetingID        org.MeetingID
	DecisionReason   string
	GoalID           quality.GoalID
	Promises         []quality.PromiseID
	Version          int
}

func (r proposalRow) proposal() quality.GoalProposal {
	return quality.GoalProposal{ID: r.ID, GroupID: r.GroupID, Year: r.Year, Category: r.Category, Title: r.Title,
		ValueForChildren: r.ValueForChildren, PatientView: r.PatientView, Scope: r.Scope, ICD10: r.Icd10, Gestation: r.Gestation,
		LongTermGoalID: r.LongTermGoalID, PreviousGoalID: r.PreviousGoalID, Carries: r.Carries, State: r.State,
		ProposedBy: r.ProposedBy, ProposedAt: r.ProposedAt, ChangedAt: r.ChangedAt, Promises: r.Promises, Version: r.Version,
		Decision: quality.Decision{On: orZero(r.DecidedOn), By: r.DecidedBy, MeetingID: r.MeetingID,
			Reason: r.DecisionReason, GoalID: r.GoalID}}
}

// orZero is what it points at, or the zero value for nil.
func orZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
