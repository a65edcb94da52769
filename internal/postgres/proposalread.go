package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// FoundProposal is a proposal in a list, with the name of who made it.
type FoundProposal struct {
	quality.GoalProposal
	ProposedByName string // "" when a command did it
}

// ProposalFilter is which of a group's proposals to read. Zero values leave out
// nothing.
type ProposalFilter struct {
	ID       quality.ProposalID
	GoalID   quality.GoalID // the one that became the goal
	Year     int
	State    quality.ProposalState
	Category quality.Category
	// Offset and Limit are which of them, in the order of the list; no Limit is all.
	Offset, Limit int
}

const fromProposals = `
FROM goal_proposal p
LEFT JOIN person by ON by.id = p.proposed_by
WHERE p.group_id = @group AND (@id::bigint = 0 OR p.id = @id) AND (@goal::bigint = 0 OR p.goal_id = @goal)
  AND (@year::int = 0 OR p.year = @year) AND (@state = '' OR p.state = @state) AND (@category = '' OR p.category = @category)`

const selectProposals = `-- name: goal proposals
SELECT p.id, p.group_id, p.year, p.category, p.title, p.value_for_children, p.patient_view, p.scope, p.icd10, p.gestation,
       coalesce(p.long_term_goal_id, 0) AS long_term_goal_id, coalesce(p.previous_goal_id, 0) AS previous_goal_id,
       p.carries, p.state, coalesce(p.proposed_by, 0) AS proposed_by, coalesce(by.name, '') AS proposed_by_name,
       p.proposed_at, p.changed_at, p.decided_on, coalesce(p.decided_by, 0) AS decided_by, coalesce(p.meeting_id, 0) AS meeting_id,
       p.decision_reason, coalesce(p.goal_id, 0) AS goal_id, p.version,
       coalesce((SELECT array_agg(pp.promise_id ORDER BY l.position, l.id) FROM goal_proposal_promise pp
                 JOIN patient_promise l ON l.id = pp.promise_id WHERE pp.proposal_id = p.id), '{}') AS promises
` + fromProposals + `
ORDER BY p.state <> 'proposed', p.year DESC, p.proposed_at DESC, p.id DESC
LIMIT nullif(@limit::int, 0) OFFSET @offset`

const selectAims = `-- name: indicators of goal proposals
SELECT a.proposal_id, a.indicator_id, a.kind, a.threshold, a.second, a.challenging, a.basis
FROM goal_proposal_indicator a
WHERE a.proposal_id = ANY(@proposals)
ORDER BY a.proposal_id, a.position, a.indicator_id`

// Proposals reads the group's proposals, the open ones first and then the latest, each
// with its measures. It is two queries.
func (tx *Tx) Proposals(ctx context.Context, group org.GroupID, f ProposalFilter) ([]FoundProposal, error) {
	args := f.args(group)
	args["limit"], args["offset"] = f.Limit, f.Offset
	rows, err := collect[proposalRow](ctx, tx, selectProposals, args)
	if err != nil {
		return nil, err
	}
	ids := make([]quality.ProposalID, len(rows))
	for n, r := range rows {
		ids[n] = r.ID
	}
	type aimRow struct {
		ProposalID                     quality.ProposalID
		IndicatorID                    quality.IndicatorID
		Kind                           quality.TargetKind
		Threshold, Second, Challenging *float64
		Basis                          string
	}
	aims, err := collect[aimRow](ctx, tx, selectAims, pgx.StrictNamedArgs{"proposals": ids})
	if err != nil {
		return nil, err
	}
	byProposal := map[quality.ProposalID][]quality.Target{}
	for _, a := range aims {
		byProposal[a.ProposalID] = append(byProposal[a.ProposalID], quality.Target{IndicatorID: a.IndicatorID, Kind: a.Kind,
			Threshold: a.Threshold, Second: a.Second, Challenging: a.Challenging, Basis: a.Basis})
	}
	list := make([]FoundProposal, len(rows))
	for n, r := range rows {
		list[n] = FoundProposal{r.proposal(), r.ProposedByName}
		list[n].Aims = byProposal[r.ID]
	}
	return list, nil
}

func (f ProposalFilter) args(group org.GroupID) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": group, "id": f.ID, "goal": f.GoalID, "year": f.Year, "state": f.State, "category": f.Category}
}

const countProposals = `-- name: count goal proposals
SELECT count(*)::int ` + fromProposals

// CountProposals is how many proposals the filter finds, whatever its Limit.
func (tx *Tx) CountProposals(ctx context.Context, group org.GroupID, f ProposalFilter) (int, error) {
	return value[int](ctx, tx, countProposals, f.args(group))
}

const selectProposalYears = `-- name: years of goal proposals
SELECT DISTINCT p.year::int FROM goal_proposal p WHERE p.group_id = @group ORDER BY 1`

// ProposalYears lists the years that something has been proposed for.
func (tx *Tx) ProposalYears(ctx context.Context, group org.GroupID) ([]int, error) {
	type yearRow struct{ Year int }
	rows, err := collect[yearRow](ctx, tx, selectProposalYears, pgx.StrictNamedArgs{"group": group})
	years := make([]int, len(rows))
	for n, r := range rows {
		years[n] = r.Year
	}
	return years, err
}
