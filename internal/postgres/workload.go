package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Workload is a part of what is to be done or has been done in the background.
type Workload struct {
	// What is "job" for the job queue's, "mail" for letters and "session" for sessions that
	// have not ended.
	What string
	// Name is the job's kind, or which letters: "reminder" or "account".
	Name  string
	State string
	Count int64
	// Oldest is how long the oldest of them has been waiting, in seconds; zero for what
	// does not wait.
	Oldest float64
}

const selectWorkload = `-- name: workload
SELECT 'job' AS what, kind AS name, state::text AS state, count(*) AS count,
       coalesce(extract(epoch FROM @now - min(scheduled_at) FILTER (WHERE state = 'available')), 0)::float8 AS oldest
FROM ` + JobSchema + `.river_job WHERE state <> 'completed' GROUP BY kind, state
UNION ALL
SELECT 'mail', 'reminder', state, count(*),
       coalesce(extract(epoch FROM @now - min(queued_at) FILTER (WHERE state IN ('queued', 'sending'))), 0)::float8
FROM reminder WHERE state IN ('queued', 'sending') OR queued_at > @now - interval '1 day' GROUP BY state
UNION ALL
SELECT 'mail', 'account', state, count(*),
       coalesce(extract(epoch FROM @now - min(queued_at) FILTER (WHERE state IN ('queued', 'sending'))), 0)::float8
FROM account_mail WHERE state IN ('queued', 'sending') OR queued_at > @now - interval '1 day' GROUP BY state
UNION ALL
SELECT 'session', '', 'open', count(*), 0 FROM session WHERE expires_at > @now
ORDER BY what, name, state`

// Workload counts the jobs that are not done, the letters that wait or were queued in the
// last day and night, and the sessions.
func (tx *Tx) Workload(ctx context.Context, now time.Time) ([]Workload, error) {
	return collect[Workload](ctx, tx, selectWorkload, pgx.StrictNamedArgs{"now": now})
}
