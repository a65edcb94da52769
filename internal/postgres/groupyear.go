package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// GroupYear is what is stored of a group's own work in a year, counted.
type GroupYear struct {
	Year int
	// Meetings that were not cancelled, those held, and those that should have been.
	Meetings, Held, PastUnheld, JointMeetings, JointHeld int
	// The report about the year before: its headings that are the writer's alone, those with
	// something written, and the measures followed in that year.
	Headings, HeadingsWritten, Followed int
	// The year's goals, those with an action, and the categories that they are in.
	Goals, GoalsWithAction int
	Categories             []quality.Category
	// The tasks that are due in the year.
	Tasks, TasksDone, TasksDropped, TasksOverdue int
}

const selectGroupYears = `-- name: years of a group's work
SELECT y.year, m.meetings, m.held, m.past_unheld, m.joint_meetings, m.joint_held,
       (SELECT count(*) FROM report_section s WHERE s.group_id = @group AND s.year = y.year - 1 AND s.content = 'text') AS headings,
       (SELECT count(*) FROM report_section s
        WHERE s.group_id = @group AND s.year = y.year - 1 AND s.content = 'text' AND s.body <> '') AS headings_written,
       (SELECT count(*) FROM selected_indicator s WHERE s.group_id = @group AND s.year = y.year - 1) AS followed,
       g.goals, g.goals_with_action, g.categories, t.tasks, t.tasks_done, t.tasks_dropped, t.tasks_overdue
FROM generate_series(@first::integer, @last::integer) AS y(year)
CROSS JOIN LATERAL (
    SELECT count(*) AS meetings, count(*) FILTER (WHERE e.state = 'held') AS held,
           count(*) FILTER (WHERE e.state <> 'held' AND e.ends_at < @now) AS past_unheld,
           count(*) FILTER (WHERE e.kind = 'joint') AS joint_meetings,
           count(*) FILTER (WHERE e.kind = 'joint' AND e.state = 'held') AS joint_held
    FROM meeting e
    WHERE e.group_id = @group AND e.state <> 'cancelled' AND e.kind IN ('joint', 'working')
      AND e.starts_at >= make_date(y.year, 1, 1)::timestamptz AND e.starts_at < make_date(y.year + 1, 1, 1)::timestamptz) m
CROSS JOIN LATERAL (
    SELECT count(*) AS goals,
           count(*) FILTER (WHERE EXISTS (SELECT 1 FROM action a WHERE a.goal_id = o.id)) AS goals_with_action,
           coalesce(array_agg(DISTINCT o.category ORDER BY o.category), '{}') AS categories
    FROM goal o WHERE o.group_id = @group AND o.year = y.year) g
CROSS JOIN LATERAL (
    SELECT count(*) AS tasks, count(*) FILTER (WHERE k.state = 'done') AS tasks_done,
           count(*) FILTER (WHERE k.state = 'dropped') AS tasks_dropped,
           count(*) FILTER (WHERE k.state = 'open' AND k.due_on < @today) AS tasks_overdue
    FROM task k
    WHERE k.group_id = @group AND k.due_on BETWEEN make_date(y.year, 1, 1) AND make_date(y.year, 12, 31)) t
ORDER BY y.year`

// GroupYears counts the group's own work in each of the years, as it stands at the
// moment, whose day is today. Only the group's own meetings are counted: those of a body
// or a network are others'.
func (tx *Tx) GroupYears(ctx context.Context, group org.GroupID, first, last int, now, today time.Time) ([]GroupYear, error) {
	return collect[GroupYear](ctx, tx, selectGroupYears, pgx.StrictNamedArgs{"group": group, "first": first, "last": last,
		"now": now, "today": today})
}

// JointMeetings is the group's joint meetings in a year that were not cancelled.
type JointMeetings struct {
	Held, Planned int
}

const selectJointMeetings = `-- name: joint meetings of a year
SELECT count(*) FILTER (WHERE e.state = 'held') AS held, count(*) FILTER (WHERE e.state <> 'held') AS planned
FROM meeting e
WHERE e.group_id = @group AND e.kind = 'joint' AND e.state <> 'cancelled'
  AND e.starts_at >= make_date(@year::integer, 1, 1)::timestamptz AND e.starts_at < make_date(@year::integer + 1, 1, 1)::timestamptz`

// JointMeetings counts the group's joint meetings in the year.
func (tx *Tx) JointMeetings(ctx context.Context, group org.GroupID, year int) (JointMeetings, error) {
	return one[JointMeetings](ctx, tx, selectJointMeetings, pgx.StrictNamedArgs{"group": group, "year": year})
}
