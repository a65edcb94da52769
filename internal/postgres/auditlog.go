package postgres

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// AuditRow is one line of the log as it is read back. Before and After are JSON,
// nil where there was nothing.
type AuditRow struct {
	ID        int64
	At        time.Time
	ActorName string
	Action    string
	GroupName string // empty when the change is about no group
	UnitName  string // empty when the change is about no unit
	Subject   string
	SubjectID int64
	Before    json.RawMessage
	After     json.RawMessage
}

const selectAudit = `-- name: audit page
SELECT a.id, a.happened_at AS at, a.actor_name, a.action, coalesce(g.name, '') AS group_name,
       coalesce(u.short_name, '') AS unit_name, a.subject, coalesce(a.subject_id, 0) AS subject_id, a.before, a.after
FROM audit a
LEFT JOIN programme_group g ON g.id = a.group_id
LEFT JOIN unit u ON u.id = a.unit_id
WHERE (@group::bigint = 0 OR a.group_id = @group) AND (@below::bigint = 0 OR a.id < @below)
ORDER BY a.id DESC
LIMIT @limit`

// AuditPage is which part of the log to read: the newest Limit rows of the group
// (zero: of everything) that are older than the row Below (zero: the newest).
type AuditPage struct {
	GroupID org.GroupID
	Below   int64
	Limit   int
}

// Audit reads a part of the log, newest first.
func (tx *Tx) Audit(ctx context.Context, p AuditPage) ([]AuditRow, error) {
	return collect[AuditRow](ctx, tx, selectAudit,
		pgx.StrictNamedArgs{"group": p.GroupID, "below": p.Below, "limit": p.Limit})
}

// LastChange is who changed a thing last and when; zero when the log does not say.
type LastChange struct {
	ActorName string
	At        time.Time
}

const selectLastChange = `-- name: last change
SELECT a.actor_name, a.happened_at AS at
FROM audit a
WHERE a.subject = @subject AND a.subject_id = @id
ORDER BY a.id DESC
LIMIT 1`

// LastChange reads from the log who changed the thing last.
func (tx *Tx) LastChange(ctx context.Context, subject string, id int64) (LastChange, error) {
	rows, err := collect[LastChange](ctx, tx, selectLastChange, pgx.StrictNamedArgs{"subject": subject, "id": id})
	if err != nil || len(rows) == 0 {
		return LastChange{}, err
	}
	return rows[0], nil
}

const selectFigureHistory = `-- name: figure history
SELECT a.id, a.happened_at AS at, a.actor_name, a.action, '' AS group_name, '' AS unit_name, a.subject,
       coalesce(a.subject_id, 0) AS subject_id, a.before, a.after
FROM audit a
WHERE a.group_id = @group AND a.unit_id = @unit
  AND (a.subject = 'figure' AND coalesce(a.after, a.before)->>'indicator' = @indicator
           AND coalesce(a.after, a.before)->>'period' = @period
           AND coalesce(coalesce(a.after, a.before)->>'stratum', '') = @stratum
       OR a.subject = 'submission' AND a.subject_id = @submission AND a.action <> ALL(@except::text[]))
ORDER BY a.id DESC
LIMIT 500`

// FigureHistoryOf is which figure's history to read: by the codes that the log
// names it by, so that one that was emptied and entered anew has one history.
type FigureHistoryOf struct {
	GroupID      org.GroupID
	UnitID       org.UnitID
	Indicator    string
	Stratum      string // "" when the measure is not divided
	Period       string
	SubmissionID int64    // whose steps to read too
	Except       []string // actions that are left out
}

// FigureHistory reads what has happened to a figure, and to the submission it is
// in, newest first, at most 500 rows.
func (tx *Tx) FigureHistory(ctx context.Context, of FigureHistoryOf) ([]AuditRow, error) {
	return collect[AuditRow](ctx, tx, selectFigureHistory, pgx.StrictNamedArgs{"group": of.GroupID, "unit": of.UnitID,
		"indicator": of.Indicator, "stratum": of.Stratum, "period": of.Period, "submission": of.SubmissionID, "except": nonNil(of.Except)})
}
