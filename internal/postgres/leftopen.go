package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// LeftKind is what sort of thing somebody has left open.
type LeftKind string

// The kinds.
const (
	LeftTask    LeftKind = "task"    // of the year wheel, or out of a decision
	LeftAction  LeftKind = "action"  // to get better
	LeftSection LeftKind = "section" // of the yearly report
	LeftSupport LeftKind = "support" // asked for, and taken on
)

// LeftOpen is something unfinished whose owner no longer has a role in the group.
type LeftOpen struct {
	Kind       LeftKind
	ID         int64
	Title      string
	DecisionID int64 // what a task came out of; zero for the year's own
	Year       int   // of the report, for a section
	PersonID   org.PersonID
	Name       string // the owner's
	DueOn      *time.Time
}

const selectLeftOpen = `-- name: left open
WITH gone AS (
    SELECT p.id, p.name FROM person p
    WHERE (p.left_on IS NOT NULL AND p.left_on <= @day) OR NOT EXISTS (
        SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.group_id = @group
        AND m.valid_from <= @day AND (m.valid_to IS NULL OR m.valid_to >= @day)))
SELECT o.kind, o.id, o.title, o.decision_id, o.year, g.id AS person_id, g.name, o.due_on
FROM (
    SELECT 'task' AS kind, t.id, t.title, coalesce(t.decision_id, 0) AS decision_id, 0 AS year, t.owner_id, t.due_on
    FROM task t WHERE t.group_id = @group AND t.state = 'open'
    UNION ALL
    SELECT 'action', a.id, a.area, 0, 0, a.owner_id, a.due_on
    FROM action a WHERE a.group_id = @group AND a.state IN ('planned', 'ongoing')
    UNION ALL
    SELECT 'section', s.id, s.heading, 0, s.year, s.author_id, s.due_on
    FROM report_section s WHERE s.group_id = @group AND s.state <> 'ready'
    UNION ALL
    SELECT 'support', r.id, r.title, 0, 0, r.taken_by, NULL
    FROM support_request r WHERE r.group_id = @group AND r.state = 'taken'
) o
JOIN gone g ON g.id = o.owner_id
ORDER BY g.name COLLATE "sv-x-icu", g.id, o.due_on NULLS LAST, o.kind, o.id
LIMIT @most`

// LeftOpen reads, at most so many, what in the group is unfinished and belongs to somebody
// who has no role in it on the day, by who and by when it is due.
func (tx *Tx) LeftOpen(ctx context.Context, group org.GroupID, day time.Time, most int) ([]LeftOpen, error) {
	return collect[LeftOpen](ctx, tx, selectLeftOpen, pgx.StrictNamedArgs{"group": group, "day": day, "most": most})
}
