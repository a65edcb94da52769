package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// MatterRow is a question with the names of whom and where.
type MatterRow struct {
	improvement.Matter
	AskedByName, UnitName, LiftedToName, LiftedByName, AnsweredByName string
	// MeetingID and MeetingTitle are of the meeting that takes it up, or took it up;
	// zero for none.
	MeetingID    org.MeetingID
	MeetingTitle string
}

const matterColumns = `
SELECT q.id, q.group_id, q.title, q.body, q.link, q.state, coalesce(q.asked_by, 0) AS asked_by, q.asked_at,
       coalesce(q.unit_id, 0) AS unit_id, coalesce(q.agenda_item_id, 0) AS agenda_item_id,
       coalesce(q.lifted_to, 0) AS lifted_to, q.lifted_at, coalesce(q.lifted_by, 0) AS lifted_by, q.lifted_note, q.answer,
       q.answered_at, coalesce(q.answered_by, 0) AS answered_by, q.version,
       coalesce(p.name, '') AS asked_by_name, coalesce(u.short_name, '') AS unit_name, coalesce(b.name, '') AS lifted_to_name,
       coalesce(l.name, '') AS lifted_by_name, coalesce(s.name, '') AS answered_by_name,
       coalesce(m.id, 0) AS meeting_id, coalesce(m.title, '') AS meeting_title
FROM matter q
LEFT JOIN person p ON p.id = q.asked_by
LEFT JOIN unit u ON u.id = q.unit_id
LEFT JOIN body b ON b.id = q.lifted_to
LEFT JOIN person l ON l.id = q.lifted_by
LEFT JOIN person s ON s.id = q.answered_by
LEFT JOIN agenda_item a ON a.id = q.agenda_item_id
LEFT JOIN meeting m ON m.id = a.meeting_id`

const selectMatter = `-- name: matter
` + matterColumns + `
WHERE q.id = @id AND q.group_id = @group`

// Matter reads one of the group's questions, or fault.ErrNotFound.
func (tx *Tx) Matter(ctx context.Context, group org.GroupID, id improvement.MatterID) (MatterRow, error) {
	return one[MatterRow](ctx, tx, selectMatter, pgx.StrictNamedArgs{"group": group, "id": id})
}

// MattersAsked is which of a group's questions to read.
type MattersAsked struct {
	GroupID org.GroupID
	// State is "waiting" for those that wait for an answer, a MatterState, or "" for all.
	State string
	Words string // that stand somewhere in the title or the text; "" for all
	// MeetingID reads those that the meeting takes up; zero for all.
	MeetingID org.MeetingID
	// First is how many to pass over, and Most how many to read.
	First, Most int
}

const mattersWhere = `
WHERE q.group_id = @group
  AND (@state = '' OR q.state = @state OR @state = 'waiting' AND q.state IN ('open', 'on_agenda', 'lifted'))
  AND (@words = '' OR strpos(lower(q.title || ' ' || q.body), lower(@words)) > 0)`

const selectMatters = `-- name: matters
` + matterColumns + mattersWhere + `
  AND (@meeting::bigint = 0 OR a.meeting_id = @meeting)
ORDER BY q.asked_at DESC, q.id DESC
LIMIT @most OFFSET @first`

// Matters reads questions, the latest first.
func (tx *Tx) Matters(ctx context.Context, q MattersAsked) ([]MatterRow, error) {
	return collect[MatterRow](ctx, tx, selectMatters, pgx.StrictNamedArgs{"group": q.GroupID, "state": q.State, "words": q.Words,
		"meeting": q.MeetingID, "most": q.Most, "first": q.First})
}

const selectMatterCount = `-- name: matter count
SELECT count(*) FROM matter q` + mattersWhere

// MatterCount counts the questions that are asked for, whatever MeetingID, First and
// Most say.
func (tx *Tx) MatterCount(ctx context.Context, q MattersAsked) (int, error) {
	return value[int](ctx, tx, selectMatterCount, pgx.StrictNamedArgs{"group": q.GroupID, "state": q.State, "words": q.Words})
}

const insertMatter = `-- name: insert matter
INSERT INTO matter (group_id, title, body, link, asked_by, asked_at, unit_id)
VALUES (@group, @title, @body, @link, nullif(@by::bigint, 0), @at, nullif(@unit::bigint, 0))
RETURNING id`

// AddMatter stores an open question and gives its id.
func (tx *Tx) AddMatter(ctx context.Context, m improvement.Matter) (improvement.MatterID, error) {
	return value[improvement.MatterID](ctx, tx, insertMatter, pgx.StrictNamedArgs{"group": m.GroupID, "title": m.Title, "body": m.Body,
		"link": m.Link, "by": m.AskedBy, "at": m.AskedAt, "unit": m.UnitID})
}

const updateMatter = `-- name: update matter
UPDATE matter SET title = @title, body = @body, link = @link, state = @state,
    agenda_item_id = nullif(@item::bigint, 0), lifted_to = nullif(@lifted_to::bigint, 0), lifted_at = @lifted_at,
    lifted_by = nullif(@lifted_by::bigint, 0), lifted_note = @lifted_note, answer = @answer, answered_at = @answered_at,
    answered_by = nullif(@answered_by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveMatter stores what has become of a question; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) SaveMatter(ctx context.Context, m improvement.Matter) error {
	return exec(ctx, tx, updateMatter, pgx.StrictNamedArgs{"id": m.ID, "group": m.GroupID, "version": m.Version, "title": m.Title,
		"body": m.Body, "link": m.Link, "state": m.State, "item": m.AgendaItemID, "lifted_to": m.LiftedTo, "lifted_at": m.LiftedAt,
		"lifted_by": m.LiftedBy, "lifted_note": m.LiftedNote, "answer": m.Answer, "answered_at": m.AnsweredAt,
		"answered_by": m.AnsweredBy}, 1, fault.ErrConflict)
}

// Body is a body above a group: programme area, knowledge council, board.
type Body struct {
	ID        org.BodyID
	Name      string
	ShortName string
}

const selectBodiesAbove = `-- name: bodies above
WITH RECURSIVE above AS (
    SELECT b.id, b.parent_id, b.name, b.short_name, 1 AS step
    FROM programme_group g JOIN body b ON b.id = g.body_id WHERE g.id = @group
    UNION ALL
    SELECT b.id, b.parent_id, b.name, b.short_name, a.step + 1 FROM above a JOIN body b ON b.id = a.parent_id WHERE a.step < 10)
SELECT id, name, short_name FROM above ORDER BY step`

// BodiesAbove reads the bodies above the group, the nearest first.
func (tx *Tx) BodiesAbove(ctx context.Context, group org.GroupID) ([]Body, error) {
	return collect[Body](ctx, tx, selectBodiesAbove, pgx.StrictNamedArgs{"group": group})
}
