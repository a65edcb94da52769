package postgres

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// AuditEntry is one change: who did what to which thing, and what it was before
// and after (any value that marshals to JSON; nil where there was none).
type AuditEntry struct {
	At        time.Time
	Action    string // "figure.save", named by room and use case
	GroupID   org.GroupID
	UnitID    org.UnitID
	Subject   string // the table's name
	SubjectID int64
	Before    any
	After     any
	// OnlyRead says that something was handed out and nothing changed, so that the
	// group's Revision stays as it is.
	OnlyRead bool
	// EveryGroup says that any group's pages may show what was changed, such as a
	// person's name, so that every group's Revision is another.
	EveryGroup bool
}

const insertAudit = `-- name: append audit
INSERT INTO audit (happened_at, person_id, actor_name, action, group_id, unit_id, subject, subject_id,
                   before, after, client_address, request_id)
VALUES (@at, nullif(@person::bigint, 0), @actor_name, @action, nullif(@group::bigint, 0), nullif(@unit::bigint, 0),
        @subject, nullif(@subject_id::bigint, 0), @before, @after, @client_address, @request_id)`

// AppendAudit writes what was done into the log, in the transaction that does it.
func (tx *Tx) AppendAudit(ctx context.Context, actor org.Actor, e AuditEntry) error {
	before, err := auditJSON(e.Before)
	if err != nil {
		return err
	}
	after, err := auditJSON(e.After)
	if err != nil {
		return err
	}
	tx.noteChange(e)
	return exec(ctx, tx, insertAudit, pgx.StrictNamedArgs{
		"at": e.At, "person": actor.Person.ID, "actor_name": actor.Person.Name, "action": e.Action,
		"group": e.GroupID, "unit": e.UnitID, "subject": e.Subject, "subject_id": e.SubjectID,
		"before": before, "after": after,
		"client_address": actor.ClientAddress, "request_id": actor.RequestID}, 1, nil)
}

var auditColumnNames = []string{"happened_at", "person_id", "actor_name", "action", "group_id", "unit_id", "subject",
	"subject_id", "before", "after", "client_address", "request_id"}

// CopyAudit writes many things that the actor did into the log at once.
func (tx *Tx) CopyAudit(ctx context.Context, actor org.Actor, entries []AuditEntry) error {
	for _, e := range entries {
		tx.noteChange(e)
	}
	_, err := tx.tx.CopyFrom(ctx, pgx.Identifier{"audit"}, auditColumnNames,
		pgx.CopyFromSlice(len(entries), func(n int) ([]any, error) {
			e := entries[n]
			before, err := auditJSON(e.Before)
			if err != nil {
				return nil, err
			}
			after, err := auditJSON(e.After)
			if err != nil {
				return nil, err
			}
			return []any{e.At, orNull(actor.Person.ID), actor.Person.Name, e.Action, orNull(e.GroupID), orNull(e.UnitID),
				e.Subject, orNull(e.SubjectID), before, after, actor.ClientAddress, actor.RequestID}, nil
		}))
	return translate(err)
}

func auditJSON(v any) ([]byte, error) {
	if v == nil {
		return nil, nil
	}
	return json.Marshal(v)
}
