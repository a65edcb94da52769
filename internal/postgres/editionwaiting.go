package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// deliveredEditions is the latest edition of each year's report that has been delivered, with
// the last day it was.
const deliveredEditions = `
SELECT DISTINCT ON (e.year) e.id, e.year, e.number, e.fixed_at, v.happened_on AS delivered_on
FROM report_edition e
JOIN report_edition_event v ON v.edition_id = e.id AND v.kind = 'delivered' AND v.taken_back_at IS NULL
WHERE e.group_id = @group
ORDER BY e.year, e.number DESC, v.happened_on DESC`

// WaitingEdition is an edition that has been delivered and not acknowledged.
type WaitingEdition struct {
	Year, Number int
	DeliveredOn  time.Time
}

const selectWaitingEditions = `-- name: waiting editions
SELECT d.year, d.number, d.delivered_on FROM (` + deliveredEditions + `) d
WHERE NOT EXISTS (SELECT 1 FROM report_edition_event v WHERE v.edition_id = d.id AND v.kind = 'acknowledged' AND v.taken_back_at IS NULL)
ORDER BY d.year DESC`

// WaitingEditions reads which editions wait to be acknowledged: the latest that has been
// delivered of each year's report.
func (tx *Tx) WaitingEditions(ctx context.Context, group org.GroupID) ([]WaitingEdition, error) {
	return collect[WaitingEdition](ctx, tx, selectWaitingEditions, pgx.StrictNamedArgs{"group": group})
}

// ChangedEdition is an edition that has been delivered, and how many figures of its year
// have been entered or changed since it was fixed.
type ChangedEdition struct{ Year, Number, Figures int }

const selectChangedEditions = `-- name: changed editions
SELECT d.year, d.number, count(*) AS figures
FROM (` + deliveredEditions + `) d
JOIN submission s ON s.group_id = @group AND s.state IN ('submitted', 'approved', 'final')
JOIN figure f ON f.submission_id = s.id AND f.entered_at > d.fixed_at
  AND extract(year FROM f.period_start + make_interval(months => f.period_months - 1)) = d.year
WHERE d.year >= @since AND NOT EXISTS (SELECT 1 FROM report_edition l WHERE l.group_id = @group AND l.year = d.year AND l.number > d.number)
GROUP BY d.year, d.number
ORDER BY d.year DESC`

// ChangedEditions reads which editions of the reports of the year since and later have
// figures that were changed after they were fixed: the latest of each year, when it has been
// delivered. What the change does to the report is told by holding the two against each other.
func (tx *Tx) ChangedEditions(ctx context.Context, group org.GroupID, since int) ([]ChangedEdition, error) {
	return collect[ChangedEdition](ctx, tx, selectChangedEditions, pgx.StrictNamedArgs{"group": group, "since": since})
}
