package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// TriedExample is somebody else's example that a unit has taken a stand on.
type TriedExample struct {
	ID       improvement.ExampleID
	Title    string
	UnitName string // whose it is
	State    improvement.AdoptionState
	Since    time.Time
}

const selectTriedExamples = `-- name: examples tried at a unit
SELECT e.id, e.title, u.short_name AS unit_name, a.state, a.since
FROM example_adoption a
JOIN example e ON e.id = a.example_id
JOIN unit u ON u.id = e.unit_id
WHERE a.group_id = @group AND a.unit_id = @unit AND e.state = 'published'
ORDER BY a.since DESC, e.id
LIMIT @limit`

// TriedExamples reads which of the group's published examples the unit has taken a stand on,
// the latest first.
func (tx *Tx) TriedExamples(ctx context.Context, group org.GroupID, unit org.UnitID, limit int) ([]TriedExample, error) {
	return collect[TriedExample](ctx, tx, selectTriedExamples, pgx.StrictNamedArgs{"group": group, "unit": unit, "limit": limit})
}
