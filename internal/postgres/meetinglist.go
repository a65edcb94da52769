package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectMeetingYears = `-- name: meeting years
SELECT DISTINCT extract(year FROM m.starts_at AT TIME ZONE 'Europe/Stockholm')::integer AS year
FROM meeting m
WHERE m.group_id = @group AND (NOT @published OR m.published_at IS NOT NULL)
ORDER BY year DESC`

// MeetingYears reads which years the group has meetings in, the latest first;
// published counts only those with published minutes.
func (tx *Tx) MeetingYears(ctx context.Context, group org.GroupID, published bool) ([]int, error) {
	type row struct{ Year int }
	rows, err := collect[row](ctx, tx, selectMeetingYears, pgx.StrictNamedArgs{"group": group, "published": published})
	years := make([]int, len(rows))
	for n, r := range rows {
		years[n] = r.Year
	}
	return years, err
}

const selectMeetingCount = `-- name: meeting count
SELECT count(*) FROM meeting m
WHERE m.group_id = @group AND m.starts_at >= @from AND m.starts_at < @to
  AND (@kind = '' OR m.kind = @kind) AND (NOT @published OR m.published_at IS NOT NULL)
  AND (@programme::bigint = 0 OR m.programme_kind = @programme_kind AND m.programme_id = @programme)`

// MeetingCount counts the meetings that are asked for, whatever First and Most say.
func (tx *Tx) MeetingCount(ctx context.Context, q MeetingsAsked) (int, error) {
	return value[int](ctx, tx, selectMeetingCount, pgx.StrictNamedArgs{"group": q.GroupID, "from": q.From, "to": q.To,
		"kind": q.Kind, "published": q.Published, "programme_kind": q.ProgrammeKind, "programme": q.ProgrammeID})
}

const selectPersonsMeetings = `-- name: a person's meetings
` + meetingColumns + `
JOIN meeting_participant p ON p.meeting_id = m.id
WHERE p.person_id = @person AND m.group_id = ANY(@groups::bigint[]) AND m.state <> 'cancelled'
  AND m.ends_at >= @from
ORDER BY m.starts_at, m.id
LIMIT 500`

// PersonsMeetings reads the meetings in the groups that the person is invited to and
// that end at from or later, by time; those that are called off are left out.
func (tx *Tx) PersonsMeetings(ctx context.Context, person org.PersonID, groups []org.GroupID, from time.Time) ([]improvement.Meeting, error) {
	return collect[improvement.Meeting](ctx, tx, selectPersonsMeetings, pgx.StrictNamedArgs{"person": person, "groups": nonNil(groups), "from": from})
}
