package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const tieActionToPathway = `-- name: tie action to pathway
UPDATE action SET programme_kind = 'pathway', programme_id = @id
WHERE id = @action AND group_id = @group AND EXISTS (SELECT FROM pathway_introduction i WHERE i.id = @id AND i.group_id = @group)`

// TieActionToPathway makes an action one of the introduction's activities;
// fault.ErrNotFound when either is not the group's.
func (tx *Tx) TieActionToPathway(ctx context.Context, group org.GroupID, action improvement.ActionID, id improvement.PathwayID) error {
	return exec(ctx, tx, tieActionToPathway, pgx.StrictNamedArgs{"group": group, "action": action, "id": id}, 1, fault.ErrNotFound)
}

const selectPathwayActions = `-- name: pathway actions` + actionColumns + actionTables + `
WHERE a.group_id = @group AND a.programme_kind = 'pathway' AND a.programme_id = @id
ORDER BY a.state IN ('done', 'stopped'), a.due_on, a.priority, a.id
LIMIT 200`

// PathwayActions reads the introduction's activities: what is open before what is settled,
// each by the day it is due.
func (tx *Tx) PathwayActions(ctx context.Context, group org.GroupID, id improvement.PathwayID) ([]ActionRow, error) {
	return collect[ActionRow](ctx, tx, selectPathwayActions, pgx.StrictNamedArgs{"group": group, "id": id})
}

// CheckMeeting is a meeting where an introduction is checked, and the phase that it is
// about.
type CheckMeeting struct {
	improvement.Meeting
	PathwayID improvement.PathwayID
	Phase     int // its number
}

const tieMeetingToPathway = `-- name: tie meeting to pathway
UPDATE meeting SET programme_kind = 'pathway', programme_id = @id, programme_phase = @phase
WHERE id = @meeting AND group_id = @group
  AND EXISTS (SELECT FROM pathway_introduction i JOIN pathway_phase p ON p.pathway_id = i.id
              WHERE i.id = @id AND i.group_id = @group AND p.number = @phase)`

// TieMeetingToPathway makes a meeting one where the introduction is checked in a phase;
// fault.ErrNotFound when any of them is not the group's.
func (tx *Tx) TieMeetingToPathway(ctx context.Context, m CheckMeeting) error {
	return exec(ctx, tx, tieMeetingToPathway, pgx.StrictNamedArgs{"group": m.GroupID, "meeting": m.ID, "id": m.PathwayID, "phase": m.Phase}, 1, fault.ErrNotFound)
}

const selectCheckMeetings = `-- name: check meetings
SELECT m.id, m.group_id, coalesce(m.series_id, 0) AS series_id, m.kind, m.title, m.starts_at, m.ends_at, m.place,
       m.video_link, m.connected_to, m.state, m.call_sequence, m.called_at, coalesce(m.called_by, 0) AS called_by,
       coalesce(m.minutes_year, 0) AS minutes_year, coalesce(m.minutes_number, 0) AS minutes_number, m.minutes_text,
       m.minutes_version, m.published_at, coalesce(m.published_by, 0) AS published_by, m.version,
       m.programme_id AS pathway_id, m.programme_phase::int AS phase
FROM meeting m
WHERE m.group_id = @group AND m.programme_kind = 'pathway' AND (@id::bigint = 0 OR m.programme_id = @id) AND m.state <> 'cancelled'
ORDER BY m.starts_at, m.id`

// CheckMeetings reads the meetings where one of the group's introductions is checked, or
// for zero any of them, by time; those that are called off are left out.
func (tx *Tx) CheckMeetings(ctx context.Context, group org.GroupID, id improvement.PathwayID) ([]CheckMeeting, error) {
	return collect[CheckMeeting](ctx, tx, selectCheckMeetings, pgx.StrictNamedArgs{"group": group, "id": id})
}
