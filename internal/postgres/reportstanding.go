package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// ReportStanding is how far the work on a year's report has come: what was done with it,
// and when. Times are nil, and names empty, for what has not been done. Names are empty
// too where a command did it.
type ReportStanding struct {
	Year    int
	Version int // of the report
	// The commentary round: when the units were asked, the last day to answer, and when it
	// was closed before that.
	RoundOpenedAt *time.Time
	RoundOpenedBy string
	RoundDue      *time.Time
	RoundClosedAt *time.Time
	RoundClosedBy string
	// Edition is the latest one's number, zero when there is none.
	Edition int
	FixedAt *time.Time
	// The days that any of the editions was last delivered, presented and acknowledged.
	DeliveredOn, PresentedOn, AcknowledgedOn *time.Time
}

const selectReportStandings = `-- name: report standings
SELECT r.year, r.version, r.round_opened_at, coalesce(o.name, '') AS round_opened_by, r.round_due, r.round_closed_at,
       coalesce(c.name, '') AS round_closed_by, coalesce(e.number, 0) AS edition, e.fixed_at,
       v.delivered_on, v.presented_on, v.acknowledged_on
FROM report r
LEFT JOIN person o ON o.id = r.round_opened_by
LEFT JOIN person c ON c.id = r.round_closed_by
LEFT JOIN LATERAL (SELECT e.number, e.fixed_at FROM report_edition e
                   WHERE e.group_id = r.group_id AND e.year = r.year ORDER BY e.number DESC LIMIT 1) e ON true
CROSS JOIN LATERAL (
    SELECT max(v.happened_on) FILTER (WHERE v.kind = 'delivered') AS delivered_on,
           max(v.happened_on) FILTER (WHERE v.kind = 'presented') AS presented_on,
           max(v.happened_on) FILTER (WHERE v.kind = 'acknowledged') AS acknowledged_on
    FROM report_edition_event v JOIN report_edition e ON e.id = v.edition_id
    WHERE e.group_id = r.group_id AND e.year = r.year AND v.taken_back_at IS NULL) v
WHERE r.group_id = @group AND (@year::integer = 0 OR r.year = @year)
ORDER BY r.year DESC`

// ReportStandings reads how far each of the group's reports has come, newest first; of one
// year alone when it is not zero. A report that has not begun has none.
func (tx *Tx) ReportStandings(ctx context.Context, group org.GroupID, year int) ([]ReportStanding, error) {
	return collect[ReportStanding](ctx, tx, selectReportStandings, pgx.StrictNamedArgs{"group": group, "year": year})
}
