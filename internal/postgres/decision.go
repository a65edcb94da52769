package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const decisionColumns = `
SELECT d.id, d.group_id, d.meeting_id, coalesce(d.agenda_item_id, 0) AS agenda_item_id, d.number, d.text, d.version`

const selectDecisions = `-- name: a meeting's decisions
` + decisionColumns + `
FROM decision d
WHERE d.meeting_id = @meeting AND d.group_id = @group
ORDER BY d.number`

// MeetingDecisions reads what a meeting has decided, by number.
func (tx *Tx) MeetingDecisions(ctx context.Context, group org.GroupID, meeting org.MeetingID) ([]improvement.Decision, error) {
	return collect[improvement.Decision](ctx, tx, selectDecisions, pgx.StrictNamedArgs{"group": group, "meeting": meeting})
}

const insertDecision = `-- name: insert decision
INSERT INTO decision (group_id, meeting_id, agenda_item_id, number, text)
SELECT @group, @meeting, nullif(@item::bigint, 0),
       (SELECT coalesce(max(d.number), 0) + 1 FROM decision d WHERE d.meeting_id = @meeting), @text
RETURNING id, number`

// AddDecision stores a decision with the meeting's next number, and gives it with its
// id and number.
func (tx *Tx) AddDecision(ctx context.Context, d improvement.Decision) (improvement.Decision, error) {
	type row struct {
		ID     improvement.DecisionID
		Number int
	}
	added, err := one[row](ctx, tx, insertDecision, pgx.StrictNamedArgs{"group": d.GroupID, "meeting": d.MeetingID,
		"item": d.AgendaItemID, "text": d.Text})
	d.ID, d.Number, d.Version = added.ID, added.Number, 1
	return d, err
}

const updateDecision = `-- name: update decision
UPDATE decision SET text = @text, version = version + 1 WHERE id = @id AND group_id = @group AND version = @version`

// SaveDecision stores a decision's changed words; fault.ErrConflict when somebody else
// changed them since they were read.
func (tx *Tx) SaveDecision(ctx context.Context, d improvement.Decision) error {
	return exec(ctx, tx, updateDecision, pgx.StrictNamedArgs{"id": d.ID, "group": d.GroupID, "version": d.Version, "text": d.Text}, 1, fault.ErrConflict)
}

const deleteDecision = `-- name: delete decision
DELETE FROM decision WHERE id = @id AND group_id = @group AND version = @version`

// DeleteDecision removes a decision that nothing refers to (else fault.ErrNotFound);
// fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) DeleteDecision(ctx context.Context, d improvement.Decision) error {
	return exec(ctx, tx, deleteDecision, pgx.StrictNamedArgs{"id": d.ID, "group": d.GroupID, "version": d.Version}, 1, fault.ErrConflict)
}

// DecisionRow is a decision with its meeting, and how far its tasks have come.
type DecisionRow struct {
	improvement.Decision
	MeetingTitle                                  string
	StartsAt                                      time.Time
	MinutesYear, MinutesNumber                    int
	PublishedAt                                   *time.Time
	TasksOpen, TasksDone, TasksDropped, TasksLate int
}

// DecisionsAsked is which of a group's decisions to read.
type DecisionsAsked struct {
	GroupID org.GroupID
	// ID reads only the one; zero for all.
	ID   improvement.DecisionID
	Year int // of the minutes, zero for all
	// Words stand somewhere in the decision's text or the meeting's title; "" for all.
	Words string
	// Tasks is "open" for decisions with tasks that remain, "done" for those whose tasks
	// are all settled, "none" for those without, "" for all.
	Tasks string
	// Published reads only those of published minutes.
	Published bool
	Today     time.Time
	// First is how many to pass over, and Most how many to read.
	First, Most int
}

const decisionsFrom = `
FROM decision d
JOIN meeting m ON m.id = d.meeting_id
WHERE d.group_id = @group AND (@id::bigint = 0 OR d.id = @id) AND (@year::integer = 0 OR m.minutes_year = @year)
  AND (@words = '' OR strpos(lower(d.text || ' ' || m.title), lower(@words)) > 0)
  AND (@tasks = '' OR (@tasks = 'open') = EXISTS (SELECT FROM task t WHERE t.decision_id = d.id AND t.state = 'open')
       AND (@tasks <> 'none') = EXISTS (SELECT FROM task t WHERE t.decision_id = d.id))
  AND (NOT @published OR m.published_at IS NOT NULL)`

// The page's decisions are found first, so that tasks are counted for those alone.
const selectDecisionRows = `-- name: decisions
SELECT p.id, p.group_id, p.meeting_id, p.agenda_item_id, p.number, p.text, p.version, p.meeting_title, p.starts_at,
       p.minutes_year, p.minutes_number, p.published_at,
       t.open AS tasks_open, t.done AS tasks_done, t.dropped AS tasks_dropped, t.late AS tasks_late
FROM (` + decisionColumns + `,
           m.title AS meeting_title, m.starts_at, coalesce(m.minutes_year, 0) AS minutes_year,
           coalesce(m.minutes_number, 0) AS minutes_number, m.published_at` + decisionsFrom + `
    ORDER BY m.starts_at DESC, m.id DESC, d.number
    LIMIT @most OFFSET @first) p
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE t.state = 'open') AS open, count(*) FILTER (WHERE t.state = 'done') AS done,
           count(*) FILTER (WHERE t.state = 'dropped') AS dropped,
           count(*) FILTER (WHERE t.state = 'open' AND t.due_on < @today) AS late
    FROM task t WHERE t.decision_id = p.id) t
ORDER BY p.starts_at DESC, p.meeting_id DESC, p.number`

// Decisions reads decisions, the latest meeting's first.
func (tx *Tx) Decisions(ctx context.Context, q DecisionsAsked) ([]DecisionRow, error) {
	args := q.args()
	args["most"], args["first"], args["today"] = q.Most, q.First, q.Today
	return collect[DecisionRow](ctx, tx, selectDecisionRows, args)
}

func (q DecisionsAsked) args() pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": q.GroupID, "id": q.ID, "year": q.Year, "words": q.Words, "tasks": q.Tasks,
		"published": q.Published}
}

const selectDecisionCount = `-- name: decision count
SELECT count(*)` + decisionsFrom

// DecisionCount counts the decisions that are asked for, whatever First and Most say.
func (tx *Tx) DecisionCount(ctx context.Context, q DecisionsAsked) (int, error) {
	return value[int](ctx, tx, selectDecisionCount, q.args())
}
