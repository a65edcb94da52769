package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const updateRound = `-- name: set commentary round
UPDATE report
SET round_opened_at = @opened, round_opened_by = CASE WHEN round_opened_at = @opened THEN round_opened_by ELSE nullif(@by::bigint, 0) END,
    round_due = @due, round_closed_at = @closed::timestamptz,
    round_closed_by = CASE WHEN @closed::timestamptz IS NULL THEN NULL ELSE nullif(@by::bigint, 0) END, version = version + 1
WHERE group_id = @group AND year = @year AND version = @version`

// RoundEdit is a commentary round as it is to be, of a report that was read with Version.
type RoundEdit struct {
	GroupID  org.GroupID
	Year     int
	Version  int
	OpenedAt time.Time
	Due      time.Time  // the last day to answer
	ClosedAt *time.Time // nil for one that is open
	By       org.PersonID
}

// SetRound opens, moves or closes the commentary round; fault.ErrConflict when somebody
// else has changed the report since it was read.
func (tx *Tx) SetRound(ctx context.Context, e RoundEdit) error {
	return exec(ctx, tx, updateRound, pgx.StrictNamedArgs{"group": e.GroupID, "year": e.Year, "version": e.Version,
		"opened": e.OpenedAt, "due": e.Due, "closed": e.ClosedAt, "by": e.By}, 1, fault.ErrConflict)
}

const holdRound = `-- name: hold commentary round
SELECT r.year FROM report r WHERE r.group_id = @group AND r.year = @year FOR SHARE`

// HoldRound keeps the commentary round as it is until the transaction ends, so that nobody
// answers one that is being closed.
func (tx *Tx) HoldRound(ctx context.Context, group org.GroupID, year int) error {
	_, err := value[int](ctx, tx, holdRound, pgx.StrictNamedArgs{"group": group, "year": year})
	return err
}

const selectOpenRounds = `-- name: open commentary rounds
SELECT r.year, r.round_due AS due,
       coalesce((SELECT array_agg(a.unit_id ORDER BY a.unit_id) FROM report_answer a
                 WHERE a.group_id = r.group_id AND a.year = r.year AND a.answered_at IS NOT NULL), '{}') AS answered,
       coalesce((SELECT array_agg(a.unit_id ORDER BY a.unit_id) FROM report_answer a
                 WHERE a.group_id = r.group_id AND a.year = r.year AND a.answered_at IS NULL), '{}') AS begun
FROM report r
WHERE r.group_id = @group AND r.round_due >= @from::date AND r.round_closed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM report_edition e
                  WHERE e.group_id = r.group_id AND e.year = r.year AND e.fixed_at >= r.round_opened_at)
ORDER BY r.year`

// OpenRound is a commentary round that waits for answers, with the units that have sent
// theirs and those that have begun.
type OpenRound struct {
	Year            int
	Due             time.Time
	Answered, Begun []org.UnitID
}

// OpenRounds reads the group's commentary rounds whose last day is the day or later.
func (tx *Tx) OpenRounds(ctx context.Context, group org.GroupID, from time.Time) ([]OpenRound, error) {
	return collect[OpenRound](ctx, tx, selectOpenRounds, pgx.StrictNamedArgs{"group": group, "from": from})
}

const selectUnitLetters = `-- name: letters to units
SELECT r.unit_id, max(r.queued_at) AS at
FROM reminder r
WHERE r.group_id = @group AND r.unit_id IS NOT NULL AND r.occasion = 'letter' AND starts_with(r.about, @about)
  AND r.state <> 'cancelled'
GROUP BY r.unit_id
ORDER BY r.unit_id`

// UnitLetters reads when each unit last had a letter about what begins so.
func (tx *Tx) UnitLetters(ctx context.Context, group org.GroupID, about string) (map[org.UnitID]time.Time, error) {
	type row struct {
		UnitID org.UnitID
		At     time.Time
	}
	rows, err := collect[row](ctx, tx, selectUnitLetters, pgx.StrictNamedArgs{"group": group, "about": about})
	last := map[org.UnitID]time.Time{}
	for _, r := range rows {
		last[r.UnitID] = r.At
	}
	return last, err
}

const selectUnwrittenSections = `-- name: unwritten report sections
SELECT s.id AS section_id, s.year, s.heading, s.due_on, p.id, p.email, p.name, p.profession, p.left_on
FROM report_section s
JOIN person p ON p.id = s.author_id
WHERE s.group_id = @group AND s.state <> 'ready' AND s.due_on BETWEEN @from AND @to
ORDER BY s.due_on, s.position, s.id`

// UnwrittenSection is a section that somebody is to have written by a day.
type UnwrittenSection struct {
	SectionID int64
	Year      int
	Heading   string
	DueOn     time.Time
	org.Person
}

// UnwrittenSections reads the sections that are not ready, have an author, and whose day
// is within the two.
func (tx *Tx) UnwrittenSections(ctx context.Context, group org.GroupID, from, to time.Time) ([]UnwrittenSection, error) {
	return collect[UnwrittenSection](ctx, tx, selectUnwrittenSections, pgx.StrictNamedArgs{"group": group, "from": from, "to": to})
}
