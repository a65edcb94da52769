package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// FeedbackRow is feedback with who has handled it last.
type FeedbackRow struct {
	improvement.Feedback
	HandledAt *time.Time
	HandledBy string
}

const insertFeedback = `-- name: add feedback
INSERT INTO public_feedback (group_id, kind, page, body, reply_to, sent_at)
VALUES (nullif(@group::bigint, 0), @kind, @page, @body, @reply_to, @at)
RETURNING id`

// AddFeedback stores what somebody without an account wrote, and gives its id.
func (tx *Tx) AddFeedback(ctx context.Context, f improvement.Feedback) (improvement.FeedbackID, error) {
	return value[improvement.FeedbackID](ctx, tx, insertFeedback, pgx.StrictNamedArgs{"group": f.GroupID, "kind": f.Kind, "page": f.Page,
		"body": f.Body, "reply_to": f.ReplyTo, "at": f.SentAt})
}

const feedbackColumns = `
SELECT f.id, coalesce(f.group_id, 0) AS group_id, f.kind, f.page, f.body, f.reply_to, f.sent_at, f.state, f.outcome, f.version,
       f.handled_at, coalesce(p.name, '') AS handled_by
FROM public_feedback f
LEFT JOIN person p ON p.id = f.handled_by`

const selectFeedback = `-- name: feedback
` + feedbackColumns + `
WHERE f.group_id IS NOT DISTINCT FROM nullif(@group::bigint, 0)
ORDER BY f.state = 'handled', f.sent_at DESC, f.id DESC
LIMIT @most`

// Feedback reads so much of what has been written about the group, or about the site when it
// is zero: what is left to do before what is handled, the newest first.
func (tx *Tx) Feedback(ctx context.Context, group org.GroupID, most int) ([]FeedbackRow, error) {
	return collect[FeedbackRow](ctx, tx, selectFeedback, pgx.StrictNamedArgs{"group": group, "most": most})
}

const lockFeedback = `-- name: lock feedback
` + feedbackColumns + `
WHERE f.id = @id AND f.group_id IS NOT DISTINCT FROM nullif(@group::bigint, 0)
FOR UPDATE OF f`

// LockFeedback reads one of Feedback, which stays as it is until the transaction ends;
// fault.ErrNotFound when it is not about the group.
func (tx *Tx) LockFeedback(ctx context.Context, group org.GroupID, id improvement.FeedbackID) (FeedbackRow, error) {
	return one[FeedbackRow](ctx, tx, lockFeedback, pgx.StrictNamedArgs{"group": group, "id": id})
}

const updateFeedback = `-- name: handle feedback
UPDATE public_feedback SET state = @state, outcome = @outcome, handled_at = @at, handled_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND version = @version`

// HandleFeedback stores how far somebody has come with it; fault.ErrConflict when somebody
// else did since it was read.
func (tx *Tx) HandleFeedback(ctx context.Context, f improvement.Feedback, at time.Time, by org.PersonID) error {
	return exec(ctx, tx, updateFeedback, pgx.StrictNamedArgs{"id": f.ID, "version": f.Version, "state": f.State, "outcome": f.Outcome, "at": at, "by": by},
		1, fault.ErrConflict)
}

const countFeedback = `-- name: count unhandled feedback
SELECT count(*)::int FROM public_feedback f
WHERE f.group_id IS NOT DISTINCT FROM nullif(@group::bigint, 0) AND f.state <> 'handled'`

// UnhandledFeedback counts what is left to do about the group, or about the site when it is zero.
func (tx *Tx) UnhandledFeedback(ctx context.Context, group org.GroupID) (int, error) {
	return value[int](ctx, tx, countFeedback, pgx.StrictNamedArgs{"group": group})
}

const selectHolders = `-- name: holders of a role
SELECT DISTINCT p.id, p.email, p.name, p.profession, p.left_on
FROM membership m
JOIN person p ON p.id = m.person_id
WHERE m.role = ANY(@roles::text[]) AND m.group_id IS NOT DISTINCT FROM nullif(@group::bigint, 0)
  AND m.valid_from <= @day AND (m.valid_to IS NULL OR m.valid_to >= @day) AND (p.left_on IS NULL OR p.left_on > @day)
ORDER BY p.id`

// Holders reads who has any of the roles in the group on the day, or in the installation when
// the group is zero.
func (tx *Tx) Holders(ctx context.Context, group org.GroupID, roles []org.Role, day time.Time) ([]org.Person, error) {
	return collect[org.Person](ctx, tx, selectHolders, pgx.StrictNamedArgs{"group": group, "roles": nonNil(roles), "day": day})
}
