package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectLineDecisions = `-- name: line decisions
SELECT d.id, d.group_id, d.indicator_id, coalesce(d.stratum_id, 0) AS stratum_id, coalesce(d.unit_id, 0) AS unit_id,
       d.kind, d.period_start, d.period_months, d.baseline, d.reason
FROM line_decision d
WHERE d.group_id = @group AND d.indicator_id = ANY(@indicators::bigint[])
ORDER BY d.indicator_id, d.period_start, d.id`

// LineDecisions reads what the group has decided about the indicators' lines over
// time, by indicator and period. One query.
func (tx *Tx) LineDecisions(ctx context.Context, group org.GroupID, indicators []quality.IndicatorID) ([]quality.LineDecision, error) {
	type row struct {
		ID           quality.LineDecisionID
		GroupID      org.GroupID
		IndicatorID  quality.IndicatorID
		StratumID    quality.StratumID
		UnitID       org.UnitID
		Kind         quality.LineDecisionKind
		PeriodStart  time.Time
		PeriodMonths int
		Baseline     int
		Reason       string
	}
	rows, err := collect[row](ctx, tx, selectLineDecisions, pgx.StrictNamedArgs{"group": group, "indicators": nonNil(indicators)})
	decisions := make([]quality.LineDecision, len(rows))
	for n, r := range rows {
		decisions[n] = quality.LineDecision{ID: r.ID, GroupID: r.GroupID, IndicatorID: r.IndicatorID, StratumID: r.StratumID,
			UnitID: r.UnitID, Kind: r.Kind, Period: quality.PeriodFrom(r.PeriodStart, r.PeriodMonths),
			Baseline: r.Baseline, Reason: r.Reason}
	}
	return decisions, err
}

const insertLineDecision = `-- name: insert line decision
INSERT INTO line_decision (group_id, indicator_id, stratum_id, unit_id, kind, period_start, period_months, baseline, reason)
VALUES (@group, @indicator, nullif(@stratum::bigint, 0), nullif(@unit::bigint, 0), @kind, @start, @months, @baseline, @reason)
RETURNING id`

// AddLineDecision stores a new decision and gives its id. One of the same kind about
// the same line and period is a problem at "period".
func (tx *Tx) AddLineDecision(ctx context.Context, d quality.LineDecision) (quality.LineDecisionID, error) {
	return value[quality.LineDecisionID](ctx, tx, insertLineDecision, pgx.StrictNamedArgs{"group": d.GroupID,
		"indicator": d.IndicatorID, "stratum": d.StratumID, "unit": d.UnitID, "kind": d.Kind, "start": d.Period.Start(),
		"months": d.Period.Months, "baseline": d.Baseline, "reason": d.Reason})
}

const deleteLineDecision = `-- name: delete line decision
DELETE FROM line_decision WHERE id = @id AND group_id = @group`

// DeleteLineDecision removes a decision, which is never changed; fault.ErrConflict
// when somebody else has removed it.
func (tx *Tx) DeleteLineDecision(ctx context.Context, d quality.LineDecision) error {
	return exec(ctx, tx, deleteLineDecision,
		pgx.StrictNamedArgs{"id": d.ID, "group": d.GroupID}, 1, fault.ErrConflict)
}
