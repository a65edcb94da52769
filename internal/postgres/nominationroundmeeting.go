package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// RoundMeetingFilter says which meetings a round of nominations can have been decided at.
type RoundMeetingFilter struct {
	GroupID org.GroupID
	Before  time.Time     // that began before
	Stored  org.MeetingID // the one that the round has, whatever it is; zero for none
	Limit   int           // how many of the latest, beside that one
}

const selectRoundMeetings = `-- name: meetings that a round can have been decided at
SELECT m.id, m.title, m.starts_at
FROM meeting m
WHERE m.group_id = @group AND (m.id = @stored OR m.id IN (
    SELECT l.id FROM meeting l
    WHERE l.group_id = @group AND l.state <> 'cancelled' AND l.starts_at < @before
    ORDER BY l.starts_at DESC, l.id DESC
    LIMIT @limit))
ORDER BY m.starts_at DESC, m.id DESC`

// RoundMeetings reads the meetings that a round of nominations can have been decided at, the
// latest first.
func (tx *Tx) RoundMeetings(ctx context.Context, f RoundMeetingFilter) ([]MeetingName, error) {
	return collect[MeetingName](ctx, tx, selectRoundMeetings, pgx.StrictNamedArgs{"group": f.GroupID, "before": f.Before, "stored": f.Stored, "limit": f.Limit})
}
