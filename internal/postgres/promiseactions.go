package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// PromiseActions is how much is done for a promise in a year.
type PromiseActions struct {
	PromiseID quality.PromiseID
	Open      int // planned or under way
	Done      int // done in the year or later
}

const countPromiseActions = `-- name: actions by promise
SELECT ap.promise_id,
       (count(*) FILTER (WHERE a.state IN ('planned', 'ongoing')))::int AS open,
       (count(*) FILTER (WHERE a.state = 'done'))::int AS done
FROM action a
JOIN action_promise ap ON ap.action_id = a.id
WHERE a.group_id = @group AND a.state <> 'stopped'
  AND extract(year FROM coalesce(a.began_on, a.written_at::date)) <= @year::int
  AND (a.settled_on IS NULL OR extract(year FROM a.settled_on) >= @year::int)
GROUP BY ap.promise_id
ORDER BY ap.promise_id`

// PromiseActions counts the group's actions of the year by the promises that they are
// for: those that had begun and were not settled before it. Stopped ones are left out,
// and so are promises without any.
func (tx *Tx) PromiseActions(ctx context.Context, group org.GroupID, year int) ([]PromiseActions, error) {
	return collect[PromiseActions](ctx, tx, countPromiseActions, pgx.StrictNamedArgs{"group": group, "year": year})
}
