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
	// ClientAddress and RequestID are where it came from, empty for a command.
	ClientAddress string
	RequestID     string
}

const auditColumns = `-- name: audit page
SELECT a.id, a.happened_at AS at, a.actor_name, a.action, coalesce(g.name, '') AS group_name,
       coalesce(u.short_name, '') AS unit_name, a.subject, coalesce(a.subject_id, 0) AS subject_id, a.before, a.after,
       a.client_address, a.request_id
FROM audit a
LEFT JOIN programme_group g ON g.id = a.group_id
LEFT JOIN unit u ON u.id = a.unit_id
WHERE (@below::bigint = 0 OR a.id < @below)
  AND (@person::bigint = 0 OR a.person_id = @person) AND (NOT @nobody OR a.person_id IS NULL)
  AND (@unit::bigint = 0 OR a.unit_id = @unit)
  AND (cardinality(@rooms::text[]) = 0 OR split_part(a.action, '.', 1) = ANY(@rooms))
  AND (@only::text = '' OR (@only = 'readings') = (a.action = ANY(@readings::text[]) OR a.action LIKE 'read.%'))
  AND (@subject::text = '' OR a.subject = @subject) AND (@subject_id::bigint = 0 OR a.subject_id = @subject_id)
  AND (@from::timestamptz IS NULL OR a.happened_at >= @from) AND (@until::timestamptz IS NULL OR a.happened_at < @until)
`

const selectAudit = auditColumns + `ORDER BY a.id DESC
LIMIT @limit`

const selectGroupAudit = auditColumns + `  AND a.group_id = @group
ORDER BY a.id DESC
LIMIT @limit`

// AuditPage is which part of the log to read: the newest Limit rows of the group
// (zero: of everything) that are older than the row Below (zero: the newest), and fit
// the rest. What is zero fits all.
type AuditPage struct {
	GroupID org.GroupID
	Below   int64
	Limit   int

	PersonID org.PersonID
	Nobody   bool // what commands did
	UnitID   org.UnitID
	Rooms    []string // what actions begin with, before the full stop
	Only     AuditOnly
	// Readings are the actions that change nothing, beside those that begin with "read.".
	Readings  []string
	Subject   string
	SubjectID int64
	// From is the first moment, Until the first one after; nil for no limit.
	From, Until *time.Time
}

// AuditOnly is which of changes and readings to read.
type AuditOnly string

// The choices; the zero value is both.
const (
	OnlyChanges  AuditOnly = "changes"
	OnlyReadings AuditOnly = "readings"
)

// Audit reads a part of the log, newest first.
func (tx *Tx) Audit(ctx context.Context, p AuditPage) ([]AuditRow, error) {
	args := pgx.StrictNamedArgs{"below": p.Below, "limit": p.Limit, "person": p.PersonID, "nobody": p.Nobody, "unit": p.UnitID,
		"rooms": nonNil(p.Rooms), "only": p.Only, "readings": nonNil(p.Readings), "subject": p.Subject, "subject_id": p.SubjectID,
		"from": p.From, "until": p.Until}
	if p.GroupID == 0 {
		return collect[AuditRow](ctx, tx, selectAudit, args)
	}
	args["group"] = p.GroupID
	return collect[AuditRow](ctx, tx, selectGroupAudit, args)
}

const selectAuditPeople = `-- name: people of the log
SELECT p.id, p.name
FROM person p
WHERE @group::bigint = 0 OR EXISTS (SELECT FROM membership m WHERE m.person_id = p.id AND m.group_id = @group)
ORDER BY p.name, p.id`

// AuditPerson is somebody who may be in the log.
type AuditPerson struct {
	ID   org.PersonID
	Name string
}

// AuditPeople are those who may be in the group's log, also when they have left; zero
// for everybody.
func (tx *Tx) AuditPeople(ctx context.Context, group org.GroupID) ([]AuditPerson, error) {
	return collect[AuditPerson](ctx, tx, selectAuditPeople, pgx.StrictNamedArgs{"group": group})
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
       coalesce(a.subject_id, 0) AS subject_id, a.before, a.after, '' AS client_address, '' AS request_id
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
