package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectMeetingSeries = `-- name: meeting series
SELECT s.id, s.group_id, s.title, s.place, s.video_link, s.agenda, s.active, s.version
FROM meeting_series s
WHERE s.group_id = @group
ORDER BY s.active DESC, s.title COLLATE "sv-x-icu", s.id`

// MeetingSeries reads the group's series, those in use first.
func (tx *Tx) MeetingSeries(ctx context.Context, group org.GroupID) ([]improvement.Series, error) {
	return collect[improvement.Series](ctx, tx, selectMeetingSeries, pgx.StrictNamedArgs{"group": group})
}

const insertMeetingSeries = `-- name: insert meeting series
INSERT INTO meeting_series (group_id, title, place, video_link, agenda)
VALUES (@group, @title, @place, @link, @agenda)
RETURNING id`

// AddMeetingSeries stores a new series and gives its id.
func (tx *Tx) AddMeetingSeries(ctx context.Context, s improvement.Series) (improvement.SeriesID, error) {
	return value[improvement.SeriesID](ctx, tx, insertMeetingSeries, pgx.StrictNamedArgs{"group": s.GroupID, "title": s.Title,
		"place": s.Place, "link": s.VideoLink, "agenda": s.Agenda})
}

const updateMeetingSeries = `-- name: update meeting series
UPDATE meeting_series SET title = @title, place = @place, video_link = @link, agenda = @agenda, active = @active,
    version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveMeetingSeries stores a changed series; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) SaveMeetingSeries(ctx context.Context, s improvement.Series) error {
	return exec(ctx, tx, updateMeetingSeries, pgx.StrictNamedArgs{"id": s.ID, "group": s.GroupID, "version": s.Version,
		"title": s.Title, "place": s.Place, "link": s.VideoLink, "agenda": s.Agenda, "active": s.Active}, 1, fault.ErrConflict)
}
