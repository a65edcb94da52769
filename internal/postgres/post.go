package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// Post is what somebody has said, with the author's name.
type Post struct {
	improvement.Post
	AuthorName string
}

// postRow is the columns of a Post.
type postRow struct {
	ID         improvement.PostID
	GroupID    org.GroupID
	Kind       improvement.SubjectKind
	SubjectID  int64
	Span       string
	AuthorID   org.PersonID
	AuthorName string
	Body       string
	Mentions   []org.PersonID
	WrittenAt  time.Time
	EditedAt   *time.Time
	RemovedAt  *time.Time
	RemovedBy  org.PersonID
	Version    int
}

func (r postRow) post() Post {
	return Post{AuthorName: r.AuthorName, Post: improvement.Post{ID: r.ID, GroupID: r.GroupID, AuthorID: r.AuthorID, Body: r.Body,
		About:    improvement.Subject{Kind: r.Kind, ID: r.SubjectID, Span: r.Span},
		Mentions: r.Mentions, WrittenAt: r.WrittenAt, EditedAt: r.EditedAt, RemovedAt: r.RemovedAt, RemovedBy: r.RemovedBy, Version: r.Version}}
}

const postColumns = `
SELECT p.id, p.group_id, p.kind, p.subject_id, p.span, p.author_id, a.name AS author_name, p.body,
       ARRAY(SELECT m.person_id FROM post_mention m WHERE m.post_id = p.id ORDER BY m.person_id) AS mentions,
       p.written_at, p.edited_at, p.removed_at, coalesce(p.removed_by, 0) AS removed_by, p.version
FROM post p
JOIN person a ON a.id = p.author_id
WHERE p.group_id = @group`

const selectPosts = `-- name: posts
` + postColumns + ` AND p.kind = @kind AND p.subject_id = @subject AND p.span = @span
ORDER BY p.id
OFFSET @skip LIMIT @most`

// Window is which part of a long list is wanted.
type Window struct{ Skip, Most int }

// Posts reads what has been said about the subject, the oldest first, also what has
// been taken away.
func (tx *Tx) Posts(ctx context.Context, group org.GroupID, about improvement.Subject, w Window) ([]Post, error) {
	args := subjectArgs(group, about)
	args["skip"], args["most"] = w.Skip, w.Most
	rows, err := collect[postRow](ctx, tx, selectPosts, args)
	posts := make([]Post, len(rows))
	for n, r := range rows {
		posts[n] = r.post()
	}
	return posts, err
}

func subjectArgs(group org.GroupID, about improvement.Subject) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": group, "kind": about.Kind, "subject": about.ID, "span": about.Span}
}

const countPosts = `-- name: count posts
SELECT count(*), count(*) FILTER (WHERE p.id < @before)
FROM post p
WHERE p.group_id = @group AND p.kind = @kind AND p.subject_id = @subject AND p.span = @span`

// PostCount is how many posts there are about the subject, with those taken away, and
// how many of them come before the one given.
func (tx *Tx) PostCount(ctx context.Context, group org.GroupID, about improvement.Subject, before improvement.PostID) (all, earlier int, err error) {
	args := subjectArgs(group, about)
	args["before"] = before
	if err := tx.tx.QueryRow(ctx, countPosts, args).Scan(&all, &earlier); err != nil {
		return 0, 0, translate(err)
	}
	return all, earlier, nil
}

const selectPost = `-- name: post
` + postColumns + ` AND p.id = @id`

// Post reads one of the group's posts; fault.ErrNotFound when there is none.
func (tx *Tx) Post(ctx context.Context, group org.GroupID, id improvement.PostID) (Post, error) {
	row, err := one[postRow](ctx, tx, selectPost, pgx.StrictNamedArgs{"group": group, "id": id})
	return row.post(), err
}

const insertPost = `-- name: insert post
INSERT INTO post (group_id, goal_id, proposal_id, indicator_id, example_id, action_id, team_id, pathway_id, span, author_id, body, written_at)
VALUES (@group, CASE WHEN @kind = 'goal' THEN @subject::bigint END, CASE WHEN @kind = 'proposal' THEN @subject::bigint END,
        CASE WHEN @kind = 'indicator' THEN @subject::bigint END, CASE WHEN @kind = 'example' THEN @subject::bigint END,
        CASE WHEN @kind = 'action' THEN @subject::bigint END,
        CASE WHEN @kind = 'team' THEN @subject::bigint END, CASE WHEN @kind = 'pathway' THEN @subject::bigint END, @span, @author, @body, @at)
RETURNING id`

// AddPost stores a new post with whom it mentions, and gives its id. fault.ErrNotFound
// for a subject that is not the group's.
func (tx *Tx) AddPost(ctx context.Context, p improvement.Post) (improvement.PostID, error) {
	args := subjectArgs(p.GroupID, p.About)
	args["author"], args["body"], args["at"] = p.AuthorID, p.Body, p.WrittenAt
	var err error
	if p.ID, err = value[improvement.PostID](ctx, tx, insertPost, args); err != nil {
		return 0, err
	}
	return p.ID, tx.setMentions(ctx, p)
}

const updatePost = `-- name: update post
UPDATE post SET body = @body, edited_at = @edited, removed_at = @removed, removed_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SavePost stores what a post has become, with whom it mentions; fault.ErrConflict
// when it was changed since it was read. What it is about, its author and its time
// never change.
func (tx *Tx) SavePost(ctx context.Context, p improvement.Post) error {
	if err := exec(ctx, tx, updatePost, pgx.StrictNamedArgs{"id": p.ID, "group": p.GroupID, "version": p.Version, "body": p.Body,
		"edited": p.EditedAt, "removed": p.RemovedAt, "by": p.RemovedBy}, 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.setMentions(ctx, p)
}

const clearMentions = `-- name: clear mentions
DELETE FROM post_mention WHERE post_id = @post AND person_id <> ALL(@people::bigint[])`

const insertMentions = `-- name: insert mentions
INSERT INTO post_mention (post_id, person_id)
SELECT @post, said.id FROM unnest(@people::bigint[]) AS said(id)
ON CONFLICT DO NOTHING`

func (tx *Tx) setMentions(ctx context.Context, p improvement.Post) error {
	args := pgx.StrictNamedArgs{"post": p.ID, "people": nonNil(p.Mentions)}
	if err := exec(ctx, tx, clearMentions, args, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertMentions, args, -1, nil)
}
