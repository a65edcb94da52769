package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// Told is a post that somebody is to be told of.
type Told struct {
	PersonID   org.PersonID
	PostID     improvement.PostID
	About      improvement.Subject
	AuthorName string
	WrittenAt  time.Time
	// Mentioned says that the post mentions the person; else it is in a talk that the
	// person has written in.
	Mentioned bool
}

// toldRow is the columns of a Told.
type toldRow struct {
	PersonID   org.PersonID
	PostID     improvement.PostID
	Kind       improvement.SubjectKind
	SubjectID  int64
	Span       string
	AuthorName string
	WrittenAt  time.Time
	Mentioned  bool
}

func (r toldRow) told() Told {
	return Told{PersonID: r.PersonID, PostID: r.PostID, AuthorName: r.AuthorName, WrittenAt: r.WrittenAt, Mentioned: r.Mentioned,
		About: improvement.Subject{Kind: r.Kind, ID: r.SubjectID, Span: r.Span}}
}

// Somebody who has written in the talk since, also what was taken away, has read the post.
const selectUntold = `-- name: posts to tell of
WITH fresh AS (
    SELECT p.id, p.kind, p.subject_id, p.span, p.author_id, p.written_at
    FROM post p
    WHERE p.group_id = @group AND p.written_at >= @since AND p.removed_at IS NULL
), writer AS (
    SELECT p.kind, p.subject_id, p.span, p.author_id AS person_id,
           min(p.id) FILTER (WHERE p.removed_at IS NULL) AS first_id, max(p.id) AS last_id
    FROM post p
    WHERE p.group_id = @group
    GROUP BY p.kind, p.subject_id, p.span, p.author_id
), about AS (
    SELECT f.id AS post_id, m.person_id, true AS mentioned
    FROM fresh f JOIN post_mention m ON m.post_id = f.id
    UNION ALL
    SELECT f.id, w.person_id, false
    FROM fresh f JOIN writer w ON w.kind = f.kind AND w.subject_id = f.subject_id AND w.span = f.span AND w.first_id < f.id
)
SELECT o.person_id, f.id AS post_id, f.kind, f.subject_id, f.span, a.name AS author_name, f.written_at, bool_or(o.mentioned) AS mentioned
FROM about o
JOIN fresh f ON f.id = o.post_id AND f.author_id <> o.person_id
JOIN person a ON a.id = f.author_id
JOIN person reader ON reader.id = o.person_id AND reader.talk_digest
LEFT JOIN writer own ON own.kind = f.kind AND own.subject_id = f.subject_id AND own.span = f.span AND own.person_id = o.person_id
WHERE f.id > coalesce(own.last_id, 0)
  AND NOT EXISTS (SELECT FROM post_told t WHERE t.post_id = f.id AND t.person_id = o.person_id)
GROUP BY o.person_id, f.id, f.kind, f.subject_id, f.span, a.name, f.written_at
ORDER BY o.person_id, f.id`

// Untold reads which posts, written since the moment, people have not been told of:
// where they are mentioned, and what has been added to talks that they have written
// in, if they want such mails. Nobody is told of their own. By person and post.
func (tx *Tx) Untold(ctx context.Context, group org.GroupID, since time.Time) ([]Told, error) {
	rows, err := collect[toldRow](ctx, tx, selectUntold, pgx.StrictNamedArgs{"group": group, "since": since})
	list := make([]Told, len(rows))
	for n, r := range rows {
		list[n] = r.told()
	}
	return list, err
}

const insertTold = `-- name: mark posts as told of
INSERT INTO post_told (post_id, person_id, told_at)
SELECT told.id, @person, @at FROM unnest(@posts::bigint[]) AS told(id)
ON CONFLICT DO NOTHING`

// MarkTold notes that the person has been told of the posts.
func (tx *Tx) MarkTold(ctx context.Context, person org.PersonID, posts []improvement.PostID, at time.Time) error {
	return exec(ctx, tx, insertTold, pgx.StrictNamedArgs{"person": person, "posts": nonNil(posts), "at": at}, -1, nil)
}

const selectUnanswered = `-- name: unanswered mentions
WITH own AS (
    SELECT p.kind, p.subject_id, p.span, max(p.id) AS last_id
    FROM post p
    WHERE p.group_id = @group AND p.author_id = @person
    GROUP BY p.kind, p.subject_id, p.span
)
SELECT DISTINCT ON (p.kind, p.subject_id, p.span)
       m.person_id, p.id AS post_id, p.kind, p.subject_id, p.span, a.name AS author_name, p.written_at, true AS mentioned
FROM post_mention m
JOIN post p ON p.id = m.post_id
JOIN person a ON a.id = p.author_id
LEFT JOIN own ON own.kind = p.kind AND own.subject_id = p.subject_id AND own.span = p.span
WHERE m.person_id = @person AND p.group_id = @group AND p.written_at >= @since AND p.removed_at IS NULL
  AND p.id > coalesce(own.last_id, 0)
ORDER BY p.kind, p.subject_id, p.span, p.id DESC`

// Unanswered reads where the person is mentioned since the moment and has not written
// after it: the latest such post of each talk.
func (tx *Tx) Unanswered(ctx context.Context, group org.GroupID, person org.PersonID, since time.Time) ([]Told, error) {
	rows, err := collect[toldRow](ctx, tx, selectUnanswered, pgx.StrictNamedArgs{"group": group, "person": person, "since": since})
	list := make([]Told, len(rows))
	for n, r := range rows {
		list[n] = r.told()
	}
	return list, err
}

const selectTalkDigest = `-- name: talk digest
SELECT p.talk_digest FROM person p WHERE p.id = @id`

// TalkDigest reports whether the person wants mails about what is said.
func (tx *Tx) TalkDigest(ctx context.Context, id org.PersonID) (bool, error) {
	return value[bool](ctx, tx, selectTalkDigest, pgx.StrictNamedArgs{"id": id})
}

const updateTalkDigest = `-- name: choose talk digest
UPDATE person SET talk_digest = @wanted WHERE id = @id`

// SetTalkDigest stores whether the person wants mails about what is said.
func (tx *Tx) SetTalkDigest(ctx context.Context, id org.PersonID, wanted bool) error {
	return exec(ctx, tx, updateTalkDigest, pgx.StrictNamedArgs{"id": id, "wanted": wanted}, 1, fault.ErrNotFound)
}
