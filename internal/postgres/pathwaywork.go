package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// CheckMeeting is a meeting where an introduction is checked, and the phase that it is
// about.
type CheckMeeting struct {
	improvement.Meeting
	Phase int // its number
}

const setMeetingPhase = `-- name: set meeting phase
UPDATE meeting m SET programme_phase = @phase
FROM pathway_phase p JOIN pathway_introduction i ON i.id = p.pathway_id
WHERE m.id = @meeting AND m.group_id = @group AND m.programme_kind = 'pathway' AND p.pathway_id = m.programme_id AND p.number = @phase
  AND i.group_id = @group`

// SetMeetingPhase says which phase of its introduction a check meeting is about;
// fault.ErrNotFound when the meeting belongs to none of the group's, or the phase is not
// there.
func (tx *Tx) SetMeetingPhase(ctx context.Context, group org.GroupID, meeting org.MeetingID, phase int) error {
	return exec(ctx, tx, setMeetingPhase, pgx.StrictNamedArgs{"group": group, "meeting": meeting, "phase": phase}, 1, fault.ErrNotFound)
}

const selectCheckMeetings = `-- name: check meetings
SELECT checked.*, m.programme_phase::int AS phase
FROM (` + meetingColumns + `
      WHERE m.group_id = @group AND m.programme_kind = 'pathway' AND (@id::bigint = 0 OR m.programme_id = @id) AND m.state <> 'cancelled') checked
JOIN meeting m ON m.id = checked.id
ORDER BY checked.starts_at, checked.id`

// CheckMeetings reads the meetings where one of the group's introductions is checked, or
// for zero any of them, by time; those that are called off are left out.
func (tx *Tx) CheckMeetings(ctx context.Context, group org.GroupID, id improvement.PathwayID) ([]CheckMeeting, error) {
	return collect[CheckMeeting](ctx, tx, selectCheckMeetings, pgx.StrictNamedArgs{"group": group, "id": id})
}
