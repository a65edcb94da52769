package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const meetingColumns = `
SELECT m.id, m.group_id, coalesce(m.series_id, 0) AS series_id, m.kind, m.title, m.starts_at, m.ends_at, m.place,
       m.video_link, m.connected_to, m.state, m.call_sequence, m.called_at, coalesce(m.called_by, 0) AS called_by,
       coalesce(m.minutes_year, 0) AS minutes_year, coalesce(m.minutes_number, 0) AS minutes_number, m.minutes_text,
       m.minutes_version, m.published_at, coalesce(m.published_by, 0) AS published_by,
       m.programme_kind, coalesce(m.programme_id, 0) AS programme_id, m.version
FROM meeting m`

const selectMeeting = `-- name: meeting
` + meetingColumns + `
WHERE m.id = @id AND m.group_id = @group`

// Meeting reads one of the group's meetings, or fault.ErrNotFound.
func (tx *Tx) Meeting(ctx context.Context, group org.GroupID, id org.MeetingID) (improvement.Meeting, error) {
	return one[improvement.Meeting](ctx, tx, selectMeeting, pgx.StrictNamedArgs{"id": id, "group": group})
}

const lockMeeting = `-- name: lock meeting
` + meetingColumns + `
WHERE m.id = @id AND m.group_id = @group
FOR UPDATE OF m`

// LockMeeting is Meeting, and keeps everybody else from changing the meeting, its
// agenda, its participants and its decisions until the transaction ends.
func (tx *Tx) LockMeeting(ctx context.Context, group org.GroupID, id org.MeetingID) (improvement.Meeting, error) {
	return one[improvement.Meeting](ctx, tx, lockMeeting, pgx.StrictNamedArgs{"id": id, "group": group})
}

// MeetingsAsked is which of a group's meetings to read.
type MeetingsAsked struct {
	GroupID org.GroupID
	// From and To are the moments between which they begin: From is in, To is not.
	From, To time.Time
	Kind     improvement.MeetingKind // "" for all
	// Published reads only those whose minutes are published.
	Published bool
	// ProgrammeKind and ProgrammeID are the programme that they belong to; zero for all.
	ProgrammeKind improvement.ProgrammeKind
	ProgrammeID   int64
	// Backwards reads the latest first.
	Backwards bool
	// First is how many to pass over, and Most how many to read.
	First, Most int
}

const selectMeetings = `-- name: meetings
` + meetingColumns + `
WHERE m.group_id = @group AND m.starts_at >= @from AND m.starts_at < @to
  AND (@kind = '' OR m.kind = @kind) AND (NOT @published OR m.published_at IS NOT NULL)
  AND (@programme::bigint = 0 OR m.programme_kind = @programme_kind AND m.programme_id = @programme)
ORDER BY CASE WHEN @backwards THEN m.starts_at END DESC, CASE WHEN NOT @backwards THEN m.starts_at END, m.id
LIMIT @most OFFSET @first`

// Meetings reads meetings by when they begin.
func (tx *Tx) Meetings(ctx context.Context, q MeetingsAsked) ([]improvement.Meeting, error) {
	return collect[improvement.Meeting](ctx, tx, selectMeetings, pgx.StrictNamedArgs{"group": q.GroupID, "from": q.From, "to": q.To,
		"kind": q.Kind, "programme_kind": q.ProgrammeKind, "programme": q.ProgrammeID, "published": q.Published, "backwards": q.Backwards, "most": q.Most, "first": q.First})
}

const selectSeriesMeetings = `-- name: meetings of a series
` + meetingColumns + `
WHERE m.group_id = @group AND m.series_id = @series AND m.state <> 'cancelled'
ORDER BY m.starts_at DESC, m.id DESC
LIMIT 2`

// LatestOfSeries reads the series' two latest meetings that are not called off, the
// earlier first.
func (tx *Tx) LatestOfSeries(ctx context.Context, group org.GroupID, series improvement.SeriesID) ([]improvement.Meeting, error) {
	list, err := collect[improvement.Meeting](ctx, tx, selectSeriesMeetings, pgx.StrictNamedArgs{"group": group, "series": series})
	if len(list) == 2 {
		list[0], list[1] = list[1], list[0]
	}
	return list, err
}

const insertMeeting = `-- name: insert meeting
INSERT INTO meeting (group_id, series_id, kind, title, starts_at, ends_at, place, video_link, connected_to, programme_kind, programme_id)
VALUES (@group, nullif(@series::bigint, 0), @kind, @title, @starts, @ends, @place, @link, @connected, @programme_kind, nullif(@programme::bigint, 0))
RETURNING id`

// AddMeeting stores a planned meeting and gives its id; fault.ErrNotFound for a series
// that is not the group's.
func (tx *Tx) AddMeeting(ctx context.Context, m improvement.Meeting) (org.MeetingID, error) {
	return value[org.MeetingID](ctx, tx, insertMeeting, pgx.StrictNamedArgs{"group": m.GroupID, "series": m.SeriesID, "kind": m.Kind,
		"title": m.Title, "starts": m.StartsAt, "ends": m.EndsAt, "place": m.Place, "link": m.VideoLink, "connected": m.ConnectedTo,
		"programme_kind": m.ProgrammeKind, "programme": m.ProgrammeID})
}

const updateMeeting = `-- name: update meeting
UPDATE meeting SET kind = @kind, title = @title, starts_at = @starts, ends_at = @ends, place = @place, video_link = @link,
    connected_to = @connected, state = @state, call_sequence = @sequence, called_at = @called_at,
    called_by = nullif(@called_by::bigint, 0), minutes_year = nullif(@minutes_year::smallint, 0),
    minutes_number = nullif(@minutes_number::integer, 0), published_at = @published_at,
    published_by = nullif(@published_by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version AND published_at IS NULL`

// SaveMeeting stores all of a meeting but the words of its minutes; fault.ErrConflict
// when somebody else changed it since it was read, or published its minutes.
func (tx *Tx) SaveMeeting(ctx context.Context, m improvement.Meeting) error {
	return exec(ctx, tx, updateMeeting, pgx.StrictNamedArgs{"id": m.ID, "group": m.GroupID, "version": m.Version, "kind": m.Kind,
		"title": m.Title, "starts": m.StartsAt, "ends": m.EndsAt, "place": m.Place, "link": m.VideoLink, "connected": m.ConnectedTo,
		"state": m.State, "sequence": m.CallSequence, "called_at": m.CalledAt, "called_by": m.CalledBy,
		"minutes_year": m.MinutesYear, "minutes_number": m.MinutesNumber, "published_at": m.PublishedAt,
		"published_by": m.PublishedBy}, 1, fault.ErrConflict)
}

const updateMinutesText = `-- name: update minutes text
UPDATE meeting SET minutes_text = @text, minutes_version = minutes_version + 1
WHERE id = @id AND group_id = @group AND minutes_version = @version AND published_at IS NULL`

// SaveMinutesText stores what was said beside the agenda; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SaveMinutesText(ctx context.Context, m improvement.Meeting) error {
	return exec(ctx, tx, updateMinutesText, pgx.StrictNamedArgs{"id": m.ID, "group": m.GroupID, "version": m.MinutesVersion,
		"text": m.MinutesText}, 1, fault.ErrConflict)
}

const selectLastMinutes = `-- name: last minutes number
SELECT coalesce(max(m.minutes_number), 0) FROM meeting m WHERE m.group_id = @group AND m.minutes_year = @year`

// LastMinutesNumber is the highest number of the year's minutes, zero when there are
// none. Two who take the next one at once: the second gets fault.ErrConflict.
func (tx *Tx) LastMinutesNumber(ctx context.Context, group org.GroupID, year int) (int, error) {
	return value[int](ctx, tx, selectLastMinutes, pgx.StrictNamedArgs{"group": group, "year": year})
}
