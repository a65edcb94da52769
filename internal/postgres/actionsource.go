package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ActionSource is what an action can be made from, as far as a new action needs it.
type ActionSource struct {
	Title       string
	IndicatorID quality.IndicatorID // zero for none
}

const selectExampleSource = `-- name: example to act on
SELECT e.title, coalesce(e.indicator_id, 0) AS indicator_id
FROM example e WHERE e.group_id = @group AND e.id = @id AND e.state = 'published'`

// ExampleSource reads a published example as something to act on; fault.ErrNotFound when
// there is none.
func (tx *Tx) ExampleSource(ctx context.Context, group org.GroupID, id improvement.ExampleID) (ActionSource, error) {
	return one[ActionSource](ctx, tx, selectExampleSource, pgx.StrictNamedArgs{"group": group, "id": id})
}

const selectDecisionSource = `-- name: decision to act on
SELECT d.text AS title, 0::bigint AS indicator_id
FROM decision d WHERE d.group_id = @group AND d.id = @id`

// DecisionSource reads a decision as something to act on; fault.ErrNotFound when there is
// none.
func (tx *Tx) DecisionSource(ctx context.Context, group org.GroupID, id improvement.DecisionID) (ActionSource, error) {
	return one[ActionSource](ctx, tx, selectDecisionSource, pgx.StrictNamedArgs{"group": group, "id": id})
}
