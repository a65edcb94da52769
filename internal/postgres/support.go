package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// Support is a request for support, with the names of those who have had to do with
// it ("" for who has not).
type Support struct {
	improvement.Support
	AskedByName, TakenByName, AnsweredByName, EndedByName string
}

// supportRow is the columns of a Support.
type supportRow struct {
	ID             improvement.SupportID
	GroupID        org.GroupID
	UnitID         org.UnitID
	AskedUnit      org.UnitID
	Title          string
	Body           string
	Link           string
	LinkText       string
	State          improvement.SupportState
	AskedBy        org.PersonID
	AskedAt        time.Time
	TakenBy        org.PersonID
	TakenAt        *time.Time
	Answer         string
	AnsweredBy     org.PersonID
	AnsweredAt     *time.Time
	EndedBy        org.PersonID
	EndedAt        *time.Time
	Version        int
	AskedByName    string
	TakenByName    string
	AnsweredByName string
	EndedByName    string
}

func (r supportRow) support() Support {
	return Support{AskedByName: r.AskedByName, TakenByName: r.TakenByName, AnsweredByName: r.AnsweredByName, EndedByName: r.EndedByName,
		Support: improvement.Support{ID: r.ID, GroupID: r.GroupID, UnitID: r.UnitID, AskedUnit: r.AskedUnit, Title: r.Title, Body: r.Body,
			Link: r.Link, LinkText: r.LinkText, State: r.State, AskedBy: r.AskedBy, AskedAt: r.AskedAt, TakenBy: r.TakenBy, TakenAt: r.TakenAt,
			Answer: r.Answer, AnsweredBy: r.AnsweredBy, AnsweredAt: r.AnsweredAt, EndedBy: r.EndedBy, EndedAt: r.EndedAt, Version: r.Version}}
}

const supportColumns = `
SELECT s.id, s.group_id, s.unit_id, coalesce(s.asked_unit, 0) AS asked_unit, s.title, s.body, s.link, s.link_text, s.state,
       s.asked_by, s.asked_at, coalesce(s.taken_by, 0) AS taken_by, s.taken_at, s.answer, coalesce(s.answered_by, 0) AS answered_by,
       s.answered_at, coalesce(s.ended_by, 0) AS ended_by, s.ended_at, s.version, asked.name AS asked_by_name,
       coalesce(taken.name, '') AS taken_by_name, coalesce(answered.name, '') AS answered_by_name, coalesce(ended.name, '') AS ended_by_name
FROM support_request s
JOIN person asked ON asked.id = s.asked_by
LEFT JOIN person taken ON taken.id = s.taken_by
LEFT JOIN person answered ON answered.id = s.answered_by
LEFT JOIN person ended ON ended.id = s.ended_by
WHERE s.group_id = @group`

const selectSupport = `-- name: support request
` + supportColumns + ` AND s.id = @id`

// Support reads one of the group's requests; fault.ErrNotFound when there is none.
func (tx *Tx) Support(ctx context.Context, group org.GroupID, id improvement.SupportID) (Support, error) {
	row, err := one[supportRow](ctx, tx, selectSupport, pgx.StrictNamedArgs{"group": group, "id": id})
	return row.support(), err
}

// SupportFilter says which of a group's requests are wanted. What is asked of Asked's
// units, and of the process support when OfSupport says so, counts as one choice; From
// is the units that ask. An empty choice is everything.
type SupportFilter struct {
	Asked     []org.UnitID
	OfSupport bool
	From      []org.UnitID
	States    []improvement.SupportState
	Window
}

const selectSupports = `-- name: support requests
` + supportColumns + `
  AND (cardinality(@states::text[]) = 0 OR s.state = ANY(@states::text[]))
  AND (cardinality(@from::bigint[]) = 0 OR s.unit_id = ANY(@from::bigint[]))
  AND (cardinality(@asked::bigint[]) = 0 AND NOT @of_support OR s.asked_unit = ANY(@asked::bigint[]) OR @of_support AND s.asked_unit IS NULL)
ORDER BY s.asked_at DESC, s.id DESC
OFFSET @skip LIMIT @most`

// Supports reads the group's requests, the latest first.
func (tx *Tx) Supports(ctx context.Context, group org.GroupID, f SupportFilter) ([]Support, error) {
	rows, err := collect[supportRow](ctx, tx, selectSupports, pgx.StrictNamedArgs{"group": group, "states": nonNil(f.States),
		"from": nonNil(f.From), "asked": nonNil(f.Asked), "of_support": f.OfSupport, "skip": f.Skip, "most": f.Most})
	list := make([]Support, len(rows))
	for n, r := range rows {
		list[n] = r.support()
	}
	return list, err
}

const insertSupport = `-- name: insert support request
INSERT INTO support_request (group_id, unit_id, asked_unit, title, body, link, link_text, asked_by, asked_at)
VALUES (@group, @unit, nullif(@asked::bigint, 0), @title, @body, @link, @link_text, @by, @at)
RETURNING id`

// AddSupport stores a new request and gives its id. fault.ErrNotFound for units that
// are not the group's.
func (tx *Tx) AddSupport(ctx context.Context, s improvement.Support) (improvement.SupportID, error) {
	return value[improvement.SupportID](ctx, tx, insertSupport, pgx.StrictNamedArgs{"group": s.GroupID, "unit": s.UnitID, "asked": s.AskedUnit,
		"title": s.Title, "body": s.Body, "link": s.Link, "link_text": s.LinkText, "by": s.AskedBy, "at": s.AskedAt})
}

const updateSupport = `-- name: update support request
UPDATE support_request SET state = @state, taken_by = nullif(@taken_by::bigint, 0), taken_at = @taken_at, answer = @answer,
    answered_by = nullif(@answered_by::bigint, 0), answered_at = @answered_at,
    ended_by = nullif(@ended_by::bigint, 0), ended_at = @ended_at, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveSupport stores how far a request has come; fault.ErrConflict when somebody else
// changed it since it was read. What is asked, and of whom, never changes.
func (tx *Tx) SaveSupport(ctx context.Context, s improvement.Support) error {
	return exec(ctx, tx, updateSupport, pgx.StrictNamedArgs{"id": s.ID, "group": s.GroupID, "version": s.Version, "state": s.State,
		"taken_by": s.TakenBy, "taken_at": s.TakenAt, "answer": s.Answer, "answered_by": s.AnsweredBy, "answered_at": s.AnsweredAt,
		"ended_by": s.EndedBy, "ended_at": s.EndedAt}, 1, fault.ErrConflict)
}
