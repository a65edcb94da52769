package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Whether a reason has been used is asked of the figures and of the log: what was
// chosen once and then changed is still read there.
const selectReasons = `-- name: reasons with their use
WITH used AS (
    SELECT f.missing_reason_id AS id
    FROM figure f
    JOIN submission s ON s.id = f.submission_id
    WHERE s.group_id = @group AND f.missing_reason_id IS NOT NULL
    UNION
    SELECT (kept.content->>'missing_reason_id')::bigint
    FROM audit a
    CROSS JOIN LATERAL (VALUES (a.before), (a.after)) AS kept (content)
    WHERE a.group_id = @group AND a.subject = 'figure' AND kept.content ? 'missing_reason_id')
SELECT r.id, r.text, r.active, r.id IN (SELECT u.id FROM used u) AS used
FROM missing_reason r
WHERE r.group_id = @group
ORDER BY NOT r.active, r.position, r.id`

// Reasons reads the group's reasons for missing figures in its own order, those
// in use first, with whether each has been used.
func (tx *Tx) Reasons(ctx context.Context, group org.GroupID) (quality.Reasons, error) {
	return collect[quality.Reason](ctx, tx, selectReasons, pgx.StrictNamedArgs{"group": group})
}

const lockReasons = `-- name: lock reasons
SELECT r.id FROM missing_reason r WHERE r.group_id = @group ORDER BY r.id FOR UPDATE`

// LockReasons waits for the figures that are being stored with one of the group's
// reasons, and keeps others from being stored with one until the transaction ends.
func (tx *Tx) LockReasons(ctx context.Context, group org.GroupID) error {
	return exec(ctx, tx, lockReasons, pgx.StrictNamedArgs{"group": group}, -1, nil)
}

const insertReason = `-- name: insert reason
INSERT INTO missing_reason (group_id, text, position)
SELECT @group, @text, (SELECT coalesce(max(r.position), 0) + 1 FROM missing_reason r WHERE r.group_id = @group)
RETURNING id`

// AddReason puts a reason last among the group's and gives its id. Words that the
// group has already are a problem at "text".
func (tx *Tx) AddReason(ctx context.Context, group org.GroupID, text string) (quality.ReasonID, error) {
	return value[quality.ReasonID](ctx, tx, insertReason, pgx.StrictNamedArgs{"group": group, "text": text})
}

const updateReason = `-- name: update reason
UPDATE missing_reason SET text = @text, active = @active WHERE id = @id AND group_id = @group`

// SaveReason stores the reason's words and whether it is in use.
func (tx *Tx) SaveReason(ctx context.Context, group org.GroupID, r quality.Reason) error {
	return exec(ctx, tx, updateReason, pgx.StrictNamedArgs{
		"id": r.ID, "group": group, "text": r.Text, "active": r.Active}, 1, fault.ErrNotFound)
}

const orderReasons = `-- name: order reasons
UPDATE missing_reason r SET position = o.position
FROM unnest(@ids::bigint[]) WITH ORDINALITY AS o (id, position)
WHERE r.id = o.id AND r.group_id = @group AND r.position <> o.position`

// OrderReasons stores the order that the list has.
func (tx *Tx) OrderReasons(ctx context.Context, group org.GroupID, list quality.Reasons) error {
	ids := make([]quality.ReasonID, len(list))
	for n, r := range list {
		ids[n] = r.ID
	}
	return exec(ctx, tx, orderReasons, pgx.StrictNamedArgs{"group": group, "ids": ids}, -1, nil)
}
